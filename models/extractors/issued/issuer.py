"""Who issues a release: the person or body whose "we" and "I" it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from models.extractors.issued import roster
from models.knowledge import names, places
from models.lexicon import load
from models.types import Speaker

_TOP = 5  # blocks from the top, the title counted
_END = 4
_ATTRIBUTABLE = re.compile(
    r"(?:attributable|attributed|issued|released|made) (?:to|by) (?:the )?(?P<who>[^:]{3,160})", re.IGNORECASE
)
_STATEMENT = re.compile(
    r"\b(?:[Ss]tatement|[Mm]essage|[Cc]ondolences|[Dd]eclaration|[Rr]emarks) (?:by|from|of|attributable to) (?:the )?(?P<who>.{3,200})"
)
_OWNED = re.compile(
    r"(?P<who>[A-Z].{3,100}?)(?:['’]s|s['’]) (?:[Oo]fficial |[Jj]oint )?(?:[Ss]tatement|[Mm]essage|[Cc]ondolences) (?:on|at|to|regarding|following)\b"
)
_SELF = re.compile(
    r"(?:^|[.;] )(?:The )?(?P<name>(?:[A-Z][\w.’'-]*|of|and|for|the)(?: (?:[A-Z][\w.’'-]*|of|and|for|the)){0,9}) (?P<verb>[a-z]+)\b"
)
_BODY = re.compile(
    r"(?:Ministry|Department|Embassy|Government|Office|Council|Commission|Mission|Foundation|Presidency|Secretariat|Union|Organi[sz]ation)\b"
)


def issuer(texts: Sequence[str]) -> Speaker | None:
    """Who speaks in the first person of the text whose title and blocks are ``texts``, or None."""
    country = roster.home(texts) or _own_country(texts)
    found = _person(texts)
    if found is not None:
        return roster.Person(found.name, found.role, found.country or country).speaker(found.name or "")
    body = _self_named(texts)
    if body is not None:
        return body if body.country else Speaker(body.mention, body.name, None, country, body.kind, body.key)
    if country is not None:
        name = places.country_name(country)
        return Speaker(name, name, None, country, "country", names.body_key(name))
    return None


def _person(texts: Sequence[str]) -> roster.Person | None:
    for text in texts[1:_TOP]:
        found = roster.byline(text) if len(text) < 200 else None
        if found is not None and roster.holds_office(found):
            return found
    for pattern in (_ATTRIBUTABLE, _STATEMENT, _OWNED):
        for text in texts[:_TOP]:
            told = pattern.search(text) if len(text) < 300 else None
            who = roster.person_of(told["who"].rstrip(" :.")) if told is not None else None
            if who is not None and who.name and (who.role or " " in who.name):
                return who
    for text in texts[-_END:]:
        found = roster.byline(text) if len(text) < 160 else None
        if found is not None and roster.holds_office(found):
            return found
    return None


def _self_named(texts: Sequence[str]) -> Speaker | None:
    """The body or country that most often does what a release does: "Norway condemns", "The Ministry regrets"."""
    counts: Counter[str] = Counter()
    for text in texts[1:]:
        for found in _SELF.finditer(text):
            if found["verb"] in load("genres")["issuing"]["self_naming"]:
                counts[found["name"]] += 1
    for name, _ in counts.most_common():
        place = places.place(name)
        if place is not None:
            return Speaker(name, place.name, None, place.country, place.kind, names.body_key(place.name))
        if _BODY.search(name):
            _, country = places.country_in(name)
            return Speaker(name, name, None, country, "body", names.body_key(name))
    return None


def _own_country(texts: Sequence[str]) -> str | None:
    """The country that says "our" of itself."""
    for text in texts[1:]:
        for found in _SELF.finditer(text):
            place = places.place(found["name"])
            following = text[found.end() : found.end() + 160].split(". ")[0]
            if place is not None and place.kind == "country" and re.search(r"\b(?:our|we|us)\b", following):
                return place.country
    return None
