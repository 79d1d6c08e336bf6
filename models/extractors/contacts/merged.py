"""One entry a contact, however often an article mentions it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.knowledge import names, places
from models.types import Contact, ContactStatus

_ALIKE = {"talks": "meeting", "summit": "meeting"}
_PAST = frozenset({ContactStatus.HELD, ContactStatus.UNDER_WAY})
_AHEAD = frozenset({ContactStatus.PLANNED, ContactStatus.OFFERED})


def merged(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """``contacts`` in their order, each once; the first mention stands, with what later ones add to it."""
    found: list[Contact] = []
    for contact in contacts:
        place = next((i for i, known in enumerate(found) if _same(known, contact)), None)
        if place is None:
            found.append(contact)
            continue
        known = found[place]
        fuller = contact.parties if len(contact.parties) > len(known.parties) else known.parties
        found[place] = replace(
            known,
            parties=fuller,
            when=known.when or contact.when,
            day=known.day or (contact.day if not known.when else None),
            where=known.where or contact.where,
            topic=known.topic or contact.topic,
        )
    return tuple(found)


def _same(one: Contact, other: Contact) -> bool:
    kinds = {_ALIKE.get(c.kind, c.kind) for c in (one, other)}
    if len(kinds) > 1 or _stage(one.status) != _stage(other.status):
        return False
    if one.day and other.day and one.day != other.day:
        return False
    if one.when and other.when and not (one.day and other.day) and one.when != other.when:
        return one.evidence == other.evidence
    mine, others = _keys(one), _keys(other)
    return mine <= others or others <= mine


def _stage(status: ContactStatus) -> object:
    return "past" if status in _PAST else "ahead" if status in _AHEAD else status


def _keys(contact: Contact) -> frozenset[str]:
    return frozenset(_key(p) for p in contact.parties if p.split())


def _key(party: str) -> str:
    place = places.place(party)
    words = names.fold(place.name if place is not None else party).split()
    return words[-1] if words else party.casefold()  # a title alone, or signs
