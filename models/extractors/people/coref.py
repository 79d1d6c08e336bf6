"""Who "he", "she" and "the minister" are: antecedents by rules, and none where it is unclear.

A candidate's weight falls with the distance in sentences and depends on how it stood there: whoever spoke
last weighs most, then subjects, then the rest. The best candidate is taken only if it clearly outweighs
the next (``MARGIN``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.extractors.people import role_text
from models.extractors.people.cast import Cast, Entity, Mention
from models.knowledge import offices, places
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from models.extractors.people.roles import Role

MARGIN = 1.4  # how much weightier than the next the antecedent must be
REACH = 6  # sentences back beyond which a pronoun finds nobody
DECAY = 0.5  # share of the weight that is left after each sentence
SAME_SENTENCE = 1.25  # subjects of the pronoun's own sentence gain
PARAGRAPH = 0.75  # share that is left after each paragraph's end
UNSURE_GENDER = 0.85  # what a candidate keeps whose gender nothing tells
WEIGHTS = {"speaker": 3.6, "pronoun": 3.0, "subject": 2.4, "reported": 1.5, "other": 1.1, "possessor": 0.9}
GENDER = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
Position = tuple[int, int]  # block and token


@dataclass(frozen=True, slots=True)
class _Turn:
    """Somebody spoke, or was the subject as a pronoun, at this place."""

    entity: Entity
    position: Position
    standing: str = "speaker"


class Antecedents:
    """Finds antecedents; :meth:`spoke` tells it, in the order of the article, who has spoken."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._turns: list[_Turn] = []
        _infer_genders(cast)
        self._faint = self._passers_by()
        self._places = [m.position for m in cast.mentions]
        self._subjects = iter(_subject_pronouns(cast))
        self._upcoming = next(self._subjects, None)

    def spoke(self, entity: Entity, block: int, token: int) -> None:
        """Note a speaker, named or not, at the head token of the source."""
        self._advance((block, token))
        self._turns.append(_Turn(entity, (block, token)))

    def pronoun(self, block: int, token: int, before: Position | None = None) -> Entity | None:
        """The person that "he" or "she" at this token stands for.

        ``before`` is where the words that the pronoun's owner says begin, if they come first ("Biden hopes
        …, he added"): nobody named in them is the antecedent.
        """
        gender = GENDER[self._cast.docs[block][token].lower_]
        self._advance(before or (block, token))
        entity = _best(self._weigh((block, token), gender, before))
        if entity is not None:
            entity.gender = entity.gender or gender
        return entity

    def description(self, role: Role, block: int) -> Entity | None:
        """The person whom a definite description ("the Russian leader") means, else None."""
        self._advance((block, role.start))
        return self._fitting(role, block)

    def _fitting(self, role: Role, block: int) -> Entity | None:
        gender = offices.noun_gender(role.noun)
        unnamed = [t.entity for t in self._turns if t.entity.name is None]
        people = [e for e in (*self._cast.entities, *dict.fromkeys(unnamed)) if _agrees(e, gender)]
        fitting = [e for e in people if any(_fits(role, r, e) for r in e.roles)]
        fitting = [e for e in fitting if role.country is not None and e.country == role.country] or fitting
        if len(fitting) == 1:
            return fitting[0]
        weights = self._weigh((block, role.start), gender)
        if fitting:
            return _best({e: w for e, w in weights.items() if e in fitting})
        return self._by_elimination(role, block, weights)

    def _passers_by(self) -> set[Entity]:
        """Single words that the entity model calls persons but that never act: places and ships, mostly."""
        acting = {
            m.entity
            for m in self._cast.mentions
            if m.entity is not None
            and (" " in (m.entity.name or "") or m.role or m.gender or self._standing(m) != "other")
        }
        return {e for e in self._cast.entities if e not in acting}

    def _advance(self, here: Position) -> None:
        """Resolve the pronouns that are subjects before this place: they keep their owners in mind."""
        while self._upcoming is not None and self._upcoming < here:
            position, self._upcoming = self._upcoming, next(self._subjects, None)
            if any(t.position == position for t in self._turns[-20:]):
                continue
            gender = GENDER.get(self._cast.docs[position[0]][position[1]].lower_)
            role = self._cast.role_at(*position) if gender is None else None
            if role is None:
                entity = _best(self._weigh(position, gender))
            else:
                known = self._fitting(role, position[0]) if role.definite else None
                entity = known or Entity(None, offices.noun_gender(role.noun), [role])
            if entity is not None:
                self._turns.append(_Turn(entity, position, "subject" if gender is None else "pronoun"))

    def _weigh(
        self, here: Position, gender: str | None, before: Position | None = None
    ) -> dict[Entity, float]:
        sentence = self._cast.sentence(*here)
        weights: dict[Entity, float] = {}

        def put(entity: Entity, standing: str, at: Position) -> None:
            distance = sentence - self._cast.sentence(*at)
            if distance < 0 or not _agrees(entity, gender):
                return
            weight = WEIGHTS[standing] * DECAY**distance * PARAGRAPH ** (here[0] - at[0])
            if distance == 0 and standing not in ("other", "reported"):
                weight *= SAME_SENTENCE
            if gender is not None and entity.gender is None:
                weight *= UNSURE_GENDER
            weights[entity] = max(weights.get(entity, 0.0), weight)

        inside = self._cast.quoted[here[0]][here[1]]
        limit = before or here
        for mention in self._near(limit, sentence):
            spoken = self._cast.quoted[mention.block][mention.start]
            if mention.entity is not None and mention.entity not in self._faint and (inside or not spoken):
                put(mention.entity, self._standing(mention), mention.position)
        for turn in reversed(self._turns):
            if sentence - self._cast.sentence(*turn.position) > REACH:
                break
            if turn.position < limit:
                put(turn.entity, turn.standing, turn.position)
        return weights

    def _near(self, limit: Position, sentence: int) -> Iterator[Mention]:
        """The mentions before a place, backwards, as far as pronouns reach."""
        for i in range(bisect_left(self._places, limit) - 1, -1, -1):
            mention = self._cast.mentions[i]
            if sentence - self._cast.sentence(*mention.position) > REACH:
                return
            yield mention

    def _standing(self, mention: Mention) -> str:
        doc = self._cast.docs[mention.block]
        if mention.end < len(doc) and doc[mention.end].tag_ == "POS":
            return "possessor"
        return _standing(doc[mention.start : mention.end].root)

    def _by_elimination(self, role: Role, block: int, weights: dict[Entity, float]) -> Entity | None:
        """Whom "the Russian leader" means after Putin and Netanyahu, only the latter of known office.

        Takes a person without a role who alone fits and stands in some sentence of the article together
        with the country itself; for a mere "visitor", the one person of that country.
        """
        words = load("antecedents")
        if role.noun in words["epithets"]["nouns"] and role.qualifiers & set(words["epithets"]["past"]):
            return self._epithet(role, block, weights)
        if role.country is None:
            return None
        if role.noun in words["visitors"]["nouns"]:
            return _best({e: w for e, w in weights.items() if e.country == role.country})
        if role.noun not in words["leaders"]["nouns"] or role.qualifiers & set(words["leaders"]["not"]):
            return None
        floor = WEIGHTS["possessor"] * DECAY**2
        near = {e: w for e, w in weights.items() if not e.roles and e.name and w >= floor}
        return _best({e: w for e, w in near.items() if self._stands_with(e, role.country)})

    def _epithet(self, role: Role, block: int, weights: dict[Entity, float]) -> Entity | None:
        """Whom "the former Ghanaian general" means in the paragraph of the one person named there."""
        here = {m.entity for m in self._cast.by_block.get(block, ()) if m.start < role.start}
        entity = here.pop() if len(here) == 1 else None
        if entity is None or role.owner is not None or entity not in weights:
            return None
        foreign = role.country and entity.country and role.country != entity.country
        return None if foreign else entity

    def _stands_with(self, entity: Entity, country: str) -> bool:
        sentences = (
            self._cast.docs[m.block][m.start].sent for m in self._cast.mentions if m.entity is entity
        )
        return any(_names_country(sentence, country) for sentence in sentences)


def _infer_genders(cast: Cast) -> None:
    """Learns genders from pronouns whose antecedent is beyond doubt: one person only in reach.

    In reach are the persons earlier in the sentence, or where there are none those of the sentence before,
    in the same paragraph.
    """
    votes: dict[Entity, Counter[str]] = {}
    for b, doc in enumerate(cast.docs):
        for token in doc:
            gender = GENDER.get(token.lower_)
            if gender is None or cast.quoted[b][token.i]:
                continue
            entity = _only_one(cast, b, token.i)
            if entity is not None and entity.gender is None:
                votes.setdefault(entity, Counter())[gender] += 1
    for entity, counts in votes.items():
        if len(counts) == 1:
            entity.gender = next(iter(counts))


def _subject_pronouns(cast: Cast) -> list[Position]:
    """Where "he", "she" and the heads of descriptions ("the former governor", "a diplomat") are subjects."""
    found: list[Position] = []
    for b, doc in enumerate(cast.docs):
        heads = {r.head for r in cast.roles[b] if not r.plural and cast.bound(r) is None}
        for token in doc:
            wanted = token.lower_ in ("he", "she") or token.i in heads
            acts = token.dep_ in ("nsubj", "nsubjpass") or (token.dep_ == "ROOT" and token.pos_ == "NOUN")
            if wanted and acts and not cast.quoted[b][token.i]:
                found.append((b, token.i))
    return found


def _only_one(cast: Cast, block: int, token: int) -> Entity | None:
    here = cast.sentence(block, token)
    mentions = [m for m in cast.by_block.get(block, ()) if m.start < token]
    for sentence in (here, here - 1):
        found = {m.entity for m in mentions if cast.sentence(block, m.start) == sentence}
        described = [
            r for r in cast.roles[block] if r.start < token and cast.sentence(block, r.start) == sentence
        ]
        if found or described:
            bound = all(cast.bound(r) is not None for r in described)
            return found.pop() if len(found) == 1 and bound else None
    return None


def _standing(head: Token) -> str:
    """ "speaker", "subject", "possessor" or "other": how a word stands; conjuncts stand as their first."""
    while head.dep_ in ("conj", "appos", "compound", "nmod") and head.head != head:
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass") and _reported(head.head):
        return "reported"
    if head.dep_ in ("nsubj", "nsubjpass", "agent"):
        return "speaker" if head.head.lemma_.lower() in load("antecedents")["speech"]["verbs"] else "subject"
    return "possessor" if head.dep_ == "poss" else "other"


def _reported(verb: Token) -> bool:
    """Whether a clause is what somebody says: "he told parliament that Odum had lost"."""
    while verb.dep_ in ("conj", "advcl", "xcomp") and verb.head != verb:
        verb = verb.head
    return (
        verb.dep_ == "ccomp"
        and verb.head.i < verb.i
        and (verb.head.lemma_.lower() in load("antecedents")["speech"]["verbs"])
    )


def _names_country(sentence: Span, country: str) -> bool:
    named = (places.place(t.text) for t in sentence if t.text[0].isupper())
    return any(
        p is not None and p.country == country and p.kind == "country" and not p.metonym for p in named
    )


def _agrees(entity: Entity, gender: str | None) -> bool:
    return gender is None or entity.gender is None or entity.gender == gender


def _best(weights: dict[Entity, float]) -> Entity | None:
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    if not ranked or len(ranked) > 1 and ranked[0][1] < MARGIN * ranked[1][1]:
        return None
    return ranked[0][0]


def _fits(description: Role, held: Role, holder: Entity) -> bool:
    """Whether a person who holds the role may be described so."""
    country = held.country or holder.country
    if description.country and country and description.country != country:
        return False
    if held.noun not in offices.class_of(description.noun):
        return False
    mine, theirs = role_text.proper_words(description), role_text.proper_words(held)
    if mine and theirs and not mine & theirs:
        return False
    if "former" in description.qualifiers and "former" not in held.qualifiers:
        return False
    return description.qualifiers - set(load("antecedents")["light"]["words"]) <= held.qualifiers | set(
        held.text.lower().split()
    )
