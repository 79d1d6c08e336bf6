"""What became of a contact: held, under way, planned, offered, denied, refused or cancelled."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from models.lexicon import load
from models.types import ContactStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDED = frozenset({ContactStatus.REFUSED, ContactStatus.CANCELLED, ContactStatus.DENIED})
_OPEN = frozenset({"could", "may", "might", "should", "must", "can"})
_FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll"})
_CONDITIONS = frozenset({"if", "whether", "unless", "until", "before"})


def governors(word: Token) -> list[Token]:
    """The verbs, nouns and adjectives that a verb hangs on and shares its subject with, inner first."""
    out: list[Token] = []
    while word.dep_ in {"xcomp", "acl", "conj", "pcomp", "advcl", "acomp"} and word.head != word:
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


def counted(noun: Token) -> Token:
    """A noun that tells of a contact, or what counts it: "two days of talks", "a round of talks"."""
    of = noun.dep_ == "pobj" and noun.head.lower_ == "of"
    whole = noun.head.head if of else noun
    return whole if of and whole.lemma_.casefold() in load("contacts")["counted"]["nouns"] else noun


def supports(noun: Token) -> Token | None:
    """The verb that decides about a contact told by a noun: one it is subject, object or complement of."""
    word = counted(noun)
    if word.dep_ == "pobj" and word.head.dep_ == "prep":
        word = word.head
    return word.head if word.head != word and word.head.pos_ in {"VERB", "AUX"} else None


def status_of(word: Token, verb: Token | None) -> ContactStatus | None:
    """The status of a contact told by ``word``; ``verb`` is itself, or the verb that decides about a noun.

    None where the text leaves open whether there was one: conditions, possibilities, mere mentions, advice.
    """
    return _of_verb(word) if word.pos_ == "VERB" else _of_noun(word, verb)


def _deciding(verb: Token) -> list[Token]:
    """The verb and what governs it; of verbs told one after another, a finite one stands for itself."""
    chain = [verb]
    for word in governors(verb):
        if chain[-1].dep_ == "conj" and chain[-1].tag_ in {"VBD", "VBZ", "VBP"}:
            break
        chain.append(word)
    return chain


def _of_verb(verb: Token) -> ContactStatus | None:
    chain = _deciding(verb)
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
    habit = any(c.lower_ in _time("habits") for t in chain for c in t.children)
    kept_from = verb.dep_ == "pcomp" and verb.head.lower_ in {"against", "without"}
    return None if habit or kept_from else _by_own_form(verb, chain)


def _by_own_form(verb: Token, chain: list[Token]) -> ContactStatus | None:
    if verb.dep_ != "pcomp":
        return _by_tense(chain)
    by = verb.head.lower_ == "by" and len(chain) > 1  # "marked the day by meeting the veterans"
    return _by_tense(chain[1:]) if by else _by_preposition(verb.head)


def _of_noun(noun: Token, verb: Token | None) -> ContactStatus | None:
    chain = _deciding(verb) if verb is not None else []
    if any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children) or (
        _negated(chain) and noun.dep_ != "pobj"
    ):
        return _negative(chain) if chain else None
    own = _by_own_words(noun)
    noun = counted(noun)
    told = _by_words(chain) if noun.dep_ != "pobj" else None
    if own is not None and told not in _ENDED:
        return own
    if told is not None or verb is None:
        return told or _by_surroundings(noun)
    return _by_preposition(noun.head) if noun.dep_ == "pobj" else _by_carrier(noun, verb, chain)


def _by_carrier(noun: Token, verb: Token, chain: list[Token]) -> ContactStatus | None:
    """What the verb tells that a contact is the subject of, or that adds nothing to it ("hold talks")."""
    data = load("contacts")
    lemma = verb.lemma_.casefold()
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        expected = verb.head if verb.tag_ == "VB" and verb.dep_ == "ccomp" else None
        if expected is not None and not _negated([expected]):
            return _by_words([expected])  # "expects the summit to take up trade"
        if verb.tag_ == "VBZ" and lemma in data["placed"]["lemmas"]:
            return ContactStatus.HELD  # "the trip comes days after …"
        counts = lemma in data["happens"]["lemmas"] or verb.tag_ == "VBD" or _modal(verb) == "will"
    else:
        carrying = {*data["support"]["lemmas"], *data["received"]["lemmas"]}
        counts = noun.dep_ in {"dobj", "attr"} and lemma in carrying
    return _by_tense(chain) if counts else None


def _by_own_words(noun: Token) -> ContactStatus | None:
    """What the noun's own words tell: "recent", "next week", "held on Tuesday", "to be held"."""
    told = (_by_clause(c) or _by_modifier(c) for c in noun.children)
    return next((t for t in told if t is not None), None)


def _by_clause(child: Token) -> ContactStatus | None:
    if child.dep_ not in {"acl", "relcl"} or child.pos_ not in {"VERB", "AUX"}:
        return None
    told = _by_words([child]) if child.dep_ == "acl" else None
    if told is not None or child.lemma_.casefold() not in load("contacts")["happens"]["lemmas"]:
        return told
    infinitive = any(c.dep_ == "aux" and c.tag_ == "TO" for c in child.children)
    ahead = infinitive or child.tag_ in {"VBZ", "VBP"} or _modal(child) in _FUTURE
    return ContactStatus.PLANNED if ahead else ContactStatus.HELD


def _by_modifier(child: Token) -> ContactStatus | None:
    time = load("contacts")["time"]
    words = {t.lower_ for t in child.subtree}
    if child.lower_ in {"in", "on", "at"} and child.dep_ == "prep":
        later = words & {"end", "later"} and words & {"this", "next"}
        return ContactStatus.PLANNED if later else None
    if child.dep_ not in {"amod", "npadvmod", "nmod", "advmod"}:
        return None
    own = words if child.dep_ == "npadvmod" else {child.lower_}
    found = (
        (ContactStatus.HELD, time["gone"]),
        (ContactStatus.PLANNED, time["coming"]),
        (ContactStatus.UNDER_WAY, time["now"]),
    )
    return next((status for status, marks in found if own & set(marks)), None)


def _by_surroundings(noun: Token) -> ContactStatus | None:
    """What tells of a contact merely mentioned: "preparations for the summit", "ahead of her visit"."""
    data = load("contacts")
    word = noun
    for _ in range(4):
        preposition = word.head
        if word.dep_ == "conj" and word.head.pos_ in {"NOUN", "PROPN"}:
            word = word.head
            continue
        if word.dep_ != "pobj" or preposition.pos_ not in {"ADP", "SCONJ", "VERB", "ADV"}:
            return None
        governor = preposition.head
        if governor.lemma_.casefold() in data["ahead"]["nouns"]:
            return ContactStatus.PLANNED
        told = _by_preposition(preposition) if preposition.lower_ not in {"of", "on", "for"} else None
        if told is not None or governor.pos_ not in {"NOUN", "ADP"}:
            return told
        if governor.pos_ == "NOUN" and governor.lemma_.casefold() in data["after"]["nouns"]:
            return ContactStatus.HELD
        word = governor
    return None


def _negated(chain: list[Token]) -> bool:
    return any(
        c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no" and t.pos_ == "NOUN")
        for t in chain
        for c in t.children
    )


def _negative(chain: list[Token]) -> ContactStatus | None:
    """What a denied word leaves: "not ruled out" and "did not refuse" leave it open, and so does advice.

    That somebody has not been anywhere for years is no news of a contact.
    """
    if any(_modal(t) in _OPEN for t in chain):
        return None
    if any(c.lower_ in {"since", "yet", "never"} for c in chain[0].children):
        return None
    if _by_words(chain) in _ENDED:
        return None
    refused = any(
        c.lower_ in _FUTURE or c.lower_ == "wo" for t in chain for c in t.children if c.dep_ == "aux"
    )
    return ContactStatus.REFUSED if refused else ContactStatus.DENIED


def _by_words(chain: list[Token]) -> ContactStatus | None:
    if any(token.lemma_.casefold() == "accept" for token in chain):
        return ContactStatus.PLANNED  # "accepted an invitation to visit"
    found = [told for token in chain if (told := _by_word(token)) is not None]
    ended = [told for told in found if told in _ENDED]  # "turned down an invitation to visit"
    return next(iter([*ended, *found]), None)


def _by_word(token: Token) -> ContactStatus | None:
    lemma = token.lemma_.casefold()
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
    told = next((_words()[w] for w in (f"{lemma}_{particle}", lemma) if w in _words()), None)
    return ContactStatus(told) if told is not None else None


@cache
def _words() -> dict[str, str]:
    return {word: name for name, words in load("contacts")["status"].items() for word in words}


def _by_preposition(preposition: Token) -> ContactStatus | None:
    time = load("contacts")["time"]
    main = preposition.head
    told: ContactStatus | None = None
    if preposition.lower_ == "on":
        still = main.lemma_ == "be" or any(
            c.lower_ == "while" for t in (main, preposition) for c in t.children if c.i < preposition.i
        )
        told = ContactStatus.UNDER_WAY if still or main.lemma_ == "embark" else None
    elif preposition.lower_ == "to":
        forward = main.lemma_ == "look" and any(c.lower_ == "forward" for c in main.children)
        told = ContactStatus.PLANNED if forward and not _negated(_deciding(main)) else None
    elif preposition.lower_ == "for":
        if main.lemma_ == "be" and not _negated([main]) and _modal(main) is None:
            return ContactStatus.UNDER_WAY  # "is in Cairo for talks"
        moving = main.lemma_.casefold() in time["coming_for"]
        told = ContactStatus.PLANNED if moving and not _negated(_deciding(main)) else None
    elif preposition.lower_ in time["future"] or (
        preposition.lower_ == "of" and main.lower_ in time["future"]
    ):
        told = ContactStatus.PLANNED
    elif preposition.lower_ in time["past"]:
        told = _by_occasion(preposition)
    return told


def _by_occasion(preposition: Token) -> ContactStatus | None:
    """What else is done "at", "after" or "during" a contact tells whether it has been."""
    main = preposition.head
    while main.pos_ not in {"VERB", "AUX"} and main.head != main:
        main = main.head
    chain = _deciding(main)
    if any(_modal(t) in _FUTURE for t in chain):
        return ContactStatus.PLANNED
    purpose = main.tag_ == "VB" and main.dep_ in {"advcl", "xcomp", "acl"} and preposition.lower_ == "in"
    planned = _by_words(chain[1:]) is ContactStatus.PLANNED
    return None if purpose or planned or any(_modal(t) for t in chain) else ContactStatus.HELD


def _modal(verb: Token) -> str | None:
    return next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)


def _by_tense(chain: list[Token]) -> ContactStatus | None:
    """Past and perfect tell of what was held, "will" and a bare infinitive of a plan."""
    verb = chain[0]
    modals = [m for t in chain if (m := _modal(t)) is not None]
    if any(m in _OPEN for m in modals):
        return None
    if any(m in _FUTURE for m in modals):
        return ContactStatus.PLANNED
    if any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in verb.children):
        return None
    return _by_form(verb, chain)


def _by_form(verb: Token, chain: list[Token]) -> ContactStatus | None:
    finite = next((t for t in chain if t.tag_ in {"VBD", "VBZ", "VBP"} or _has_aux(t)), verb)
    if verb.tag_ in {"VBZ", "VBP"}:
        return ContactStatus.PLANNED if _at_a_time(verb) else None
    if verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in verb.children if c.dep_ == "aux"):
        soon = any(t.lower_ in load("contacts")["time"]["ahead"] for t in verb.subtree)
        return ContactStatus.PLANNED if soon else ContactStatus.UNDER_WAY
    if verb.tag_ == "VB":
        moving = verb.dep_ in {"advcl", "xcomp"} and verb.head.lemma_.casefold() in _time("coming_for")
        purpose = moving or (finite != verb and finite.lemma_.casefold() in {"be", "have"})
        able = any(t.lemma_ == "able" and t.head.tag_ == "VBD" for t in chain)
        if able:
            return ContactStatus.HELD
        return ContactStatus.PLANNED if purpose or (finite == verb and verb.dep_ == "ROOT") else None
    past = verb.tag_ == "VBD" or (verb.tag_ in {"VBN", "VBG"} and finite.tag_ != "VBZ")
    perfect = any(c.lemma_ == "have" for c in verb.children if c.dep_ == "aux")
    return ContactStatus.HELD if past or perfect else None


def _time(name: str) -> list[str]:
    return load("contacts")["time"][name]


def _at_a_time(verb: Token) -> bool:
    """Whether the present tense tells of one day to come: "Friday, when he meets the premier"."""
    words = {c.lower_ for c in verb.children}
    if words & {*_time("habits"), "have"}:
        return False
    dated = any(
        t.ent_type_ == "DATE" for c in verb.children if c.dep_ in {"npadvmod", "prep"} for t in c.subtree
    )
    every = any(t.lower_ in {"every", "each"} for t in verb.subtree)
    return not every and ("when" in words or dated)


def _has_aux(token: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ != "TO" for c in token.children)
