"""Who takes part in a contact, by the fullest name that the article gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.extractors import chain, names
from models.parser import Parsed
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
        if head.pos_ not in {"NOUN", "PROPN", "ADJ"} or chain.is_press(head.lemma_.casefold()):
            return None
        entity = next((e for e in head.doc.ents if e.start <= head.i < e.end), None)
        if entity is not None and chain.is_outlet(entity.text):
            return None
        if head.pos_ == "PROPN" and (entity is None or entity.label_ == "PERSON"):
            return self._person(entity.text if entity is not None else head.text)
        if entity is not None and entity.label_ in {"GPE", "ORG"} and head.pos_ == "PROPN":
            return _shown(entity.text)
        return self._described(head)

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


def _bare(text: str) -> str:
    return _shown(text).removesuffix("’s").removesuffix("'s").strip("\"“”'‘’ ")


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text[4:] if text[:4].casefold() == "the " else text


def _words(phrase: Span) -> str:
    return " ".join(t.lower_ for t in phrase if t.pos_ != "DET" and not t.is_punct)
