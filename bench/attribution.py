"""How well statements are found, on a folder in PolNeAR's layout.

python -m bench.attribution ../shared/polnear/dev               the table, by kind, seconds an article
python -m bench.attribution ../shared/polnear/dev --errors 40   the worst errors, to be read
python -m bench.attribution ../shared/polnear/dev --ablation    what each group of rules brings
python -m bench.attribution ../shared/polnear/dev --curve       precision against recall by threshold
python -m bench.attribution ../shared/polnear/train --train-lexicon    fit the lexicon's weights anew
python -m bench.attribution ../shared/polnear/train --folds 5          held-out figures, by threshold
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bench import training
from bench.polnear import Document, Said, Tally, count, read
from bench.scores import OVERLAP, Measure, match
from models import checksums
from models.analyst import Analyst
from models.extractors.attribution import find
from models.extractors.attribution.candidate import Candidate
from models.extractors.attribution.features import features_of
from models.extractors.attribution.find import find_attributions
from models.extractors.attribution.shaping import attribution
from models.extractors.attribution.spans import contexts
from models.extractors.provenance.statements import resolve_statements
from models.knowledge.reporting import Weights, weights
from models.reading.parser import Parsed, parse, pipeline
from models.reading.text import clean
from models.types import Article, LanguageUnsupported, NothingToRead

LEXICON = Path(__file__).parents[1] / "models" / "lexicon"

THRESHOLDS = (-1.2, -1.0, -0.75, -0.6, -0.5, -0.4, -0.3, 0.0, 0.4)

# PolNeAR dev, by the same measure: found F1, who-said P, who-said F1, speaker right,
# speech recall, seconds an article.
PUBLISHED = (
    ("textacy direct_quotations (helped)", 30, 77, 28, 93, 31, "0.3"),
    ("GenderGapTracker (rules)", 49, 63, 41, 85, 53, "0.2-0.3"),
    ("BBC Citron, retrained", 58, 68, 53, 91, 61, "0.3-0.4"),
    ("Citron, retrained, by paragraph", 61, 68, 55, 91, 65, "0.4-0.5"),
    ("one trained annotator on another", 78, None, 73, 93, None, ""),
)

# Groups of rules that can be left out, by the candidates that they make.
GROUPS: dict[str, Callable[[Candidate], bool]] = {
    "quotation typography": lambda c: c.frame.startswith("quote"),
    "continued quotations": lambda c: "joined" in c.marks or "runs-on" in c.marks,
    "clauses of verbs": lambda c: (
        c.frame.split(":")[0] in {"clause", "fronted", "cut-cc", "told-to", "want-to"}
    ),
    "commas instead of the parse": lambda c: c.frame in {"tail", "middle"} or c.frame.startswith("aside"),
    "infinitives": lambda c: (
        c.frame.split(":")[0] in {"infinitive", "raised-infinitive", "patient-infinitive"}
    ),
    "objects of verbs": lambda c: c.frame.startswith("object"),
    "prepositions of verbs": lambda c: c.frame.startswith(
        ("prep:", "dobj-prep", "raised-prep", "patient-prep", "as")
    ),
    "noun cues": lambda c: c.frame.startswith("noun-") or c.frame.startswith("prep-noun"),
    "according to": lambda c: c.frame.startswith("according"),
    "adjectives": lambda c: c.frame.startswith("adj-"),
    "passives and no source": lambda c: c.source is None or c.how.startswith("passive"),
    "shared subjects": lambda c: c.how in {"conj", "xcomp", "advcl", "pcomp", "acl", "far", "ccomp"},
    "colons": lambda c: c.frame.startswith("colon"),
    "content in pieces": lambda c: len(c.content) > 1,
}


def main(argv: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument(
        "--without", action="append", default=[], choices=[*GROUPS, "weighing"], metavar="GROUP"
    )
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--train-lexicon", action="store_true")
    parser.add_argument("--folds", type=int, default=0, metavar="K")
    chosen = parser.parse_args(argv)
    documents = read(chosen.folder)
    if not documents:
        parser.error(f"no annotated articles in {chosen.folder}")
    parsed, seconds = _parse(documents)
    if chosen.train_lexicon:
        found, bias = training.fit(_examples(documents, parsed), training.names(d.text for d in documents))
        training.write(LEXICON, found, bias, weights().threshold)
        checksums.record()
        print(f"{len(found)} weights written to {LEXICON.name}")
    elif chosen.folds:
        _folds(documents, parsed, chosen.folds)
    elif chosen.ablation:
        _ablation(documents, parsed)
    elif chosen.curve:
        _curve([(documents, parsed, weights())])
    else:
        finding = _time_rules(parsed)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if chosen.without:
            tally, found = _score(documents, parsed, weights(), chosen.without)
        else:
            tally, found = _analysed(documents)
        _report(tally, seconds, finding, memory)
        if chosen.errors:
            _errors(documents, found, chosen.errors)


def _parse(documents: Sequence[Document]) -> tuple[list[Parsed], float]:
    pipeline()
    started = time.perf_counter()
    parsed = [parse(d.text, clean(d.text)) for d in documents]
    return parsed, (time.perf_counter() - started) / len(documents)


def _time_rules(parsed: Sequence[Parsed]) -> float:
    """Seconds an article for statements and speakers, from the parse."""
    started = time.perf_counter()
    for one in parsed:
        resolve_statements(one, find_attributions(one), one.copy.dateline)
    return (time.perf_counter() - started) / len(parsed)


def _analysed(documents: Sequence[Document]) -> tuple[Tally, list[list[Said]]]:
    """Scores of the statements that the bot would store and show."""
    analyst = Analyst()
    tally = Tally()
    everything: list[list[Said]] = []
    for document in documents:
        try:
            found = analyst.analyse(Article(document.text)).statements
        except (LanguageUnsupported, NothingToRead):
            found = ()
        said = [Said(s.content, s.source, s.cue) for s in found]
        count(tally, document, said)
        everything.append(said)
    return tally, everything


def _contexts(parsed: Parsed) -> list[find.Context]:
    return contexts(parsed.blocks)


def _score(
    documents: Sequence[Document], parsed: Sequence[Parsed], scale: Weights, without: Sequence[str] = ()
) -> tuple[Tally, list[list[Said]]]:
    tally = Tally()
    everything: list[list[Said]] = []
    drops = [GROUPS[name] for name in without if name in GROUPS]
    if "weighing" in without:
        scale = _only_lexical(scale)
    for document, one in zip(documents, parsed, strict=True):
        candidates = (
            c for c in find.weighed(_contexts(one), scale) if not any(drop(c) for drop in drops)
        )  # fmt: skip
        said = _said(one, find.chosen(candidates))
        count(tally, document, said)
        everything.append(said)
    return tally, everything


def _said(parsed: Parsed, chosen: Iterable[Candidate]) -> list[Said]:
    found = (attribution(parsed.text, c) for c in chosen)
    return [Said(a.content, a.source, a.cue) for a in found]


def _only_lexical(scale: Weights) -> Weights:
    """The weights of cues in their frames alone, without what the context says."""
    lexical = {t: w for t, w in scale.traits.items() if "|" in t or t.startswith("frame=")}
    return Weights(scale.bias, scale.threshold, lexical)


def _line(tally: Tally) -> str:
    return "  ".join(f"{name} {value:5.1f}" for name, value in tally.figures().items())


def _report(tally: Tally, parsing: float, finding: float, memory: float) -> None:
    figures = tally.figures()
    print(f"{'system':36} found F1  who-said P  who-said F1  speaker right  speech recall  s/article")
    for name, *values, pace in PUBLISHED:
        cells = "".join(
            f"{'' if v is None else v:>{w}}" for v, w in zip(values, (9, 12, 13, 15, 15), strict=True)
        )
        print(f"{name:36}{cells}{pace:>11}")
    ours = (figures[k] for k in ("found F1", "who-said P", "who-said F1", "speaker right", "speech recall"))
    cells = "".join(f"{v:>{w}.1f}" for v, w in zip(ours, (9, 12, 13, 15, 15), strict=True))
    print(f"{'Attaché':36}{cells}{parsing + finding:>11.2f}")
    print(f"\ngold {tally.gold}, found {tally.predicted}")
    print(f"parsing {parsing:.3f} s, rules {finding:.3f} s an article; {memory:.0f} MB without the encoder")
    print(f"\n{'kind':16}{'gold':>7}{'found R':>9}{'who-said R':>12}")
    for kind, (found, who, gold) in sorted(tally.kinds.items()):
        print(f"{kind:16}{gold:>7}{100 * found / gold:>9.1f}{100 * who / gold:>12.1f}")


def _ablation(documents: Sequence[Document], parsed: Sequence[Parsed]) -> None:
    whole = _score(documents, parsed, weights())[0].figures()
    print(f"{'everything':30}  " + "  ".join(f"{k} {v:5.1f}" for k, v in whole.items()))
    for group in (*GROUPS, "weighing"):
        figures = _score(documents, parsed, weights(), [group])[0].figures()
        print(f"without {group:22}  " + "  ".join(f"{k} {v - whole[k]:+5.1f}" for k, v in figures.items()))


def _examples(documents: Sequence[Document], parsed: Sequence[Parsed]) -> Iterator[training.Example]:
    """Candidates and whether they are right: a gold attribution's cue, half of its content, its source."""
    for document, one in zip(documents, parsed, strict=True):
        measure = Measure(document.text)
        for candidate in find.propose(_contexts(one)):
            made = attribution(one.text, candidate)
            said = Said(made.content, made.source, made.cue)
            yield features_of(candidate), any(_right(measure, gold, said) for gold in document.gold)


def _right(measure: Measure, gold: Said, said: Said) -> bool:
    if said.content[0][0] >= gold.content[-1][1] or gold.content[0][0] >= said.content[-1][1]:
        return False
    if gold.cue and not any(s < f and t < e for s, e in gold.cue for t, f in said.cue):
        return False
    overlap = measure.overlap(gold.content, said.content)
    return overlap >= OVERLAP and measure.same_source(gold.source, said.source)


def _curve(parts: Iterable[tuple[Sequence[Document], Sequence[Parsed], Weights]]) -> None:
    """Precision against recall by threshold, over parts of a corpus with the weights for each."""
    tallies = {threshold: Tally() for threshold in THRESHOLDS}
    for documents, parsed, scale in parts:
        low = Weights(scale.bias, THRESHOLDS[0], scale.traits)
        for document, one in zip(documents, parsed, strict=True):
            candidates = list(find.weighed(_contexts(one), low))
            for threshold, tally in tallies.items():
                kept = find.chosen(c for c in candidates if c.score >= threshold)
                count(tally, document, _said(one, kept))
    for threshold, tally in tallies.items():
        print(f"{threshold:6.2f}  {_line(tally)}")


def _folds(documents: Sequence[Document], parsed: Sequence[Parsed], folds: int) -> None:
    examples = [list(_examples([d], [p])) for d, p in zip(documents, parsed, strict=True)]
    barred = training.names(d.text for d in documents)

    def part(fold: int) -> tuple[Sequence[Document], Sequence[Parsed], Weights]:
        rest = (e for n, article in enumerate(examples) if n % folds != fold for e in article)
        found, bias = training.fit(rest, barred)
        print(f"fold {fold + 1} fitted", flush=True)
        return documents[fold::folds], parsed[fold::folds], Weights(bias, weights().threshold, found)

    _curve(part(fold) for fold in range(folds))


def _errors(documents: Sequence[Document], found: Sequence[Sequence[Said]], limit: int) -> None:
    """Wrong speakers first, then what nobody said, then speech that was missed."""
    wrong: list[str] = []
    invented: list[str] = []
    missed: list[str] = []
    for document, said in zip(documents, found, strict=True):
        matches = match(document.text, document.gold, said)
        right = {m.gold for m in matches}
        taken = {m.predicted for m in matches}
        wrong += [
            f"{_words(document, said[m.predicted])}\n      gold: {_words(document, document.gold[m.gold])}"
            for m in matches if not m.who
        ]  # fmt: skip
        invented += [_words(document, s) for n, s in enumerate(said) if n not in taken]
        missed += [_words(document, g) for n, g in enumerate(document.gold) if n not in right]
    for title, rows in (("wrong speaker", wrong), ("not in the gold", invented), ("missed", missed)):
        print(f"\n{title}: {len(rows)}")
        step = max(1, len(rows) // limit)
        for row in rows[::step][:limit]:
            print("  -", row)


def _words(document: Document, said: Said) -> str:
    def of(spans: Sequence[tuple[int, int]]) -> str:
        return " … ".join(document.text[s:e] for s, e in spans).replace("\n", " / ")

    return f"[{of(said.source)}] <{of(said.cue)}> {of(said.content)[:200]}"


if __name__ == "__main__":
    main()
