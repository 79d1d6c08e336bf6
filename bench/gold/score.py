"""Scores predicted statements against the gold: what was found, who said it, and each resolved field.

Matching and "who said" follow the measure used on PolNeAR (Newell et al. 2018): a statement is found when its
content overlaps the gold content by at least half (intersection over union, letters and digits only), one to
one; who said it is right when moreover the source span touches the gold source, or neither names a source.
All functions are pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.gold.loader import GoldDocument, GoldStatement
from models.types import Span, Statement

OVERLAP = 0.5
# The gold's vocabulary is coarser than the lexicon's: what a finer act counts as.
COARSER = {
    "emphasize": "say",
    "answer": "say",
    "explain": "say",
    "report": "say",
    "discuss": "say",
    "express": "say",
    "admit": "confirm",
    "propose": "suggest",
    "predict": "expect",
    "criticize": "accuse",
    "order": "urge",
    "support": "agree",
    "oppose": "reject",
    "apologize": "say",
}
FIELDS = ("role", "country", "kind", "act", "certainty", "via", "audience")
_FUNCTION_WORDS = set(re.findall(r"\w+", "the a an of and in for to who that his her s at with on by"))


@dataclass(slots=True)
class Rate:
    """How many of how many were right."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 of nothing is 0."""
        return self.right / self.of if self.of else 0.0

    def count(self, right: bool) -> None:
        self.right += right
        self.of += 1


@dataclass(slots=True)
class Scores:
    """Counts over all documents.

    ``found`` and ``who_said`` count matched statements. ``name_*`` count the gold statements that name a
    speaker: the predicted name is right, left open (no name, or the statement missed) or wrong. ``invented``
    counts found statements to which a name was given where the gold names nobody. ``fields`` rates each of
    FIELDS over found statements; role and country only where the gold gives one.
    """

    gold: int = 0
    predicted: int = 0
    found: int = 0
    who_said: int = 0
    name_right: int = 0
    name_open: int = 0
    name_wrong: int = 0
    invented: int = 0
    named_found: int = 0
    fields: dict[str, Rate] = field(default_factory=lambda: {name: Rate() for name in FIELDS})

    @property
    def name_accuracy(self) -> float:
        """Share of the found gold statements naming a speaker whose name was resolved rightly."""
        return self.name_right / self.named_found if self.named_found else 0.0

    @property
    def name_wrong_share(self) -> float:
        """Share of the found gold statements naming a speaker that were given a wrong name."""
        return self.name_wrong / self.named_found if self.named_found else 0.0

    def prf(self, hits: int) -> tuple[float, float, float]:
        """Precision, recall and F1 for ``hits`` (``found`` or ``who_said``) right predictions."""
        precision = hits / self.predicted if self.predicted else 0.0
        recall = hits / self.gold if self.gold else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def score(documents: Iterable[GoldDocument], predictions: Mapping[str, Sequence[Statement]]) -> Scores:
    """Score ``predictions`` (by document name; a document left out counts as nothing predicted)."""
    scores = Scores()
    for document in documents:
        predicted = predictions.get(document.name, ())
        scores.gold += len(document.statements)
        scores.predicted += len(predicted)
        pairs = match(document, predicted)
        for number, gold in enumerate(document.statements):
            if number in pairs:
                _count_found(scores, gold, predicted[pairs[number]], document.text)
            elif gold.speaker.names:
                scores.name_open += 1
    return scores


def match(document: GoldDocument, predicted: Sequence[Statement]) -> dict[int, int]:
    """Gold statement → predicted statement, one to one, the largest overlaps first, ties by right source."""
    text = document.text
    golds = [letters(gold.content, text) for gold in document.statements]
    guesses = [letters(guess.content, text) for guess in predicted]
    candidates = sorted(
        (
            (-overlap, not same_source(document.statements[g], predicted[p], text), g, p)
            for g, gold in enumerate(golds)
            for p, guess in enumerate(guesses)
            if (overlap := _overlap(gold, guess)) >= OVERLAP
        ),
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, p in candidates:
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return pairs


def same_source(gold: GoldStatement, guess: Statement, text: str) -> bool:
    """Whether the source spans share a content word, or neither has a source."""
    wanted, given = source_letters(gold.source, text), source_letters(guess.source, text)
    return bool(wanted & given) or (not wanted and not given)


def letters(spans: Iterable[Span], text: str) -> set[int]:
    """The positions of letters and digits inside ``spans``."""
    return {i for start, end in spans for i in range(start, min(end, len(text))) if text[i].isalnum()}


def source_letters(spans: Iterable[Span], text: str) -> set[int]:
    """The same, without function words, which two different sources may share."""
    return {
        position
        for start, end in spans
        for word in re.finditer(r"\w+", text[start:end])
        if word.group().lower() not in _FUNCTION_WORDS
        for position in range(start + word.start(), start + word.end())
    }


def fold(name: str) -> str:
    """A name as compared: lower case, without diacritics, punctuation and a leading article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", plain)
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)


def alike(one: str, other: str) -> bool:
    """Whether two descriptions mean the same: one's words are all among the other's."""
    words, others = set(fold(one).split()), set(fold(other).split())
    return bool(words and others) and (words <= others or others <= words)


def same_people(wanted: Collection[str], given: Collection[str]) -> bool:
    """Whether two lists name the same parties in whatever order."""
    left = list(given)
    for name in wanted:
        partner = next((other for other in left if alike(name, other)), None)
        if partner is None:
            return False
        left.remove(partner)
    return not left


def _overlap(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _count_found(scores: Scores, gold: GoldStatement, guess: Statement, text: str) -> None:
    scores.found += 1
    scores.who_said += same_source(gold, guess, text)
    _count_name(scores, gold, guess)
    speaker = guess.speaker
    if gold.speaker.role:
        role = speaker.role if speaker else None
        scores.fields["role"].count(role is not None and alike(gold.speaker.role, role))
    if gold.speaker.country:
        scores.fields["country"].count(speaker is not None and speaker.country == gold.speaker.country)
    scores.fields["kind"].count(guess.kind == gold.kind)
    scores.fields["act"].count(gold.act in {guess.act, COARSER.get(guess.act)})
    scores.fields["certainty"].count(guess.certainty == gold.certainty)
    scores.fields["via"].count(same_people(gold.via, guess.via))
    scores.fields["audience"].count(same_people(gold.audience, guess.audience))


def _count_name(scores: Scores, gold: GoldStatement, guess: Statement) -> None:
    name = guess.speaker.name if guess.speaker else None
    if not gold.speaker.names:
        scores.invented += name is not None
        return
    scores.named_found += 1
    if name is None:
        scores.name_open += 1
    elif fold(name) in {fold(right) for right in gold.speaker.names}:
        scores.name_right += 1
    else:
        scores.name_wrong += 1
