"""Who takes part in a contact, by the fullest name that the article gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.extractors.people.coref import GENDER
from models.knowledge import names, outlets
from models.lexicon import load
from models.reading.parser import Parsed
from models.types import Statement

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NAMED = frozenset({"PERSON", "GPE", "NORP", "ORG"})
_LEFT = frozenset({"compound", "amod", "nmod", "poss", "nummod"})


class Parties:
    """The people and bodies of one article, and how a mention in it is best named."""

    def __init__(self, parsed: Parsed, statements: Sequence[Statement]) -> None:
        people = [e for block in parsed.blocks for e in block.doc.ents if e.label_ == "PERSON"]
        full = {_bare(e.text) for e in people}
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

        Empty where one of them cannot be named, or belongs to the press.
        """
        found: list[str] = []
        for head in (token, *token.conjuncts):
            name = self._one(head)
            if name is None:
                return []
            found.append(name)
        return list(dict.fromkeys(found))

    def _one(self, head: Token) -> str | None:
        if head.lower_ in {"he", "she"}:
            return self._before(head)
        entity = next((e for e in head.doc.ents if e.start <= head.i < e.end), None)
        outlet = outlets.is_press(head.lemma_.casefold()) or (
            entity is not None and outlets.is_outlet(entity.text)
        )
        if head.pos_ not in {"NOUN", "PROPN", "ADJ"} or outlet:
            return None
        if head.pos_ == "NOUN":  # "his Japanese counterpart, Yoko Kamikawa"
            beside = [c for c in head.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"]
            return self._one(beside[0]) if len(beside) == 1 else self._described(head)
        if head.pos_ == "ADJ" or head.lower_ in load("titles")["offices"]["person"]:
            return self._described(head)
        return self._proper(head, entity)

    def _proper(self, head: Token, entity: Span | None) -> str | None:
        if entity is None or entity.label_ == "PERSON":
            return self._person(entity.text if entity is not None else head.text)
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
        if not people and pronoun.dep_ in {"nsubj", "nsubjpass"}:
            previous = self._previous.get((id(pronoun.doc), sent.start))
            people = [e for e in previous.ents if e.label_ == "PERSON"] if previous is not None else []
        known = {names.person_key(self._person(e.text)) for e in people}
        if len(known) != 1 or not any(e.root.dep_ in {"nsubj", "nsubjpass"} for e in people):
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
        """A phrase like "Israeli officials" or "the US president", if it tells whose."""
        left = [c.left_edge.i for c in head.lefts if c.dep_ in _LEFT]
        of = [c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"]
        phrase = head.doc[min([head.i, *left]) : (of[0].right_edge.i + 1 if of else head.i + 1)]
        known = self._titled.get(_words(phrase))
        if known:
            return known
        if any(t.ent_type_ in _NAMED for t in phrase) and len(phrase) <= 10:
            return _shown(phrase.text)
        return None


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
