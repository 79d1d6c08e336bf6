"""Who speaks together, and whom "they", "both" and "the two ministers" stand for.

A group is two or more who are named together ("Lavrov and Fidan", "France, Germany and Britain") or who meet
or speak with one another in a sentence. A plural word stands for the last group only where nobody else comes
into question: no second group within reach, the number right, the offices fitting.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.extractors.people.cast import Cast, Entity, Mention
from models.extractors.people.source_phrases import together
from models.knowledge import offices, places
from models.knowledge.places import Place
from models.lexicon import entries

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_REACH = 3  # sentences back for "the two ministers"; "they" looks one back
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_PRONOUNS = frozenset({"they", "them", "both"})


@dataclass(frozen=True, slots=True)
class Group:
    """Those named together at a place of the article: people, or countries and bodies.

    ``crowded`` says that the sentence names still others, so that "they" might be more than these;
    ``between`` that they are only those between whom something is.
    """

    sentence: int
    block: int
    token: int
    people: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    crowded: bool = False
    between: bool = False

    @property
    def members(self) -> frozenset[object]:
        return frozenset((*self.people, *(p.name for p in self.places)))


class Groups:
    """The groups of an article, in order."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._all = sorted(_groups(cast), key=_position)
        for b, doc in enumerate(cast.docs):
            for token in doc:  # "the leaders discussed …" keeps them in mind for the next "they"
                if token.dep_ == "nsubj" and (token.lower_ in _PRONOUNS or _those(token) or _number(token)):
                    self.meant(b, token)

    def meant(self, block: int, head: Token) -> Group | None:
        """The group that a plural pronoun or description stands for, or None where that is unsure."""
        number = _number(head)
        pronoun = head.lower_ in _PRONOUNS
        if number is None and not pronoun and not _those(head):
            return None
        here = self._cast.sentence(block, head.i)
        reach = 1 if number is None else _REACH
        near = [
            g for g in self._all if 0 <= here - g.sentence <= reach and (g.block, g.token) < (block, head.i)
        ]
        if head.lemma_.lower() not in _words("sides"):
            near = [g for g in near if not g.between] or near
        fitting = [g for g in near if _fits(g, head, number)]
        fitting = [g for g in fitting if g.block == block] or fitting
        if not fitting or (pronoun and len({g.members for g in near}) > 1):
            return None
        last = fitting[-1]
        if number is None and last.crowded:
            return None
        if any(g.members != last.members for g in fitting) or (pronoun and self._others(last, block, head)):
            return None
        again = replace(last, sentence=here, block=block, token=head.i)
        insort(self._all, again, key=_position)
        return again

    def _others(self, group: Group, block: int, head: Token) -> bool:
        """Whether several others are the subject of a clause between the group and the pronoun."""
        for b in range(group.block, block + 1):
            for token in self._cast.docs[b]:
                if not (group.block, group.token) < (b, token.i) < (block, head.i):
                    continue
                somebody = offices.is_group_noun(token) or places.demonym(token.text)
                if somebody and token.dep_ in ("nsubj", "nsubjpass") and _number(token) is None:
                    return True
        return False


def _position(group: Group) -> tuple[int, int]:
    return group.block, group.token


def _number(head: Token) -> int | None:
    words = [head.lower_, *(t.lower_ for t in head.lefts)]
    return next((_NUMBERS[w] for w in words if w in _NUMBERS), None)


def _those(head: Token) -> bool:
    """Whether a plural description takes up those just named: "the leaders", "the ministers"."""
    known = head.lemma_.lower() in _words("again")
    return head.tag_ == "NNS" and known and [t.lower_ for t in head.lefts] == ["the"]


def _words(key: str) -> frozenset[str]:
    return entries("antecedents", "groups", key)


def _fits(group: Group, head: Token, number: int | None) -> bool:
    count = len(group.people) or len(group.places)
    if number is not None and number != count:
        return False
    noun = head.lemma_.lower()
    if head.lower_ in _PRONOUNS or noun in _words("sides"):
        return True
    return noun in _words("states") if group.places else _are(group.people, noun)


def _are(people: Sequence[Entity], noun: str) -> bool:
    """Whether several people may be called so: "men", "leaders", "ministers"."""
    unfit = {"man": "f", "woman": "m"}.get(noun)
    if unfit or noun in _words("people"):
        return all(unfit is None or e.gender != unfit for e in people)
    held = [e.role.noun for e in people if e.role is not None]
    agree = all(noun == h.split()[-1] or h in offices.class_of(noun) for h in held)
    return agree and noun not in _words("states")


def _groups(cast: Cast) -> list[Group]:
    found: list[Group] = []
    for b, doc in enumerate(cast.docs):
        mentions = [m for m in cast.by_block.get(b, ()) if m.entity is not None and m.entity.name]
        for sentence in doc.sents:
            inside = [m for m in mentions if sentence.start <= m.start < sentence.end]
            people = (
                _named_together(doc, inside) or _met(inside, sentence.root) or _counterparts(cast, b, inside)
            )
            number = cast.sentence(b, sentence.start)
            if len(people) > 1:
                members = tuple(m.entity for m in people if m.entity is not None)
                crowded = len({m.entity for m in inside}) > len(set(members))
                found.append(Group(number, b, people[-1].start, people=members, crowded=crowded))
            found += _places(cast, number, b, sentence)
    return found


def _named_together(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    for first in mentions:
        joint = together(doc, first, [m for m in mentions if m.start >= first.start])
        if len({m.entity for m in joint}) > 1:
            return joint
    return []


def _met(mentions: Sequence[Mention], root: Token) -> list[Mention]:
    """The two of "Lavrov met Fidan": one is the subject, nobody else is in the sentence."""
    if root.lemma_.lower() not in _words("meeting") or len({m.entity for m in mentions}) != 2:
        return []
    subject = next((t for t in root.lefts if t.dep_ == "nsubj"), None)
    first, *rest = mentions
    if subject is None or not first.start <= subject.i < first.end or rest[0].start < root.i:
        return []
    return [first, next(m for m in rest if m.entity is not first.entity)]


def _counterparts(cast: Cast, block: int, mentions: Sequence[Mention]) -> list[Mention]:
    """The two of "Dendias flew to Ankara to see his counterpart Cavusoglu", where nobody else is named."""
    first = mentions[0] if mentions else None
    others = [m for m in mentions if first is not None and m.entity is not first.entity]
    if first is None or len({m.entity for m in others}) != 1:
        return []
    other = others[0]
    role = cast.role_at(block, other.start - 1) or other.role
    return [first, other] if role is not None and role.noun in _words("counterparts") else []


def _places(cast: Cast, number: int, block: int, sentence: Span) -> list[Group]:
    """Countries and bodies that are a subject together or stand after "between" in a sentence.

    Those who mediate are none: the sides are those between whom they do.
    """
    found: list[Group] = []
    for token in cast.docs[block][sentence.start : sentence.end]:
        subject = token.dep_ in ("nsubj", "nsubjpass")
        between = token.dep_ == "pobj" and token.head.lower_ == "between"
        mediates = subject and token.head.lemma_.lower() in _words("mediating")
        if token.pos_ != "PROPN" or mediates or not (subject or between):
            continue
        heads = listed(token)
        known = [places.place(spoken(h)) for h in heads]
        if len(heads) > 1 and all(k is not None for k in known):
            members = tuple(k for k in known if k is not None)
            found.append(Group(number, block, heads[-1].i, places=members, between=between))
    return found


def listed(head: Token) -> list[Token]:
    """A word and those joined to it by commas and "and", in order ("France, Germany and Britain")."""
    return [head, *(t for t in head.conjuncts if t.i > head.i and t.pos_ == "PROPN")]


def spoken(head: Token) -> str:
    """A proper name with its attributes, without what is joined to it."""
    own = [t for t in head.lefts if t.dep_ in ("compound", "amod", "nmod")]
    return head.doc[min((t.left_edge.i for t in own), default=head.i) : head.i + 1].text
