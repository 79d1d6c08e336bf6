"""What changed: plans that came to something, figures that moved, speakers who now say otherwise.

Each change carries both sides as reported, *then* and *now*, and leaves the judgement to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.histories.contacts import is_open
from models.histories.sources import rivals, same_source
from models.histories.types import (
    ContactHistory,
    ContactReport,
    FigureReport,
    FigureSeries,
    StatementReport,
)
from models.knowledge import names
from models.lexicon import entries
from models.types import Certainty, ContactStatus, Kind, Polarity, Speaker, Statement

SAME_TOPIC = 0.75
"""Cosine of two contents from which they are about one matter. Read off statements of one speaker on several
days: to 0.71 they share little more than names ("condolences", "a tragedy"), from 0.77 the matter itself."""
SHORTEST = 4  # words of a content that tells its matter

Embed = Callable[[Sequence[str]], np.ndarray]
"""Unit embeddings of n texts, shape (n, width)."""

_NO = frozenset(("no", "not", "never", "none", "nobody", "nothing", "without", "neither", "nor", "cannot"))


@dataclass(frozen=True, slots=True)
class StatusTurn:
    """A contact whose status is another than before: planned, then held."""

    history: ContactHistory
    then: ContactReport
    now: ContactReport


@dataclass(frozen=True, slots=True)
class FigureMove:
    """A figure with its first value and the newest."""

    series: FigureSeries
    then: FigureReport
    now: FigureReport


@dataclass(frozen=True, slots=True)
class SaidOtherwise:
    """Two statements of one speaker on one matter, of which only one is in favour or says that it is so."""

    then: StatementReport
    now: StatementReport


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed, in each list the newest first."""

    turns: tuple[StatusTurn, ...] = ()
    moves: tuple[FigureMove, ...] = ()
    reversals: tuple[SaidOtherwise, ...] = ()


def changes(
    contacts: Iterable[ContactHistory] = (),
    figures: Iterable[FigureSeries] = (),
    statements: Iterable[StatementReport] = (),
    embed: Embed | None = None,
) -> Changes:
    """What changed in joined ``contacts`` and ``figures``, and in what speakers say.

    ``embed`` is called once, with the contents that may be on one matter, and not at all where there are
    none; without it, statements are not compared.
    """
    turns = [turn for history in contacts if (turn := _turn(history))]
    moves = [move for series in figures if (move := _move(series))]
    said = sorted(statements, key=lambda s: s.origin.day)
    reversals = list(_reversals(said, embed)) if embed is not None else []
    return Changes(
        tuple(sorted(turns, key=lambda t: t.now.origin.day, reverse=True)),
        tuple(sorted(moves, key=lambda m: m.now.origin.day, reverse=True)),
        tuple(sorted(reversals, key=lambda r: r.now.origin.day, reverse=True)),
    )


def _turn(history: ContactHistory) -> StatusTurn | None:
    """The first report that looked ahead to a contact, and the first of what came of it or of other plans.

    A contact that some report and others deny is a matter of dispute, and no change.
    """
    told = history.turns
    settled = next((r for r in told if not is_open(r)), None)
    ahead = [r for r in told if is_open(r)]
    if settled is not None and ahead and _order(ahead[0]) < _order(settled):
        return StatusTurn(history, ahead[0], settled)
    if settled is None and len(ahead) > 1 and ahead[0].contact.status is ContactStatus.DENIED:
        return StatusTurn(history, ahead[0], ahead[-1])
    return None


def _order(report: ContactReport) -> tuple[object, ...]:
    return report.origin.day, not is_open(report)


def _move(series: FigureSeries) -> FigureMove | None:
    """The newest value against the first one, of a source that is no rival of the newest's.

    A number falls only where its own source takes it back.
    """
    now = series.reports[-1]
    for then in series.reports:
        if then.origin.day >= now.origin.day:
            return None
        if rivals(then.figure.source, now.figure.source):
            continue
        mine, others = then.figure, now.figure
        falls = others.value < mine.value
        if mine.value == others.value or (falls and not same_source(mine.source, others.source)):
            return None
        return FigureMove(series, then, now)
    return None


def matters(statements: Iterable[StatementReport]) -> tuple[str, ...]:
    """The contents that :func:`changes` will embed, for callers whose encoder works elsewhere."""
    pairs = _pairs(sorted(statements, key=lambda s: s.origin.day))
    return tuple(dict.fromkeys(_matter(r.statement) for pair in pairs for r in pair))


def _pairs(said: Sequence[StatementReport]) -> list[tuple[StatementReport, StatementReport]]:
    return [
        (then, now)
        for i, then in enumerate(said)
        for now in said[i + 1 :]
        if now.origin.day > then.origin.day and _turned(then.statement, now.statement)
    ]


def _reversals(said: Sequence[StatementReport], embed: Embed) -> Iterator[SaidOtherwise]:
    texts = matters(said)
    if not texts:
        return
    vectors = dict(zip(texts, embed(texts), strict=True))
    told: set[str] = set()
    for then, now in reversed(_pairs(said)):
        alike = float(vectors[_matter(then.statement)] @ vectors[_matter(now.statement)])
        if alike >= SAME_TOPIC and now.statement.text not in told:
            told.add(now.statement.text)
            yield SaidOtherwise(then, now)


def _turned(then: Statement, now: Statement) -> bool:
    """Whether one speaker is against a matter in one statement and not in the other, both on record."""
    stances = {_stance(then), _stance(now)}
    if None in stances or len(stances) < 2 or not _same_speaker(then.speaker, now.speaker):
        return False
    if "said" in stances and not (_is_denial(then) or _is_denial(now)):
        return False  # to reject a plan and to speak of it is no turn
    return _denies(then) == _denies(now)


def _stance(statement: Statement) -> str | None:
    """ "against", "for", or merely "said"; None where it is not sure what the words stand for."""
    words = statement.text.split()
    if statement.certainty is not Certainty.ON_RECORD or statement.negated or len(words) < SHORTEST:
        return None
    if statement.polarity is Polarity.DECLINED:
        return None
    if statement.polarity is Polarity.DENIED or statement.act in entries("histories", "turns", "against"):
        # a quotation is the denial itself, and not what is denied
        return None if statement.kind is Kind.DIRECT else "against"
    if statement.act in entries("histories", "turns", "for"):
        return "for"
    return "said" if statement.act in {"say", "report", "emphasize", "claim"} else None


def _is_denial(statement: Statement) -> bool:
    return statement.polarity is Polarity.DENIED or statement.act == "deny"


def _same_speaker(one: Speaker | None, other: Speaker | None) -> bool:
    if one is None or other is None or not one.name or not other.name:
        return False
    if one.identity == other.identity:
        return True
    persons = one.kind == other.kind == "person" and one.country is not None
    return persons and one.country == other.country and names.compatible(one.name, other.name)


def _matter(statement: Statement) -> str:
    return statement.text.removeprefix("that ")


def _denies(statement: Statement) -> bool:
    """Whether the content itself is put in the negative: "that no talks were held"."""
    words = statement.text.casefold().replace("’", "'").split()
    return any(w.strip(".,;:\"'“”") in _NO or "n't" in w for w in words)
