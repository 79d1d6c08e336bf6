"""Who "he", "the minister" and "the two sides" are: antecedents by rules, and none where it is unclear.

A candidate's weight falls with the distance in sentences and depends on how it stood there: whoever spoke
last weighs most, then subjects, then the rest. The best candidate is taken only if it clearly outweighs
the next (``MARGIN``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.extractors import roles
from models.extractors.mentions import Cast, Entity, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from models.extractors.roles import Role

MARGIN = 1.4  # how much weightier than the next the antecedent must be
REACH = 6  # sentences back beyond which a pronoun finds nobody
DECAY = 0.6  # weight kept a sentence of distance
WEIGHTS = {"speaker": 3.0, "subject": 2.4, "other": 1.1, "possessor": 0.9}
GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_LEADERS = {"leader", "head of state", "premier", "president", "prime minister"}


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody spoke: who, and at which token."""

    entity: Entity
    block: int
    token: int


class Antecedents:
    """Finds antecedents; :meth:`spoke` tells it, in the order of the article, who has spoken."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._turns: list[Turn] = []

    def spoke(self, entity: Entity, block: int, token: int) -> None:
        """Note a speaker, named or not, at the head token of the source."""
        self._turns.append(Turn(entity, block, token))

    def pronoun(self, block: int, token: int) -> Entity | None:
        """The person that "he" or "she" at this token stands for."""
        gender = GENDER.get(self._cast.docs[block][token].lower_)
        if gender is None:
            return None
        return _best(self._weigh(block, token, gender))

    def description(self, role: Role, block: int) -> Entity | None:
        """The person whom a definite description ("the Russian leader") means, else None."""
        people = [e for e in self._people(block, role.start) if _same_gender(e, roles.noun_gender(role.noun))]
        fitting = [e for e in people if any(_fits(role, r) for r in e.roles)]
        exact = [e for e in fitting if role.country is not None and e.country == role.country]
        fitting = exact or fitting
        if len(fitting) == 1:
            return fitting[0]
        weights = self._weigh(block, role.start, roles.noun_gender(role.noun))
        if fitting:
            return _best({e: w for e, w in weights.items() if e in fitting})
        return self._by_elimination(role, block, weights)

    def _people(self, block: int, token: int) -> list[Entity]:
        """Everybody in the article, named or not, as far as they may be meant at this point."""
        before = [t.entity for t in self._turns if t.entity.name is None]
        return [*self._cast.entities, *dict.fromkeys(before)]

    def _weigh(self, block: int, token: int, gender: str | None) -> dict[Entity, float]:
        here = self._cast.sentence(block, token)
        weights: dict[Entity, float] = {}

        def put(entity: Entity | None, weight: float, at: int) -> None:
            if entity is None or not _same_gender(entity, gender) or not 0 <= here - at <= REACH:
                return
            weight *= DECAY ** (here - at) * (1.0 if entity.gender == gender or gender is None else 0.85)
            weights[entity] = max(weights.get(entity, 0.0), weight)

        for mention in self._cast.mentions:
            if mention.position >= (block, token):
                break
            if not self._cast.quoted[mention.block][mention.start] or self._cast.quoted[block][token]:
                put(mention.entity, WEIGHTS[self._standing(mention)], self._cast.sentence(mention.block, mention.start))
        for turn in self._turns:
            if (turn.block, turn.token) < (block, token):
                put(turn.entity, WEIGHTS["speaker"], self._cast.sentence(turn.block, turn.token))
        return weights

    def _standing(self, mention: Mention) -> str:
        doc = self._cast.docs[mention.block]
        head = doc[mention.start : mention.end].root
        if mention.end < len(doc) and doc[mention.end].tag_ == "POS":
            return "possessor"
        return standing(head)

    def _by_elimination(self, role: Role, block: int, weights: dict[Entity, float]) -> Entity | None:
        """"The Russian leader" right after Putin and Netanyahu, when only Netanyahu is known to be Israeli.

        Takes a person without role and country who is alone in fitting and stands in a sentence of the
        article together with the country itself.
        """
        if role.noun not in _LEADERS or role.country is None:
            return None
        near = {e: w for e, w in weights.items() if not e.roles and w >= WEIGHTS["possessor"] * DECAY**2}
        linked = {e: w for e, w in near.items() if self._stands_with(e, role.country)}
        entity = _best(linked)
        if entity is not None:
            entity.roles.append(role)
        return entity

    def _stands_with(self, entity: Entity, country: str) -> bool:
        return any(
            _names_country(self._cast.docs[m.block][m.start].sent, country) for m in self._cast.mentions if m.entity is entity
        )


def standing(head: Token) -> str:
    """"subject", "possessor" or "other": how the word stands in its sentence; conjuncts stand as their first."""
    while head.dep_ in ("conj", "appos", "compound") and head.head is not head:
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass", "agent"):
        return "subject"
    return "possessor" if head.dep_ == "poss" else "other"


def _names_country(sentence, country: str) -> bool:
    from models.extractors.places import place

    return any((found := place(t.text)) is not None and found.country == country and not found.metonym for t in sentence if t.text[0].isupper())


def _same_gender(entity: Entity, gender: str | None) -> bool:
    return gender is None or entity.gender is None or entity.gender == gender


def _best(weights: dict[Entity, float]) -> Entity | None:
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][1] < MARGIN * ranked[1][1]:
        return None
    return ranked[0][0]


def _fits(description: Role, held: Role) -> bool:
    """Whether a person who holds the role may be described so."""
    if description.country and held.country and description.country != held.country:
        return False
    if held.noun not in roles.class_of(description.noun) and description.noun != held.noun:
        return False
    stated = description.qualifiers - {"senior", "top", "former", "veteran", "chief", "general"}
    return stated <= held.qualifiers | set(held.noun.split()) | set(held.text.lower().split())
