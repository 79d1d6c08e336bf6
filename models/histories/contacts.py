"""Reports of contacts joined into histories."""

from __future__ import annotations

from collections.abc import Iterable

from models.histories.types import ContactHistory, ContactReport
from models.knowledge.places import place


def join_contacts(reports: Iterable[ContactReport]) -> list[ContactHistory]:
    """The contacts that these reports are about, in the order of their newest report, newest first."""
    joined: dict[tuple[str, frozenset[str]], list[ContactReport]] = {}
    for report in sorted(reports, key=lambda r: r.origin.day):
        key = (report.contact.kind, frozenset(report.contact.parties))
        joined.setdefault(key, []).append(report)
    histories = [_history(told) for told in joined.values()]
    return sorted(histories, key=lambda h: h.reports[-1].origin.day, reverse=True)


def _history(told: list[ContactReport]) -> ContactHistory:
    contact = told[-1].contact
    countries = tuple(found.country if (found := place(p)) else None for p in contact.parties)
    return ContactHistory(contact.kind, contact.parties, countries, tuple(told))
