"""Verbs that tell of a contact: "Putin met Xi", "Putin spoke to Netanyahu", "Putin and Xi met"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.extractors.contacts.parties import is_people
from models.extractors.contacts.status import governors
from models.knowledge import places
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Lead:
    """A word that tells of a contact, its kind, the heads of the parties' phrases, the deciding verb.

    ``pair`` holds parties that a compound names in so many words ("the Japan-US summit"), and ``heads`` then
    who is told to have been there. ``host`` is whose event it is that the others attend.
    """

    word: Token
    kind: str
    heads: tuple[Token, ...]
    verb: Token | None
    pair: tuple[str, ...] = ()
    host: Token | None = None


def verb_leads(verb: Token) -> Iterator[Lead]:
    """The contacts that a verb tells of: one, or one more where a second goes on "and later with …"."""
    lemma = verb.lemma_.casefold()
    subject = meant(subject_of(verb))
    if subject is None or subject.lemma_.casefold() in load("contacts")["police"]["lemmas"]:
        return
    if lemma in load("contacts")["telling"]["lemmas"]:
        told = goals_of_telling(verb)
        if told and _by_phone(verb):
            yield Lead(verb, "call", (subject, told[0]), verb)
        return
    if lemma == "call" and any(c.dep_ in {"oprd", "ccomp", "xcomp"} for c in verb.children):
        return
    for kind, takes in load("contacts")["verbs"].items():
        if lemma not in takes["object"] and lemma not in takes["preposition"]:
            continue
        others = [c for c in verb.children if c.dep_ == "dobj"] if lemma in takes["object"] else []
        prepositions = takes["preposition"].get(lemma, ())
        if lemma in load("contacts")["greeting"]["lemmas"]:
            others = [o for o in others if o.ent_type_ == "PERSON" or is_people(o)]
        others = list(with_goals(verb, prepositions)) or others or _agents(verb, takes["object"])
        if kind == "visit":
            others = [o for o in others if is_place(o)]
        if others or (kind != "visit" and _each_other(verb, lemma, subject)):
            heads = (subject, others[0]) if others else (among(subject),)
            yield Lead(verb, kind, heads, verb)
            for later in (c for c in verb.children if c.dep_ == "conj" and c.pos_ == "ADV"):
                for goal in with_goals(later, prepositions):
                    yield Lead(verb, kind, (subject, goal), verb)
            return
        if kind == "meeting" and (body := _body_of(subject)):
            yield Lead(verb, kind, (), verb, body)


def with_goals(word: Token, prepositions: object) -> Iterator[Token]:
    """What follows one of ``prepositions`` after ``word``, also behind a phrase of place or means in between.

    Before "to underscore", a parser takes "with Ana Okoro" for a clause of hers.
    """
    if not isinstance(prepositions, (list, tuple, set, frozenset)):
        return
    for child in word.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            yield from (c for c in child.children if c.dep_ == "pobj")
            yield from (
                s for c in child.children if c.dep_ == "pcomp" for s in c.children if s.dep_ == "nsubj"
            )
        elif child.dep_ == "advcl" and any(
            c.dep_ == "mark" and c.lower_ in prepositions for c in child.children
        ):
            yield from (c for c in child.children if c.dep_ == "nsubj")
    for child in word.children:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"in", "at", "by", "on", "over", "for"}
            and child.i > word.i
        ):
            for goal in (c for c in child.children if c.dep_ == "pobj"):
                inner = (c for c in goal.children if c.dep_ == "prep" and c.lower_ in prepositions)
                yield from (c for p in inner for c in p.children if c.dep_ == "pobj")


def _agents(verb: Token, objects: object) -> list[Token]:
    """By whom somebody is met: "was met at the airport by officials of the commission"."""
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    if not passive or not isinstance(objects, list) or verb.lemma_.casefold() not in objects:
        return []
    return [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]


def goals_of_telling(verb: Token) -> list[Token]:
    """Whom a verb of telling tells: "told Araghchi", "thanked the ambassador"."""
    return [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.pos_ in {"PROPN", "NOUN"}]


def _by_phone(verb: Token) -> bool:
    phone = load("contacts")["phone"]["words"]
    return any(
        goal.lower_ in phone
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in {"by", "over", "on"}
        for goal in c.children
    )


def _each_other(verb: Token, lemma: str, subject: Token) -> bool:
    """Whether several do it with one another: "Xi and Putin met", "officials from Japan and China met"."""
    several = bool(subject.conjuncts) or any(
        goal.conjuncts
        for c in subject.children
        if c.dep_ == "prep" and c.lower_ in {"from", "of"}
        for goal in c.children
        if goal.ent_type_ in {"GPE", "ORG", "NORP"}
    )
    alone = not any(c.dep_ in {"dobj", "ccomp"} for c in verb.children)
    return (
        several
        and alone
        and (lemma in {"meet", "gather"} or (lemma in {"speak", "talk"} and _by_phone(verb)))
    )


def _body_of(subject: Token) -> tuple[str, ...]:
    """The one body whose members meet: "EU foreign ministers met", "leaders of the G7 met"."""
    if subject.tag_ not in {"NNS", "NNPS"} or not is_people(subject):
        return ()
    goals = [
        g for c in subject.children if c.lower_ in {"of", "from"} for g in c.children if g.dep_ == "pobj"
    ]
    beside = [*(c for c in subject.children if c.dep_ == "compound"), *goals]
    return tuple(c.text for c in beside if c.text in load("contacts")["bodies"]["names"])[:1]


def among(subject: Token) -> Token:
    """Who meet one another: the subjects, or the sides that "officials from Japan and China" come from."""
    goals = [g for c in subject.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    return next((g for g in goals if g.conjuncts), subject) if not subject.conjuncts else subject


def is_place(token: Token) -> bool:
    """Whether a phrase's head belongs to the name of a place."""
    if token.ent_type_ in PLACES:
        return True
    alone = token.ent_type_ != "PERSON" or token.ent_iob_ == "B"
    return token.pos_ == "PROPN" and alone and places.city_country(token.text) is not None


def meant(subject: Token | None) -> Token | None:
    """Whom "they" or "it" stands for where the clause above tells: "the ministry said it would meet …"."""
    if subject is None or subject.lower_ not in {"they", "their", "it", "its"}:
        return subject
    several = subject.lower_ in {"they", "their"}
    for word in subject.ancestors:
        if word.pos_ not in {"VERB", "AUX"}:
            continue
        above = next((c for c in word.children if c.dep_ in SUBJECTS and c != subject), None)
        if above is None:
            continue
        whole = above.ent_type_ in {"ORG", "GPE"} or (is_people(above) and above.tag_ in {"NN", "NNP"})
        fits = bool(above.conjuncts) if several else whole
        return above if fits and above.pos_ in {"NOUN", "PROPN"} else subject
    return subject


def subject_of(verb: Token) -> Token | None:
    """Who acts: the verb's own subject, or the one it shares with the verb or noun that governs it.

    In "advised leaders to go to Israel" that is who was advised.
    """
    if verb.dep_ in {"xcomp", "ccomp"} and not any(c.dep_ in SUBJECTS for c in verb.children):
        urged = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
        if urged:
            return urged[0]
    for word in (verb, *governors(verb)):
        for child in word.children:
            if child.dep_ in SUBJECTS:
                relative = child.tag_ in {"WP", "WDT"} and word.dep_ == "relcl"
                return word.head if relative else child
        agent = [g for c in word.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        if agent:
            return agent[0]
    return None
