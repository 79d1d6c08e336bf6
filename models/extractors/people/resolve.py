"""From the words of a source or an audience to who is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.extractors.people import bodies, roles
from models.extractors.people.bodies import Bodies
from models.extractors.people.cast import Cast, Entity, Mention
from models.extractors.people.coref import GENDER, Antecedents, Position
from models.extractors.people.groups import Groups, listed, spoken
from models.extractors.people.roles import Role
from models.extractors.people.source_phrases import Phrase, named
from models.knowledge import names, offices, places
from models.lexicon import load
from models.types import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL = {"they", "them", "we", "both", "some", "others", "many", "those", "all"}
_RELATIVE = {"who", "whom", "which", "that"}
_SAME_OFFICE = {"counterpart", "colleague"}
_SPEAKS_OPENLY = {
    "minister",
    "spokesman",
    "spokeswoman",
    "ambassador",
    "president",
    "foreign minister",
    "king",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is meant: a person of the cast (``entity``) or a finished ``speaker`` (body, country, group …)."""

    mention: str
    entity: Entity | None = None
    speaker: Speaker | None = None

    def finished(self) -> Speaker:
        """The speaker, with what the whole article tells of a person's name and role."""
        if self.entity is None:
            return replace(self.speaker, mention=self.mention) if self.speaker else Speaker(self.mention)
        role, name = self.entity.role, self.entity.name
        return Speaker(
            mention=self.mention,
            name=name,
            role=roles.shown(role, named=name is not None) if role else None,
            country=self.entity.country,
            kind="person",
            key=names.person_key(name) if name else None,
        )


class Sources:
    """Resolves sources in the order of the article: each may be the antecedent of the next pronoun."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._people = Antecedents(cast)
        self._bodies = Bodies(cast)
        self._groups = Groups(cast)
        self._unnamed: dict[int, Entity] = {}
        self._waiting = iter(sorted(cast.mentions, key=lambda m: m.position))
        self._next = next(self._waiting, None)
        self._last: tuple[Entity, Position] | None = None

    def resolve(self, phrase: Phrase, speaks: bool = True) -> Voice:
        """Who is meant. ``speaks`` is False for an audience: being spoken to makes nobody an antecedent."""
        doc = self._cast.docs[phrase.block]
        while self._next is not None and self._next.position < (phrase.block, phrase.end):
            self._place(self._next)
            self._next = next(self._waiting, None)
        voice = self._voice(phrase, doc[phrase.head], doc[phrase.start : phrase.end].text)
        if speaks and voice.entity is not None:
            self._reveal(voice.entity, phrase)
            self._people.spoke(voice.entity, phrase.block, phrase.head)
            self._last = (voice.entity, (phrase.block, phrase.head))
        elif speaks and voice.speaker is not None:
            self._bodies.spoke(voice.speaker, phrase.block, phrase.head)
        return voice

    def _voice(self, phrase: Phrase, head: Token, mention: str) -> Voice:
        if head.pos_ == "PRON" or head.lower_ in _PLURAL | _RELATIVE:
            voice = self._pronoun(phrase, head, mention)
            if voice is not None:
                return voice
        group = self._group(phrase, head, mention)
        if group is not None:
            return group
        people = named(self._cast, phrase)
        if people:
            return _people_named(people, mention)
        several = _places_named(head, phrase, mention)
        if several is not None:
            return Voice(mention, speaker=several)
        role = self._cast.role_at(phrase.block, head.i)
        if (
            role is not None
            and role.start >= phrase.start - 1
            and not (role.plural and role.noun == "source")
        ):
            return self._described(phrase, role, mention)
        body = self._bodies.source(phrase.block, phrase.start, phrase.end, head, mention)
        return Voice(mention, speaker=body)

    def _pronoun(self, phrase: Phrase, head: Token, mention: str) -> Voice | None:
        """Whom a pronoun stands for; None where the phrase only begins with one ("those of us")."""
        alone = phrase.end - phrase.start == 1
        if head.lower_ in _RELATIVE and alone:
            noun = _antecedent(head)
            if noun is None:
                return Voice(mention)
            return self._voice(
                replace(phrase, start=noun.left_edge.i, end=noun.i + 1, head=noun.i), noun, mention
            )
        if any(c.dep_ == "conj" and c.i < phrase.end for c in head.children) or (
            head.lower_ in _PLURAL and alone
        ):
            group = self._group(phrase, head, mention) if alone else None
            return group or Voice(mention, speaker=Speaker(mention, kind="group"))
        if head.lower_ in GENDER:
            entity = self._people.pronoun(phrase.block, head.i, phrase.before)
            return Voice(mention, entity, None if entity else Speaker(mention, kind="person"))
        if head.lower_ in ("it", "itself"):
            return Voice(mention, speaker=self._bodies.pronoun(phrase.block, head.i, mention))
        return None

    def _group(self, phrase: Phrase, head: Token, mention: str) -> Voice | None:
        """Those whom "they" or "the two ministers" stands for, if the article leaves no doubt."""
        if head.i + 1 < phrase.end:
            return None
        group = self._groups.meant(phrase.block, head)
        if group is None:
            return None
        speakers = [Voice(mention, e).finished() for e in group.people]
        speakers += [_of_place(p, mention) for p in group.places]
        return Voice(mention, speaker=_together(mention, speakers))

    def _reveal(self, entity: Entity, phrase: Phrase) -> None:
        """Names an office-holder whom the lead left unnamed: "…, a minister said. '…,' X told the weekly".

        Only where the very next to speak, within three sentences, is named, has no role anywhere in the
        article and has not been named before.
        """
        if self._last is None or entity.name is None or entity.roles:
            return
        before, (block, token) = self._last
        near = self._cast.sentence(phrase.block, phrase.head) - self._cast.sentence(block, token) <= 3
        here = (phrase.block, phrase.head)
        seen = any(m.entity is entity and m.position < (block, token) for m in self._cast.mentions)
        others = any(
            m.entity not in (entity, None) and m.role is None and (block, token) < m.position < here
            for m in self._cast.mentions
            if not self._cast.quoted[m.block][m.start]
        )
        open_office = before.name is None and any(r.noun in _SPEAKS_OPENLY for r in before.roles)
        alike = not (before.gender and entity.gender and before.gender != entity.gender)
        if near and open_office and alike and not seen and not others:
            before.name = entity.name
            entity.roles.extend(before.roles)
            entity.home = entity.home or before.home

    def _place(self, mention: Mention) -> None:
        """Learns a named person's country from "its envoy, X" and the office from "his counterpart, X"."""
        entity, role = mention.entity, mention.role
        doc = self._cast.docs[mention.block]
        if entity is None:
            return
        if entity.country is None and mention.start >= 2 and doc[mention.start - 1].tag_ == "POS":
            owner = places.place(doc[mention.start - 2].text)
            entity.home = owner.country if owner else None
        if role is None:
            return
        owner = self._owner(role, mention.block)
        if owner is not None and entity.country is None:
            entity.home = owner.country
        if role.noun in _SAME_OFFICE and len(entity.roles) == 1:
            entity.home = entity.home or role.country
            entity.roles.remove(role)
            if owner is not None and _same_everywhere(owner.role or "", entity.home):
                entity.roles.append(replace(_office(owner), country=entity.home, text=owner.role or ""))

    def _owner(self, role: Role, block: int) -> Speaker | None:
        """The one whose spokesman, envoy or counterpart it is: "its envoy", "Orlov's counterpart"."""
        doc = self._cast.docs[block]
        if role.owner is not None:
            word = doc[role.owner]
            if word.lower_ in GENDER:
                entity = self._people.pronoun(block, role.owner)
                return Voice(word.text, entity).finished() if entity else None
            if word.lower_ == "its":
                return self._bodies.pronoun(block, role.owner, word.text)
            named = self._cast.name_at(block, role.owner)
            return Voice(word.text, named.entity).finished() if named is not None and named.entity else None
        for token in doc[role.start : role.end]:
            named = self._cast.name_at(block, token.i)
            if named is not None and named.entity is not None:
                return Voice(named.text, named.entity).finished()
        return None

    def _described(self, phrase: Phrase, role: Role, mention: str) -> Voice:
        block = phrase.block
        if role.plural:
            shown = roles.shown(role, named=False)
            return Voice(mention, speaker=Speaker(mention, role=shown, country=role.country, kind="group"))
        entity = self._cast.bound(role)
        if entity is None and role.definite is not False:
            entity = self._people.description(role, block)
            if entity is not None:
                _learn(entity, role)
        if entity is None:
            entity = self._unnamed.get(id(role))
        if entity is None:
            entity = Entity(
                None, gender=offices.noun_gender(role.noun), roles=[role], home=self._home(role, block)
            )
            self._unnamed[id(role)] = entity
        return Voice(mention, entity)

    def _home(self, role: Role, block: int) -> str | None:
        """The country of somebody unnamed: the owner's, that of "in Baku" close by, or the dateline's."""
        if role.country or role.international:
            return None
        owner = self._owner(role, block)
        if owner is not None:
            return owner.country
        doc = self._cast.docs[block]
        for at in (doc[role.start].sent.start, role.end):
            where = doc[at : at + 2]
            found = places.place(where[1].text) if len(where) == 2 and where[0].lower_ == "in" else None
            if found is not None and found.kind == "country":
                return found.country
        if not roles.of_state(role):
            return None
        others = {r.country for found in self._cast.roles for r in found if r.noun == role.noun and r.country}
        foreign = role.definite and others - {self._cast.seat}  # "the Israeli prime minister" before this one
        return None if foreign else self._cast.home(block, role)


def _learn(entity: Entity, role: Role) -> None:
    """Add the office where none was told or only a poorer wording of it, else just the country."""
    held = entity.roles[0] if entity.roles else None
    fuller = (role.country or role.international) and entity.country is None
    if held is None or (held.noun == role.noun and fuller):
        entity.roles.append(role)
    elif entity.country is None:
        entity.home = role.country


def _same_everywhere(office: str, country: str | None) -> bool:
    """Whether a counterpart's office has the same name: a minister's has, a secretary of state's has not."""
    lowered = office.lower()
    ministerial = lowered.endswith("minister") and "prime" not in lowered
    return ministerial and country not in load("titles")["secretaries"]["countries"]


def _office(owner: Speaker) -> Role:
    text = owner.role or ""
    return Role(0, 0, 0, text, text.split()[-1], False, None, None, False, frozenset())


def _people_named(people: list[Mention], mention: str) -> Voice:
    first = people[0]
    if len(people) > 1 and all(m.entity is not None and m.entity.name for m in people):
        return Voice(
            mention, speaker=_together(mention, [Voice(mention, m.entity).finished() for m in people])
        )
    if first.entity is not None:
        return Voice(mention, first.entity)
    role = first.role
    kind = "group" if role is None and " and " in mention else "person"
    return Voice(mention, speaker=Speaker(mention, None, role and role.text, role and role.country, kind))


def _places_named(head: Token, phrase: Phrase, mention: str) -> Speaker | None:
    """Several countries or bodies that speak together ("France, Germany and Britain")."""
    heads = [t for t in listed(head) if t.i < phrase.end] if head.pos_ == "PROPN" else []
    known = [places.place(spoken(t)) for t in heads]
    if len(heads) < 2 or any(p is None for p in known):
        return None
    return _together(mention, [_of_place(p, mention) for p in known if p is not None])


def _of_place(place: places.Place, mention: str) -> Speaker:
    return bodies.speaker(mention, place.name, place.kind, place.country)


def _antecedent(relative: Token) -> Token | None:
    """The noun that a relative pronoun refers to."""
    for token in relative.ancestors:
        if token.dep_ == "relcl":
            return token.head
    return None


def _together(mention: str, speakers: list[Speaker]) -> Speaker:
    countries = {s.country for s in speakers}
    joined = [s.name or "" for s in speakers]
    return Speaker(
        mention=mention,
        name=", ".join(joined[:-1]) + " and " + joined[-1],
        country=countries.pop() if len(countries) == 1 else None,
        kind="group",
        key=" & ".join(s.key or "" for s in speakers),
    )
