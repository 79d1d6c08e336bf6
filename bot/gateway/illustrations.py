"""The picture that comes with an answer: who met whom, figures over time, a timeline in lanes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot import facts, wording
from bot.core.lookups import ContactHit, FigureHit, TimelineEntry
from bot.core.text import cut
from bot.pictures import lanes, meetings, series
from bot.pictures.lanes import LaneItem, LaneKind
from bot.pictures.process import Pictures
from models.types import Contact, Statement

MOST_CONTACTS = 18
MOST_SERIES = 4
_LABEL = 120
_FEWEST = 2  # of anything: a single contact, value or entry needs no picture


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture yet to be drawn: the file's name, its content in words, and how to draw it."""

    name: str
    alt: str
    draw: Callable[[Pictures], Awaitable[bytes]]


def of_contacts(hits: Sequence[ContactHit]) -> Illustration | None:
    """Who met whom; None where there is no more than one contact."""
    histories = tuple(hit.history for hit in hits[:MOST_CONTACTS])
    if len(histories) < _FEWEST:
        return None
    return Illustration(
        "contacts.png", meetings.alt(histories), partial(Pictures.meetings, histories=histories)
    )


def of_figures(hits: Sequence[FigureHit]) -> Illustration | None:
    """The figures that moved or of which reports differ; None where there is none."""
    told = [hit.series for hit in hits if len(hit.series.reports) >= _FEWEST]
    shown = tuple(told[:MOST_SERIES])
    return (
        Illustration("figures.png", series.alt(shown), partial(Pictures.series, shown=shown))
        if shown
        else None
    )


def of_timeline(entries: Sequence[TimelineEntry]) -> Illustration | None:
    """A lane for each speaker, first party and thing counted; None where there is no more than one entry."""
    items = tuple(dict.fromkeys(_item(entry) for entry in entries))
    if len(items) < _FEWEST:
        return None
    return Illustration("timeline.png", lanes.alt(items), partial(Pictures.lanes, items=items))


def _item(entry: TimelineEntry) -> LaneItem:
    told, day = entry.told, (entry.seen.article.published or entry.seen.posting.posted_at).date()
    if isinstance(told, Statement):
        words = "".join(text for text, _ in wording.runs(wording.told(told).pieces))
        status = wording.polarity_words(told) or wording.certainty(told)
        speaker = told.speaker
        name = (speaker.name or speaker.mention) if speaker else None
        return LaneItem(day, name or "Not named", cut(words, _LABEL), LaneKind.STATEMENT, status or None)
    if isinstance(told, Contact):
        first, *others = told.parties
        label = (
            f"{told.kind} {'to' if told.kind == 'visit' else 'with'} {' and '.join(others)}"
            if others
            else told.kind
        )
        return LaneItem(told.day or day, first, cut(label, _LABEL), LaneKind.CONTACT, told.status.value)
    return LaneItem(day, "Figures", cut(facts.figure(told), _LABEL), LaneKind.FIGURE)
