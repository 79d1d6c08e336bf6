"""Finding the names of people in a parsed block.

The entity model of the small pipeline misses many names and takes places and outlets for people, so names
are also taken from their surroundings: after an office or honorific ("Foreign Minister Lavrov"), before or
after an apposition ("Sofie Brandt, a spokeswoman for …"; "the finance minister, Jón Dahl, said"), and
where a source consists of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from models.extractors.people import roles
from models.extractors.people.roles import Role
from models.knowledge import offices, outlets, places
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST = 6  # tokens in a name
_STOPS = {",", ".", ";", ":", "–", "—", ")", '"', "”", "»", "?", "!"}
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


class Named(Protocol):
    """A name in a block, before or after it is known whose it is."""

    start: int
    end: int
    role: Role | None


@cache
def _words(table: str, section: str, key: str) -> frozenset[str]:
    return frozenset(load(table)[section][key])


@cache
def _honorifics() -> dict[str, str | None]:
    data = load("titles")["honorifics"]
    genders = {"male": "m", "female": "f", "any": None}
    return {word: genders[key] for key, group in data.items() for word in group}


class _Finder:
    """Collects the names of one block; the first finding of a token wins."""

    def __init__(self, doc: Doc, found: list[Role], outlets: frozenset[str]) -> None:
        self.doc, self.roles, self.outlets = doc, found, outlets
        self.names: dict[int, Name] = {}
        self._taken: set[int] = set()

    def add(self, start: int, end: int, role: Role | None = None, gender: str | None = None) -> Name | None:
        while start < end - 1 and self.doc[start].lower_ in _honorifics():
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
        words = [t.lower_ for t in doc[start:end]]
        if places.place(text) or places.demonym(text) or any(ch.isdigit() for ch in text):
            return False
        if outlets.is_outlet(text) or text.casefold() in self.outlets:
            return False
        if any(offices.is_body_noun(t) for t in doc[start:end]) or words[-1] in _words(
            "outlets", "endings", "words"
        ):
            return False
        return doc[start].text[0].isupper() or words[0] in _words("names", "particles", "words")


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
            start = _strip_titles(doc, ent.start, ent.end)
            if finder.person(start, ent.end) and not _located(doc, start, ent.end):
                finder.add(start, max(name_end(doc, start), start + 1))
    for role in found:
        _beside(finder, role)
    for start, end in sources:
        _in_source(finder, start, end)
    names = sorted(finder.names.values(), key=lambda n: n.start)
    bind(doc, found, names)
    return names


def bind(doc: Doc, found: list[Role], names: Sequence[Named]) -> None:
    """Give each role phrase to the name beside it, where one is in apposition and has no better role."""
    for role in found:
        _bind(doc, role, names)


def title_case(doc: Doc) -> bool:
    """Whether a block is a headline with a capital on almost every word: there capitals tell nothing."""
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    ended = len(doc) > 0 and doc[-1].text in (".", '"', "”")
    return not ended and len(words) >= 4 and sum(t.text[0].isupper() for t in words) >= 0.8 * len(words)


def is_genitive(token: Token) -> bool:
    """Whether a token is the mark of a genitive, "'s" or the apostrophe after a plural."""
    return (
        token.tag_ == "POS"
        or token.lower_ in ("'s", "’s")
        or token.text in ("'", "’")
        and token.i > 0
        and not token.nbor(-1).whitespace_
    )


def is_name_word(token: Token) -> bool:
    """Whether a token can be part of a personal name: capitalised, and neither a date nor a genitive mark."""
    return token.text[:1].isupper() and token.ent_type_ not in ("DATE", "TIME") and token.tag_ != "POS"


def name_end(doc: Doc, start: int) -> int:
    """End of the run of name words from ``start``: capitals, initials, particles, hyphens."""
    i = start
    while i < len(doc) and i < start + _LONGEST:
        token = doc[i]
        if (
            is_name_word(token)
            and (i == start or _continues(token, doc[start]))
            or i + 1 < len(doc)
            and _joins(token, doc[i + 1], i > start)
        ):
            i += 1
        else:
            break
        if i < len(doc) and doc[i].is_sent_start and not _initial(doc[i - 1]):
            break
    return i


def _initial(token: Token) -> bool:
    return len(token.text) == 2 and token.text[1] == "."


def _joins(token: Token, following: Token, inside: bool) -> bool:
    if token.text in ("-", "‑", "'", "’") and inside:
        return not token.whitespace_ and following.text[:1].isalpha()
    particle = token.lower_ in _words("names", "particles", "words")
    return particle and (following.text[:1].isupper() or following.text in ("-", "‑"))


def _continues(token: Token, first: Token) -> bool:
    """Whether a capitalised word goes on with the name; office words, verbs and new entities do not."""
    if token.tag_ in ("MD", "VBD", "VBZ", "VBP", "IN", "DT", "PRP", "WP") and token.ent_type_ != "PERSON":
        return False
    if first.ent_type_ == "PERSON" and token.ent_type_ not in ("PERSON", "") and token.ent_iob_ == "B":
        return False
    return token.lower_ not in _words("titles", "offices", "person")


def _prenominal(doc: Doc, role: Role) -> int | None:
    """Start of the name that an office is set before ("Prime Minister | Benjamin Netanyahu")."""
    if role.end >= len(doc) or role.plural:
        return None
    token = doc[role.end]
    if not is_name_word(token) or token.pos_ in _NOT_NAMES and token.ent_type_ != "PERSON":
        return None
    if places.place(token.text) or places.demonym(token.text):
        return None
    return role.end


def _honoured(doc: Doc) -> Iterator[tuple[int, str | None]]:
    """Starts of names after Mr., Sir, Gen. and the like, with the gender that tells."""
    offices = _words("titles", "offices", "person")
    for i, token in enumerate(doc[:-1]):
        known = token.lower_ in _honorifics() and token.text[0].isupper() and token.lower_ not in offices
        if known and is_name_word(doc[i + 1]) and token.lower_ not in ("st", "hon"):
            yield i + 1, _honorifics()[token.lower_]


def _strip_titles(doc: Doc, start: int, end: int) -> int:
    known = (
        _words("titles", "offices", "person") | _words("titles", "modifiers", "words") | _honorifics().keys()
    )
    while start < end and (
        doc[start].lower_ in known
        or doc[start].pos_ in ("DET", "ADP", "PUNCT")
        or doc[start].tag_ == "POS"
        or (start + 1 < end and bool(places.demonym(doc[start].text)))
    ):
        start += 1
    return start


def _located(doc: Doc, start: int, end: int) -> bool:
    """A single word after "in" or "near" is a place, whatever the entity model says."""
    return end - start == 1 and start > 0 and doc[start - 1].lower_ in _PLACE_LINKS


def _closed(doc: Doc, end: int) -> bool:
    return end >= len(doc) or doc[end].text in _STOPS or doc[end].lower_ in ("who", "whose")


def _beside(finder: _Finder, role: Role) -> None:
    """Names in apposition that the entity model did not see, before and after a role phrase."""
    doc = finder.doc
    if role.plural:
        return
    comma = role.start - (1 if role.definite is None else 2)
    if comma >= 2 and doc[comma].text == "," and _closed(doc, role.end):
        start = comma
        while start > max(0, comma - 4) and is_name_word(doc[start - 1]) and not doc[start - 1].is_punct:
            start -= 1
        start = _strip_titles(doc, start, comma)
        if comma - start >= 2 and finder.person(start, comma):
            finder.add(start, comma)
    _after_comma(finder, _reach(doc, role.end), role)


def _reach(doc: Doc, end: int) -> int:
    """The comma that ends a role phrase with its place, as in "the opposition leader in Ravna, …"."""
    i = end
    while (
        i < len(doc)
        and i < end + 5
        and doc[i].text not in _STOPS
        and doc[i].pos_ not in ("VERB", "AUX", "PRON")
    ):
        i += 1
    return i


def _after_comma(finder: _Finder, comma: int, role: Role | None) -> None:
    doc = finder.doc
    if comma + 1 >= len(doc) or doc[comma].text != "," or not is_name_word(doc[comma + 1]):
        return
    end = name_end(doc, comma + 1)
    ended = end >= len(doc) or doc[end].text in _STOPS or doc[end].pos_ in ("VERB", "AUX")
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
        named = doc[start].lower_ in _words("names", "gender", "male") | _words("names", "gender", "female")
        described = roles.plain(doc, stop + 1, end) if stop + 1 < end and doc[stop].text == "," else None
        organisation = organisation or (described is not None and offices.is_body_noun(doc[described.head]))
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
    elif name.end >= end - 1 and doc[_opens(doc, name) - 1].text == ",":
        low, high = start, _opens(doc, name) - 1
    else:
        return
    if low < high:
        name.role = roles.plain(doc, low, high)


def _bind(doc: Doc, role: Role, names: Sequence[Named]) -> None:
    """Gives a role to the name beside it: in apposition after it, or "the Y, X,"."""
    if role.plural or roles.kinship(role) or any(n.role is role for n in names):
        return
    after = _name_after(doc, role, names)
    if after is not None:
        after.role = role
        return
    if any(n.start == role.end for n in names):
        return
    lead = role.start - (role.definite is not None and not _owned_inside(doc, role))
    before = next((n for n in names if _leads_to(doc, n.end, lead)), None)
    if before is None or not _closed(doc, role.end) or _frame_ends(doc, before, role):
        return
    if before.role is None or before.role.noun not in offices.listed():
        before.role = role


def _name_after(doc: Doc, role: Role, names: Sequence[Named]) -> Named | None:
    """The name that a description leads to: "the opposition leader in Ravna, Gent Marku, said"."""
    comma = _reach(doc, role.end)
    if role.definite is None or doc[comma : comma + 1].text != ",":
        return None
    name = next((n for n in names if _opens(doc, n) == comma + 1), None)
    if name is None:
        return None
    ended = name.end >= len(doc) or doc[name.end].text in _STOPS or _subject(doc, role, name)
    held = name.role
    free = held is None or held.noun not in offices.listed() or held.start == comma + 1
    return name if ended and free else None


def _subject(doc: Doc, role: Role, name: Named) -> bool:
    """Whether description and name are one subject: "the envoy, X, said", not "…was an envoy, X said"."""
    content = doc[role.head].dep_ in ("attr", "oprd", "dobj")
    return doc[name.end].pos_ in ("VERB", "AUX") and not content


def _opens(doc: Doc, name: Named) -> int:
    """Where a name begins with the title before it ("Colonel", "Father")."""
    if name.role is not None and name.role.end == name.start:
        return name.role.start
    return name.start - 1 if name.start and doc[name.start - 1].lower_ in _honorifics() else name.start


def _owned_inside(doc: Doc, role: Role) -> bool:
    """Whether the phrase is definite by its own genitive ("Karvenia's president") and has no determiner."""
    return role.start > 0 and doc[role.start - 1].pos_ not in ("DET", "PRON", "NUM")


def _leads_to(doc: Doc, end: int, lead: int) -> bool:
    """Whether only ", ", ", who is ", " – " or " (" stands between a name and a role phrase."""
    between = [t.lower_ for t in doc[end:lead]] if 0 <= lead - end <= 3 else []
    return between[:1] in ([","], ["–"], ["—"], ["("]) and between[1:] in ([], ["who", "is"], ["who", "was"])


def _frame_ends(doc: Doc, name: Named, role: Role) -> bool:
    """In "According to Peskov, the president, who …" the comma ends the frame and opens no apposition."""
    if not role.definite:
        return False
    first = doc[doc[name.start].sent.start]
    framed = first.pos_ in ("ADP", "SCONJ") or first.lower_ in ("according", "asked")
    if not framed or role.end >= len(doc):
        return False
    return doc[role.end].text != "," or not _subject_follows(doc, role.end + 1)


def _subject_follows(doc: Doc, i: int) -> bool:
    """Whether a subject follows the closing comma of an apposition, as in "X, the minister, | he said"."""
    return (
        i < len(doc)
        and doc[i].pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ")
        and not doc[i].tag_.startswith("W")
    )
