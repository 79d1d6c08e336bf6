"""Role phrases: "Kremlin Spokesman", "the Israeli prime minister", "advisers to the US president"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from models.extractors.people.name_words import honorifics, is_name_word, name_end
from models.extractors.people.role_text import written
from models.knowledge.offices import listing
from models.knowledge.places import country_in, demonym, is_shared, place
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LINKS: set[str] = {"of", "for", "to", "at", "on", "with", "from"}
_NOMINAL = {"NOUN", "PROPN", "ADJ"}
_DEFINITE = {"the", "his", "her", "its", "their", "our", "that", "this"}
_DIPLOMATS = {
    "ambassador",
    "envoy",
    "representative",
    "permanent representative",
    "negotiator",
    "mediator",
    "consul",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase found at tokens ``start`` to ``end`` (half-open, determiner excluded) with head ``head``.

    ``text`` is the role as a card shows it; ``noun`` the head in lower case and singular; ``definite`` is
    True after "the" or a possessive, False after "a", None without a determiner; ``owner`` the token of
    a possessor before the phrase. ``international`` says that a body without a country is named.
    """

    start: int
    end: int
    head: int
    text: str
    noun: str
    plural: bool
    definite: bool | None
    country: str | None
    international: bool
    qualifiers: frozenset[str]
    owner: int | None = None


@cache
def _multiword() -> dict[tuple[str, ...], str]:
    return {tuple(name.split()): name for name in load("titles")["multiword"]}


@cache
def _openings() -> frozenset[str]:
    return frozenset(words[0] for words in _multiword())


def find(doc: Doc) -> list[Role]:
    """All role phrases of a parsed block, in order; none overlaps the head of another."""
    roles: list[Role] = []
    i = 0
    while i < len(doc):
        found = _head_at(doc, i)
        if found is None:
            i += 1
            continue
        end, noun = found
        if _head_follows(doc, end) or (roles and roles[-1].end == i and _is_honour(doc, i)):
            i += 1
            continue
        roles.append(_phrase(doc, i, end, noun))
        i = end
    return roles


def _head_at(doc: Doc, i: int) -> tuple[int, str] | None:
    """End token and singular noun of the role head that begins at token ``i``."""
    return _multiword_at(doc, i) or _hyphenated(doc, i) or _abbreviated(doc, i) or _single(doc[i])


def _single(token: Token) -> tuple[int, str] | None:
    offices = listing("offices", "person")
    noun = token.lower_ if token.lower_ in offices else token.lemma_.lower()
    nominal = token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and token.text[0].isupper())
    return (token.i + 1, noun) if noun in offices and nominal else None


def _multiword_at(doc: Doc, i: int) -> tuple[int, str] | None:
    """Heads of two or three words, the plural on either end included ("secretaries of state")."""
    first = {doc[i].lower_, doc[i].lemma_.lower()}
    if not first & _openings():
        return None
    for size in (3, 2):
        words = [t.lower_ for t in doc[i : i + size]]
        if len(words) == size:
            last = {words[-1], doc[i + size - 1].lemma_.lower()}
            for form in ((f, *words[1:-1], e) for f in first for e in last):
                if form in _multiword():
                    return i + size, _multiword()[form]
    return None


def _abbreviated(doc: Doc, i: int) -> tuple[int, str] | None:
    """Spells out "Sen." and "Gov." before a name."""
    office = load("titles")["abbreviations"].get(doc[i].lower_.rstrip("."))
    named = i + 1 < len(doc) and doc[i + 1].text[0].isupper()
    return (i + 1, office) if office and named and doc[i].text[0].isupper() else None


def _hyphenated(doc: Doc, i: int) -> tuple[int, str] | None:
    """Heads that the tokeniser splits at hyphens: "secretary-general", "vice-president"."""
    if i + 2 < len(doc) and doc[i + 1].text == "-":
        word = doc[i : i + 3].text.lower()
        for form in (word, word.removesuffix("s")):
            if form in listing("offices", "person"):
                return i + 3, form
    return None


def _head_follows(doc: Doc, end: int) -> bool:
    """Whether the phrase goes on to another head, as in "Deputy Foreign Minister"."""
    j = end
    while j < len(doc) and j < end + 5:
        if _head_at(doc, j):
            return _abbreviated(doc, j) is None and not (j == end and _is_honour(doc, j))
        linked = doc[j].lower_ in ("and", "&") and j > end and j + 1 < len(doc) and _portfolio(doc[j + 1])
        if not linked and not (_is_modifier(doc[j]) and _portfolio(doc[j])):
            return False
        j += 1
    return False


def _is_honour(doc: Doc, i: int) -> bool:
    """Whether a word is birth and no office, between one and a name: "Foreign Minister | Prince Faisal"."""
    named = i + 1 < len(doc) and is_name_word(doc[i + 1]) and doc[i + 1].lower_ not in _LINKS
    return named and i > 0 and doc[i].lower_ in {"prince", "princess"} and _portfolio(doc[i - 1])


def _is_modifier(token: Token) -> bool:
    following = token.nbor(1) if token.i + 1 < len(token.doc) else token
    belongs = token.lower_ in listing("modifiers", "words") or following.tag_ == "POS"
    if token.tag_ == "NNS" and not belongs and token.text[0].isupper() != following.text[0].isupper():
        return False
    known = token.lower_ in listing("modifiers", "words") or demonym(token.text) is not None
    if token.ent_type_ in ("DATE", "TIME", "PERSON") and not known:
        return False
    acronym = token.is_upper and token.is_alpha and len(token) > 2
    if (
        acronym
        or token.pos_ in _NOMINAL
        or token.tag_ in ("POS", "HYPH")
        or token.lower_ in ("ex", "then", "former", "-")
    ):
        return True
    return token.lower_ in listing("modifiers", "words") and token.pos_ != "VERB"


def _left(doc: Doc, head: int) -> int:
    start = head
    while start > 0:
        token = doc[start - 1]
        if token.is_punct and token.whitespace_:
            break
        if start > 1 and token.like_num and place(doc[start - 2 : start].text) is not None:
            start -= 2  # "Number 10"
            continue
        joins = (
            token.lower_ in ("and", "&")
            and start >= 2
            and _portfolio(doc[start - 2])
            and not _another_person(doc, start - 2)
            and _portfolio(doc[start])
        )
        possessor = token.ent_type_ == "PERSON" and doc[start].tag_ == "POS"
        chained = (
            start - 1 > 0
            and token.ent_type_ == "PERSON"
            and doc[start - 1].dep_ == "compound"
            and start < head
            and _in_possessor(doc, start, head)
        )
        hyphened = doc[start].tag_ == "HYPH" and not token.whitespace_ and token.is_alpha
        if not (_is_modifier(token) or joins or possessor or chained or hyphened):
            break
        start -= 1
    while start < head and (doc[start].tag_ in ("POS", "HYPH") or doc[start].lower_ in ("and", "&")):
        start += 1
    return start


def _another_person(doc: Doc, i: int) -> bool:
    """Whether the office before "and" is somebody else's: "the secretary and | President X"."""
    if doc[i].lower_ not in listing("offices", "person"):
        return False
    while i > 0 and _portfolio(doc[i - 1]):
        i -= 1
    return i > 0 and doc[i - 1].lower_ == "the" and (i == 1 or doc[i - 2].text != ",")


def _in_possessor(doc: Doc, start: int, head: int) -> bool:
    return any(t.tag_ == "POS" for t in doc[start:head])


def _portfolio(token: Token) -> bool:
    return token.lower_ in listing("modifiers", "words")


def _right(doc: Doc, end: int, head_noun: str, title: bool) -> int:
    """Extend over "of Russia", "for the Israeli military", "to the UN", at most three times.

    ``title`` is whether the phrase has no determiner: then a name may follow with nothing between.
    """
    for _ in range(3):
        links = {*_LINKS, "in"} if head_noun in _DIPLOMATS else _LINKS
        if end >= len(doc) or doc[end].lower_ not in links:
            break
        stop = _complement(doc, end + 1, title)
        if stop == end + 1:
            break
        end = stop
    return end


def _complement(doc: Doc, start: int, title: bool) -> int:
    i = start
    if i < len(doc) and (doc[i].pos_ == "DET" or doc[i].tag_ == "PRP$"):
        i += 1
    begin = i
    while i < len(doc):
        token = doc[i]
        joins = (
            token.lower_ in ("and", "&")
            and i + 1 < len(doc)
            and (_portfolio(doc[i + 1]) and _portfolio(doc[i - 1]) or token.ent_iob_ == "I")
        )
        if not (token.pos_ in _NOMINAL or token.tag_ in ("POS", "HYPH", "CD") or joins):
            break
        if token.ent_type_ in ("DATE", "TIME") or (title and i > begin and _name_starts(doc, i)):
            break
        if token.ent_type_ == "PERSON" and i > begin and doc[i - 1].ent_type_ != "PERSON":
            return name_end(doc, i) if _titled(doc, begin, i) else i
        i += 1
    while i > begin and doc[i - 1].tag_ in ("POS", "HYPH"):
        i -= 1
    return start if i == begin else i


def _name_starts(doc: Doc, i: int) -> bool:
    """Whether a capital after small letters begins a name: "director of the drug agency | Rustam Alimov"."""
    before, token = doc[i - 1], doc[i]
    common = before.pos_ == "NOUN" and before.text.islower()
    return common and is_name_word(token) and token.pos_ == "PROPN" and name_end(doc, i) > i + 1


def _titled(doc: Doc, begin: int, name: int) -> bool:
    """Whether a name is part of the complement: "aide to President | Odum", not "minister of Peru | Diaz"."""
    office = doc[name - 1].lower_.rstrip(".")
    return name > begin and (office in listing("offices", "person") or office in honorifics())


def _further_countries(doc: Doc, end: int) -> int:
    """Extend "leaders of Japan" over ", China and South Korea"."""
    while end + 1 < len(doc) and doc[end].lower_ in (",", "and"):
        start = end + 2 if doc[end + 1].lower_ == "and" else end + 1
        stops = (start + n for n in (3, 2, 1) if start + n <= len(doc))
        stop = next((s for s in stops if place(doc[start:s].text) is not None), None)
        if stop is None:
            break
        end = stop
    return end


def _phrase(doc: Doc, head_start: int, head_end: int, noun: str) -> Role:
    start = _left(doc, head_start)
    definite, owner = _determiner(doc, start)
    end = _right(doc, head_end, noun, definite is None)
    plural = doc[head_end - 1].tag_ in ("NNS", "NNPS") or doc[head_start].tag_ in ("NNS", "NNPS")
    if any(t.tag_ == "POS" for t in doc[start:head_start]):
        definite = True
    found, country = country_in(doc[start:head_end].text)
    link = doc[head_end : head_end + 1].text
    if not found and link != "on" and not (noun in _DIPLOMATS and link in ("to", "for", "in")):
        found, country = country_in(doc[head_end:end].text)
    if plural and country is not None and end > head_end:
        last, end = end, _further_countries(doc, end)
        country = country if end == last else None
    if plural and country is not None and _shared_with_another(doc, start, country):
        start, country = start - 2, None
    words = {t.lower_ for t in doc[start:head_end]}
    if not found and end == head_end:
        country = load("titles")["implied"].get(noun)
    return Role(
        start=start,
        end=end,
        head=head_end - 1 if doc[head_start].lower_ == noun or noun.count(" ") != 2 else head_start,
        text=written(doc, start, head_start, head_end, end),
        noun=noun,
        plural=plural and noun not in ("secretary of state",) or doc[head_start].tag_ in ("NNS", "NNPS"),
        definite=definite,
        country=country,
        international=found and country is None,
        qualifiers=frozenset(words & listing("modifiers", "words")) - {noun} - set(noun.split()),
        owner=owner,
    )


def _shared_with_another(doc: Doc, start: int, country: str) -> bool:
    """Whether the officials are those of two countries: "US and | Philippine officials"."""
    if start < 2 or doc[start - 1].lower_ != "and":
        return False
    return country_in(doc[start - 2].text)[1] not in (None, country)


def _determiner(doc: Doc, start: int) -> tuple[bool | None, int | None]:
    if start == 0:
        return None, None
    before = doc[start - 1]
    if before.tag_ == "PRP$":
        return True, start - 1
    if before.tag_ == "POS" and start > 1:
        return True, start - 2
    if before.lower_ in _DEFINITE:
        return True, None
    if before.pos_ == "DET" or before.lower_ in ("a", "an", "one", "another"):
        return False, None
    return None, None


def kinship(role: Role) -> bool:
    """Whether a role only says how somebody stands to somebody ("husband", "rival"), and not to whom."""
    return role.noun in listing("family", "words") and role.end == role.head + 1


def of_organ(role: Role) -> bool:
    """Whether a role names an organ of some state, and neither by country nor by body of which."""
    if role.country is not None or role.international:
        return False
    words = _words(role)
    organs = words & listing("offices_of_state", "organs")
    return bool(organs - {"department"} or organs and words & listing("offices_of_state", "portfolios"))


def of_state(role: Role) -> bool:
    """Whether a role is an office of some state and says of which neither by country nor by body."""
    if role.country is not None or role.international:
        return False
    if of_organ(role) or shared_seat(role) is not None:
        return True
    if role.noun in listing("offices_of_state", "voices"):
        return bool(_words(role) & listing("offices_of_state", "portfolios"))
    return role.noun in listing("offices_of_state", "words") and " of " not in role.text.removeprefix(
        role.noun
    )


def shared_seat(role: Role) -> str | None:
    """The country best known for the seat that a role names and other countries have too ("Senate")."""
    words = role.text.split()
    for i in range(len(words)):
        for j in range(len(words), i, -1):
            seat = " ".join(words[i:j])
            if seat[0].isupper() and is_shared(seat) and (known := place(seat)) is not None:
                return known.country
    return None


def _words(role: Role) -> set[str]:
    return {w.removesuffix("'s").removesuffix("’s") for w in role.text.lower().split()}


def plain(doc: Doc, start: int, end: int) -> Role | None:
    """The role in a descriptive phrase whose noun is not listed ("boatswain of the Nordlys"), or None."""
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    head = next(
        (
            t
            for t in doc[start:end]
            if t.tag_ == "NN"
            and (t.i + 1 == end or doc[t.i + 1].tag_ not in ("NN", "NNS", "POS", "HYPH", "NNP"))
        ),
        None,
    )
    if head is None or any(
        t.pos_ in ("VERB", "AUX", "PRON") or t.tag_[0] == "W" for t in doc[start : head.i]
    ):
        return None
    first = start
    while first < head.i and doc[first].pos_ in ("DET", "NUM", "ADP", "PRON"):
        first += 1
    role = _phrase(doc, head.i, head.i + 1, head.lower_)
    return role if role.start >= start and role.end <= end else None
