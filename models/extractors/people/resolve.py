"""From the words of a source or an audience to who is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.extractors.people import role_text, roles, seats
from models.extractors.people.bodies import Bodies
from models.extractors.people.cast import Cast, Entity, Mention
from models.extractors.people.coref import GENDER, Antecedents, Position
from models.extractors.people.groups import Groups
from models.extractors.people.joint import of_place, places_named, together
from models.extractors.people.name_words import is_genitive
from models.extractors.people.revealing import HELD_BY_ONE, SPEAKS_OPENLY, alike, disagree, reports
from models.extractors.people.roles import Role
from models.extractors.people.source_phrases import Phrase, antecedent, named
from models.knowledge import names, offices, outlets, places
from models.lexicon import load
from models.types import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL = {"they", "them", "we", "both", "some", "others", "many", "those", "all"}
_RELATIVE = {"who", "whom", "which", "that"}
_DOCUMENT_REACH = 4  # sentences back in which "the statement" finds who made it
_SAME_OFFICE = {"counterpart", "colleague"}
_VOICES = {"spokesman", "spokeswoman", "spokesperson"}


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
            role=role_text.shown(role, named=name is not None) if role else None,
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
        self._heard: list[tuple[int, Voice]] = []

    def resolve(self, phrase: Phrase, speaks: bool = True) -> Voice:
        """Who is meant. ``speaks`` is False for an audience: being spoken to makes nobody an antecedent."""
        doc = self._cast.docs[phrase.block]
        owner = phrase.end > phrase.head + 1 and is_genitive(doc[phrase.end - 1])
        if owner:  # "the minister's" of "the minister's criticism"
            phrase = replace(phrase, end=phrase.end - 1)
        while self._next is not None and self._next.position < (phrase.block, phrase.end):
            self._place(self._next)
            self._next = next(self._waiting, None)
        voice = self._voice(phrase, doc[phrase.head], doc[phrase.start : phrase.end].text)
        if owner:
            return voice
        if speaks and voice.entity is not None:
            self._reveal(voice.entity, phrase)
            self._people.spoke(voice.entity, phrase.block, phrase.head)
            self._last = (voice.entity, (phrase.block, phrase.head))
        elif speaks and voice.speaker is not None:
            self._bodies.spoke(voice.speaker, phrase.block, phrase.head)
        if speaks:
            self._heard.append((self._cast.sentence(phrase.block, phrase.head), voice))
        return voice

    def _voice(self, phrase: Phrase, head: Token, mention: str) -> Voice:
        for reading in (self._pronoun, self._group, self._pair, self._named, self._issued, self._titled):
            voice = reading(phrase, head, mention)
            if voice is not None:
                return voice
        body = self._bodies.source(phrase.block, phrase.start, phrase.end, head, mention)
        return Voice(mention, speaker=body)

    def _named(self, phrase: Phrase, head: Token, mention: str) -> Voice | None:
        """The people or the several countries that the phrase names."""
        people = named(self._cast, phrase)
        if people:
            return _people_named(people, mention)
        several = places_named(head, phrase.end, mention)
        return Voice(mention, speaker=several) if several is not None else None

    def _titled(self, phrase: Phrase, head: Token, mention: str) -> Voice | None:
        """Somebody by office or occupation alone; sources are left to the crowds."""
        role = self._cast.role_at(phrase.block, head.i)
        if role is None or role.start < phrase.start - 1 or (role.plural and role.noun == "source"):
            return None
        return self._described(phrase, role, mention)

    def _pronoun(self, phrase: Phrase, head: Token, mention: str) -> Voice | None:
        """Whom a pronoun stands for; None where the phrase only begins with one ("those of us")."""
        if head.pos_ != "PRON" and head.lower_ not in _PLURAL | _RELATIVE:
            return None
        alone = phrase.end - phrase.start == 1
        if head.lower_ in _RELATIVE and alone:
            return self._relative(phrase, head, mention)
        if any(c.dep_ == "conj" and c.i < phrase.end for c in head.children) or (
            head.lower_ in _PLURAL and alone
        ):
            group = self._group(phrase, head, mention) if alone else None
            return group or Voice(mention, speaker=Speaker(mention, kind="group"))
        if head.lower_ in GENDER:
            entity = self._people.pronoun(phrase.block, head.i, phrase.before)
            return Voice(mention, entity, None if entity else Speaker(mention, kind="person"))
        if head.lower_ in ("it", "itself"):
            return Voice(mention, speaker=self._bodies.pronoun(phrase.block, head.i, mention, phrase.before))
        return None

    def _relative(self, phrase: Phrase, head: Token, mention: str) -> Voice:
        noun = antecedent(head)
        if noun is None or disagree(head, noun):
            return Voice(mention)
        meant = replace(phrase, start=noun.left_edge.i, end=noun.i + 1, head=noun.i)
        voice = self._voice(meant, noun, mention)
        thing = voice.speaker is not None and voice.speaker.kind in ("body", "unknown")
        apart = head.lower_ in ("who", "whom") and head.i > noun.i + 2
        return Voice(mention) if thing and apart else voice

    def _pair(self, phrase: Phrase, _: Token, mention: str) -> Voice | None:
        """Somebody described and another by name: "the secretary and President Aliyev"."""
        doc = self._cast.docs[phrase.block]
        opening = (self._cast.role_at(phrase.block, i) for i in range(phrase.start, phrase.start + 2))
        first = next((r for r in opening if r is not None), None)
        if first is None or first.plural or first.end + 1 >= phrase.end or doc[first.end].lower_ != "and":
            return None
        one = self._described(replace(phrase, end=first.end, head=first.head), first, mention)
        rest = replace(phrase, start=first.end + 1, head=phrase.end - 1)
        two = self._named(rest, doc[rest.head], mention) or self._titled(rest, doc[rest.head], mention)
        if (
            two is None
            or two.entity in (None, one.entity)
            or not (two.finished().name and one.finished().name)
        ):
            return one
        return Voice(mention, speaker=together(mention, [one.finished(), two.finished()]))

    def _issued(self, phrase: Phrase, head: Token, mention: str) -> Voice | None:
        """Whoever spoke just before "in a statement", for "the statement"."""
        doc = self._cast.docs[phrase.block]
        words = [t.lower_ for t in doc[phrase.start : phrase.end]]
        short = words in (["the", head.lower_], ["the", "joint", head.lower_], ["the", "press", head.lower_])
        if (
            not short
            or head.tag_ != "NN"
            or not offices.is_document_noun(head)
            or outlets.is_common(head.lower_)
        ):
            return None
        here = self._cast.sentence(phrase.block, head.i)
        for at, voice in reversed(self._heard):
            if here - at > _DOCUMENT_REACH:
                return None
            made = any(_made(t, head.lower_) for t in self._cast.tokens(at))
            if voice.finished().name and (made or _of_document(voice)):
                return replace(voice, mention=mention)
        return None

    def _group(self, phrase: Phrase, head: Token, mention: str) -> Voice | None:
        """Those whom "they" or "the two ministers" stands for, if the article leaves no doubt."""
        if head.i + 1 < phrase.end:
            return None
        group = self._groups.meant(phrase.block, head)
        if group is None:
            return None
        speakers = [Voice(mention, e).finished() for e in group.people]
        speakers += [of_place(p, mention) for p in group.places]
        return Voice(mention, speaker=together(mention, speakers))

    def _same_office(self, entity: Entity, phrase: Phrase) -> bool:
        """Whether "the spokesman, X" is the spokesman who spoke without a name just before."""
        if self._last is None or entity.name is None or len(entity.roles) != 1:
            return False
        before, (block, token) = self._last
        role = entity.roles[0]
        bare = role.definite and role.end == role.head + 1 and role.country is None
        near = (
            self._cast.sentence(phrase.block, phrase.head) - self._cast.sentence(block, token)
            <= _DOCUMENT_REACH
        )
        alike = not (before.gender and entity.gender and before.gender != entity.gender)
        return bool(bare and near and alike and before.name is None and before.roles[0].noun == role.noun)

    def _reveal(self, entity: Entity, phrase: Phrase) -> None:
        """Names an office-holder whom the lead left unnamed: "…, a minister said. '…,' X told the weekly".

        Only where the very next to speak, within three sentences, is named, has no role anywhere in the
        article and has not been named before.
        """
        if self._last is None or entity.name is None:
            return
        before, (block, token) = self._last
        if self._same_office(entity, phrase):
            before.name, entity.home = entity.name, entity.country or before.country
            entity.hold(before.roles)
        if entity.roles:
            return
        near = self._cast.sentence(phrase.block, phrase.head) - self._cast.sentence(block, token) <= 3
        here = (phrase.block, phrase.head)
        seen = any(m.entity is entity and m.position < (block, token) for m in self._cast.mentions)
        others = any(
            m.entity not in (entity, None) and m.role is None and (block, token) < m.position < here
            for m in self._cast.mentions
            if not self._cast.quoted[m.block][m.start]
        )
        open_office = before.name is None and any(r.noun in SPEAKS_OPENLY for r in before.roles)
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
        if role is None and reports(doc, mention):
            self._reveal(entity, Phrase(mention.block, mention.start, mention.end, mention.end - 1))
        if entity.country is None and mention.start >= 2 and doc[mention.start - 1].tag_ == "POS":
            owner = places.place(doc[mention.start - 2].text)
            entity.home = owner.country if owner else None
        if role is None:
            return
        owner = self._owner(role, mention.block)
        if owner is not None and entity.country is None:
            entity.home = owner.country
        if role.noun in _SAME_OFFICE:
            entity.home = entity.home or role.country
            entity.hold([r for r in entity.roles if r.noun not in _SAME_OFFICE])
            if not entity.roles and owner is not None and _same_everywhere(owner.role or "", entity.home):
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
            shown = role_text.shown(role, named=False)
            local = self._cast.home(block, role.start) if roles.of_organ(role) else None
            country = role.country or local
            return Voice(mention, speaker=Speaker(mention, role=shown, country=country, kind="group"))
        entity = self._cast.bound(role)
        if entity is None and role.definite is not False:
            entity = self._people.description(role, block)
            entity = entity or self._holder(role)
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

    def _holder(self, role: Role) -> Entity | None:
        """The one whom the article names later in the same office of state: "Marlia's foreign minister
        said", "Foreign Minister Lind of Marlia"."""
        if role.country is None or role.noun not in HELD_BY_ONE or role.end != role.head + 1:
            return None
        fitting = [
            e for e in self._cast.entities if e.name is not None and any(alike(role, r) for r in e.roles)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _home(self, role: Role, block: int) -> str | None:
        """The country of somebody unnamed: the owner's, that of "in Baku" close by, or the dateline's."""
        if role.country or role.international:
            return None
        owner = self._owner(role, block)
        if owner is not None:
            return owner.country
        if role.noun in _VOICES and role.end == role.head + 1 and not role.qualifiers:
            return self._bodies.country_near(block, role.start)
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
        return None if foreign else seats.country(self._cast, role, block)


def _learn(entity: Entity, role: Role) -> None:
    """Add the office where none was told or only a poorer wording of it, else just the country."""
    held = entity.roles[0] if entity.roles else None
    fuller = (role.country or role.international) and entity.country is None
    if held is None or (held.noun == role.noun and fuller):
        entity.roles.append(role)
    elif entity.country is None:
        entity.home = role.country


def _of_document(voice: Voice) -> bool:
    """Whether it was a document that spoke: "a press release issued by the ministry"."""
    words = voice.mention.lower().split()
    return voice.entity is None and any(outlets.is_document(word) for word in words[:4])


def _made(token: Token, noun: str) -> bool:
    """Whether a document is made there: "said in a statement", "issued a statement"."""
    if token.lower_ != noun:
        return False
    if token.dep_ == "pobj":
        return token.head.lower_ == "in" and not any(t.lower_ == "the" for t in token.lefts)
    return token.dep_ == "dobj" and token.head.lemma_.lower() in ("issue", "release", "publish", "make")


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
            mention, speaker=together(mention, [Voice(mention, m.entity).finished() for m in people])
        )
    if first.entity is not None:
        return Voice(mention, first.entity)
    role = first.role
    kind = "group" if role is None and " and " in mention else "person"
    return Voice(mention, speaker=Speaker(mention, None, role and role.text, role and role.country, kind))
