"""What tells one party of a contact from another, and the country that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.knowledge import leaders, names, places
from models.types import Speaker

_JOINED = re.compile(r",| and | or ")


class Party(NamedTuple):
    """The key is equal for equal parties across articles; the countries are ISO codes, none if it is unclear.

    Only a group may be of several: "leaders of Chile and Peru".
    """

    key: str
    countries: tuple[str, ...]

    @property
    def country(self) -> str | None:
        """The one country, if there is one."""
        return self.countries[0] if len(self.countries) == 1 else None


def party(name: str, known: Mapping[str, str] | None = None) -> Party:
    """Who a party called ``name`` is: a state or body, a person, or a group that is only described.

    ``known`` are the countries of people by their keys, as the article tells them; what it does not tell may
    still be known of leading politicians.
    """
    place = places.place(name)
    if place is not None:
        return Party(names.body_key(place.name), (place.country,) if place.country else ())
    if _is_described(name):
        parts = (places.country_in(part)[1] for part in _JOINED.split(name))
        return Party(names.body_key(name), tuple(dict.fromkeys(code for code in parts if code)))
    key = names.person_key(name)
    country = (known or {}).get(key) or leaders.country(name)
    return Party(key, (country,) if country else ())


def countries_told(speakers: Sequence[Speaker | None]) -> dict[str, str]:
    """The countries of the people who speak in an article, by the keys of their names."""
    named = [s for s in speakers if s and s.name and s.country and s.kind == "person"]
    return {names.person_key(s.name or ""): s.country or "" for s in named}


def country_around(place: str) -> str | None:
    """The country in which a place lies ("Gaza", "Herat"), or which it is; None if it is not known."""
    found = places.place(place)
    return places.city_country(place) or (found.country if found else None)


def _is_described(name: str) -> bool:
    """Whether these are words for people ("Israeli officials", "leaders of Chile") and not a name."""
    return " of " in name or any(word[:1].islower() for word in names.name_words(name))
