"""What people ask of the store beside statements, and what they are answered. Times are aware and in UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.core.types import Sighting, StatementHit, StatementQuery
from models.histories.types import ContactHistory, FigureSeries
from models.types import Contact, ContactStatus, DigestChange, Figure, Statement

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ContactQuery:
    """Contacts in which a person or a country takes part, by what has become of them.

    ``since`` is met by a contact that was reported, or took or takes place, from then on.
    """

    who: str | None = None
    status: ContactStatus | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """Figures about something: what is counted, where, or words of the sentence or the headline."""

    about: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """Statements, contacts and figures of a person or a country, or with these words, or both."""

    who: str | None = None
    words: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class CompareQuery:
    """What two speakers or countries said about one thing."""

    one: str
    other: str
    topic: str
    since: datetime | None = None


Query = StatementQuery | ContactQuery | FigureQuery | TimelineQuery | CompareQuery
"""Whatever has pages that can be turned."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of what was found. ``page`` counts from 0; ``total`` is the number on all pages."""

    items: tuple[T, ...]
    total: int
    page: int
    pages: int


def page_of(found: Sequence[T], page: int, size: int) -> Page[T]:
    """A page of all that was found; a page beyond the last is the last."""
    at, pages = place(len(found), page, size)
    return Page(tuple(found[at * size : (at + 1) * size]), len(found), at, pages)


def place(total: int, page: int, size: int) -> tuple[int, int]:
    """The page that is shown for the one asked for, and how many there are."""
    pages = -(-total // size)
    return max(0, min(page, pages - 1)), pages


@dataclass(frozen=True, slots=True)
class ContactHit:
    """A contact over time. ``seen`` has the article and the posting of each report, by the article's id."""

    history: ContactHistory
    seen: Mapping[int, Sighting]


@dataclass(frozen=True, slots=True)
class FigureHit:
    """A figure over time. ``seen`` has the article and the posting of each report, by the article's id."""

    series: FigureSeries
    seen: Mapping[int, Sighting]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that an article told. ``countries`` are those of a contact's parties, else empty."""

    told: Statement | Contact | Figure
    seen: Sighting
    countries: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What one of two said: a page of it, newest first, and how many statements there are in all."""

    who: str
    hits: tuple[StatementHit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides, turned page by page together. ``page`` counts from 0."""

    one: Side
    other: Side
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ChangesFound:
    """What changed. ``seen`` has the article and the posting of each side, by the article's id."""

    changes: tuple[DigestChange, ...]
    seen: Mapping[int, Sighting]
