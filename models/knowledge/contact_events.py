"""The political event that a contact amounts to, in the terms of PLOVER and of CAMEO."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.knowledge.parties import country_around, party
from models.lexicon import load
from models.types import Contact, ContactStatus

_TOOK_PLACE = frozenset({ContactStatus.HELD, ContactStatus.UNDER_WAY})


class EventCode(NamedTuple):
    """A PLOVER event type with its mode, "" where none fits, and a CAMEO code of three digits."""

    event: str
    mode: str
    cameo: str


def event_code(contact: Contact, countries: Sequence[str | None]) -> EventCode | None:
    """The event's codes, its source being the first party and its targets the others; None where none fits.

    ``countries`` are those of the parties, in their order. A denied or cancelled contact is no event.
    """
    table = load("contact_events")
    if contact.kind in table["uncoded"]:
        return None
    if contact.status in _TOOK_PLACE:
        by_place = _by_place(contact, countries)
        found = table["where"][by_place] if by_place else table["held"].get(contact.kind)
    elif contact.status is ContactStatus.OFFERED and _is_told_by_others(contact, countries):
        found = table["appeal"]["others"]
    else:
        found = table["status"].get(contact.status.value)
    return EventCode(found["event"], found["mode"], found["cameo"]) if found else None


def _by_place(contact: Contact, countries: Sequence[str | None]) -> str | None:
    """Whether parties met in the first one's country, in another's, or elsewhere; None if that is unclear."""
    there = country_around(contact.where) if contact.where else None
    if contact.kind not in {"meeting", "summit"} or there is None or not _all_known(countries):
        return None
    if there not in countries:
        return "elsewhere"
    if len(set(countries)) == 1:
        return None
    return "at_home" if countries[0] == there else "abroad"


def _is_told_by_others(contact: Contact, countries: Sequence[str | None]) -> bool:
    """Whether an offer comes from a country that takes no part, as far as all the countries are known."""
    source = party(contact.source).country if contact.source else None
    return source is not None and _all_known(countries) and source not in countries


def _all_known(countries: Sequence[str | None]) -> bool:
    return bool(countries) and None not in countries
