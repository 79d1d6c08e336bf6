"""Speakers and the chain on the project's own gold: ``python -m bench.speakers``.

The attributions are the gold's own, so that only their resolution is measured: who is meant, in what role,
for which country, how surely and through whom. Finding them is measured by ``bench.attribution``. Errors are
printed of the dispatches that are open to be read only; ``--aside`` gives the figures of the rest.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.gold.loader import GoldDocument, GoldStatement, part
from bench.gold.score import field_verdicts, name_verdict
from bench.scores import Rate
from models.extractors.attribution.types import Attribution
from models.extractors.provenance.statements import resolve_statements
from models.reading.parser import Parsed, parse
from models.reading.text import clean
from models.types import Span, Statement


@dataclass(slots=True)
class Tally:
    """Counts over all gold statements; ``seconds`` is processor time of the resolution alone."""

    right: int = 0
    wrong: int = 0
    open: int = 0
    invented: int = 0
    fields: dict[str, Rate] = field(default_factory=lambda: {name: Rate() for name in FIELDS})
    errors: list[str] = field(default_factory=list[str])
    seconds: float = 0.0
    documents: int = 0

    @property
    def named(self) -> int:
        """Gold statements that name a speaker."""
        return self.right + self.wrong + self.open


FIELDS = ("role", "country", "certainty", "via")


def tally(documents: Iterable[GoldDocument]) -> Tally:
    """Resolve the gold's own attributions and compare."""
    total = Tally()
    for document in documents:
        parsed = parse(document.text, clean(document.text))
        golds = [g for g in document.statements if _block(parsed, g) is not None]
        made = [_attribution(parsed, g) for g in golds]
        begun = time.process_time()
        found = resolve_statements(parsed, made, parsed.copy.dateline)
        total.seconds += time.process_time() - begun
        total.documents += 1
        for gold, statement in zip(golds, found, strict=True):
            _count(total, document, gold, statement)
    return total


def _block(parsed: Parsed, gold: GoldStatement) -> int | None:
    at = (gold.cue or gold.content)[-1][0]
    spans = enumerate(b.block.span for b in parsed.blocks)
    return next((n for n, (start, end) in spans if start <= at < end), None)


def _attribution(parsed: Parsed, gold: GoldStatement) -> Attribution:
    block = _block(parsed, gold) or 0
    doc, (start, end) = parsed.blocks[block].doc, parsed.blocks[block].block.span
    cue = [t for t in doc if any(s <= start + t.idx < e for s, e in gold.cue)]
    tops = [t for t in cue if t.head not in cue or t.head == t] or cue
    verb = next((t for t in tops if t.pos_ in ("VERB", "AUX")), tops[0] if tops else None)
    source: tuple[Span, ...] = tuple(s for s in gold.source if start <= s[0] < end)
    return Attribution(
        block, verb.i if verb else -1, None, gold.content, source, gold.cue, gold.kind, gold.act, lemma=""
    )


def _count(total: Tally, document: GoldDocument, gold: GoldStatement, statement: Statement) -> None:
    verdict = name_verdict(gold.speaker, statement.speaker)
    if verdict is not None:
        setattr(total, verdict, getattr(total, verdict) + 1)
        if verdict != "right":
            where = " ".join(document.text[s:e] for s, e in gold.source)
            name = statement.speaker.name if statement.speaker else None
            total.errors.append(
                f"{document.name}: {verdict}: [{where}] {name} for {', '.join(gold.speaker.names)}"
            )
    for field_name, right in field_verdicts(gold, statement).items():
        if field_name in FIELDS:
            total.fields[field_name].count(right)


def main() -> None:
    """Print the table and, of the open dispatches, every name that is not right."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--aside", action="store_true", help="score the dispatches that are set aside")
    aside = options.parse_args().aside
    total = tally(part(aside=aside))
    print(f"{total.documents} dispatches, {total.named} statements that name a speaker")
    for verdict in ("right", "wrong", "open"):
        count = getattr(total, verdict)
        print(f"  name {verdict:<9} {count:>4}  {100 * count / total.named:5.1f} %")
    print(f"  name invented  {total.invented:>4}")
    for name, rate in total.fields.items():
        print(f"  {name:<14} {100 * rate.share:9.1f} %  of {rate.of}")
    print(f"  {1000 * total.seconds / total.documents:.0f} ms a dispatch")
    if not aside:
        print(*total.errors, sep="\n")


if __name__ == "__main__":
    main()
