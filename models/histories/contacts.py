"""Reports of contacts joined into histories.

Where it is not sure that two reports are of one contact, there are two histories: a call of last week is
never told as this week's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from models.extractors.common.dates import Days, resolve
from models.histories.parties import Party, country, fullest, matched, party
from models.histories.types import ContactHistory, ContactReport
from models.lexicon import entries
from models.types import ContactStatus

NEAR = timedelta(days=2)
"""How long after a contact an article that gives no day may still be telling of it."""
AHEAD = timedelta(days=14)
"""How long a plan without a date stays open for the next contact of the same parties."""

_ALIKE = {"talks": "meeting", "summit": "meeting"}
_COMING = frozenset((ContactStatus.PLANNED, ContactStatus.OFFERED))
_TOOK_PLACE = frozenset((ContactStatus.HELD, ContactStatus.UNDER_WAY))
_DAY = timedelta()


@dataclass(slots=True)
class _Joined:
    """Reports of one contact so far, the earliest first."""

    reports: list[ContactReport]
    parties: tuple[Party, ...] = field(default=())

    def add(self, report: ContactReport) -> None:
        self.reports = sorted([*self.reports, report], key=_order)
        self.parties = fullest(_parties(r) for r in self.reports)

    @property
    def days(self) -> Days | None:
        """The days of the contact, as precisely as any report tells them."""
        told = [days for r in self.reports if (days := _days(r)) is not None]
        return min(told, key=lambda d: d.last - d.first) if told else None


def join_contacts(reports: Iterable[ContactReport]) -> list[ContactHistory]:
    """The contacts that these reports are about, in the order of their newest report, newest first.

    Reports are of one contact where parties, kind and days agree. A plan without a date, or the word that
    none is planned, is continued by the next contact of the same parties within two weeks.
    """
    joined: list[_Joined] = []
    for report in sorted(reports, key=_order):
        home = _home(report, joined)
        if home is None:
            home = _Joined([])
            joined.append(home)
        home.add(report)
    histories = [_history(one) for one in joined]
    return sorted(histories, key=lambda h: h.reports[-1].origin.day, reverse=True)


def is_open(report: ContactReport) -> bool:
    """Whether a report looks ahead: to a contact that is planned or offered, or that nobody plans so far."""
    contact = report.contact
    if contact.status is not ContactStatus.DENIED:
        return contact.status in _COMING
    said = set(re.findall(r"[a-z]+", contact.text.casefold()))
    return contact.day is None and bool(said & entries("histories", "plans", "words"))


def _order(report: ContactReport) -> tuple[object, ...]:
    return report.origin.day, not is_open(report)


def _history(joined: _Joined) -> ContactHistory:
    kind = joined.reports[-1].contact.kind
    named = tuple(p.name for p in joined.parties)
    return ContactHistory(kind, named, tuple(map(country, joined.parties)), tuple(joined.reports))


def _home(report: ContactReport, joined: Sequence[_Joined]) -> _Joined | None:
    """The contact that a report is surely of; None where there is none, or several that are as likely."""
    fitting = [(fit, one) for one in joined if (fit := _fit(one, report))]
    best = max((fit for fit, _ in fitting), default=0)
    likely = [one for fit, one in fitting if fit == best]
    return likely[0] if len(likely) == 1 else None


def _fit(joined: _Joined, report: ContactReport) -> int:
    """How well a report fits: 4 for the same day told by both, 1 for a leader of a country named before; 0
    where it doesn't fit."""
    if _kind(joined.reports[-1]) != _kind(report) or not _agree(joined, report):
        return 0
    dated = joined.days is not None and _days(report) is not None
    few, many = sorted((joined.parties, _parties(report)), key=len)
    if len(few) < 2:
        return 0
    if matched(few, many):
        together = dated or any(r.origin.article == report.origin.article for r in joined.reports)
        if len(few) < len(many) and not together:
            return 0
        return 2 + 2 * dated
    return int(_continues(joined, report))


def _continues(joined: _Joined, report: ContactReport) -> bool:
    """Whether a report names one of the leaders whom an open history spoke of only as such."""
    parties = _parties(report)
    return (
        all(map(is_open, joined.reports))
        and len(joined.parties) == len(parties)
        and matched(joined.parties, parties, by_cover=True)
    )


def _agree(joined: _Joined, report: ContactReport) -> bool:
    """Whether a report can be of the same day as those before it."""
    last, told, known = joined.reports[-1], _days(report), joined.days
    if told and known:
        return _overlap(told, known)
    if last.origin.article == report.origin.article and is_open(last) != is_open(report):
        plan = {last.contact.status, report.contact.status} & _COMING
        if not plan or _TOOK_PLACE & {last.contact.status, report.contact.status}:
            return False  # "they spoke; they will speak again"
    if known:
        return _is_about(report, known)
    if told:
        since = told.first - last.origin.day
        return _DAY <= since <= AHEAD if is_open(last) else -NEAR <= since <= _DAY and not is_open(report)
    since = report.origin.day - last.origin.day
    return since <= AHEAD if is_open(last) else since <= NEAR and not is_open(report)


def _is_about(report: ContactReport, known: Days) -> bool:
    """Whether a report without a date can be of a contact on these days."""
    since = report.origin.day - known.last
    if report.contact.status in _TOOK_PLACE:
        return known.first <= report.origin.day and since <= NEAR
    if is_open(report):
        return -AHEAD <= since <= _DAY
    return -AHEAD <= since <= NEAR


def _overlap(one: Days, other: Days) -> bool:
    """Whether two tellings of a day agree: the same day, or one within "last week"; weeks must be equal."""
    if one.first != one.last and other.first != other.last:
        return one == other
    return one.first <= other.last and other.first <= one.last


def _days(report: ContactReport) -> Days | None:
    contact = report.contact
    if contact.day is not None:
        return Days(contact.day, contact.day)
    return resolve(contact.when, report.origin.day, future=is_open(report)) if contact.when else None


def _kind(report: ContactReport) -> str:
    return _ALIKE.get(report.contact.kind, report.contact.kind)


def _parties(report: ContactReport) -> tuple[Party, ...]:
    return tuple(map(party, report.contact.parties))
