"""Which parties of contacts are one: people by their names, countries and those who act for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from models.knowledge import leaders, names, places
from models.lexicon import entries

_BETWEEN = re.compile(r",\s*(?:and\s+)?|\s+(?:and|or)\s+")
_SMALL = frozenset(("of", "the", "and", "or", "a", "an"))


@dataclass(frozen=True, slots=True)
class Party:
    """A party as a report names it. ``codes`` are the countries it stands for.

    ``acting`` are those who act for a country without being one body of it; ``described`` is whoever else
    is told by a phrase ("the war cabinet", "the Russian president").
    """

    name: str
    kind: Literal["person", "country", "body", "leaders", "acting", "described"]
    codes: frozenset[str]


@lru_cache(maxsize=4096)
def party(name: str) -> Party:
    """What ``name`` stands for, by its words alone."""
    found = places.place(name)
    if found is not None:
        codes = frozenset((found.country,)) if found.country else frozenset[str]()
        return Party(name, "country" if found.kind == "country" else "body", codes)
    said = {w for w in re.findall(r"[^\W_]+", name) if w.islower()} - _SMALL
    if not said:
        code = leaders.country(name)
        return Party(name, "person", frozenset((code,)) if code else frozenset[str]())
    codes = frozenset(code for part in _BETWEEN.split(name) if (code := places.country_in(part)[1]))
    if said & entries("histories", "parties", "leaders"):
        return Party(name, "leaders", codes)
    last = name.rsplit(maxsplit=1)[-1].casefold()
    acting = last in entries("histories", "parties", "acting") and len(codes) == 1
    return Party(name, "acting" if acting else "described", codes)


def same(one: Party, other: Party) -> bool:
    """Whether two names are surely one party's. A country and its leader, or one body of it, are not."""
    kinds = {one.kind, other.kind}
    if kinds == {"person"}:
        return names.compatible(one.name, other.name)
    if kinds <= {"country", "acting"}:
        return bool(one.codes) and one.codes == other.codes
    if kinds == {"leaders"}:
        return bool(one.codes) and one.codes == other.codes
    return len(kinds) == 1 and _bare(one.name) == _bare(other.name)


def covers(group: Party, member: Party) -> bool:
    """Whether ``member`` is a person of a country whose leaders ``group`` names."""
    return group.kind == "leaders" and member.kind == "person" and bool(group.codes & member.codes)


def matched(few: Sequence[Party], many: Sequence[Party], *, by_cover: bool = False) -> bool:
    """Whether each of ``few`` is another one of ``many``; ``by_cover`` lets leaders of a country be one."""
    left = list(many)
    for one in few:
        hit = next((o for o in left if same(one, o)), None)
        if hit is None and by_cover:
            hit = next((o for o in left if covers(one, o)), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def fullest(told: Iterable[Sequence[Party]]) -> tuple[Party, ...]:
    """All parties of several reports of one contact, each once and by its longest name.

    Leaders of a country give way to the one of them who is named.
    """
    found: list[Party] = []
    for named in told:
        for one in named:
            place = next((i for i, known in enumerate(found) if same(known, one)), None)
            if place is None:
                found.append(one)
            elif len(one.name) > len(found[place].name):
                found[place] = one
    return tuple(one for one in found if not any(covers(one, other) for other in found))


def country(one: Party) -> str | None:
    """The one country that a party stands for, None where there are several or it is not known."""
    return next(iter(one.codes)) if len(one.codes) == 1 else None


def _bare(name: str) -> str:
    found = places.place(name)
    return names.fold(found.name if found is not None else name)
