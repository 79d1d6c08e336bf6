# pyright: standard
# Not strict: transformers, safetensors and the like are untyped or partly so.
"""How good the summaries are, measured through the code the bot runs.

``python -m bench.summaries salience|diplomatic|leads|rouge|guard|pronouns|verbatim|cost`` prints one table
each, with 95 % bootstrap intervals over articles (guard: over sentences). Needs the corpora and scorers of
../shared.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from bench.scores import prf
from models.analyst import Analyst
from models.reading import parser
from models.reading.text import clean
from models.summarizer import candidates, extractive, verbatim
from models.summarizer.guard import Guard, Rule
from models.types import Article, LanguageUnsupported, NothingToRead, Point, Summary

SHARED = Path(__file__).resolve().parents[2] / "shared"
# A sentence, cut as ../shared/eval/score_worldpress.py does for its lead-3.
_LEAD = re.compile(r"[^\n]+?(?:[.!?][\"”’')]*(?=\s)|(?=\n)|$)")


def scorer(name: str) -> ModuleType:
    """A scorer of ../shared/eval as a module."""
    spec = spec_from_file_location(name, SHARED / "eval" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"../shared/eval/{name}.py is missing")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(*path: str) -> Iterator[dict]:
    """The JSON lines of a file in ../shared."""
    with SHARED.joinpath(*path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def interval(values: Sequence[float], draws: int = 1000) -> tuple[float, float]:
    """The middle 95 % of the means of bootstrap samples."""
    random_ = random.Random(0)  # noqa: S311 - resampling, no secret
    means = sorted(statistics.fmean(random_.choices(values, k=len(values))) for _ in range(draws))
    return means[int(0.025 * draws)], means[int(0.975 * draws)]


def show(label: str, values: Sequence[float], base: Sequence[float] | None = None) -> None:
    """Print a mean with its interval and, beside ``base``, the mean difference with its own."""
    low, high = interval(values)
    line = f"{label:28s} {statistics.fmean(values):6.2f} [{low:.2f}, {high:.2f}]"
    if base is not None:
        gain = [a - b for a, b in zip(values, base, strict=True)]
        low, high = interval(gain)
        line += f"   to lead-3 {statistics.fmean(gain):+6.2f} [{low:+.2f}, {high:+.2f}]"
    print(line)


def salience(analyst: Analyst) -> None:
    """Points and gist beside an editor's picks, on ../shared/salience/dev.jsonl."""
    score = scorer("score_salience")
    ours, lead, words = [], [], []
    for gold in rows("salience", "dev.jsonl"):
        if not gold["news"]:
            continue
        text = (SHARED / "polnear" / "dev" / "text" / gold["doc"]).read_text(encoding="utf-8")
        summary = analyst.summarize(Article(text))
        points = [span for p in summary.points for span in p.evidence]
        gist = summary.gist.evidence[0] if summary.gist else None
        first = score.lead(gold, text)
        ours.append(score.one(gold, points, gist, text))
        lead.append(score.one(gold, first, first[0] if first else None, text))
        words.append(sum(len(p.text.split()) for p in summary.points))
    for k, name in enumerate(("F1", "F1 with also", "gist")):
        show(name, [100 * r[k] for r in ours], [100 * r[k] for r in lead])
    show("words", words)


def diplomatic(analyst: Analyst) -> None:
    """Points and gist beside the sentences that readers of ../shared/worldpress/dev would keep."""
    score = scorer("score_worldpress")
    folder = SHARED / "worldpress" / "dev"
    ours, lead, gist = [], [], []
    for path in sorted((folder / "gold").glob("*.json")):
        text = (folder / "text" / f"{path.stem}.txt").read_text(encoding="utf-8")
        gold = score.gold_of(path, text)
        if not gold.get("main"):
            continue
        summary = analyst.summarize(Article(text))
        each = [score.chars([score.find(text, m)]) for m in gold["main"]]
        kept = set[int]().union(*each)
        told = score.chars([span for p in summary.points for span in p.evidence])
        main = score.chars(summary.gist.evidence) if summary.gist else set[int]()
        body = text[len(gold["headline"] or "") :]
        start = len(text) - len(body)
        first = [m.span() for m in _LEAD.finditer(body) if len(m.group().split()) > candidates.SHORTEST][:3]
        ours.append(100 * prf(len(told & kept), len(told), len(kept)).f1)
        firsts = score.chars([(a + start, b + start) for a, b in first])
        lead.append(100 * prf(len(firsts & kept), len(firsts), len(kept)).f1)
        gist.append(100.0 * any(len(main & m) > 0.5 * len(main) for m in each))
    show("F1", ours, lead)
    show("gist", gist)


def leads(analyst: Analyst) -> None:
    """ROUGE beside the leads that ministry editors wrote, on ../shared/leads-dev.jsonl."""
    score = scorer("score_summaries")
    gold = list(rows("leads-dev.jsonl"))
    references = [[g["lead"]] for g in gold]
    lead = score.scores(references, [" ".join(_sentences(g["text"])[:3]) for g in gold])
    summaries = [analyst.summarize(Article(g["text"], title=g["title"])) for g in gold]
    ours = score.scores(references, [" ".join(p.text for p in s.points) for s in summaries])
    for k, name in enumerate(("ROUGE-1", "ROUGE-2")):
        show(f"lead-3 {name}", lead[k])
        show(name, ours[k], lead[k])


def _sentences(text: str) -> list[str]:
    """The sentences as ../shared/eval/score_leads.py cuts them."""
    cut = [s for p in text.split("\n") for s in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", p)]
    return [s for s in cut if len(s.split()) > 3]


def rouge(analyst: Analyst) -> None:
    """ROUGE of brief and standard summaries beside lead-3, on ../shared/realsumm/dev.jsonl."""
    score = scorer("score_summaries")
    gold = list(rows("realsumm", "dev.jsonl"))
    references = [g["reference"] for g in gold]
    lead = score.scores(references, ["\n".join(score.sentences(g["article"])[:3]) for g in gold])
    show("lead-3 ROUGE-1", lead[0])
    for size in ("brief", "standard"):
        summaries = [analyst.summarize(Article(g["article"]), size) for g in gold]
        texts = ["\n".join(p.text for p in s.points) for s in summaries]
        ours = score.scores(references, texts)
        show(f"{size} ROUGE-1", ours[0], lead[0])
        show(f"{size} ROUGE-2", ours[1], lead[1])
        show(f"{size} words", [len(t.split()) for t in texts])


def guard(_: Analyst) -> None:
    """Acceptance and precision of the guard's rules, on ../shared/qags/dev.jsonl.

    A sentence counts as consistent where two of its three judges said so.
    """
    judged: dict[str, list[tuple[Guard, str, bool]]] = {}
    for row in rows("qags", "dev.jsonl"):
        parsed = parser.parse(row["article"], clean(row["article"]))
        one = Guard(parsed, candidates.find(parsed))
        for s in row["sentences"]:
            consistent = sum(v == "yes" for v in s["consistent_votes"]) >= 2
            judged.setdefault(row["set"], []).append((one, s["text"], consistent))
    rules: tuple[Rule, ...] = ("strict", "loose")
    for name, sentences in judged.items():
        show(f"{name} consistent", [100.0 * good for _, _, good in sentences])
        for rule in rules:
            accepted = [(g.check(text, rule).accepted, good) for g, text, good in sentences]
            show(f"{name} {rule} acceptance", [100.0 * a for a, _ in accepted])
            kept = [100.0 * good for a, good in accepted if a]
            if kept:
                show(f"{name} {rule} precision", kept)


def pronouns(analyst: Analyst) -> None:
    """Share of points that open with a pronoun left as it is, over ../shared/polnear/dev."""
    folder = SHARED / "polnear" / "dev" / "text"
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))
    firsts = [p.split()[0].strip("\"'“‘").lower() for text in texts for p in _summary(analyst, text)]
    opening = [100.0 * (first in candidates.PRONOUNS) for first in firsts]
    show("points opening with one, %", opening)


def _summary(analyst: Analyst, text: str) -> list[str]:
    try:
        return [p.text for p in analyst.summarize(Article(text)).points]
    except (LanguageUnsupported, NothingToRead):
        return []


def verbatim_points(analyst: Analyst) -> None:
    """Points of full summaries that equal their evidence, over all articles of PolNeAR and REALSumm."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((SHARED / "polnear").glob("*/text/*.txt"))]
    texts += [row["article"] for row in rows("realsumm", "dev.jsonl")]
    held, inserted = [], 0
    for text in texts:
        try:
            points = analyst.summarize(Article(text), "full").points
        except (LanguageUnsupported, NothingToRead):
            continue
        held += [100.0 * verbatim.check(p, text) for p in points]
        inserted += sum("[" in p.text and "[" not in _evidence(p, text) for p in points)
    show("equal to their evidence, %", held)
    print(f"{len(held)} points of {len(texts)} articles, {inserted} with an insertion")


def _evidence(point: Point, text: str) -> str:
    return "".join(text[a:b] for a, b in point.evidence)


def cost(analyst: Analyst) -> None:
    """Seconds that a standard summary takes on top of the parse, over ../shared/polnear/dev."""
    analyst.warm()
    seconds = []
    for path in sorted((SHARED / "polnear" / "dev" / "text").glob("*.txt"))[:30]:
        text = path.read_text(encoding="utf-8")
        parsed = parser.parse(text, clean(text))
        if candidates.find(parsed):
            seconds.append(_timed(lambda p=parsed: extractive.summarize(p, (), (), ())))
    print(
        f"median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s of {len(seconds)} articles"
    )


def _timed(work: Callable[[], Summary]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


TABLES = {
    "salience": salience,
    "diplomatic": diplomatic,
    "leads": leads,
    "rouge": rouge,
    "guard": guard,
    "pronouns": pronouns,
    "verbatim": verbatim_points,
    "cost": cost,
}


def main() -> None:
    """Print the tables asked for, all by default."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("tables", nargs="*", choices=[*TABLES, []], help="default: all")
    given = options.parse_args().tables or list(TABLES)
    analyst = Analyst()
    for name in given:
        print(f"\n{name}")
        TABLES[name](analyst)


if __name__ == "__main__":
    main()
