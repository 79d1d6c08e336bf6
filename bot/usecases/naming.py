"""What people mean by a name that they type, and the names that they are offered while typing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_OFFERS = 25
"""As many as Discord shows."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A country's code, or those of the known names that are meant; both are empty if nobody is."""

    names: tuple[str, ...] = ()
    country: str | None = None

    def __bool__(self) -> bool:
        return bool(self.names or self.country)


async def whom(typed: str, known: Sequence[str]) -> Meant:
    """The country that was typed, with all that belongs to it, or else whoever of ``known`` it names."""
    country = await asyncio.to_thread(country_code, typed)
    if country is not None:
        return Meant(country=country)
    return Meant(names=await asyncio.to_thread(meant, typed, known))


def begins(typed: str, name: str) -> bool:
    """Whether a name or one of its words begins with ``typed``."""
    typed, name = typed.strip().casefold(), name.casefold()
    return any(part.startswith(typed) for part in (name, *name.split()))


def meant(query: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that a reader who types ``query`` means."""
    from models.knowledge.names import matches

    return tuple(name for name in names if matches(query, name))


async def people(typed: str, known: Iterable[tuple[str, str | None]]) -> list[str]:
    """The names to offer for what was typed, in the order of ``known``: names with keys, one name a key."""
    best: dict[str, str] = {}
    for name, key in known:
        if key is not None:
            best.setdefault(key, name)
    full = {key.partition(",")[0] for key in best if "," in key}
    best = {key: name for key, name in best.items() if key not in full}
    begun = [name for name in best.values() if begins(typed, name)]
    if not begun:
        begun = list(await asyncio.to_thread(meant, typed, list(best.values())))
    return begun[:MOST_OFFERS]


async def countries(typed: str, codes: Sequence[str]) -> list[str]:
    """The English names of countries to offer for what was typed; "brit" also finds the UK."""
    named = await asyncio.to_thread(lambda: [_names_of(code) for code in codes])
    return [names[0] for names in named if any(begins(typed, n) for n in names)][:MOST_OFFERS]


def country_code(country: str) -> str | None:
    """The code by which a country or union is stored, given a code or an English name; or None."""
    import pycountry

    from models.knowledge.places import place

    typed = country.strip()
    if len(typed) == 2 and (coded := pycountry.countries.get(alpha_2=typed.upper())):
        return coded.alpha_2
    found = place(typed)
    if found and found.country:
        return found.country
    try:
        return pycountry.countries.lookup(typed).alpha_2
    except LookupError:
        return None


def _names_of(code: str) -> tuple[str, ...]:
    """The names of a country or union, beginning with the one to show.

    Everyday names (Russia, Iran) read better than ISO's (Russian Federation), except for those that leave out
    "United": America, Britain, Emirates.
    """
    import pycountry

    from models.knowledge.places import common_names, country_name, place

    everyday = country_name(code)
    coded = pycountry.countries.get(alpha_2=code)
    if coded is not None:
        united = coded.name.startswith("United ")
        return tuple(dict.fromkeys((coded.name, *common_names(code)))) if united else (everyday,)
    found = place(code)
    return (found.name if found and everyday == code else everyday,)
