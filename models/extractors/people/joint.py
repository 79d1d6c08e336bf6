"""Several who speak together under one name: "Lavrov and Fidan", "France, Germany and Britain"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.extractors.people.body_names import speaker as speaker_of
from models.extractors.people.groups import listed, spoken
from models.knowledge import places
from models.types import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token


def places_named(head: Token, end: int, mention: str) -> Speaker | None:
    """Several countries or bodies that speak together ("France, Germany and Britain")."""
    heads = [t for t in listed(head) if t.i < end] if head.pos_ == "PROPN" else []
    known = [places.place(spoken(t)) for t in heads]
    if len(heads) < 2 or any(p is None for p in known):
        return Speaker(mention, kind="group") if _with_others(heads[:1], known[:1], end) else None
    return together(mention, [of_place(p, mention) for p in known if p is not None])


def _with_others(heads: list[Token], known: list[places.Place | None], end: int) -> bool:
    """Whether a country speaks along with others who are no countries ("Britain, observers and the EU")."""
    first = next(iter(known), None)
    others = (t for t in heads[0].conjuncts if t.i < end) if first is not None else iter(())
    return any(t.dep_ == "conj" for t in others)


def of_place(place: places.Place, mention: str) -> Speaker:
    """A country or body as a speaker."""
    return speaker_of(mention, place.name, place.kind, place.country)


def together(mention: str, speakers: list[Speaker]) -> Speaker:
    """One speaker of several. Their country is the one they share; people are filed under the first's."""
    shared = {s.country for s in speakers}
    people = all(s.kind == "person" for s in speakers)
    joined = [s.name or "" for s in speakers]
    roles = [s.role for s in speakers if s.role]
    return Speaker(
        mention=mention,
        name=", ".join(joined[:-1]) + " and " + joined[-1],
        role=_shown(roles) if people and 1 < len(roles) == len(speakers) else None,
        country=speakers[0].country if people or len(shared) == 1 else None,
        kind="group",
        key=" & ".join(s.key or "" for s in speakers),
    )


def _shown(roles: list[str]) -> str:
    """The offices of several: "president and prime minister", "prime ministers", "ministers of defence"."""
    if len(set(roles)) > 1:
        return ", ".join(roles[:-1]) + " and " + roles[-1]
    head, link, rest = roles[0].partition(" of ")
    return f"{head}s{link}{rest}"
