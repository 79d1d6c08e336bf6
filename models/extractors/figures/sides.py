"""Whose people are counted, and whether a count is only part of the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.extractors.figures.numbers import Number
from models.knowledge import places
from models.lexicon import entries

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = frozenset(("amod", "compound", "poss", "nmod"))
_MORE_BEFORE = re.compile(r"\b(?:another|a further|further|an additional|additional)\s+$", re.IGNORECASE)
_MORE_AFTER = re.compile(r"\s+(?:more|others)\b")
_IN_A_DAY = re.compile(
    r"\bin (?:a single|one|a|the (?:past|last)) day\b|\bin 24 hours\b"
    r"|\b(?:past|last|previous|preceding) (?:24|twenty-four) hours\b"
    r"|\bovernight\b|\b(?:per|each|every) day\b|\bdaily\b",
    re.IGNORECASE,
)


def whose(counted: Token, tally: str) -> str | None:
    """The country of the people counted, as an ISO code: of "500 Palestinians", "14 US citizens"; else None.

    ``tally`` are the words that tell the class apart from the noun counted ("Israel's dead now number").
    """
    words = [counted, *(c for c in counted.children if c.dep_ in _OWN and c.i < counted.i)]
    phrase = counted.doc[min(w.left_edge.i for w in words) : counted.i + 1].text
    for near in (phrase, tally):
        for word in re.findall(r"[A-Z][\w.]+", near.replace("’s", "").replace("'s", "")):
            if code := places.demonym(word):
                return code
        found, code = places.country_in(_owner(near))
        if found and code:
            return code
    return None


def is_part(text: str, number: Number, *, again: bool) -> bool:
    """Whether a number counts what came on top of an earlier count, or within a day, and not the whole.

    ``again`` says that something else was counted before it in the sentence, of which "another" speaks.
    """
    if _IN_A_DAY.search(text):
        return True
    more = _MORE_BEFORE.search(text[: number.start]) or _MORE_AFTER.match(text, number.end)
    return bool(more) and not again


def teller(verb: Token | None, number: Token) -> str | None:
    """Who gives a number by a verb that is not one of saying ("put the dead at", "spoke of"), by name or as
    written; None for any other verb, and for a pronoun."""
    while verb is not None and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    if verb is None or verb.lemma_ not in entries("figures", "tallying", "tellers"):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or number in subject.subtree:
        return None
    named = next((c for c in subject.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    head = named if named is not None else subject
    text = head.doc[head.left_edge.i : head.i + 1].text
    return text[:1].lower() + text[1:] if text.startswith(("The ", "A ", "An ")) else text


def _owner(phrase: str) -> str:
    """The name before a genitive or before "citizens", which may be of several words."""
    match = re.search(
        r"((?:[A-Z][\w.]*\s+){0,2}[A-Z][\w.]*)(?:['’]s|\s+(?:citizens|nationals|soldiers))\b", phrase
    )
    return match[1] if match else ""
