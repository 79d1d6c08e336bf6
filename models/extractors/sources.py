"""From the words of a source or an audience to who is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.extractors import names, naming, places, roles
from models.extractors.bodies import Bodies
from models.extractors.coref import GENDER, Antecedents, Position
from models.extractors.mentions import Cast, Entity, Mention
from models.extractors.roles import Role
from models.types import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

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
class Phrase:
    """The words of a source: tokens ``start`` to ``end`` (half-open) of a block, with their head.

    ``before`` is where the words said begin, if they stand before the source.
    """

    block: int
    start: int
    end: int
    head: int
    before: Position | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is meant: a person of the cast (``entity``) or a finished ``speaker`` (body, country, group, unknown)."""

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
    """Resolves sources in the order of the article; each resolved source may be the next pronoun's antecedent."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._people = Antecedents(cast)
        self._bodies = Bodies(cast)
        self._unnamed: dict[int, Entity] = {}
        self._waiting = iter(sorted(cast.mentions, key=lambda m: m.position))
        self._next = next(self._waiting, None)
        self._last: tuple[Entity, Position] | None = None

    def resolve(self, phrase: Phrase, speaks: bool = True) -> Voice:
        """Who a source means. ``speaks`` is False for an audience, which being spoken to makes no antecedent."""
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
        if head.lower_ in _RELATIVE and phrase.end - phrase.start == 1:
            noun = _antecedent(head)
            return (
                self._voice(
                    replace(phrase, start=noun.left_edge.i, end=noun.i + 1, head=noun.i), noun, mention
                )
                if noun
                else Voice(mention)
            )
        if any(c.dep_ == "conj" and c.i < phrase.end for c in head.children) and head.pos_ == "PRON":
            return Voice(mention, speaker=Speaker(mention, kind="group"))
        if head.lower_ in GENDER:
            entity = self._people.pronoun(phrase.block, head.i, phrase.before)
            return Voice(mention, entity, None if entity else Speaker(mention, kind="person"))
        if head.lower_ in ("it", "itself"):
            return Voice(mention, speaker=self._bodies.pronoun(phrase.block, head.i, mention))
        if head.lower_ in _PLURAL and phrase.end - phrase.start == 1:
            return Voice(mention, speaker=Speaker(mention, kind="group"))
        named = self._named(phrase, head)
        if named:
            return self._people_named(named, mention)
        role = self._cast.role_at(phrase.block, head.i)
        sources = role is not None and role.plural and role.noun == "source"
        if role is not None and role.start <= head.i < role.end and role.start >= phrase.start - 1 and not sources:
            return self._described(phrase, role, mention)
        return Voice(
            mention, speaker=self._bodies.source(phrase.block, phrase.start, phrase.end, head, mention)
        )

    def _named(self, phrase: Phrase, head: Token) -> list[Mention]:
        """The persons that the phrase names as its source, several if they speak together."""
        doc = self._cast.docs[phrase.block]
        inside = [
            m
            for m in self._cast.mentions
            if m.block == phrase.block and phrase.start <= m.start and m.end <= phrase.end
        ]
        candidates = [m for m in inside if m.end >= phrase.end or not naming.is_genitive(doc[m.end])]
        first = next((m for m in candidates if m.start <= head.i < m.end), None)
        leading = next((m for m in candidates if self._leads(doc, phrase, m)), None)
        if roles.is_document_noun(head):
            owner = next(
                (
                    m
                    for m in inside
                    if m.end <= head.i and m.end < len(doc) and naming.is_genitive(doc[m.end])
                ),
                None,
            )
            return [owner] if owner else []
        apposed = next((m for m in candidates if self._apposed(m, phrase)), None)
        first = leading or first or (None if head.tag_ == "NNS" else apposed)
        if first is None:
            return []
        joint = [first]
        for mention in candidates:
            last = joint[-1]
            between = doc[last.end : mention.start]
            if (
                mention.start >= last.end
                and between[:1].text in ("and", ",")
                and all(_title(t) for t in between[1:])
            ):
                joint.append(mention)
        if len(joint) == 1:
            joint += [m for m in candidates if m.start > first.end and self._added(m)]
        joined = any(t.lower_ == "and" for t in doc[first.end : joint[-1].start])
        if not joined and _goes_on(doc, joint[-1], phrase.end):
            return [replace(first, entity=None, role=None)]
        return joint if joined else [first]

    @staticmethod
    def _leads(doc: Doc, phrase: Phrase, mention: Mention) -> bool:
        """Whether nothing but titles stands between the start of the phrase and a name that ends a noun phrase."""
        if mention.end < phrase.end and doc[mention.end].pos_ in ("NOUN", "PROPN", "ADJ"):
            return False
        if (
            mention.role is not None
            and mention.role.end == mention.start
            and mention.role.start <= phrase.start + 1
        ):
            return True
        before = doc[phrase.start : mention.start]
        if all(t.pos_ in ("DET", "PUNCT") or t.text.endswith(".") for t in before):
            return True
        return (
            mention.end >= phrase.end
            and all(_title(t) for t in before)
            and not any(t.tag_ in ("NNS", "POS") for t in before)
        )

    def _added(self, mention: Mention) -> bool:
        """Whether "and" stands before a name with its title, as after an apposition: "X, the chair, and Y"."""
        doc = self._cast.docs[mention.block]
        titled = mention.role is not None and mention.role.end == mention.start
        start = mention.role.start if titled and mention.role else mention.start
        return start > 1 and doc[start - 1].lower_ == "and" and doc[start - 2].text == ","

    def _apposed(self, mention: Mention, phrase: Phrase) -> bool:
        """Whether a name, with its title, stands between commas at the end of a description."""
        doc = self._cast.docs[phrase.block]
        titled = mention.role is not None and mention.role.end == mention.start
        start = mention.role.start if titled and mention.role else mention.start
        commas = {doc[i].text for i in (start - 1, mention.start - 2) if i >= phrase.start}
        return "," in commas and (mention.end >= phrase.end or doc[mention.end].text in (",", "–", "—"))

    def _people_named(self, named: list[Mention], mention: str) -> Voice:
        first = named[0]
        if len(named) > 1 and all(m.entity is not None and m.entity.name for m in named):
            return Voice(
                mention, speaker=_together(mention, [Voice(mention, m.entity).finished() for m in named])
            )
        if first.entity is None and first.role is None:
            return Voice(mention, speaker=Speaker(mention, kind="group" if " and " in mention else "person"))
        if first.entity is None:
            role = first.role
            return Voice(
                mention,
                speaker=Speaker(
                    mention,
                    role=role.text if role else None,
                    country=role.country if role else None,
                    kind="person",
                ),
            )
        return Voice(mention, first.entity)

    def _reveal(self, entity: Entity, phrase: Phrase) -> None:
        """Names an office-holder whom the lead left unnamed: "…, a deputy minister said. '…,' X told the weekly".

        Only where the very next to speak, within three sentences, is named, has no role anywhere in the
        article and has not been named before.
        """
        if self._last is None or entity.name is None or entity.roles:
            return
        before, (block, token) = self._last
        near = self._cast.sentence(phrase.block, phrase.head) - self._cast.sentence(block, token) <= 3
        seen = any(m.entity is entity and m.position < (block, token) for m in self._cast.mentions)
        open_office = before.name is None and any(_SPEAKS_OPENLY & {r.noun} for r in before.roles)
        if (
            near
            and open_office
            and not seen
            and not (before.gender and entity.gender and before.gender != entity.gender)
        ):
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
        if role.noun in _SAME_OFFICE and owner is not None and owner.role and len(entity.roles) == 1:
            entity.roles.append(replace(_office(owner), country=role.country, text=owner.role))
            entity.roles.remove(role)

    def _owner(self, role: Role, block: int) -> Speaker | None:
        """Whose spokesman, envoy or counterpart it is: "its envoy", "Velaj's counterpart"."""
        doc = self._cast.docs[block]
        if role.owner is not None:
            word = doc[role.owner]
            if word.lower_ in GENDER:
                entity = self._people.pronoun(block, role.owner)
                return Voice(word.text, entity).finished() if entity else None
            return self._bodies.pronoun(block, role.owner, word.text) if word.lower_ == "its" else None
        for token in doc[role.start : role.head]:
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
                None, gender=roles.noun_gender(role.noun), roles=[role], home=self._home(role, block)
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
        opening = doc[doc[role.start].sent.start :][:2]
        if len(opening) == 2 and opening[0].lower_ == "in":
            found = places.place(opening[1].text)
            if found is not None and (found.metonym or found.kind == "country"):
                return found.country
        after = doc[role.end : role.end + 2]
        if len(after) == 2 and after[0].lower_ == "in":
            found = places.place(after[1].text)
            if found is not None and found.kind == "country":
                return found.country
        return self._cast.seat if roles.of_state(role) else None


def _learn(entity: Entity, role: Role) -> None:
    """What a description adds: the office where none was told or a fuller wording of it, else only the country."""
    held = entity.roles[0] if entity.roles else None
    if held is None or (
        held.noun == role.noun and (role.country or role.international) and entity.country is None
    ):
        entity.roles.append(role)
    elif entity.country is None:
        entity.home = role.country


def _office(owner: Speaker) -> Role:
    text = owner.role or ""
    return Role(0, 0, 0, text, text.split()[-1], False, None, None, False, frozenset())


def _goes_on(doc: Doc, last: Mention, end: int) -> bool:
    """Whether others than those named speak too: "Obama, Clinton and other Democrats", "Lavrov and his deputy"."""
    follows = [t.lower_ for t in doc[last.end : min(end, last.end + 2)]]
    return follows[:1] == ["and"] or follows[:2] == [",", "and"]


def _antecedent(relative: Token) -> Token | None:
    """The noun that a relative pronoun refers to."""
    for token in relative.ancestors:
        if token.dep_ == "relcl":
            return token.head
    return None


def _title(token: Token) -> bool:
    return (
        token.pos_ in ("PROPN", "ADJ", "NOUN", "DET")
        or token.tag_ in ("POS", "HYPH")
        or token.lower_ in ("and", "of", "for")
    )


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
