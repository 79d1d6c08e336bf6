"""Who the labels and bylines of an issued text stand for: fullest name, office and country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.knowledge import leaders, names, places
from models.lexicon import load
from models.reading import turns
from models.types import Speaker

_NAME = r"(?:[A-ZÀ-Þ][\w'’\-]*\.?|de|da|del|al|bin|van|von|el|la|di|le)"
_FRONT = 10  # blocks: headline, participants, the first words
_END = 4  # blocks in which a last line says who issues the text
_BYLINE = re.compile(
    rf"(?:The |His |Her )?(?P<name>[A-ZÀ-Þ][\w'’.\-]*(?: {_NAME}){{1,5}}), "
    r"(?:the )?(?P<role>[A-ZÀ-Þ][^.;:]{4,160})"
)
_OF_STATE = re.compile(
    r"\b(?:Ministry|Embassy|Permanent Mission|Consulate|Permanent Representation) (?:of|for) "
    r"(?P<rest>(?:[\w'’-]+,? ){0,8}[\w'’-]+)"
)
_BRIEFER = re.compile(
    r"\b(?:[Bb]riefing|[Cc]onference|[Rr]emarks|[Ii]nterview|[Tt]ranscript|[Ss]peech|[Aa]ddress|[Ss]tatement)\b"
    r"[^.]{0,40}? (?:by|from|with|of) (?P<who>[A-Z][^.]{4,120})"
)
_ISSUED = re.compile(r"^(?:\w+ ){0,3}?(?:issued|released) by (?:the )?(?P<who>.{4,200})$", re.IGNORECASE)
_GOVERNMENT = re.compile(r"\.(?:gov|gob|gouv|go|gc|govt|mfa|admin|government)\.([a-z]{2})$")
_OWNER = re.compile(
    r"(?P<who>[A-Z][^.:;]{4,100}?)(?:'s|’s|s’|s')? (?:\w+ ){0,2}"
    r"(?:Press Conference|Briefing|Remarks|Interview|Address|Speech)\b"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the text introduces; ``country`` an ISO code."""

    name: str | None
    role: str | None
    country: str | None

    def speaker(self, mention: str) -> Speaker:
        """The person as the speaker of a statement whose source is ``mention``."""
        key = names.person_key(self.name) if self.name else None
        return Speaker(mention, self.name, self.role, self.country, "person", key)


def person(label: str, texts: Sequence[str], home: str | None) -> Person:
    """Whom a label means ("MS. LIND", "The Minister", "Foreign Minister Lind").

    ``texts`` are the blocks of the article in order, the title first; ``home`` the country that issues it,
    for those of whom nothing else is told.
    """
    known = byline(label)
    if known is not None and holds_office(known):
        return Person(known.name, known.role, known.country or home)
    title, surname = _apart(label)
    if not surname:
        speaks = briefer(texts, home)
        alike = set(_fold(label).replace("man", "person").split()) & set(
            _fold(speaks.role or "").replace("man", "person").split()
        )
        return speaks if speaks.name and alike - {"the", "of"} else _office_holder(label, texts, home)
    if "official" in label.casefold().split():
        office = re.sub(r"\s+(?:one|two|three|four|#?\d+)$", "", label, flags=re.IGNORECASE)
        return Person(None, cased(office), _country(office) or home)
    for line in texts[:_FRONT]:
        introduced = byline(line)
        if (
            introduced is not None
            and (introduced.name or "").casefold().split()[-1:] == surname.casefold().split()[-1:]
        ):
            return Person(introduced.name, introduced.role, introduced.country or home)
    front, body = "\n".join(texts[:_FRONT]), "\n".join(texts[_FRONT:])
    for text in (front, body):
        found = _introduced(surname, text)
        if found is not None:
            name, role = found
            role = role or title
            return Person(name, role, _country(role) or home)
    return Person(cased(surname), title, _country(title) or home)


def byline(line: str) -> Person | None:
    """The person of a line "Anna Lind, Minister for Foreign Affairs"."""
    found = _BYLINE.match(line.strip())
    if found is None:
        return None
    role = re.split(
        r",? (?:today|has|have|who|issued|made|and the Hon)\b"
        r"|(?<=[a-z]) (?=(?:Bureau|Department|Office|Ministry|Embassy) of\b)",
        found["role"],
    )[0].strip()
    return Person(_plain(found["name"]), role, _country(found["role"]))


def holds_office(who: Person) -> bool:
    """Whether the role of somebody is an office."""
    return not turns.words("titles").isdisjoint(_fold(w) for w in re.split(r"[\s,-]+", who.role or ""))


def home(texts: Sequence[str], url: str | None = None) -> str | None:
    """The country that issues a text: that of the government's site, of the line that says who issues it,
    or of the body its first lines name."""
    found = _of_site(url) or _of_line(texts)
    for text in texts[:_FRONT]:
        for body, code in load("genres")["bodies"].items():
            if found is None and re.search(rf"\b{re.escape(body)}\b", text.replace("’", "'")):
                found = code
        for named in _OF_STATE.finditer(text):
            told, code = places.country_in(named["rest"])
            found = code if found is None and told else found
    return found or None


def _of_line(texts: Sequence[str]) -> str | None:
    """The country of a line "Issued by the Press Office, Ministry of Foreign Affairs, Accra"."""
    for text in (*texts[:_FRONT], *texts[-_END:]):
        told = _ISSUED.match(text.strip(" ."))
        if told is not None:
            city = told["who"].rpartition(",")[2].strip(" .")
            return places.country_in(told["who"])[1] or places.city_country(city)
    return None


def _of_site(url: str | None) -> str | None:
    host = re.sub(r"^[a-z]+://|[/:?#].*$", "", (url or "").casefold())
    for ending, code in load("genres")["sites"].items():
        if host == ending or host.endswith("." + ending):
            return code
    found = _GOVERNMENT.search(host)
    if found is None:
        return None
    code = found[1].upper()
    return {"UK": "GB"}.get(code, code)


def briefer(texts: Sequence[str], country: str | None) -> Person:
    """Who speaks where nobody is labelled: he of the headline or first lines ("Briefing by Anna Lind")."""
    for text in texts[:4]:
        for pattern in (_BRIEFER, _OWNER):
            found = pattern.search(text)
            who = person_of(found["who"]) if found is not None else None
            if who is not None and holds_office(who):
                return Person(who.name, who.role, who.country or country)
    for text in texts[:_FRONT]:
        found = byline(text)
        if found is not None:
            return Person(found.name, found.role, found.country or country)
    return Person(None, None, country)


def at_home(person: Person, home: str | None) -> Person:
    """The person with the country they are known to speak for, where ``home`` only came from the text."""
    if person.name is None or person.country != home:
        return person
    code = leaders.country(person.name, (person.role or "").casefold())
    return Person(person.name, person.role, code or person.country)


def interviewee(texts: Sequence[str]) -> Person | None:
    """The one person of the headline whose office the first lines give: who answers in an interview."""
    heading = next((t for t in texts if t), "")
    front = "\n".join(texts[:_FRONT])
    found: list[Person] = []
    for word in re.findall(r"[A-ZÀ-Þ][\w'’-]{2,}", re.sub(r"['’]s\b", "", heading)):
        told = _introduced(word, front)
        if told is not None and told[1] and all(p.name != told[0] for p in found):
            country = _country(told[1]) or leaders.country(told[0], told[1].casefold())
            found.append(Person(told[0], told[1], country))
    return found[0] if len(found) == 1 else None


def person_of(phrase: str) -> Person | None:
    """The person of a phrase that begins with office and name, or with the name: "Minister Lind on Mali"."""
    known = byline(phrase)
    if known is not None and turns.words("titles") & {_fold(w) for w in (known.role or "").split()}:
        return Person(
            known.name, re.split(r",| (?:on|at|in|to|following) ", known.role or "")[0], known.country
        )
    phrase = re.sub(r"\s+(?:Full )?Transcript$", "", phrase)
    words = re.split(
        r"[,;:(]| (?:on|at|in|to|following|after|regarding|with|about|during|before|for the|as) ", phrase
    )[0].split()
    last = max((i for i, w in enumerate(words) if _fold(w) in _offices()), default=-1)
    name = [w for w in words[last + 1 :] if w[0].isupper() or w in {"de", "al", "bin", "van", "von", "el"}]
    if not name or name != words[last + 1 :]:
        return None
    role = re.sub(r"^the ", "", " ".join(words[: last + 1]), flags=re.IGNORECASE) or None
    if last < 0 and len(name) < 2:
        return None
    return Person(re.sub(r"['’]s?$", "", _plain(" ".join(name))), role, _country(role))


def _apart(label: str) -> tuple[str | None, str]:
    """A label as office and name: "FOREIGN MINISTER LIND" gives ("Foreign Minister", "LIND")."""
    words = label.split()
    titles = turns.words("titles") | turns.words("qualifiers") | _modifiers()
    honorifics = turns.words("honorifics")
    at = 0
    while at < len(words) and (
        _fold(words[at]) in titles | honorifics
        or _fold(words[at]) in {"the", "of", "for", "and", "state", "to"}
    ):
        at += 1
    office = [w for w in words[:at] if _fold(w) not in honorifics]
    title = " ".join(w.capitalize() if w.isupper() and len(w) > 3 else w for w in office) or None
    return title, " ".join(words[at:])


def _introduced(surname: str, text: str) -> tuple[str, str | None] | None:
    """The fullest name that ends in ``surname`` in ``text``, with the office beside it."""
    best: tuple[str, str | None] | None = None
    words = r"\s+".join(re.escape(w) for w in surname.split())
    known = turns.words("titles") | turns.words("qualifiers") | turns.words("honorifics") | _modifiers()
    for found in re.finditer(rf"(?P<first>(?:{_NAME} ){{0,6}})(?P<last>(?i:{words}))\b", text):
        if not found["last"][0].isupper() or (
            found["last"].isupper() and not surname.islower() and len(surname) > 3
        ):
            continue
        first = found["first"].split()
        cut = max(
            (i + 1 for i, w in enumerate(first) if _fold(w) in known or places.demonym(w) or places.place(w)),
            default=0,
        )
        while cut < len(first) and first[cut].islower():
            cut += 1
        given = first[cut:]
        if not given and " " not in surname:
            continue
        name = _plain(" ".join([*given, found["last"]]))
        after = text[found.end() :]
        role = _role_after(after) or _role_before(text[: found.start("first")] + " ".join(first[:cut]) + " ")
        if best is None or (best[1] is None and role):
            best = (name, role)
    return best


def _role_after(text: str) -> str | None:
    found = re.match(r", (?:the )?(?P<role>[A-Z][^.;:\n]{4,120})", text)
    if found is None:
        return None
    role = re.split(
        r", (?:who|which|and)\b|(?<=[a-z]) (?=(?:Bureau|Department|Office|Ministry|Embassy) of\b)",
        found["role"],
    )[0]
    held = {_fold(w) for w in re.split(r"[\s,-]+", role)} & turns.words("titles")
    return role.strip(" ,") if held else None


def _role_before(text: str) -> str | None:
    line = text.rsplit("\n", 1)[-1]
    words = line.split()
    at = len(words)
    while (
        at > 0
        and (words[at - 1][:1].isupper() or words[at - 1] in {"of", "for", "the", "and", "to", "&"})
        and not words[at - 1].endswith((".", ":", ";"))
        or (at > 0 and words[at - 1] in {"U.S.", "U.N."})
    ):
        at -= 1
    while at < len(words) and (words[at].islower() or words[at] in {"The", "By", "With", "And"}):
        at += 1
    role = _alone(" ".join(words[at:]).strip(" ,"))
    held = {_fold(w) for w in re.split(r"[\s,-]+", role)} & turns.words("titles")
    return role if held and len(words) - at <= 12 else None


def _alone(role: str) -> str:
    """The last of two offices that "and" joins: of two people who are named together."""
    first, joined, last = role.rpartition(" and ")
    both = [{_fold(w) for w in part.split()} & turns.words("titles") for part in (first, last)]
    return last if joined and all(both) else role


def _office_holder(label: str, texts: Sequence[str], country: str | None) -> Person:
    """Somebody labelled by the office alone ("THE PRESIDENT"): named where the front names one holder."""
    office = re.sub(r"^the\s+", "", label.strip(), flags=re.IGNORECASE)
    title = " ".join(w.capitalize() if w.isupper() else w for w in office.split())
    front = "\n".join(texts[:_FRONT])
    held = re.search(rf"\b{re.escape(title)}(?: of [A-Z]\w+)? (?P<name>(?:{_NAME} ?){{2,5}})", front)
    if held is not None:
        name = _plain(re.split(r"\s(?:and|at|on|of|in|to|with|before|after)\b", held["name"])[0])
        if len(name.split()) > 1:
            return Person(name, title, _country(title) or country)
    for text in texts[:_FRONT]:
        found = byline(text)
        if (
            found is not None
            and found.role
            and _fold(title.split()[-1]) in {_fold(w) for w in found.role.split()}
        ):
            return Person(found.name, found.role, found.country or country)
    return Person(None, title, _country(title) or country)


def _country(role: str | None) -> str | None:
    if not role:
        return None
    found, country = places.country_in(role)
    if found:
        return country
    implied = load("titles")["implied"]
    return next((code for office, code in implied.items() if office in role.casefold()), None)


def _plain(name: str) -> str:
    words = [w for w in name.split() if _fold(w) not in turns.words("honorifics")]
    return " ".join(words).strip(" ,.;:'’") if not words or not words[-1].endswith("Jr.") else " ".join(words)


def cased(name: str) -> str:
    """A name that stands in capitals as it is written otherwise."""
    return " ".join(
        re.sub(r"[^\W\d_]+", lambda w: w[0].capitalize(), w) if w.isupper() else w for w in name.split()
    )


def _fold(word: str) -> str:
    return word.casefold().strip(".,;:'’\"“”()")


def _offices() -> frozenset[str]:
    return turns.words("titles") | turns.words("qualifiers") | turns.words("honorifics")


def _modifiers() -> frozenset[str]:
    return frozenset(load("titles")["modifiers"]["words"]) | frozenset(load("titles")["offices"]["person"])
