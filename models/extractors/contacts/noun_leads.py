"""Nouns that tell of a contact: "talks between A and B", "his call with Xi", "the Japan-US summit"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from models.extractors.contacts.leads import (
    Lead,
    among,
    goals_of_telling,
    is_place,
    meant,
    subject_of,
    with_goals,
)
from models.extractors.contacts.parties import is_people
from models.extractors.contacts.status import counted, supports
from models.knowledge import places
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Token

_REACH = 9  # tokens before the noun that may belong to its compound


def noun_leads(noun: Token) -> Iterator[Lead]:
    """The contact that a noun tells of, where its surroundings tell who takes part; at most one."""
    kind = _kind(noun)
    if kind is None:
        return
    verb = supports(noun)
    if verb is not None and verb.lemma_.casefold() in load("contacts")["skipped"]["lemmas"]:
        return
    if kind not in {"visit", "letter"} and (pair := _pair(noun)):
        yield Lead(noun, kind, _there(noun), verb, pair)
        return
    between = _between(noun, verb)
    if between:
        yield Lead(noun, kind, tuple(between[:1]), verb)
        return
    actor = _actor(noun, kind, verb)
    others = _others(noun, kind, verb)
    if actor is not None and actor != noun and others and actor not in others:
        yield Lead(noun, kind, (actor, others[0]), verb)
    elif actor is not None and kind in {"talks", "meeting", "summit"} and (_carried(noun) or _theirs(noun)):
        sides = among(actor)
        if sides.conjuncts:
            yield Lead(noun, kind, (sides,), verb)


def _theirs(noun: Token) -> bool:
    return any(c.lower_ == "their" for c in noun.children)


def _there(noun: Token) -> tuple[Token, ...]:
    """Who is said to have done something at it: "at the Japan-US summit, Aso said …"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"at", "during"} or noun.head.head.pos_ != "VERB":
        return ()
    subject = subject_of(noun.head.head)
    return (subject,) if subject is not None and (subject.ent_type_ == "PERSON" or is_people(subject)) else ()


def _between(noun: Token, verb: Token | None) -> list[Token]:
    """The sides of talks "between" or "among" some, of a "meeting of mediators from A and B"."""
    beside = list(noun.children)
    happens = verb is not None and verb.lemma_.casefold() in load("contacts")["happens"]["lemmas"]
    if verb is not None and happens and noun.dep_ in {"nsubj", "nsubjpass"}:
        beside += verb.children  # "talks will be held today between A and B"
    sides = [p for p in beside if p.lower_ in {"between", "among"}]
    found = [g for p in sides for g in p.children if g.dep_ == "pobj"]
    if found or _kinds().get(noun.lemma_.casefold()) not in {"meeting", "talks", "summit"}:
        return found
    own = [g for p in noun.children if p.lower_ in {"of", "by"} for g in p.children if g.dep_ == "pobj"]
    return [s for s in (among(g) for g in own if is_people(g)) if s.conjuncts]


def _kind(noun: Token) -> str | None:
    kind = _kinds().get(noun.lemma_.casefold())
    if kind is None or (kind == "talks" and noun.lower_ == "talk"):
        return None
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    if after is not None and noun.dep_ == "compound" and _kinds().get(after.lemma_.casefold()) is None:
        return None  # "the summit declaration"
    if noun.dep_ == "compound":  # "a summit meeting": its last word leads
        return None
    before = noun.nbor(-1) if noun.i else None
    if before is not None and before.lower_ == "summit" and before.dep_ == "compound":
        return "summit"
    return kind


def _actor(noun: Token, kind: str, verb: Token | None) -> Token | None:
    """Whose contact it is: the owner ("Bush's visit"), or the subject of the verb it hangs on."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return meant(owner)
    by = [g for p in noun.children if p.lower_ == "by" for g in p.children if g.dep_ == "pobj"]
    if by and kind == "visit":
        return by[0]
    origin = [g for p in noun.children if p.lower_ == "from" for g in p.children if g.dep_ == "pobj"]
    if origin and kind in {"letter", "call"} and not _received(noun):
        return origin[0]
    subject = meant(subject_of(verb)) if verb is not None else None
    told = _kinds().get(subject.lemma_.casefold()) if subject is not None and subject != noun else None
    return _actor(subject, told, None) if subject is not None and told is not None else subject


def _others(noun: Token, kind: str, verb: Token | None) -> list[Token]:
    """With whom, to whom or where the contact is."""
    if kind == "visit":
        to = [g for p in noun.children if p.lower_ in {"to", "of"} for g in p.children if g.dep_ == "pobj"]
        there = [*_stops(noun), *(g for g in to if is_place(g))]
        return there or [c for c in noun.children if c.dep_ == "compound" and c.ent_type_ == "GPE"]
    found = list(with_goals(noun, ("with",)))
    if not found and verb is not None and (_carried(noun) or _received(noun)):
        found = list(with_goals(verb, ("with",)))
    if not found and _received(noun):
        origin = [*noun.children, *noun.head.children]
        found = [g for p in origin if p.lower_ == "from" for g in p.children if g.dep_ == "pobj"]
    if not found and kind in {"letter", "call"}:
        beside = [*noun.children, *(verb.children if verb is not None and _carried(noun) else ())]
        found = [g for p in beside if p.lower_ == "to" for g in p.children if g.dep_ == "pobj"]
    told = verb is not None and verb.lemma_.casefold() in load("contacts")["telling"]["lemmas"]
    if (
        not found
        and told
        and verb is not None
        and noun.dep_ == "pobj"
        and noun.head.lower_ in {"in", "during"}
    ):
        found = goals_of_telling(verb)
    return found


def _stops(noun: Token) -> list[Token]:
    """The countries of a tour "with stopovers in Japan and China", the first with its conjuncts."""
    beside = [*noun.children, *(noun.head.head.children if noun.dep_ == "pobj" else ())]
    goals = [g for p in beside if p.lower_ == "with" for g in p.children if g.dep_ == "pobj"]
    stops = [g for g in goals if g.lemma_.casefold() in load("contacts")["stops"]["nouns"]]
    return [t for g in stops for t in g.subtree if t.dep_ == "pobj" and t.ent_type_ == "GPE"]


def _received(noun: Token) -> bool:
    return noun.dep_ == "dobj" and noun.head.lemma_.casefold() in load("contacts")["received"]["lemmas"]


def _carried(noun: Token) -> bool:
    noun = counted(noun)
    return (
        noun.dep_ in {"dobj", "attr"} and noun.head.lemma_.casefold() in load("contacts")["support"]["lemmas"]
    )


def _pair(noun: Token) -> tuple[str, ...]:
    """The parties of a compound: "the Japan-US summit", "the China and ASEAN ministers' meeting".

    A summit of one body ("the NATO summit") has that body alone.
    """
    tokens = list(noun.doc[max(noun.sent.start, noun.i - _REACH) : noun.i])
    for left, mark, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
        hyphen = mark.text in {"-", "–", "/"}
        people = any(t.lower_ in load("contacts")["people"]["nouns"] for t in tokens[tokens.index(right) :])
        between = tokens[tokens.index(right) + 1 :]
        if not (hyphen or (mark.lower_ == "and" and people)) or not all(_joins(t) for t in between):
            continue
        names = [_side(left), _side(right)]
        if names[0] and names[1] and names[0] != names[1]:
            return (names[0], names[1])
    return _body(noun, tokens)


def _body(noun: Token, tokens: list[Token]) -> tuple[str, ...]:
    """The one body whose summit it is ("the NATO summit"), or whose ministers' meeting."""
    bodies = load("contacts")["bodies"]["names"]
    before = tokens[-5:]
    kind = _kinds().get(noun.lemma_.casefold())
    people = {t.lower_ for t in before} & {*load("contacts")["people"]["nouns"], "ministerial"}
    theirs = kind == "meeting" and (people or noun.lemma_.casefold() == "ministerial")
    if (kind == "summit" and not any(t.dep_ == "poss" for t in tokens[-1:])) or theirs:
        named = (t.text for t in before if (_joins(t) or t.pos_ in {"PROPN", "ADP"}) and t.text in bodies)
        return tuple(dict.fromkeys(named))[:1]
    return ()


def _joins(token: Token) -> bool:
    """Whether a word may stand between the parties and the noun of their compound."""
    return token.pos_ in {"ADJ", "NOUN", "PROPN", "PART", "PUNCT"} and token.text not in {
        ",",
        ";",
        ":",
        "(",
        ")",
    }


def _side(token: Token) -> str | None:
    if token.ent_type_ == "ORG" and token.text.isupper() and len(token.text) > 1:
        return token.text
    found = places.place(token.text)
    if found is None:
        code = places.demonym(token.text)
        return places.country_name(code) if code else None
    return token.text if token.pos_ == "PROPN" else places.country_name(found.country or "")


@cache
def _kinds() -> dict[str, str]:
    return {noun: kind for kind, nouns in load("contacts")["nouns"].items() for noun in nouns}
