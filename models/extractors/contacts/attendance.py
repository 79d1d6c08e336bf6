"""Who takes part in an event: "A and B attended the conference", "participants in it included A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.extractors.contacts.leads import Lead, subject_of
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Token


def attendance_leads(verb: Token) -> Iterator[Lead]:
    """The contact that a verb of taking part tells of; at most one.

    Where one alone takes part, the body or person whose event it is must be named ("will attend the G20
    summit", "attended the inauguration of …").
    """
    data = load("contacts")["attendance"]
    lemma = verb.lemma_.casefold()
    if lemma in data["lemmas"]:
        event = _event(verb)
        who = _attendees(verb)
        if event is not None and who is not None:
            yield Lead(verb, data["events"][event.lemma_.casefold()], (who,), verb, host=_host(event))
    elif lemma in data["include"]:
        subject = subject_of(verb)
        others = [c for c in verb.children if c.dep_ in {"dobj", "attr"}]
        if subject is not None and others and subject.lemma_.casefold() in data["participants"]:
            event = next((g for g in _goals(subject, {"in", "at"}) if _is_event(g)), None)
            if event is not None:
                yield Lead(verb, data["events"][event.lemma_.casefold()], (others[0],), verb)


def _event(verb: Token) -> Token | None:
    """What is attended: an object, what "participated in" leads to, or what "attended by" says it of."""
    goals = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    goals += _goals(verb, {"in", "at"})
    for goal in goals:
        if goal.lemma_.casefold() == "part":  # "took part in"
            goals += _goals(goal, {"in", "at"})
        if goal.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            goals.append(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        goals.append(verb.head)
    return next((g for g in goals if _is_event(g)), None)


def _attendees(verb: Token) -> Token | None:
    by = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    if by:
        return by[0]
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    return None if passive else subject_of(verb)


def _is_event(token: Token) -> bool:
    return token.lemma_.casefold() in load("contacts")["attendance"]["events"]


def _host(event: Token) -> Token | None:
    """Whose event it is, where a name tells: "the G20 summit", "the inauguration of Ana Okoro"."""
    owners = [c for c in event.children if c.dep_ in {"compound", "poss", "nmod"} and c.ent_type_]
    owners += [g for g in _goals(event, {"of"}) if g.ent_type_]
    hosting = load("contacts")["attendance"]["hosting"]
    by = [c for t in event.subtree if t.lemma_.casefold() in hosting for c in t.children if c.dep_ == "agent"]
    owners += [g for c in by for g in c.children if g.dep_ == "pobj"]
    wanted = {"PERSON", "ORG", "GPE", "NORP", "EVENT"}
    return next((o for o in owners if o.ent_type_ in wanted), None)


def _goals(word: Token, prepositions: set[str]) -> list[Token]:
    return [
        g
        for c in word.children
        if c.dep_ == "prep" and c.lower_ in prepositions
        for g in c.children
        if g.dep_ == "pobj"
    ]
