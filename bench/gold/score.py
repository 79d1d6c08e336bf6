"""Scores predicted statements against the gold: what was found, who said it, and each resolved field.

Statements are matched as ``bench.scores`` does it. All functions are pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bench.gold.loader import GoldDocument, GoldSpeaker, GoldStatement
from bench.scores import Prf, Rate, match, prf
from models.types import Speaker, Statement

NameVerdict = Literal["right", "wrong", "open", "invented"]

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
        return Rate(self.name_right, self.named_found).share

    @property
    def name_wrong_share(self) -> float:
        """Share of the found gold statements naming a speaker that were given a wrong name."""
        return Rate(self.name_wrong, self.named_found).share

    def prf(self, hits: int) -> Prf:
        """Precision, recall and F1 for ``hits`` (``found`` or ``who_said``) right predictions."""
        return prf(hits, self.predicted, self.gold)

    def count(self, gold: GoldStatement, found: Statement, who: bool) -> None:
        """Count a gold statement that was found; ``who`` tells whether its source is right."""
        self.found += 1
        self.who_said += who
        self.named_found += bool(gold.speaker.names)
        verdict = name_verdict(gold.speaker, found.speaker)
        self.name_right += verdict == "right"
        self.name_wrong += verdict == "wrong"
        self.name_open += verdict == "open"
        self.invented += verdict == "invented"
        for name, right in field_verdicts(gold, found).items():
            self.fields[name].count(right)


def score(documents: Iterable[GoldDocument], predictions: Mapping[str, Sequence[Statement]]) -> Scores:
    """Score ``predictions`` (by document name; a document left out counts as nothing predicted)."""
    scores = Scores()
    for document in documents:
        predicted = predictions.get(document.name, ())
        scores.gold += len(document.statements)
        scores.predicted += len(predicted)
        matches = {m.gold: m for m in match(document.text, document.statements, predicted)}
        for number, gold in enumerate(document.statements):
            if number in matches:
                scores.count(gold, predicted[matches[number].predicted], matches[number].who)
            elif gold.speaker.names:
                scores.name_open += 1
    return scores


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


def name_verdict(speaker: GoldSpeaker, found: Speaker | None) -> NameVerdict | None:
    """What became of a gold speaker's name; None where the gold names nobody and no name was given."""
    name = found.name if found else None
    if not speaker.names:
        return "invented" if name else None
    if name is None:
        return "open"
    return "right" if fold(name) in {fold(right) for right in speaker.names} else "wrong"


def field_verdicts(gold: GoldStatement, found: Statement) -> dict[str, bool]:
    """Whether each of FIELDS is right; role and country are left out where the gold does not give them."""
    wanted, speaker = gold.speaker, found.speaker
    verdicts = {
        "kind": found.kind == gold.kind,
        "act": gold.act in {found.act, COARSER.get(found.act)},
        "certainty": found.certainty == gold.certainty,
        "via": same_people(gold.via, found.via),
        "audience": same_people(gold.audience, found.audience),
    }
    if wanted.role:
        verdicts["role"] = bool(speaker and speaker.role and alike(wanted.role, speaker.role))
    if wanted.country:
        verdicts["country"] = bool(speaker and speaker.country == wanted.country)
    return verdicts
