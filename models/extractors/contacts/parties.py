"""Who takes part in a contact, by the fullest name that the article gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.extractors.people.coref import GENDER
from models.knowledge import names, outlets, places
from models.lexicon import load
from models.reading.parser import Parsed
from models.types import Genre, Speaker, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NAMED = frozenset({"PERSON", "GPE", "NORP", "ORG"})
_NUMBERS = frozenset({"II", "III", "IV", "V", "VI", "VII", "VIII", "XIV", "XVI"})
_SUFFIXES = _NUMBERS | {"Jr.", "Jr", "Sr.", "Sr"}
_STYLES = frozenset({"majesty", "highness", "majesties", "highnesses"})
_LONGEST = 24  # tokens of a description
_LEFT = frozenset({"compound", "amod", "nmod", "poss", "nummod"})


class Parties:
    """The people and bodies of one article, and how a mention in it is best named."""

    def __init__(
        self, parsed: Parsed, statements: Sequence[Statement], principals: Sequence[Speaker] = ()
    ) -> None:
        self._official = parsed.copy.genre in {Genre.READOUT, Genre.RELEASE}
        self._principals = [p for p in principals if p.name and p.role]
        people = [e for block in parsed.blocks for e in block.doc.ents if e.label_ == "PERSON"]
        full = {_bare(_whole_name(e)) for e in people}
        full |= {
            s.speaker.name for s in statements if s.speaker and s.speaker.name and s.speaker.kind == "person"
        }
        self._full = sorted((n for n in full if " " in n), key=lambda n: (-len(n), n))
        self._previous = _previous_sentences(parsed)
        self._titled: dict[str, str] = {}
        for person in people:
            title = _words(person.doc[person.root.left_edge.i : person.start])
            if title and " " in _bare(person.text):
                self._titled.setdefault(title, _bare(person.text))

    def named(self, token: Token) -> list[str]:
        """The parties that a noun phrase with head ``token`` names, conjuncts included.

        Empty where the first cannot be named, or where one of them belongs to the press. An office beside the
        name of its holder ("Deputy Premier and Foreign Minister Ana Okoro") is no party of its own.
        """
        heads = [token, *(c for c in token.conjuncts if c.i > token.i and c.text not in _SUFFIXES)]
        named = [h for h in heads if self._entity(h) == "PERSON"]
        apposed = len(heads) == 2 and not any(c.dep_ == "cc" for c in token.children)
        if apposed and _is_office(token) and token.tag_ in {"NN", "NNP"} and _holder(token) is None:
            heads = heads[1:]  # "the head of state, Ana Okoro", taken for two
        found: list[str] = []
        for head in heads:
            if _is_press(head):
                return []
            if named and head not in named and _is_office(head) and head.tag_ not in {"NNS", "NNPS"}:
                continue
            name = self._one(head)
            if name is not None:
                found.append(name)
            elif head is token and not (len(heads) > 1 and head.pos_ == "PRON"):
                return []
        return list(dict.fromkeys(found))

    @staticmethod
    def _entity(head: Token) -> str | None:
        return next((e.label_ for e in head.doc.ents if e.start <= head.i < e.end), None)

    def _one(self, head: Token) -> str | None:
        if head.text in _NUMBERS and head.i > 1 and head.ent_type_ != "PERSON":  # "King Harald V"
            return self._person(head.doc[head.i - 1 : head.i + 1].text)
        if head.text in _SUFFIXES and head.i:
            before = head.doc[head.i - 1]
            head = head.doc[head.i - 2] if before.is_punct and head.i > 1 else before
        if head.lower_ in GENDER:
            return self._before(head)
        if head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"} or _is_press(head):
            return None
        entity = next((e for e in head.doc.ents if e.start <= head.i < e.end), None)
        if entity is None or entity.label_ != "PERSON":
            beside = [c for c in head.children if c.dep_ == "appos" and _is_name(c)]
            holder = _holder(head) or (beside[0] if len(beside) == 1 else None)
            if holder is not None:  # "his Japanese counterpart, Yoko Kamikawa"
                return self._one(holder)
        return self._principal(head) or self._unnamed(head, entity)

    def _unnamed(self, head: Token, entity: Span | None) -> str | None:
        if head.lower_ in _STYLES:
            return " ".join(head.doc[head.left_edge.i : head.i + 1].text.split())
        if head.pos_ in {"NOUN", "ADJ", "NUM"} or _is_office(head):
            return self._described(head)
        return self._proper(head, entity)

    def _principal(self, head: Token) -> str | None:
        """Who of a readout "the Secretary" or "the Foreign Minister" is: the one who holds that office."""
        if head.ent_type_ == "PERSON" or not _is_office(head) or head.tag_ in {"NNS", "NNPS"}:
            return None
        phrase = _words(head.doc[head.left_edge.i : head.i + 1])
        holders = [p for p in self._principals if phrase and phrase in (p.role or "").casefold()]
        return holders[0].name if holders and (len(holders) == 1 or phrase == "secretary") else None

    def _proper(self, head: Token, entity: Span | None) -> str | None:
        if entity is None or entity.label_ == "PERSON":
            return self._person(_whole_name(entity) if entity is not None else _unread_name(head))
        known = places.place(entity.text)
        if known is not None and known.kind == "body" and len(known.name) < len(entity.text):
            return known.name
        if entity.label_ == "GPE" and places.place(entity.text) is None:
            person = [f for f in self._full if names.compatible(_bare(entity.text), f)]
            if len({names.person_key(f) for f in person}) == 1:
                return person[0]
        person = _portfolio_holder(entity)
        if person is None and entity.label_ not in {"GPE", "ORG"} and names.gender(_bare(entity.text)):
            person = entity.text  # a forename tells a person whatever the name was taken for
        if person is not None:
            return self._person(person)
        if entity.label_ not in {"GPE", "ORG"}:
            return self._described(head)
        cut_short = entity[-1].pos_ in {"ADP", "CCONJ", "DET"}
        return None if cut_short else _shown(entity.text)

    def _before(self, pronoun: Token) -> str | None:
        """Who "he" or "she" is where only one can be meant.

        That is the one person named before it in its sentence or, failing that, in the sentence before,
        and as a subject. Anybody else named there leaves it unclear.
        """
        sent = pronoun.sent
        people = [e for e in sent.ents if e.label_ == "PERSON" and e.end <= pronoun.i]
        people = [e for e in people if places.city_country(e.text) is None]
        if not people and pronoun.dep_ == "poss":
            people = _ahead(pronoun)
        if not people and (above := _above(pronoun)) is not None:
            return self._one(above)
        if not people and pronoun.dep_ in {"nsubj", "nsubjpass"}:
            previous = self._previous.get((id(pronoun.doc), sent.start))
            people = [e for e in previous.ents if e.label_ == "PERSON"] if previous is not None else []
        known = {names.person_key(self._person(e.text)) for e in people}
        if len(known) != 1 or not any(_is_subject(e.root) for e in people):
            return None
        name = self._person(people[0].text)
        sex = names.gender(name)
        return name if sex is None or sex == GENDER[pronoun.lower_] else None

    def _person(self, text: str) -> str:
        name = _bare(text)
        fitting = [full for full in self._full if names.compatible(name, full)]
        return (
            fitting[0]
            if fitting and (" " in name or len({names.person_key(f) for f in fitting}) == 1)
            else name
        )

    def _described(self, head: Token) -> str | None:
        """A phrase like "Israeli officials" or "25 of the scholars", if it tells who or whose they are."""
        if head.pos_ == "NUM":
            inner = [g for c in head.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
            people = bool(inner) and is_people(inner[0])
            return _shown(head.doc[head.i : inner[0].i + 1].text) if people else None
        left = [c.left_edge.i for c in head.lefts if c.dep_ in _LEFT]
        after = [c for c in head.rights if c.dep_ == "prep" and c.lower_ in {"of", "from"}]
        follows = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else head
        if not after and follows.lower_ == "from" and follows.dep_ == "prep":
            after = [follows]  # a parser may take "hosted leaders from Chile" for whence they were hosted
        end = after[-1].right_edge.i + 1 if after else head.i + 1
        phrase = head.doc[min([head.i, *left]) : min(end, _before_place(head, end))]
        known = self._titled.get(_words(phrase))
        if known:
            return known
        if (
            self._official
            and _is_office(head)
            and head.tag_ in {"NN", "NNP"}
            and len(_words(phrase).split()) < 3
        ):
            return _shown(phrase.text)
        told = any(t.ent_type_ in _NAMED | {"LOC"} for t in phrase)
        many = head.tag_ in {"NNS", "NNPS"} or head.lower_ in load("contacts")["people"]["nouns"]
        counted = any(c.dep_ == "nummod" for c in head.children)
        if not is_people(head) or not (told or (many and (counted or after))):
            return None
        return _shown(phrase.text) if len(phrase) <= _LONGEST else None


def _before_place(head: Token, end: int) -> int:
    """Where a phrase's last member is followed by the place of the contact ("… and Mexico in San Jose")."""
    inner = (t.i for t in head.doc[head.i + 1 : end] if t.lower_ in {"in", "at", "–", "who"})
    return next(inner, end)


def is_people(head: Token) -> bool:
    """Whether a noun is one for people or a body, told by itself or by what it is a group of."""
    data = load("contacts")["people"]["nouns"]
    if head.lower_ in load("contacts")["people"]["groups"]:
        members = [g for c in head.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        if members:
            return is_people(members[0])
    if head.lemma_.casefold() in data or head.lower_ in data or _is_office(head):
        return True
    return head.lemma_.casefold() in load("titles")["offices"]["body"]


def _is_office(head: Token) -> bool:
    return head.lemma_.casefold() in load("titles")["offices"]["person"] or (
        head.lower_.removesuffix("s") in load("titles")["offices"]["person"]
    )


def _holder(head: Token) -> Token | None:
    """Whose office it is where the name ends the phrase: "Minister for Health and Services Ana Okoro"."""
    if not _is_office(head) or head.tag_ not in {"NN", "NNP"}:
        return None
    inside = (
        e
        for e in head.doc.ents
        if e.label_ == "PERSON" and head.i < e.start and e.end <= head.right_edge.i + 1
    )
    person = next(inside, None)
    if person is None or head.doc[person.start - 1].pos_ not in {"PROPN", "NOUN"}:
        return None
    between = head.doc[head.i + 1 : person.start]
    of = [c.lower_ for c in head.children if c.dep_ == "prep" and c.i < person.start]
    plain = all(t.pos_ in {"PROPN", "NOUN", "ADJ", "ADP", "DET", "CCONJ", "PUNCT"} for t in between)
    return person[-1] if plain and of and of[0] in {"of", "for"} else None


def _is_name(head: Token) -> bool:
    """Whether a noun heads a person's name, which a forename tells where recognition took it for another."""
    forename = head.pos_ == "PROPN" and names.gender(head.doc[head.left_edge.i : head.i + 1].text) is not None
    return head.ent_type_ == "PERSON" or forename


def _ahead(pronoun: Token) -> list[Span]:
    """The subject that a fronted phrase points to: "during his visit to Oslo, Ana Okoro said"."""
    main = pronoun.sent.root
    if pronoun.i > main.i:
        return []
    subjects = [c for c in main.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i > pronoun.i]
    return [
        e for e in pronoun.sent.ents if e.label_ == "PERSON" and any(e.start <= c.i < e.end for c in subjects)
    ]


def _above(pronoun: Token) -> Token | None:
    """The name that is the subject of the clause above, for where recognition knows nobody in it."""
    for word in pronoun.ancestors:
        for child in word.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child != pronoun and word.pos_ in {"VERB", "AUX"}:
                return (
                    child if child.pos_ == "PROPN" and not child.ent_type_ and not child.conjuncts else None
                )
    return None


def _is_subject(root: Token) -> bool:
    """Whether a name is a subject, or what a relative clause says something of: "Ana Okoro, who was …"."""
    relative = any(c.dep_ == "relcl" and any(w.tag_ == "WP" for w in c.children) for c in root.children)
    return root.dep_ in {"nsubj", "nsubjpass"} or relative


def _is_press(head: Token) -> bool:
    entity = next((e for e in head.doc.ents if e.start <= head.i < e.end), None)
    return outlets.is_press(head.lemma_.casefold()) or (entity is not None and outlets.is_outlet(entity.text))


def _whole_name(entity: Span) -> str:
    """A person's name with the forename that recognition left out before an initial ("Ana | B. Okoro")."""
    if " and " in entity.text:  # "Trade and Industry Ana Okoro"
        return entity[-2:].text
    first = entity.doc[entity.start]
    if len(first.text) != 2 or first.text[1] != "." or not entity.start:
        return entity.text
    before = entity.doc[entity.start - 1]
    forename = before.pos_ == "PROPN" and before.dep_ == "compound" and before.text.isalpha()
    return entity.doc[before.i : entity.end].text if forename and not _is_office(before) else entity.text


def _unread_name(head: Token) -> str:
    """A name that recognition left out: its last word, with what a hyphen joins to it."""
    start = head.i
    while start > 1 and head.doc[start - 1].text == "-" and not head.doc[start - 1].whitespace_:
        start -= 2
    return head.doc[start : head.i + 1].text


def _portfolio_holder(entity: Span) -> str | None:
    """Who holds a portfolio that was taken for part of the name: "Planning and Cooperation Ana Okoro"."""
    before = entity.doc[entity.start - 2 : entity.start] if entity.start > 1 else entity[:0]
    office = (
        entity.label_ == "ORG"
        and len(before) == 2
        and before[1].lower_ in {"of", "for"}
        and _is_office(before[0])
    )
    return entity[-2:].text if office and len(entity) > 2 and names.gender(entity[-2:].text) else None


def _previous_sentences(parsed: Parsed) -> dict[tuple[int, int], Span]:
    """The sentence before each one, by the document's identity and the sentence's first token."""
    out: dict[tuple[int, int], Span] = {}
    last: Span | None = None
    for block in parsed.blocks:
        if block.block.kind != "paragraph":
            continue
        for sent in block.doc.sents:
            if last is not None:
                out[(id(block.doc), sent.start)] = last
            last = sent
    return out


def _bare(text: str) -> str:
    return _shown(text).removesuffix("’s").removesuffix("'s").strip("\"“”'‘’ ")


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text[4:] if text[:4].casefold() == "the " else text


def _words(phrase: Span) -> str:
    return " ".join(t.lower_ for t in phrase if t.pos_ != "DET" and not t.is_punct)
