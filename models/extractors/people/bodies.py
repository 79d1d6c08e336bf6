"""Bodies, countries, outlets and crowds as sources: "the Kremlin", "Moscow", "the ministry", "residents"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.extractors.people import role_text
from models.extractors.people.cast import Cast
from models.extractors.people.name_words import is_genitive, is_name_word, title_case
from models.knowledge import names, offices, outlets, places
from models.lexicon import load
from models.types import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REACH = 3  # sentences back in which "it" finds a body
_ARMED = {"group", "movement", "organization", "organisation", "militia", "faction"}


class Bodies:
    """Tells what a source that is no person stands for; :meth:`spoke` notes each so that "it" can follow."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._spoke: list[tuple[int, Speaker]] = []
        self._known: list[tuple[tuple[int, int], Speaker]] = []
        for b, doc in enumerate(cast.docs):
            self._known.extend(((b, i), speaker) for i, speaker in _bodies_in(doc, cast.seat))

    def spoke(self, speaker: Speaker, block: int, token: int) -> None:
        """Note a body or country that has spoken, one without a name too: "it" may be that one."""
        if speaker.kind in ("body", "country", "unknown"):
            self._spoke.append((self._cast.sentence(block, token), speaker))

    def pronoun(self, block: int, token: int, mention: str) -> Speaker:
        """What "it" stands for: the only body that is a subject before it, else the last to speak nearby."""
        here = self._cast.sentence(block, token)
        found = self._subjects(block, token, here)
        if len(found) == 1:
            return replace(found[0], mention=mention)
        if here - 1 not in (at for at, _ in self._spoke):
            found = self._subjects(block, token, here - 1)
            if len(found) == 1:
                return replace(found[0], mention=mention)
        for at, body in reversed(self._spoke):
            if here - at <= _REACH:
                return replace(body, mention=mention, role=None)
        return Speaker(mention)

    def _subjects(self, block: int, token: int, sentence: int) -> list[Speaker]:
        """The bodies and countries that are subjects in a sentence, before the token."""
        found = {
            s.name: s
            for (b, i), s in self._known
            if b == block
            and i < token
            and self._cast.sentence(b, i) == sentence
            and _is_subject(self._cast.docs[b][i])
        }
        return list(found.values())

    def source(self, block: int, start: int, end: int, head: Token, mention: str) -> Speaker:
        """What the phrase with this head stands for, if it is no person."""
        doc = self._cast.docs[block]
        people = places.demonym(head.text) if head.tag_ in ("NNPS", "NNS") else None
        if head.tag_ in ("NNPS", "NNS") and head.lemma_.lower() in offices.listing("partisans", "words"):
            return _crowd(doc, start, end, mention)
        if people or _joint(head, end):
            return Speaker(mention, country=people, kind="group")
        if doc[start].lower_ == "this" and outlets.is_common(head.lower_) and self._cast.agency:
            return speaker(mention, self._cast.agency, "body", None)
        short = doc[start].lower_ == "the" and head.i == start + 1
        if short and outlets.is_common(head.lower_):
            outlet = self._referred(block, head, mention, head.lower_)
            if outlet.name:
                return outlet
        if offices.is_document_noun(head) and not head.text[0].isupper():
            return self._document(head, mention)
        return self._named(doc, start, end, head, mention) or self._unnamed(block, start, end, head, mention)

    def _unnamed(self, block: int, start: int, end: int, head: Token, mention: str) -> Speaker:
        """A common noun: "the railways" by what it refers to, "residents", "the Israeli army"."""
        doc = self._cast.docs[block]
        if doc[start].lower_ == "the" and head.i == end - 1:
            referred = self._referred(block, head, mention, head.lower_)
            if referred.name:
                return referred
        if head.tag_ == "NNS" or (offices.is_group_noun(head) and not offices.is_body_noun(head)):
            return _crowd(doc, start, end, mention)
        organised = offices.is_body_noun(head) or outlets.is_common(head.lower_)
        return self._common(block, start, head, mention) if organised else Speaker(mention)

    def _named(self, doc: Doc, start: int, end: int, head: Token, mention: str) -> Speaker | None:
        """A body, country or outlet by its proper name, at the head, after it or at the start."""
        for at in (head.i, _after_common(doc, head, end), _first_name(doc, start, end)):
            if at is None or not doc[at].text[0].isupper():
                continue
            begin, stop = _name_around(doc, at, start, end)
            modifies = at < head.i and stop <= head.i and doc[stop].text not in (",", "”", '"', "»", "(")
            if modifies or (stop < end and is_genitive(doc[stop])):
                continue
            found = self._by_name(doc, begin, stop, at, head, mention)
            if found is not None:
                return found
        return None

    def _by_name(self, doc: Doc, begin: int, stop: int, at: int, head: Token, mention: str) -> Speaker | None:
        name = doc[begin:stop].text
        known = places.place(name)
        if known is not None:
            # A place that is also somebody's family name here ("Washington") might be either.
            doubtful = self._cast.knows(name)
            return Speaker(mention) if doubtful else speaker(mention, known.name, known.kind, known.country)
        if self._cast.is_outlet(name) or (at > head.i and outlets.is_common(head.lower_)):
            return speaker(mention, outlets.bare(name), "body", None)
        if at == head.i:
            singular = not head.tag_.endswith("S") and (head.pos_ == "PROPN" or offices.is_body_noun(head))
            return self._proper(doc, begin, stop, head, mention) if singular else None
        if at > head.i or any(t.ent_type_ == "ORG" for t in doc[begin:stop]):
            return self._proper(doc, begin, stop, doc[stop - 1], mention)
        return None

    def _proper(self, doc: Doc, begin: int, stop: int, head: Token, mention: str) -> Speaker:
        name = doc[begin:stop].text
        organised = offices.is_body_noun(head) or any(
            t.ent_type_ in ("ORG", "FAC", "GPE", "NORP") for t in doc[begin:stop]
        )
        found, country = places.country_in(name)
        if not found and _of_state(head):
            country = self._cast.seat
        return speaker(mention, name, "body" if organised else "unknown", country)

    def _common(self, block: int, start: int, head: Token, mention: str) -> Speaker:
        """Names "the Israeli army", finds whom "the department" refers to, leaves "his office" unnamed."""
        doc = self._cast.docs[block]
        begin = head.i
        while begin > start and _modifies(doc[begin - 1]):
            begin -= 1
        while begin < head.i and doc[begin].tag_ in ("POS", "HYPH"):
            begin += 1
        name = doc[begin : head.i + 1].text
        country = places.country_in(name)[1]
        indefinite = doc[start].lower_ in ("a", "an", "one", "another")
        if indefinite or doc[start].tag_ == "PRP$" or self._owned(block, begin, head.i):
            return Speaker(mention, kind="body", country=country)
        if not offices.is_body_noun(head) and name.lower() != head.lower_:
            return Speaker(mention, country=country, kind="body")  # "Czech television", "army radio"
        if any(w[:1].isupper() for w in name.split()):
            return speaker(mention, name, "body", country)
        return self._referred(block, head, mention, name.lower())

    def _owned(self, block: int, begin: int, end: int) -> bool:
        """Whether a person owns the body ("Orlov's office")."""
        return any(self._cast.name_at(block, i) is not None for i in range(begin, end))

    def _referred(self, block: int, head: Token, mention: str, phrase: str) -> Speaker:
        """The body already named that a common noun refers back to, if there is just one that fits."""
        before = [s for (b, i), s in self._known if (b, i) < (block, head.i)]
        before += [s for _, s in self._spoke if s.name]
        fitting = {
            s.name: s for s in before if _answers_to(s.name or "", head.lower_, phrase, self._cast.outlets)
        }
        if len(fitting) == 1:
            return replace(next(iter(fitting.values())), mention=mention)
        if fitting and self._spoke and self._spoke[-1][1].name in fitting:
            return replace(self._spoke[-1][1], mention=mention)
        country = self._home(head) if not fitting else None
        if len(phrase.split()) > 1 and not fitting and "'" not in phrase and "’" not in phrase:
            return speaker(mention, phrase, "body", country)
        return Speaker(mention, kind="body", country=country)

    def _home(self, head: Token) -> str | None:
        """The country of "the health ministry": that of "in Gaza" behind it, else the dateline's."""
        if not _of_state(head):
            return None
        doc = head.doc
        behind = doc[head.i + 1 : head.i + 2].text.lower()
        return places.country_in(doc[head.i + 1 : head.i + 5].text)[1] if behind == "in" else self._cast.seat

    def _document(self, head: Token, mention: str) -> Speaker:
        """Of "the ministry's statement", "a statement by Hamas": whoever issued it, if it is named there."""
        for child in head.children:
            if child.dep_ == "poss" or child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
                named = next((t for t in child.subtree if places.place(t.text) and t.text[0].isupper()), None)
                found = places.place(named.text) if named is not None else None
                if found is not None:
                    return speaker(mention, found.name, found.kind, found.country)
        return Speaker(mention)


def _bodies_in(doc: Doc, seat: str | None) -> list[tuple[int, Speaker]]:
    """Every body or country named in a block, with the token its name ends on."""
    found: list[tuple[int, Speaker]] = []
    headline = title_case(doc)
    i = 0
    while i < len(doc):
        if not doc[i].text[0].isupper() or doc[i].ent_type_ in ("PERSON", "DATE"):
            i += 1
            continue
        stop = _longest_place(doc, i)
        known = places.place(doc[i:stop].text)
        if known is not None:
            found.append((stop - 1, speaker("", known.name, known.kind, known.country)))
            i = stop
            continue
        begin, end = _name_around(doc, i, i, len(doc))
        last = doc[end - 1]
        organised = any(offices.is_body_noun(t) or t.ent_type_ == "ORG" for t in doc[begin:end])
        if 1 < end - begin < 7 and organised and not headline or outlets.is_outlet(doc[begin:end].text):
            country = places.country_in(doc[begin:end].text)[1] or (
                seat if any(_of_state(t) for t in doc[begin:end]) else None
            )
            found.append((last.i, speaker("", outlets.bare(doc[begin:end].text), "body", country)))
        i = max(end, i + 1)
    return found


def _longest_place(doc: Doc, i: int) -> int:
    for stop in range(min(len(doc), i + places.LONGEST), i, -1):
        if places.place(doc[i:stop].text):
            return stop
    return i


def _first_name(doc: Doc, start: int, end: int) -> int | None:
    """The first word of the phrase after determiners and quotation marks, where that has a capital."""
    i = start
    while i < end and (doc[i].pos_ == "DET" or doc[i].is_punct):
        i += 1
    return i if i < end and doc[i].text[0].isupper() else None


def _after_common(doc: Doc, head: Token, end: int) -> int | None:
    """The name that follows a common noun: "the magazine | Utsikt"."""
    following = head.i + 1
    return (
        following if following < end and not head.text[0].isupper() and is_name_word(doc[following]) else None
    )


def _name_around(doc: Doc, at: int, start: int, end: int) -> tuple[int, int]:
    """The run of capitalised words around a token, "of" and "for" between capitals included."""
    begin, stop = at, at + 1
    while begin > start and _belongs(doc, begin - 1) and doc[begin - 1].pos_ not in ("DET", "PRON"):
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


def _belongs(doc: Doc, i: int) -> bool:
    token = doc[i]
    return is_name_word(token) or token.text in ("-", "&", "/") and not token.is_sent_start


def _links(doc: Doc, i: int, end: int) -> bool:
    return (
        doc[i].lower_ in ("of", "for", "and")
        and i + 1 < end
        and doc[i + 1].text[0].isupper()
        and (doc[i].lower_ == "of" or doc[i].ent_iob_ == "I")
    )


def _modifies(token: Token) -> bool:
    return token.pos_ in ("ADJ", "NOUN", "PROPN") or token.tag_ in ("POS", "HYPH")


def _is_subject(token: Token) -> bool:
    while token.dep_ in ("compound", "nmod") and token.head != token:
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")


def _joint(head: Token, end: int) -> bool:
    """Whether the source names several bodies or countries at once ("Norway and Iceland")."""
    return any(c.dep_ == "conj" and c.i < end and c.pos_ in ("PROPN", "NOUN") for c in head.children) and any(
        c.dep_ == "cc" and c.lower_ == "and" and c.ent_iob_ != "I" for c in head.children
    )


def _of_state(token: Token) -> bool:
    return token.lower_ in load("titles")["offices_of_state"]["organs"]


def _answers_to(name: str, noun: str, phrase: str, own_outlets: frozenset[str]) -> bool:
    words = name.lower().split()
    if noun in words or noun + "s" in words:
        return True
    if outlets.is_outlet(name) or name.casefold() in own_outlets:
        return (
            phrase == noun
            and outlets.is_common(noun)
            and (noun not in ("agency", "wire") or outlets.is_agency(name))
        )
    known = places.place(name)
    return noun in _ARMED and known is not None and name in load("places")["movements"]["names"]


def _crowd(doc: Doc, start: int, end: int, mention: str) -> Speaker:
    begin = start
    while (
        begin < end - 1
        and doc[begin].pos_ in ("DET", "PRON", "NUM")
        and doc[begin + 1].tag_ not in ("IN", "HYPH")
    ):
        begin += 1
    country = places.country_in(doc[start:end].text)[1]
    words = doc[begin:end].text.strip(" ,")
    if words:
        words = role_text.spelt(doc[begin], lowered=False) + words[len(doc[begin]) :]
    return Speaker(mention, role=words, country=country, kind="group")


def speaker(mention: str, name: str, kind: str, country: str | None) -> Speaker:
    """A body or country that speaks under its own name."""
    return Speaker(mention, name=name, country=country, kind=kind, key=names.body_key(name))
