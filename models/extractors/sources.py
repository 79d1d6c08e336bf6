"""From the words of a source or an audience to who is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.extractors import chain, names, places, roles
from models.extractors.coref import GENDER, Antecedents
from models.extractors.mentions import Cast, Entity, Mention
from models.extractors.roles import Role
from models.types import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL = {"they", "them", "we", "both", "some", "others", "many", "those"}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is meant: a person of the cast (``entity``) or a finished ``speaker`` (body, country, group, unknown)."""

    mention: str
    entity: Entity | None = None
    speaker: Speaker | None = None

    def finished(self) -> Speaker:
        """The speaker, with what the whole article tells of a person's name and role."""
        if self.entity is not None:
            return _person(self.mention, self.entity)
        return self.speaker or Speaker(self.mention)


def _person(mention: str, entity: Entity) -> Speaker:
    role = entity.role
    return Speaker(
        mention=mention,
        name=entity.name,
        role=roles.shown(role, named=entity.name is not None) if role else None,
        country=entity.country,
        kind="person",
        key=names.person_key(entity.name) if entity.name else None,
    )


class Sources:
    """Resolves sources in the order of the article; each resolved source may be the next pronoun's antecedent."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._people = Antecedents(cast)
        self._bodies: list[tuple[int, Speaker]] = []

    def resolve(self, block: int, head: int, start: int, end: int, speaks: bool = True) -> Voice:
        """Who the tokens ``start`` to ``end`` of a block, with head ``head``, mean.

        ``speaks`` is False for an audience, which is no likelier antecedent for having been spoken to.
        """
        doc = self._cast.docs[block]
        mention = doc[start:end].text
        voice = self._voice(block, doc[head], start, end, mention)
        if speaks:
            if voice.entity is not None:
                self._people.spoke(voice.entity, block, head)
            elif voice.speaker is not None and voice.speaker.kind in ("body", "country") and voice.speaker.name:
                self._bodies.append((self._cast.sentence(block, head), voice.speaker))
        return voice

    def _voice(self, block: int, head: Token, start: int, end: int, mention: str) -> Voice:
        if head.lower_ in GENDER:
            entity = self._people.pronoun(block, head.i)
            return Voice(mention, entity) if entity else Voice(mention, speaker=Speaker(mention, kind="person"))
        if head.lower_ in ("it", "itself"):
            return Voice(mention, speaker=self._last_body(block, head.i, mention))
        if head.lower_ in _PLURAL:
            return Voice(mention, speaker=Speaker(mention, kind="group"))
        named = self._cast.name_at(block, head.i)
        role = self._cast.role_at(block, head.i)
        if named is not None and not self._possessor(named, head, end):
            return self._named(block, named, start, end, mention)
        if role is not None and (role.head == head.i or role.start <= head.i < role.end):
            return self._described(block, role, mention)
        return self._other(block, head, start, end, mention)

    def _possessor(self, named: Mention, head: Token, end: int) -> bool:
        return named.end < end and head.doc[named.end].tag_ == "POS"

    def _named(self, block: int, named: Mention, start: int, end: int, mention: str) -> Voice:
        doc = self._cast.docs[block]
        joint = [named]
        position = named.end
        while position < end and doc[position].lower_ in ("and", ","):
            following = next(
                (m for t in range(position + 1, min(position + 8, end)) if (m := self._cast.name_at(block, t))), None
            )
            if following is None or not all(_titles(doc[t]) for t in range(position + 1, following.start)):
                break
            joint.append(following)
            position = following.end
        people = [m.entity for m in joint if m.entity is not None and m.entity.name]
        if len(joint) > 1 and len(people) == len(joint) and any(t.lower_ == "and" for t in doc[start:end]):
            speakers = [_person(mention, p) for p in people]
            return Voice(mention, speaker=_group(mention, speakers))
        if named.entity is None:
            return Voice(mention, speaker=Speaker(mention, role=named.role.text if named.role else None, kind="person"))
        return Voice(mention, named.entity)

    def _described(self, block: int, role: Role, mention: str) -> Voice:
        if role.plural:
            return Voice(mention, speaker=_group_described(role, mention))
        entity = self._cast.bound(role, block)
        if entity is None and role.definite is not False and not role.text.startswith("ex"):
            entity = self._people.description(role, block)
            if entity is not None and entity.name and role.country and entity.country is None:
                entity.roles.append(role)
        if entity is None:
            entity = Entity(None, gender=roles.noun_gender(role.noun), roles=[role], first_seen=(block, role.start))
        return Voice(mention, entity)

    def _other(self, block: int, head: Token, start: int, end: int, mention: str) -> Voice:
        doc = self._cast.docs[block]
        proper = _proper_name(head, start, end)
        if proper:
            found = places.place(proper) or places.place(head.text if head.text[0].isupper() else "")
            if found is not None and (places.place(proper) or len(proper.split()) == 1):
                return Voice(mention, speaker=_body(mention, found.name, found.kind, found.country))
            if chain.is_outlet(proper):
                return Voice(mention, speaker=_body(mention, chain.bare(proper), "body", None))
        if roles.is_document_noun(head) and not proper:
            return Voice(mention, speaker=Speaker(mention))
        if roles.is_group_noun(head):
            country = places.country_in(doc[start:end].text)[1]
            return Voice(mention, speaker=Speaker(mention, role=_without_determiner(mention), country=country, kind="group"))
        if roles.is_body_noun(head) or proper:
            return Voice(mention, speaker=self._body_described(block, head, start, end, mention, proper))
        return Voice(mention, speaker=Speaker(mention))

    def _body_described(self, block: int, head: Token, start: int, end: int, mention: str, proper: str | None) -> Speaker:
        name = proper if proper and len(proper.split()) > 1 else _noun_phrase(head, start)
        found, country = places.country_in(name)
        specific = any(w[:1].isupper() for w in name.split())
        if specific:
            kind = "body" if roles.is_body_noun(head) or head.ent_type_ in ("ORG", "GPE", "FAC", "NORP") else "unknown"
            return _body(mention, name, kind, country)
        return replace(self._last_body(block, head.i, mention, head.lower_), mention=mention)

    def _last_body(self, block: int, token: int, mention: str, noun: str | None = None) -> Speaker:
        """The body that spoke within the last three sentences and fits the noun, if any."""
        here = self._cast.sentence(block, token)
        for sentence, body in reversed(self._bodies):
            if here - sentence > 3:
                break
            if noun is None or noun in (body.name or "").lower().split() or (chain.is_outlet(body.name or "") and noun in ("newspaper", "paper", "daily", "agency", "outlet", "website", "broadcaster", "network", "channel", "magazine")):
                return replace(body, mention=mention)
        return Speaker(mention, kind="body" if noun else "unknown")


def _titles(token: Token) -> bool:
    return token.pos_ in ("PROPN", "ADJ", "NOUN", "DET") or token.tag_ in ("POS", "HYPH") or token.lower_ in ("and", "of", "for")


def _group(mention: str, speakers: list[Speaker]) -> Speaker:
    countries = {s.country for s in speakers}
    joined = [s.name or "" for s in speakers]
    return Speaker(
        mention=mention,
        name=", ".join(joined[:-1]) + " and " + joined[-1],
        country=countries.pop() if len(countries) == 1 else None,
        kind="group",
        key=" & ".join(s.key or "" for s in speakers),
    )


def _group_described(role: Role, mention: str) -> Speaker:
    return Speaker(mention, role=roles.shown(role, named=False), country=role.country, kind="group")


def _body(mention: str, name: str, kind: str, country: str | None) -> Speaker:
    return Speaker(mention, name=name, country=country, kind=kind, key=names.body_key(name))


def _without_determiner(text: str) -> str:
    words = text.split()
    return " ".join(words[1:]) if len(words) > 1 and words[0].lower() in ("the", "a", "an", "his", "her", "its", "their") else text


def _proper_name(head: Token, start: int, end: int) -> str | None:
    """The capitalised name around the head, its demonym and "of …" included, or None if the head is a common noun."""
    if not head.text[0].isupper() or (head.is_sent_start and head.pos_ != "PROPN"):
        return None
    doc = head.doc
    begin, stop = head.i, head.i + 1
    while begin > start and (doc[begin - 1].text[0].isupper() or doc[begin - 1].text in ("-", "&", "’s", "'s")) and doc[begin - 1].pos_ != "DET":
        begin -= 1
    while stop < end and (doc[stop].text[0].isupper() or _inside_name(doc[stop], end)):
        stop += 1
    while begin < head.i and doc[begin].pos_ in ("DET", "PRON"):
        begin += 1
    return doc[begin:stop].text


def _inside_name(token: Token, end: int) -> bool:
    doc = token.doc
    following = doc[token.i + 1] if token.i + 1 < end else None
    if following is None:
        return False
    return token.lower_ in ("of", "for", "and", "-", "&") and following.text[0].isupper() and token.ent_iob_ == "I"


def _noun_phrase(head: Token, start: int) -> str:
    """Head and what stands before it, without determiner: "Russian foreign ministry"."""
    doc = head.doc
    begin = head.i
    while begin > start and (doc[begin - 1].pos_ in ("ADJ", "NOUN", "PROPN") or doc[begin - 1].tag_ in ("POS", "HYPH")):
        begin -= 1
    while begin < head.i and doc[begin].tag_ in ("POS", "HYPH"):
        begin += 1
    return doc[begin : head.i + 1].text
