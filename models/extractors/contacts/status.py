"""What became of a contact: held, under way, planned, offered, denied, refused or cancelled."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from models.lexicon import load
from models.types import ContactStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPEN = frozenset({"could", "may", "might", "should", "must", "can"})
_FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll"})
_CONDITIONS = frozenset({"if", "whether", "unless", "until", "before"})


def governors(word: Token) -> list[Token]:
    """The verbs, nouns and adjectives that a verb hangs on and shares its subject with, inner first."""
    out: list[Token] = []
    while word.dep_ in {"xcomp", "acl", "conj", "pcomp", "advcl"} and word.head != word:
        shares = word.dep_ != "conj" or word.head.pos_ in {"VERB", "AUX"}
        if not shares or any(c.dep_ in {"nsubj", "nsubjpass"} for c in word.children):
            break
        word = word.head
        while word.pos_ == "ADP" and word.head != word:
            word = word.head
        if word.pos_ == "NOUN" and word.dep_ in {"dobj", "pobj", "attr"}:
            out.append(word)
            word = word.head
        out.append(word)
    return out


def supports(noun: Token) -> Token | None:
    """The verb that decides about a contact told by a noun: one it is subject, object or complement of."""
    word = noun
    if word.dep_ == "pobj" and word.head.dep_ == "prep":
        word = word.head
    return word.head if word.head != word and word.head.pos_ in {"VERB", "AUX"} else None


def status_of(word: Token, verb: Token | None) -> ContactStatus | None:
    """The status of a contact told by ``word``; ``verb`` is itself, or the verb that decides about a noun.

    None where the text leaves open whether there was one: conditions, possibilities, mere mentions.
    """
    if word.pos_ == "NOUN":
        return _of_noun(word, verb)
    return _of_verb(word)


def _of_verb(verb: Token) -> ContactStatus | None:
    chain = [verb, *governors(verb)]
    told = _by_words(chain[1:])
    teller = chain[-1].head if chain[-1].dep_ == "ccomp" else None
    if teller is not None and _by_words([teller]) is ContactStatus.DENIED:
        return ContactStatus.DENIED
    if _negated(chain):
        return _negative(chain)
    if told is not None:
        return told
    if any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for t in chain for c in t.children):
        return None
    if verb.dep_ == "pcomp":
        return _by_preposition(verb.head)
    return _by_tense(chain)


def _of_noun(noun: Token, verb: Token | None) -> ContactStatus | None:
    data = load("contacts")
    if verb is None:
        return None
    chain = [verb, *governors(verb)]
    if any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children) or _negated(chain):
        return _negative(chain)
    told = _by_words(chain)
    if told is not None and noun.dep_ != "pobj":
        return told
    if noun.dep_ == "pobj":
        return _by_preposition(noun.head)
    lemma = verb.lemma_.casefold()
    carrying = {*data["support"]["lemmas"], *data["received"]["lemmas"]}
    carried = noun.dep_ in {"dobj", "attr"} and lemma in carrying
    happens = noun.dep_ in {"nsubj", "nsubjpass"} and lemma in data["happens"]["lemmas"]
    return _by_tense(chain) if carried or happens else None


def _negated(chain: list[Token]) -> bool:
    return any(
        c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no" and t.pos_ == "NOUN")
        for t in chain
        for c in t.children
    )


def _negative(chain: list[Token]) -> ContactStatus | None:
    """What a denied word leaves: "not ruled out" and "did not refuse" leave it open."""
    if _by_words(chain) in {ContactStatus.REFUSED, ContactStatus.CANCELLED, ContactStatus.DENIED}:
        return None
    refused = any(
        c.lower_ in _FUTURE or c.lower_ == "wo" for t in chain for c in t.children if c.dep_ == "aux"
    )
    return ContactStatus.REFUSED if refused else ContactStatus.DENIED


def _by_words(chain: list[Token]) -> ContactStatus | None:
    for token in chain:
        lemma = token.lemma_.casefold()
        particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
        for wanted in (f"{lemma}_{particle}", lemma):
            if wanted in _words():
                return ContactStatus(_words()[wanted])
    return None


@cache
def _words() -> dict[str, str]:
    return {word: name for name, words in load("contacts")["status"].items() for word in words}


def _by_preposition(preposition: Token) -> ContactStatus | None:
    time = load("contacts")["time"]
    main = preposition.head
    if preposition.lower_ in time["future"] or (preposition.lower_ == "of" and main.lower_ in time["future"]):
        return ContactStatus.PLANNED
    if preposition.lower_ not in time["past"]:
        return None
    return ContactStatus.PLANNED if _modal(main) in _FUTURE else ContactStatus.HELD


def _modal(verb: Token) -> str | None:
    return next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)


def _by_tense(chain: list[Token]) -> ContactStatus | None:
    """Past and perfect tell of what was held, "will" and a bare infinitive of a plan."""
    ahead = load("contacts")["time"]["ahead"]
    verb = chain[0]
    modals = [m for t in chain if (m := _modal(t)) is not None]
    if any(m in _OPEN for m in modals):
        return None
    if any(m in _FUTURE for m in modals):
        return ContactStatus.PLANNED
    if any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in verb.children):
        return None
    finite = next((t for t in chain if t.tag_ in {"VBD", "VBZ", "VBP"} or _has_aux(t)), verb)
    if verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in verb.children if c.dep_ == "aux"):
        soon = any(t.lower_ in ahead for t in verb.subtree)
        return ContactStatus.PLANNED if soon else ContactStatus.UNDER_WAY
    if verb.tag_ == "VB":
        purpose = finite != verb and finite.lemma_.casefold() in {"be", "have"}
        return ContactStatus.PLANNED if purpose or (finite == verb and verb.dep_ == "ROOT") else None
    past = verb.tag_ == "VBD" or (verb.tag_ in {"VBN", "VBG"} and finite.tag_ != "VBZ")
    perfect = any(c.lemma_ == "have" for c in verb.children if c.dep_ == "aux")
    return ContactStatus.HELD if past or perfect else None


def _has_aux(token: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ != "TO" for c in token.children)
