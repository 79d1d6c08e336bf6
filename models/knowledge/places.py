"""Countries and bodies by name, demonym, capital and metonym."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from models.lexicon import load

LONGEST = 6  # words of the longest entry looked up


@dataclass(frozen=True, slots=True)
class Place:
    """What a name stands for when it speaks: its proper name, ``country`` or ``body``, an ISO code or None.

    ``metonym`` is True for a city or street that stands for a government or a body.
    """

    name: str
    kind: str
    country: str | None
    metonym: bool = False


def _norm(phrase: str) -> str:
    words = phrase.replace("’", "'").replace("'s", "").casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@cache
def country_name(code: str) -> str:
    """The everyday English name of an ISO 3166 alpha-2 code; the code itself where there is none."""
    import pycountry

    for name in load("places")["names"].get(code, ()):
        if not name.replace(".", "").isupper():
            return name
    found = pycountry.countries.get(alpha_2=code)
    if found is None:
        return code
    return str(getattr(found, "common_name", found.name)).split(",")[0]


def common_names(code: str) -> tuple[str, ...]:
    """What news copy calls a country, its everyday name first, abbreviations left out."""
    written = (n for n in load("places")["names"].get(code, ()) if not n.replace(".", "").isupper())
    return tuple(dict.fromkeys((country_name(code), *written)))


@cache
def _countries() -> dict[str, str]:
    import pycountry

    table: dict[str, str] = {}
    for country in pycountry.countries:
        for attribute in ("name", "common_name", "official_name"):
            name = getattr(country, attribute, None)
            if name:
                table[_norm(name.split(",")[0])] = country.alpha_2
    for code, names in load("places")["names"].items():
        table.update((_norm(name), code) for name in names)
    return table


@cache
def _demonyms() -> dict[str, str]:
    return {_norm(word): code for code, words in load("places")["demonyms"].items() for word in words}


@cache
def _regions() -> dict[str, str]:
    data = load("places")
    parts = [*data["regions"].items(), *data["cities"].items()]
    return {_norm(name): code for code, names in parts for name in names}


@cache
def _shared() -> frozenset[str]:
    return frozenset(_norm(name) for name in load("places")["shared"]["names"])


def is_shared(name: str) -> bool:
    """Whether a seat is one that several countries have ("Senate"); :func:`place` gives the best known."""
    return _norm(name) in _shared()


@cache
def _conferences() -> frozenset[str]:
    return frozenset(_norm(name) for name in load("places")["conferences"]["cities"])


def is_conference(name: str) -> bool:
    """Whether a city is known for conferences, so that a report from there is no country's by that."""
    return _norm(name) in _conferences()


@lru_cache(maxsize=4096)
def city_country(name: str) -> str | None:
    """The country in which a capital, a large city or a region lies; None for Brussels and its like."""
    found = place(name)
    if found is not None and found.metonym and found.kind == "country":
        return found.country
    return _regions().get(_norm(name))


@cache
def _speaking() -> dict[str, Place]:
    data = load("places")

    def full(name: str) -> str:
        return data["expansions"].get(name, name)

    table = {name: Place(country_name(code), "country", code) for name, code in _countries().items()}
    for code, cities in data["capitals"].items():
        table.update((_norm(c), Place(country_name(code), "country", code, metonym=True)) for c in cities)
    for section in ("seats", "bodies"):
        for code, names in data[section].items():
            table.update((_norm(n), Place(full(n), "body", code)) for n in names)
    for name, code in data["unions"].items():
        table[_norm(name)] = Place(full(name), "body", code or None)
    for name, body in data["metonyms"].items():
        table[_norm(name)] = Place(body, "body", data["unions"].get(body) or None, metonym=True)
    return table


@lru_cache(maxsize=4096)
def place(name: str) -> Place | None:
    """What ``name`` ("Moscow", "the Kremlin", "IDF", "Brussels") stands for, or None if it is not known."""
    return _speaking().get(_norm(name))


@lru_cache(maxsize=4096)
def demonym(word: str) -> str | None:
    """The code of "Russian", "North Korean" or "Russians"; None for anything else."""
    normal = _norm(word)
    return _demonyms().get(normal) or (_demonyms().get(normal[:-1]) if normal.endswith("s") else None)


_OWNER = re.compile(r"\b([A-Z]\w+)'s\b")
_WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_][\w'’.\-]*\w|\w")


def country_in(phrase: str) -> tuple[bool, str | None]:
    """The first country or body named in a phrase: ``(found, code)``.

    A capital counts only as an owner ("Moscow's envoy", but not "Moscow mayor"). ``(True, None)`` means that
    a body without a country (NATO, the UN) came first.
    """
    owners = [
        w for w in _OWNER.findall(phrase.replace("’", "'")) if (p := place(w)) is not None and p.metonym
    ]
    if owners:
        return True, (place(owners[0]) or Place("", "", None)).country
    return country_of([w.group() for w in _WORD.finditer(phrase.replace("’s", "").replace("'s", ""))])


@cache
def _wide() -> frozenset[str]:
    """Demonyms that are a region's too: "Central African"."""
    return frozenset(load("places")["regional"]["demonyms"])


def _parts(word: str) -> list[str]:
    """A word with hyphens whole where it is known ("ZANU-PF"), else in its parts ("US-led")."""
    return [word] if "-" not in word or place(word) or demonym(word) else word.split("-")


def country_of(words: Sequence[str]) -> tuple[bool, str | None]:
    """Like :func:`country_in`, for a phrase already in words."""
    words = [part for word in words for part in _parts(word)]
    i = 0
    while i < len(words):
        after = i + 1
        for j in range(min(len(words), i + LONGEST) if words[i][:1].isupper() else i, i, -1):
            phrase = " ".join(words[i:j])
            if (
                _norm(phrase) in _wide()
                and j < len(words)
                and words[j].lower() in load("places")["regional"]["nouns"]
            ):
                after = j  # "the Central African state" is one of several, and which is not told
                break
            code = demonym(phrase) or _regions().get(_norm(phrase))
            if code:
                return True, code
            found = place(phrase)
            if found and is_shared(phrase):  # the Security Council of a National Security Council is none
                after = j
                break
            if found and not found.metonym:
                return True, found.country
        i = after
    return False, None
