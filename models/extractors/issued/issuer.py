"""Who issues a release: the person or body whose "we" and "I" it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from models.extractors.issued import roster
from models.extractors.issued.ministry import MINISTRY
from models.knowledge import leaders, names, places
from models.lexicon import load
from models.types import Speaker

_TOP = 5  # blocks from the top, the title counted
_END = 4
_ATTRIBUTABLE = re.compile(
    r"(?:attributable|attributed|issued|released|made) (?:to|by) (?:the )?(?P<who>[^:]{3,160})", re.IGNORECASE
)
_BY_BODY = re.compile(
    r"\b(?:issued|released|made) by (?:the )?"
    r"(?P<who>(?:[A-Z][\w’'-]*,? )*(?:Ministry|Department|Embassy|Office|Government)"
    r"(?:(?: (?:of|for|and|the))* [A-Z][\w’'-]*)*)"
)
_STATEMENT = re.compile(
    r"\b(?:[Ss]tatement|[Mm]essage|[Cc]ondolences|[Dd]eclaration|[Rr]emarks) "
    r"(?:by|from|of|attributable to) (?:the )?(?P<who>.{3,200})"
)
_TOPIC = re.compile(
    r"^(?:[Pp]ress |[Jj]oint )?(?:[Ss]tatement|STATEMENT|[Mm]essage|[Dd]eclaration) "
    r"(?:on|regarding|concerning|about) .{3,160} by (?:the )?(?P<who>[A-Z].{3,160})"
)
_ISSUES = re.compile(
    r"^(?P<who>[A-Z].{3,200}?),? (?:today |has |have |on \w+ )*(?:issued|released|made) the following",
    re.DOTALL,
)
_OWNED = re.compile(
    r"(?P<who>[A-Z].{3,100}?)(?:['’]s|s['’]) (?:[Oo]fficial |[Jj]oint )?"
    r"(?:[Ss]tatement|[Mm]essage|[Cc]ondolences) (?:on|at|to|regarding|following)\b"
)
_SELF = re.compile(
    r"(?:^|[.;] )[“\"]?(?:The )?(?P<name>(?:[A-Z][\w.’'-]*|of|and|for|the)"
    r"(?: (?:[A-Z][\w.’'-]*|of|and|for|the)){0,9}) (?:[a-z]+ly )?(?P<verb>[a-z]+)\b"
)
_ABOUT = re.compile(
    r"\b(?:regarding|concerning|re|on|about|following|in reference to|(?:response|reply|reaction) to)"
    r" (?:the |an? |some )?(?:[a-z]+ )?"
    r"(?:statement|message|declaration|remarks|condolences|allegations|claims)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\bWe, (?:the )?(?P<who>[A-Z][^.;]{3,200}?), ")
_COUNTRY = r"(?:the )?[A-Z]\w+(?: (?:and )?[A-Z]\w+)*"
_WE_OF = re.compile(
    r"\bWe, the (?P<who>(?:\w+ ){0,2}?(?:ministers|leaders|heads|governments|ambassadors|representatives)"
    rf"(?: of \w+(?: and \w+)?)?? of {_COUNTRY}(?:(?:, |,? and ){_COUNTRY})*)"
)
_JOINT = re.compile(
    r"\b(?P<who>(?:[Gg]overnments|[Ff]oreign [Mm]inisters|[Ll]eaders|[Mm]inisters) of [A-Z][^.;]{5,300}?),? "
    r"(?:have |has |today )*(?:issued|released|made) the following"
)
_BODY = re.compile(
    r"(?:Ministry|Department|Embassy|Government|Office|Council|Commission|Mission|Foundation|Presidency|Secretariat|Union|Organi[sz]ation)\b"
)


def issuer(texts: Sequence[str], url: str | None = None) -> Speaker | None:
    """Who speaks in the first person of the text whose title and blocks are ``texts``, or None.

    Nobody of the country that a release answers to is its issuer.
    """
    found = _issuer(texts, url)
    if found is not None and roster.home((), url) == found.country:
        return found
    about = next((text[m.end() :] for text in texts[:2] if (m := _ABOUT.search(text))), "")
    answered = places.country_in(about)[1] if about else None
    if answered is None:
        return found
    if found is not None and found.country != answered and found.kind != "country":
        return found
    kept = found if found is not None and found.country != answered else None
    return _answering(texts, answered) or kept


def _answering(texts: Sequence[str], answered: str) -> Speaker | None:
    """The foreign ministry of another country that a release names, where it answers what one has said."""
    for text in texts[2:]:
        for told in MINISTRY.finditer(text):
            country = places.country_in(told["of"])[1]
            if country is not None and country != answered:
                return Speaker(told[0], told[0], None, country, "body", names.body_key(told[0]))
    return None


def _issuer(texts: Sequence[str], url: str | None) -> Speaker | None:
    body = _together(texts) or _issuing_body(texts) or _self_named(texts)
    country = roster.home(texts, url) or _own_country(texts)
    if country is None and body is not None and body.kind == "country":
        country = body.country
    found = _person(texts)
    if found is not None:
        code = found.country or country or leaders.country(found.name or "", (found.role or "").casefold())
        return roster.Person(found.name, found.role, code).speaker(found.name or "")
    if body is not None:
        return body if body.country or body.kind == "group" else replace(body, country=country)
    if country is not None and not any("joint" in t.casefold() for t in texts[:2]):
        name = places.country_name(country)
        return Speaker(name, name, None, country, "country", names.body_key(name))
    return None


def _person(texts: Sequence[str]) -> roster.Person | None:
    for text in texts[1:_TOP]:
        found = roster.byline(text) if len(text) < 200 else None
        if found is not None and roster.holds_office(found):
            return found
    for pattern in (_ISSUES, _ATTRIBUTABLE, _TOPIC, _STATEMENT, _OWNED):
        for text in texts[:_TOP]:
            told = pattern.search(text) if len(text) < 300 else None
            if told is not None and _ABOUT.search(text[: told.start("who")]):
                continue  # a release "regarding the statement of the Greek foreign minister" answers it
            who = roster.person_of(told["who"].rstrip(" :.")) if told is not None else None
            if who is None or not who.name or _BODY.search(who.name):
                continue
            if roster.holds_office(who) if pattern is _TOPIC else (who.role or " " in who.name):
                return who
    for text in texts[-_END:]:
        found = roster.byline(text) if len(text) < 160 else None
        if found is not None and roster.holds_office(found):
            return found
    return None


def _together(texts: Sequence[str]) -> Speaker | None:
    """Several who speak as "We, the Foreign Ministers of …"."""
    for text in texts[1:]:
        if found := _WE_OF.search(text) or _JOINT.search(text):
            name = found["who"]
        elif found := _WE.search(text):
            name = re.split(r",| of (?:the )?(?=[A-Z])", found["who"])[0].strip()
        else:
            continue
        return Speaker(name, name, None, None, "group", names.body_key(name))
    return None


def _issuing_body(texts: Sequence[str]) -> Speaker | None:
    """The body of a line "The press release issued by the Foreign Office on 3 May"."""
    for text in texts[:_TOP]:
        told = _BY_BODY.search(text) if len(text) < 300 else None
        if told is not None:
            name = told["who"]
            return Speaker(name, name, None, roster.home([name]), "body", names.body_key(name))
    return None


def _self_named(texts: Sequence[str]) -> Speaker | None:
    """The body or country that most often does what a release does: "Norway condemns"."""
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
