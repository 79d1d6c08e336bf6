"""Things that are counted without a word for what befell them: doses, ships, countries, votes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from models.extractors.figures.numbers import Number
from models.knowledge import places
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_COUNT = frozenset({"DATE", "TIME", "PERCENT", "ORDINAL", "LAW"})
_DEFINITE = frozenset({"the", "these", "those", "both", "all", "each", "every", "any", "no", "or"})
_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_YEARS = range(1800, 2101)


def thing(number: Number, token: Token, counted: Token) -> Token | None:
    """The noun of which ``number`` is a count worth telling, or None.

    Left out are measures, dates and matters of talk ("three points"), numbers that only name who was
    spoken of before ("the two ministers") and numbers that follow their noun ("Resolution 2728").
    """
    if number.value < 2 or token.ent_type_ in _NO_COUNT or _is_year(number, token):
        return None
    noun = _of(token) if counted == token else counted
    if noun is None or noun.i <= token.i or not _is_plural(noun) or noun.ent_type_ in _NO_COUNT:
        return None
    if counted != token and _refers_back(counted):
        return None
    if counted.head.lemma_.casefold() in _words("weighing"):
        return None
    lemma = noun.lemma_.casefold()
    kept_out = _words("never") | (_words("pairs") if number.value == 2 else frozenset[str]())
    return None if lemma in kept_out else noun


def phrase(noun: Token) -> str:
    """A noun with the nouns before it that say of which kind it is: "vaccine doses"."""
    first = noun
    for child in reversed(list(noun.lefts)):
        if child.dep_ != "compound" or child.pos_ == "NUM":
            break
        first = child.left_edge
    text = noun.doc[first.i : noun.i + 1].text
    return text if any(t.pos_ == "PROPN" for t in noun.doc[first.i : noun.i + 1]) else text.lower()


def is_record(token: Token) -> bool:
    """Whether a bare number is one to compare with the count before it: "its previous record of 25"."""
    of = token.head
    return token.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.casefold() in _words("records")


def goes_unsaid(token: Token, counted: Token, what: str) -> bool:
    """Whether a bare number after a name counts votes or seats as one before it does: "Peru (got) 120"."""
    if counted != token or token.i == token.sent.start or what.casefold() not in _polled():
        return False
    before = token.nbor(-1)
    if before.pos_ in {"VERB", "ADP"} and before.i > token.sent.start:
        before = before.nbor(-1)
    return before.ent_type_ in _NAMES or places.place(before.text) is not None


def is_needed(noun: Token, what: str) -> bool:
    """Whether votes are those that somebody would need: "seven votes are needed"."""
    passive = noun.dep_ in {"nsubjpass", "nsubj"} and noun.head.lemma_.casefold() in _words("needed")
    return passive and what.casefold() in _polled() and not any(c.dep_ == "dobj" for c in noun.head.children)


def _polled() -> frozenset[str]:
    return frozenset(f"{word}s" for word in _words("polled"))


def _is_plural(noun: Token) -> bool:
    return noun.tag_ == "NNS" or (noun.pos_ == "NOUN" and noun.lower_ in _words("invariant"))


def _of(token: Token) -> Token | None:
    """ "Scholars" in "25 of the scholars"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _refers_back(noun: Token) -> bool:
    return any(
        c.lower_ in _DEFINITE or c.tag_ == "PRP$" or (c.dep_ == "poss" and c.i < noun.i)
        for c in noun.children
        if c.i < noun.i and c.dep_ in {"det", "predet", "poss", "cc"}
    )


def _is_year(number: Number, token: Token) -> bool:
    """ "The 2002 elections"; with a comma or a qualifier it is a count."""
    return token.text.isdigit() and len(token.text) == 4 and number.value in _YEARS and not number.qualifier


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("figures")["things"][name])
