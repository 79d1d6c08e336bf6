"""Finding the names of people in a parsed block.

The entity model of the small pipeline misses many names and takes places and outlets for people, so names
are also taken from their surroundings: after an office or honorific ("Foreign Minister Lavrov"), before or
after an apposition ("Sofie Brandt, a spokeswoman for …"; "the finance minister, Jón Dahl, said"), and
where a source consists of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.extractors.people import roles
from models.extractors.people.appositions import STOPS, bind, closed, opens, reach
from models.extractors.people.name_words import (
    honorifics,
    is_initial,
    is_name_word,
    name_end,
    reports,
    title_case,
)
from models.extractors.people.roles import Role
from models.knowledge import leaders, offices, outlets, places
from models.lexicon import entries

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NOT_NAMES = {"VERB", "AUX", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "ADV", "NUM"}
_PLACE_LINKS = {"in", "at", "near", "from", "outside", "into", "across", "around", "off"}


@dataclass(slots=True, eq=False)
class Name:
    """A personal name at tokens ``start`` to ``end`` (half-open), with the role and gender beside it."""

    start: int
    end: int
    text: str
    role: Role | None = None
    gender: str | None = None


class _Finder:
    """Collects the names of one block; the first finding of a token wins."""

    def __init__(self, doc: Doc, found: list[Role], outlets: frozenset[str]) -> None:
        self.doc, self.roles, self.outlets = doc, found, outlets
        self.names: dict[int, Name] = {}
        self._taken: set[int] = set()

    def add(self, start: int, end: int, role: Role | None = None, gender: str | None = None) -> Name | None:
        while start < end - 1 and self.doc[start].lower_ in honorifics():
            start += 1
        while end > start and self.doc[end - 1].text in ("-", "‑", "'", "’"):
            end -= 1
        if start >= end or self._taken.intersection(range(start, end)):
            return None
        text = self.doc[start:end].text.strip(" ,;:\"“”'’")
        self._taken.update(range(start, end))
        self.names[start] = Name(start, end, text, role, gender)
        return self.names[start]

    def person(self, start: int, end: int) -> bool:
        """Whether a run of name words can be a person and nothing that is known to be something else."""
        doc = self.doc
        if start >= end:
            return False
        text = doc[start:end].text
        lowered = [t.lower_ for t in doc[start:end]]
        if places.place(text) or places.demonym(text) or any(ch.isdigit() for ch in text):
            return False
        if outlets.is_outlet(text) or text.casefold() in self.outlets:
            return False
        if any(offices.is_body_noun(t) for t in doc[start:end]) or lowered[-1] in entries(
            "outlets", "endings", "words"
        ):
            return False
        return doc[start].text[0].isupper() or lowered[0] in entries("names", "particles", "words")


def find(doc: Doc, found: list[Role], sources: list[tuple[int, int]], outlets: frozenset[str]) -> list[Name]:
    """The names in a block in order, each with the role beside it.

    ``sources`` are the token ranges of the block's sources; ``outlets`` names, in lower case, that the
    article shows to be news outlets.
    """
    finder = _Finder(doc, found, outlets)
    if title_case(doc):
        return []
    for role in found:
        start = _prenominal(doc, role)
        if start is not None and finder.person(start, name_end(doc, start)):
            finder.add(start, name_end(doc, start), None if roles.kinship(role) else role)
    for start, gender in _honoured(doc):
        finder.add(start, name_end(doc, start), None, gender)
    for ent in doc.ents:
        if ent.label_ == "PERSON":
            start = _whole(doc, _strip_titles(doc, ent.start, ent.end))
            if finder.person(start, ent.end) and not _located(doc, start, ent.end):
                finder.add(start, max(name_end(doc, start), start + 1))
    for role in found:
        _beside(finder, role)
    for start, end in sources:
        _in_source(finder, start, end)
    names = sorted(finder.names.values(), key=lambda n: n.start)
    bind(doc, found, names)
    return names


def _prenominal(doc: Doc, role: Role) -> int | None:
    """Start of the name that an office is set before ("Prime Minister | Benjamin Netanyahu")."""
    at = role.end
    while at < len(doc) and doc[at].lower_ in honorifics() and doc[at].text[0].isupper():
        at = _past_style(doc, at)
    if at >= len(doc) or role.plural:
        return None
    token = doc[at]
    if not is_name_word(token) or token.pos_ in _NOT_NAMES and token.ent_type_ != "PERSON":
        return None
    if places.place(token.text) or places.demonym(token.text):
        return None
    return at


def _honoured(doc: Doc) -> Iterator[tuple[int, str | None]]:
    """Starts of names after Mr., Sir, Gen. and the like, with the gender that tells."""
    offices = entries("titles", "offices", "person")
    for i, token in enumerate(doc[:-1]):
        known = token.lower_ in honorifics() and token.text[0].isupper() and token.lower_ not in offices
        at = _past_style(doc, i)
        placed = places.place(doc[i : i + 2].text) or places.place(doc[i + 1].text)  # "DR Congo" is no doctor
        abbreviated = token.lower_ != "st" and (token.lower_ != "hon" or at == i + 2)
        if known and at < len(doc) and is_name_word(doc[at]) and abbreviated and not placed:
            yield at, honorifics()[token.lower_]


def _past_style(doc: Doc, i: int) -> int:
    """What follows a style, its full stop included where the parser parts that: "Hon. | Sara Botang"."""
    stop = i + 1 < len(doc) and doc[i + 1].text == "." and not doc[i].whitespace_
    return i + 2 if stop else i + 1


def _strip_titles(doc: Doc, start: int, end: int) -> int:
    known = (
        entries("titles", "offices", "person") | entries("titles", "modifiers", "words") | honorifics().keys()
    )
    while start < end and (
        doc[start].lower_ in known
        or doc[start].pos_ in ("DET", "ADP", "PUNCT")
        or reports(doc[start])
        or doc[start].tag_ == "POS"
        or (start + 1 < end and bool(places.demonym(doc[start].text) or outlets.is_agency(doc[start].text)))
    ):
        start += 1
    return start


def _whole(doc: Doc, start: int) -> int:
    """Where a name begins of which the entity model saw the end only ("Oleksii | Danyk")."""
    while start > 0 and _given(doc, start - 1):
        start -= 1
    return start


def _given(doc: Doc, i: int) -> bool:
    token = doc[i]
    known = token.lower_ in entries("names", "gender", "male") | entries("names", "gender", "female")
    particle = token.lower_ in entries("names", "particles", "words") and i > 0 and is_name_word(doc[i - 1])
    first = token.pos_ == "PROPN" and (i == 0 or doc[i - 1].text in (",", "(") or doc[i - 1].pos_ == "CCONJ")
    titled = token.lower_ in honorifics() or token.lower_ in entries("titles", "offices", "person")
    placed = places.place(token.text) or places.demonym(token.text) or outlets.is_outlet(token.text)
    named = (known or first or is_initial(token) or particle) and not reports(token)
    return named and (token.text[0].isupper() or particle) and not titled and not placed


def _located(doc: Doc, start: int, end: int) -> bool:
    """A single word after "in" or "near" is a place, whatever the entity model says."""
    return end - start == 1 and start > 0 and doc[start - 1].lower_ in _PLACE_LINKS


def _beside(finder: _Finder, role: Role) -> None:
    """Names in apposition that the entity model did not see, before and after a role phrase."""
    doc = finder.doc
    if role.plural:
        return
    comma = role.start - (1 if role.definite is None else 2)
    if comma >= 2 and doc[comma].text == "," and closed(doc, role.end):
        start = comma
        while start > max(0, comma - 4) and is_name_word(doc[start - 1]) and not doc[start - 1].is_punct:
            start -= 1
        start = _strip_titles(doc, start, comma)
        if comma - start >= 2 and finder.person(start, comma):
            finder.add(start, comma)
    _after_comma(finder, reach(doc, role.end), role)


def _after_comma(finder: _Finder, comma: int, role: Role | None) -> None:
    doc = finder.doc
    if comma + 1 >= len(doc) or doc[comma].text != "," or not is_name_word(doc[comma + 1]):
        return
    end = name_end(doc, comma + 1)
    ended = end >= len(doc) or doc[end].text in STOPS or doc[end].pos_ in ("VERB", "AUX")
    long_enough = end - comma > 2 or doc[comma + 1].ent_type_ == "PERSON"
    if ended and long_enough and finder.person(comma + 1, end) and comma + 1 not in finder.names:
        name = finder.add(comma + 1, end)
        if name is not None and role is not None and role.definite is not None:
            name.role = role


def _in_source(finder: _Finder, start: int, end: int) -> None:
    """A source that begins with a name, or ends in ", Name,", and the description beside it."""
    doc = finder.doc
    while end > start and doc[end - 1].is_punct:
        end -= 1
    if start >= end:
        return
    if start not in finder.names and is_name_word(doc[start]) and doc[start].pos_ not in _NOT_NAMES:
        stop = min(name_end(doc, start), end)
        alone = stop == end or doc[stop].text == "," or doc[stop].lower_ in ("of", "from", "who")
        organisation = any(
            t.ent_type_ in ("ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT") for t in doc[start:stop]
        )
        named = doc[start].lower_ in entries("names", "gender", "male") | entries("names", "gender", "female")
        described = roles.plain(doc, stop + 1, end) if stop + 1 < end and doc[stop].text == "," else None
        organisation = organisation or (described is not None and offices.is_body_noun(doc[described.head]))
        named = named or stop - start == 1 and leaders.is_known(doc[start].text)
        if alone and (named or stop - start > 1 and not organisation) and finder.person(start, stop):
            finder.add(start, stop)
    owned = next(
        (i + 1 for i in range(start, end - 1) if doc[i].tag_ == "POS" and is_name_word(doc[i + 1])), None
    )
    if owned is not None and name_end(doc, owned) == end and end - owned > 1 and finder.person(owned, end):
        finder.add(owned, end)
    commas = [i for i in range(start, end) if doc[i].text == ","]
    for comma in commas:
        _after_comma(finder, comma, None)
    for name in list(finder.names.values()):
        if start <= name.start < end and name.role is None and commas:
            _describe(doc, name, start, end)


def _describe(doc: Doc, name: Name, start: int, end: int) -> None:
    """The apposition in a source whose head is no listed office: "Einar Strand, boatswain of the Nordlys"."""
    if name.start == start and name.end < end and doc[name.end].text == ",":
        low, high = name.end + 1, end
    elif name.end >= end - 1 and doc[opens(doc, name) - 1].text == ",":
        low, high = start, opens(doc, name) - 1
        joined = [i + 2 for i in range(low, high - 1) if doc[i].text == "," and doc[i + 1].lower_ == "and"]
        low = joined[-1] if joined else low  # "the envoy, X, and | the minister for trade, Y"
    else:
        return
    if low < high:
        name.role = roles.plain(doc, low, high)
