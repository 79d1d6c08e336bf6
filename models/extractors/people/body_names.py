"""Where a block names a body, a country or an outlet, and the speaker that such a name makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.extractors.people.name_words import is_genitive, is_name_word, title_case
from models.knowledge import names, offices, outlets, places
from models.lexicon import load
from models.types import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from models.extractors.people.cast import Cast


_RANKS = {"senior", "former", "top", "deputy", "acting", "new"}
_SMALL = {"DET", "PRON", "ADV", "ADP", "SCONJ", "CCONJ", "AUX"}
_LANDS = {"state", "country", "nation", "city", "town", "empire", "monarchy"}


def bodies_in(doc: Doc, cast: Cast) -> list[tuple[int, Speaker]]:
    """Every body or country named in a block, with the token its name ends on."""
    found: list[tuple[int, Speaker]] = []
    headline = title_case(doc)
    i = 0
    while i < len(doc):
        if not doc[i].text[0].isupper() or doc[i].ent_type_ in ("PERSON", "DATE"):
            i += 1
            continue
        national = _national(doc, i)
        if national is not None:
            name = doc[i : national + 1].text
            found.append((national, speaker("", name, "body", places.country_in(name)[1])))
            i = national + 1
            continue
        stop = _longest_place(doc, i)
        known = places.place(doc[i:stop].text)
        if known is not None:
            country = cast.of_seat(known.country) if places.is_shared(doc[i:stop].text) else known.country
            found.append((stop - 1, speaker("", known.name, known.kind, country)))
            i = stop
            continue
        begin, end = name_around(doc, i, i, len(doc))
        while begin < end - 1 and doc[begin].lower_ in _RANKS:
            begin += 1
        last = doc[end - 1]
        organised = any(offices.is_body_noun(t) or t.ent_type_ == "ORG" for t in doc[begin:end])
        organised = organised and doc[begin].lower_ not in offices.listing("offices", "person")
        if 1 < end - begin < 7 and organised and not headline or outlets.is_outlet(doc[begin:end].text):
            country = places.country_in(doc[begin:end].text)[1] or (
                cast.seat if any(is_organ(t) for t in doc[begin:end]) else None
            )
            found.append((last.i, speaker("", outlets.bare(doc[begin:end].text), "body", country)))
        i = max(end, i + 1)
    return found


def _national(doc: Doc, i: int) -> int | None:
    """The last token of "French embassy" and "Niger's foreign ministry", a body after a country's name."""
    begin = _longest_place(doc, i)
    if begin == i:
        begin += bool(places.demonym(doc[i].text))
    if begin < len(doc) and begin > i and is_genitive(doc[begin]):
        begin += 1
    for j in range(begin, min(begin + 4, len(doc)) if begin > i else i):
        if doc[j].pos_ not in ("NOUN", "PROPN", "ADJ") or doc[j].ent_type_ == "PERSON":
            return None
        follows = doc[j + 1].pos_ in ("NOUN", "PROPN") if j + 1 < len(doc) else False
        if offices.is_body_noun(doc[j]) and not follows and doc[j].tag_ in ("NN", "NNP"):
            return j if doc[j].lower_ not in _LANDS else None
    return None


def _longest_place(doc: Doc, i: int) -> int:
    for stop in range(min(len(doc), i + places.LONGEST), i, -1):
        if places.place(doc[i:stop].text):
            return stop
    return i


def first_name(doc: Doc, start: int, end: int) -> int | None:
    """The first word of the phrase after determiners and quotation marks, where that has a capital."""
    i = start
    while i < end and (doc[i].pos_ == "DET" or doc[i].is_punct):
        i += 1
    return i if i < end and doc[i].text[0].isupper() else None


def after_common(doc: Doc, head: Token, end: int) -> int | None:
    """The name that follows a common noun: "the magazine | Utsikt"."""
    following = head.i + 1
    return (
        following if following < end and not head.text[0].isupper() and is_name_word(doc[following]) else None
    )


def name_around(doc: Doc, at: int, start: int, end: int) -> tuple[int, int]:
    """The run of capitalised words around a token, "of" and "for" between capitals included."""
    begin, stop = at, at + 1
    while begin > start and _belongs(doc, begin - 1) and doc[begin - 1].pos_ not in _SMALL:
        begin -= 1
    while stop < end and (_belongs(doc, stop) or _links(doc, stop, end)):
        stop += 1
    while begin < at and not doc[begin].text[0].isupper():
        begin += 1
    while (
        stop < end
        and doc[stop].ent_type_ == "ORG"
        and doc[stop].ent_iob_ == "I"
        and not is_genitive(doc[stop])
    ):
        stop += 1
    return begin, stop


def with_owner(doc: Doc, begin: int, start: int) -> int:
    """Where a name begins with the country that it stands in the genitive of: "Taiwan's Foreign Ministry"."""
    owner = begin - 2
    if owner < start or not is_genitive(doc[begin - 1]) or places.place(doc[begin].text):
        return begin
    while owner > start and places.place(doc[owner - 1 : begin - 1].text):
        owner -= 1
    known = places.place(doc[owner : begin - 1].text)
    return owner if known is not None and known.kind == "country" and not known.metonym else begin


def _belongs(doc: Doc, i: int) -> bool:
    token = doc[i]
    return is_name_word(token) or token.text in ("-", "&", "/") and not token.is_sent_start


def _links(doc: Doc, i: int, end: int) -> bool:
    """Whether a small word links capitals to one name: "Bank of Ghana", "Office of the President"."""
    after = i + 2 if doc[i + 1 : i + 2].text.lower() == "the" and doc[i].lower_ == "of" else i + 1
    if doc[i].lower_ == "the" and i > 0 and doc[i - 1].lower_ == "of":
        after = i + 1
    elif doc[i].lower_ not in ("of", "for", "and"):
        return False
    named = after < end and doc[after].text[0].isupper()
    return named and (doc[i].lower_ in ("of", "the") or doc[i].ent_iob_ == "I")


def apposed(doc: Doc, head: Token, end: int) -> int | None:
    """The name that stands between commas after a common noun: "the local NGO, | ZESN"."""
    common = head.text[0].islower() or (head.is_upper and offices.is_body_noun(head))
    at = head.right_edge.i if head.right_edge.i < end else end - 1
    comma = next((i for i in range(head.i + 1, min(at + 1, end)) if doc[i].text == ","), None)
    if not common or comma is None or comma + 1 >= end or not is_name_word(doc[comma + 1]):
        return None
    _, stop = name_around(doc, comma + 1, comma + 1, end)
    return comma + 1 if stop == end or doc[stop].is_punct else None


def proper_before(doc: Doc, start: int, head: Token) -> str | None:
    """The name between descriptions and a common noun: "Malaysia's official | Bernama | news agency"."""
    stop = head.i
    while stop > start and doc[stop - 1].text.islower() and doc[stop - 1].pos_ == "NOUN":
        stop -= 1
    begin = stop
    while begin > start and is_name_word(doc[begin - 1]):
        begin -= 1
    name = doc[begin:stop].text
    return name if name and not places.demonym(name) and not places.place(name) else None


def is_organ(token: Token) -> bool:
    """Whether a noun names an organ of some state ("ministry")."""
    return token.lower_ in load("titles")["offices_of_state"]["organs"]


def speaker(mention: str, name: str, kind: str, country: str | None) -> Speaker:
    """A body or country that speaks under its own name."""
    return Speaker(mention, name=name, country=country, kind=kind, key=names.body_key(name))
