"""The country that an article is written from or about: there "the foreign ministry" needs no country.

It is the country of the dateline, else the only one that the article is about, else that of the leader whom
it gives his office alone ("Prime Minister Koizumi", but "US President Bush").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from models.knowledge import offices, places
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from models.types import Dateline

_OPENING = 300  # characters in which an agency's dateline may stand after its slug lines
_FEWEST = 4  # countries' names in an article that is about one country
_SHARE = 0.75  # of them that must be that country's


def of_dateline(dateline: Dateline | None, text: str) -> str | None:
    """The country of the place that the report comes from, or None."""
    if dateline is not None:
        return _own(dateline.place.split("/")[0].title())
    for match in _datelined().finditer(text[:_OPENING]):
        words = match["place"].split()
        for tail in (" ".join(words[i:]) for i in range(len(words))):
            if places.city_country(tail) is not None:
                return _own(tail)
    return None


def _own(city: str) -> str | None:
    """The country of a city, but of one where delegates of all countries come together."""
    return None if places.is_conference(city) else places.city_country(city)


@cache
def _datelined() -> re.Pattern[str]:
    """A place before a date, before an agency in brackets, or in capitals before a colon."""
    months = "|".join(load("datelines")["months"])
    name = r"(?P<place>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,5}?)"
    day = rf",? (?:\d{{1,2}} (?:{months})|(?:{months})\.? \d)"
    return re.compile(rf"{name}(?:{day}| ?\([A-Z][\w /-]*\) ?(?::|-|–|—)|(?<=[A-Z]{{4}}): (?=[A-Z]))")


def named(docs: Sequence[Doc]) -> Counter[str]:
    """How often an article names each country, by its name, its people or its capital."""
    return Counter(code for doc in docs for code in _countries(doc))


def of_subject(counts: Counter[str]) -> str | None:
    """The country that an article speaks of almost alone, or None."""
    if not counts:
        return None
    code, times = counts.most_common(1)[0]
    return code if times >= _FEWEST and times >= _SHARE * sum(counts.values()) else None


def _countries(doc: Doc) -> Iterator[str]:
    """The country of each name, capital and demonym in a block."""
    i = 0
    while i < len(doc):
        code, stop = _country_at(doc, i)
        if code is not None:
            yield code
        i = stop


def _country_at(doc: Doc, i: int) -> tuple[str | None, int]:
    if not doc[i].text[:1].isupper() or doc[i].ent_type_ == "PERSON":
        return None, i + 1
    for stop in range(min(len(doc), i + 3), i, -1):
        words = doc[i:stop].text
        code = places.demonym(words) or places.city_country(words)
        if code is None and (known := places.place(words)) is not None and known.kind == "country":
            code = known.country
        if code is not None:
            return (None if _in_compound(doc, stop) else code), stop
    return None, i + 1


def _in_compound(doc: Doc, stop: int) -> bool:
    """Whether a name is part of another thing's: "Congo Fever"."""
    following = doc[stop] if stop < len(doc) else None
    if following is None or following.pos_ != "PROPN" or following.ent_type_ == "PERSON":
        return False
    return not (
        following.lower_ in offices.listed() or offices.is_body_noun(following) or doc[stop - 1].pos_ == "ADJ"
    )


def elsewhere(
    doc: Doc, token: int, acting: Sequence[tuple[int, str]], home: str | None
) -> tuple[bool, str | None]:
    """Whether a sentence is set elsewhere than at home, and in which country if it tells.

    ``acting`` are the places and countries of those who are subjects in the block. ``(True, "IR")`` for
    "In Tehran, | the foreign minister said"; ``(True, None)`` where only others than those at home act
    before the token, in its sentence or the one before.
    """
    sentence = doc[token].sent
    opening = doc[sentence.start : sentence.start + 4]
    if opening[:1].text.lower() == "in":
        stop = next((t.i for t in opening if t.text == ","), sentence.start + 2)
        code = _where(doc[sentence.start + 1 : stop].text)
        if code is not None:
            return code != home, code
    before = doc[sentence.start - 1].sent.start if sentence.start else 0
    named = {country for at, country in acting if before <= at < token}
    return bool(named) and home not in named, None


def _where(words: str) -> str | None:
    """The country of a city, or a country by its name."""
    known = places.place(words)
    country = known.country if known is not None and known.kind == "country" else None
    return country or places.city_country(words)
