"""Calls, meetings, visits, summits, talks and letters between named parties, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.extractors.common import dates
from models.extractors.common.credited import said_by
from models.extractors.common.sentences import Sentence, sentences
from models.extractors.contacts.attendance import attendance_leads
from models.extractors.contacts.dated import day_of, when_of
from models.extractors.contacts.leads import Lead, is_place, verb_leads
from models.extractors.contacts.merged import merged
from models.extractors.contacts.noun_leads import noun_leads
from models.extractors.contacts.parties import Parties
from models.extractors.contacts.status import status_of
from models.extractors.contacts.topics import topic_of
from models.extractors.issued.readouts import Principals, principals
from models.knowledge import names, places
from models.lexicon import load
from models.reading.parser import Parsed, ParsedBlock
from models.types import Contact, ContactStatus, Genre, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token


def find_contacts(
    parsed: Parsed, statements: Sequence[Statement], published: datetime | None = None
) -> tuple[Contact, ...]:
    """The contacts that an article tells of, in its order, each once.

    A contact is told only where two parties are named, by name or by a phrase that says who or whose they
    are ("Israeli officials"), or where a body holds its summit; unclear pronouns and the press do not count.
    ``published`` places dates without a year or with a weekday alone; a dateline with a year does as well.
    """
    heading = next((b for b in parsed.blocks if b.block.kind == "headline"), None)
    met = None
    if parsed.copy.genre is Genre.READOUT and heading is not None:
        met = principals(parsed, heading.block.text)
    parties = Parties(parsed, statements, met.all if met is not None else ())
    known = published.date() if published else day_of(parsed)
    found: list[Contact] = []
    for block in parsed.blocks:
        if block.block.kind == "paragraph":
            all_here = sentences(block, parsed.text)
            for sentence, following in zip(all_here, [*all_here[1:], None], strict=True):
                after = following.tokens if following is not None else None
                found += _in_sentence(sentence, after, parties, statements, known)
    if met is not None and heading is not None:
        found = _with_headline(met, heading, found)
    return merged(found)


def _in_sentence(
    sentence: Sentence,
    following: SpacySpan | None,
    parties: Parties,
    statements: Sequence[Statement],
    published: date | None,
) -> Iterator[Contact]:
    for lead in _leads(sentence):
        what = status_of(lead.word, lead.verb)
        named = _named(lead, parties)
        when = when_of(sentence, lead)
        if what is None and lead.word.pos_ == "NOUN":
            what = _by_date(when, published)
        if what is None or not named:
            continue
        told = what in {ContactStatus.HELD, ContactStatus.UNDER_WAY}
        yield Contact(
            kind=lead.kind,
            parties=named,
            status=what,
            text=sentence.text,
            evidence=(sentence.span,),
            when=when,
            day=dates.day(when, published, future=what is ContactStatus.PLANNED) if when else None,
            where=_where(lead),
            source=said_by(statements, sentence, lead.word),
            topic=topic_of(lead, following if told else None),
        )


def _leads(sentence: Sentence) -> Iterator[Lead]:
    for word in sentence.tokens:
        if word.pos_ == "VERB":
            yield from verb_leads(word)
            yield from attendance_leads(word)
        elif word.pos_ == "NOUN" or word.lower_ in {"summit", "ministerial"}:
            yield from noun_leads(word)


def _named(lead: Lead, parties: Parties) -> tuple[str, ...]:
    """The parties by name, or none where one side is not told; of a visit, the country it leads to."""
    if lead.pair:
        return tuple(dict.fromkeys((*lead.pair, *(n for head in lead.heads for n in parties.named(head)))))
    sides = [parties.named(head) for head in lead.heads]
    if lead.kind == "visit" and sides and lead.heads[-1] is not lead.heads[0]:
        there = [_country(goal) for goal in (lead.heads[-1], *lead.heads[-1].conjuncts) if is_place(goal)]
        sides[-1] = [name for name in there if name]
    if lead.host is not None:
        host = parties.named(lead.host)
        sides += [host] if host else []
    found = tuple(dict.fromkeys(name for side in sides for name in side))
    return found if all(sides) and len(found) > 1 else ()


def _by_date(when: str | None, published: date | None) -> ContactStatus | None:
    """A contact merely mentioned, by its date against that of the article."""
    day = dates.day(when, published) if when else None
    if when is None or day is None or published is None or day == published:
        return None
    if day != dates.day(when, published, future=True):  # "on Monday" looks either way
        return None
    return ContactStatus.HELD if day < published else ContactStatus.PLANNED


def _with_headline(met: Principals, heading: ParsedBlock, found: Sequence[Contact]) -> list[Contact]:
    """With the contact of a readout's headline, where its text tells of none with the counterpart.

    A contact of the host's of that kind is the same, told less well ("the Foreign Minister of Norway (NO)").
    """
    words = {t.lower_ for t in heading.doc}
    kind = next((k for k in ("call", "meeting", "visit") if words & set(load("contacts")["nouns"][k])), None)
    named = tuple(dict.fromkeys(s.name for s in met.all if s.name))
    if kind is None or len(named) < 2:
        return list(found)
    host, *others = (names.fold(n).split()[-1] for n in named)
    keys = [{names.fold(p).split()[-1] for p in c.parties if p.split()} for c in found]
    if any(key & set(others) for key in keys):
        return list(found)
    for i, key in enumerate(keys):
        if found[i].kind == kind and host in key and found[i].status is ContactStatus.HELD:
            return [*found[:i], replace(found[i], parties=named), *found[i + 1 :]]
    span = heading.block.span
    return [*found, Contact(kind, named, ContactStatus.HELD, heading.block.text, (span,))]


def _where(lead: Lead) -> str | None:
    if lead.kind == "visit":
        return _place(lead.heads[-1])
    tellers = [w for w in (lead.word, lead.verb) if w is not None]
    for word, token in ((w, t) for w in tellers for t in w.subtree):
        if token.i > word.i and token.lower_ in {"in", "at"} and token.dep_ == "prep" and _near(token, word):
            for goal in token.children:
                if goal.dep_ == "pobj" and is_place(goal):
                    return _place(goal)
    return None


def _near(token: Token, word: Token) -> bool:
    """Whether no other verb or event stands between a preposition and the word that tells of the contact."""
    for step in token.ancestors:
        if step == word:
            return True
        if step.pos_ not in {"PROPN", "ADP", "NUM"}:
            return False
    return False


def _place(token: Token) -> str | None:
    entity = next((e for e in token.doc.ents if e.start <= token.i < e.end), None)
    return entity.text.removeprefix("the ") if entity is not None else None


def _country(token: Token) -> str | None:
    """The country of a place that is visited ("Seoul", "Santiago, Chile"), else the place itself."""
    place = _place(token) or token.text
    inside = [c for c in token.children if c.dep_ == "appos"]
    inside += [g for c in token.children if c.lower_ == "in" for g in c.children if g.dep_ == "pobj"]
    for goal in inside:
        found = places.place(_place(goal) or goal.text)
        if found is not None and found.kind == "country":
            return found.name
    code = places.city_country(place)
    return places.country_name(code) if code else place
