"""Who is who in a readout: the host of the headline, the counterpart, and both of them together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.extractors.issued import roster
from models.extractors.people.cast import Cast
from models.extractors.people.joint import together
from models.extractors.people.resolve import Voice
from models.knowledge import names
from models.lexicon import load
from models.types import Speaker, Statement

if TYPE_CHECKING:
    from models.extractors.people.cast import Entity
    from models.reading.parser import Parsed

_OPENING = 2  # blocks of prose in which both are introduced


@dataclass(frozen=True, slots=True)
class Principals:
    """Who met or spoke: the host, whose office issues the readout, and those he met, as speakers."""

    host: Speaker
    others: tuple[Speaker, ...]

    @property
    def all(self) -> list[Speaker]:
        return [self.host, *self.others]


def statements(
    parsed: Parsed, said: Sequence[Statement], title: str | None, url: str | None = None
) -> tuple[Statement, ...]:
    """``said`` with "they", "the two leaders", "the Secretary and Foreign Minister" put into names.

    What is told of one named person stays as it is, but an office of the host's is the host's own.
    """
    heading = title or next((b.text for b in parsed.copy.blocks if b.kind == "headline"), "")
    found = principals(parsed, heading)
    country = roster.home([heading, *(b.text for b in parsed.copy.blocks)], url)
    settled = said if found is None else [_settled(parsed, s, found) for s in said]
    return tuple(_at_home(s, heading, country) for s in settled)


def _at_home(said: Statement, heading: str, country: str | None) -> Statement:
    """The statement of an unnamed host ("the Prime Minister") with the country that issues the text."""
    who = said.speaker
    if who is None or who.name or who.country or not who.role or country is None:
        return said
    host = re.sub(
        r"\bpm\b", "prime minister", re.split(r"\b(?:call|meeting|talks|visit)\b", heading.casefold())[0]
    )
    return replace(said, speaker=replace(who, country=country)) if who.role.casefold() in host else said


def principals(parsed: Parsed, heading: str) -> Principals | None:
    """The host and his counterparts: people named both in the headline and in the opening of the text."""
    cast = Cast(parsed)
    prose = [i for i, b in enumerate(parsed.blocks) if b.block.kind == "paragraph"][:_OPENING]
    titled = names.fold(heading.replace("’s", "").replace("'s", "")).split()
    people: list[Entity] = []
    for mention in cast.mentions:
        entity = mention.entity
        if mention.block not in prose or entity is None or not entity.name or entity in people:
            continue
        if names.surname_first(entity.name)[0] in titled or names.fold(entity.name).split()[-1] in titled:
            people.append(entity)
    if not people:
        return None
    speakers = [Voice("", entity).finished() for entity in people]
    return Principals(speakers[0], tuple(speakers[1:]))


def _settled(parsed: Parsed, said: Statement, who: Principals) -> Statement:
    source = " ".join(" ".join(parsed.text[a:b] for a, b in said.source).casefold().split())
    speaker = said.speaker
    if not source:
        return said
    mention = speaker.mention if speaker is not None else source
    if _is_office_of(source, who.host):
        return replace(said, speaker=replace(who.host, mention=mention))
    several = who.others and (
        _is_pair(source) or (_is_group(source) and (speaker is None or not speaker.name))
    )
    return replace(said, speaker=together(mention, who.all)) if several else said


def _is_office_of(source: str, host: Speaker) -> bool:
    """Whether the source is "the" with an office that the host holds and nobody he met."""
    office = source.removeprefix("the ").strip()
    role = (host.role or "").casefold()
    return (
        source.startswith("the ")
        and office in _offices()
        and bool(re.search(rf"(?<!deputy )\b{office}\b", role))
    )


def _is_group(source: str) -> bool:
    return bool(re.fullmatch(load("genres")["readouts"]["both"], source))


def _is_pair(source: str) -> bool:
    """Whether two offices are joined, at most one with its name: "the Secretary and Minister Lind"."""
    first, joined, last = source.partition(" and ")
    first, last = first.removeprefix("the "), last.removeprefix("the ")
    return (
        bool(joined)
        and first in _offices()
        and any(last == o or last.startswith(o + " ") for o in _offices())
    )


def _offices() -> list[str]:
    offices: list[str] = load("genres")["readouts"]["offices"]
    return offices
