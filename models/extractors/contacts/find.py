"""Calls, meetings, visits, summits, talks and letters between named parties, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from models.extractors.common import dates
from models.extractors.common.credited import said_by
from models.extractors.common.sentences import Sentence, nearest_date, sentences
from models.extractors.contacts.parties import Parties
from models.extractors.contacts.status import governors, status_of, supports
from models.lexicon import load
from models.reading.parser import Parsed
from models.types import Contact, ContactStatus, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class _Lead:
    """A word that tells of a contact, its kind, the heads of the parties' phrases, the deciding verb."""

    word: Token
    kind: str
    heads: tuple[Token, ...]
    verb: Token | None


def find_contacts(
    parsed: Parsed, statements: Sequence[Statement], published: datetime | None = None
) -> tuple[Contact, ...]:
    """The contacts that an article tells of, in its order, each once.

    A contact is told only where two parties are named, by name or by a phrase that says whose ("Israeli
    officials"); pronouns and the press do not count. ``published`` places dates without a year or with a
    weekday alone; a dateline with a year does as well.
    """
    parties = Parties(parsed, statements)
    known = published.date() if published else None
    if known is None and parsed.copy.dateline and parsed.copy.dateline.day:
        known = dates.day(parsed.copy.dateline.day, None)
    found: dict[tuple[object, ...], Contact] = {}
    for block in parsed.blocks:
        if block.block.kind == "paragraph":
            for sentence in sentences(block, parsed.text):
                for contact in _in_sentence(sentence, parties, statements, known):
                    found.setdefault((contact.kind, frozenset(contact.parties), contact.status), contact)
    return tuple(found.values())


def _in_sentence(
    sentence: Sentence, parties: Parties, statements: Sequence[Statement], published: date | None
) -> Iterator[Contact]:
    for lead in _leads(sentence):
        what = status_of(lead.word, lead.verb)
        if what is None:
            continue
        named = [name for head in lead.heads for name in parties.named(head)]
        named = list(dict.fromkeys(named))
        if len(named) < 2 or not all(parties.named(head) for head in lead.heads):
            continue
        when = nearest_date(sentence, lead.word)
        yield Contact(
            kind=lead.kind,
            parties=tuple(named),
            status=what,
            text=sentence.text,
            evidence=(sentence.span,),
            when=when,
            day=dates.day(when, published, future=what is ContactStatus.PLANNED) if when else None,
            where=_where(lead),
            source=said_by(statements, sentence, lead.word),
        )


def _leads(sentence: Sentence) -> Iterator[_Lead]:
    for word in sentence.tokens:
        lead = None
        if word.pos_ == "VERB":
            lead = _verb_lead(word)
        elif word.pos_ == "NOUN":
            lead = _noun_lead(word)
        if lead is not None:
            yield lead


def _verb_lead(verb: Token) -> _Lead | None:
    """ "Putin met Xi", "Putin spoke to Netanyahu", "Putin and Xi met"."""
    lemma = verb.lemma_.casefold()
    for kind, takes in load("contacts")["verbs"].items():
        others = [c for c in verb.children if c.dep_ == "dobj"] if lemma in takes["object"] else []
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in takes["preposition"].get(lemma, ()):
                others += [c for c in child.children if c.dep_ == "pobj"]
        if any(c.dep_ in {"oprd", "ccomp"} for c in verb.children) and lemma == "call":
            return None
        if kind == "visit" and not any(_is_place(o) for o in others):
            continue
        subject = _subject(verb)
        known = lemma in takes["object"] or lemma in takes["preposition"]
        if subject is not None and known and (others or _each_other(verb, lemma, subject)):
            return _Lead(verb, kind, (subject, *others[:1]), verb)
    return None


def _each_other(verb: Token, lemma: str, subject: Token) -> bool:
    """Whether several subjects do it with one another: "Xi and Putin met", "Xi and Putin spoke by phone"."""
    if not subject.conjuncts:
        return False
    phone = load("contacts")["phone"]["words"]
    by_phone = any(
        t.lower_ in phone
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in {"by", "over", "on"}
        for t in c.subtree
    )
    return lemma == "meet" or (lemma in {"speak", "talk"} and by_phone)


def _received(noun: Token) -> bool:
    return noun.dep_ == "dobj" and noun.head.lemma_.casefold() in load("contacts")["received"]["lemmas"]


def _is_place(token: Token) -> bool:
    return token.ent_type_ in _PLACES


def _subject(verb: Token) -> Token | None:
    """Who acts: the verb's own subject, or the one it shares with the verb or noun that governs it.

    In "advised leaders to go to Israel" that is who was advised.
    """
    if verb.dep_ in {"xcomp", "ccomp"} and not any(c.dep_ in _SUBJECTS for c in verb.children):
        urged = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
        if urged:
            return urged[0]
    for word in (verb, *governors(verb)):
        for child in word.children:
            if child.dep_ in _SUBJECTS:
                return child
        agent = [g for c in word.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        if agent:
            return agent[0]
    return None


def _noun_lead(noun: Token) -> _Lead | None:
    """ "Talks between Russia and Ukraine", "his call with Xi", "Putin's visit to China"."""
    kind = _noun_kinds().get(noun.lemma_.casefold())
    if kind is None or (kind == "talks" and noun.tag_ != "NNS"):
        return None
    between: list[Token] = []
    others: list[Token] = []
    received = _received(noun)
    beside = [*noun.children, *(c for c in noun.head.children if received and c.lower_ == "from")]
    for child in beside:
        goals = [c for c in child.children if c.dep_ == "pobj"] if child.dep_ == "prep" else []
        if child.lower_ in {"between", "among"}:
            between += goals
        elif (
            child.lower_ == "with"
            or (child.lower_ == "from" and received)
            or (child.lower_ == "to" and kind in {"visit", "letter", "call"})
        ):
            others += goals
    if kind == "visit":
        others = [o for o in others if _is_place(o)]
    verb = supports(noun)
    if between:
        return _Lead(noun, kind, tuple(between[:1]), verb)
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
    actor = owner or (_subject(verb) if verb is not None else None)
    if actor is None or not others or actor == noun:
        return None
    return _Lead(noun, kind, (actor, others[0]), verb)


@cache
def _noun_kinds() -> dict[str, str]:
    return {noun: kind for kind, nouns in load("contacts")["nouns"].items() for noun in nouns}


def _where(lead: _Lead) -> str | None:
    if lead.kind == "visit":
        return _place(lead.heads[-1])
    for word in (lead.word, lead.verb):
        for child in word.children if word is not None else ():
            if child.dep_ == "prep" and child.lower_ in {"in", "at"}:
                for goal in child.children:
                    if goal.dep_ == "pobj" and _is_place(goal):
                        return _place(goal)
    return None


def _place(token: Token) -> str | None:
    entity = next((e for e in token.doc.ents if e.start <= token.i < e.end), None)
    return entity.text.removeprefix("the ") if entity is not None else None
