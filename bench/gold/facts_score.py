"""Scores contacts and figures against those annotated in our own dispatches. All functions are pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bench.gold.facts import GoldContact, GoldFacts, GoldFigure, HardNegative
from bench.gold.score import alike, fold
from bench.scores import Prf, Rate, prf
from models.types import Contact, ContactStatus, Figure, Span

G = TypeVar("G", GoldContact, GoldFigure)
P = TypeVar("P", Contact, Figure)
Found = tuple[Sequence[Contact], Sequence[Figure]]
CAME_ABOUT = frozenset({ContactStatus.HELD, ContactStatus.UNDER_WAY})


@dataclass(slots=True)
class Tally:
    """Rows of the gold, predictions, and pairs of both; ``rest`` rates what else is right of the pairs.

    Doubtful rows, and predictions that match one, are not counted.
    """

    gold: int = 0
    predicted: int = 0
    hits: int = 0
    kept: Rate = field(default_factory=Rate)
    rest: dict[str, Rate] = field(default_factory=dict[str, Rate])

    @property
    def prf(self) -> Prf:
        """Precision, recall and F1."""
        return prf(self.hits, self.predicted, self.gold)

    def count(self, verdicts: Mapping[str, bool]) -> None:
        """Count a pair, with what else of it is right."""
        self.hits += 1
        for name, right in verdicts.items():
            self.rest.setdefault(name, Rate()).count(right)


@dataclass(slots=True)
class FactScores:
    """The tallies of contacts and of figures over all dispatches."""

    contacts: Tally = field(default_factory=Tally)
    figures: Tally = field(default_factory=Tally)


def score(documents: Iterable[GoldFacts], predictions: Mapping[str, Found]) -> FactScores:
    """Score ``predictions`` (by dispatch; one that is left out counts as nothing predicted)."""
    scores = FactScores()
    for document in documents:
        contacts, figures = predictions.get(document.name, ((), ()))
        negatives = {of: [n for n in document.negatives if n.of == of] for of in ("contact", "figure")}
        _tally(
            scores.contacts, document.contacts, contacts, same_contact, contact_verdicts, negatives["contact"]
        )
        _tally(scores.figures, document.figures, figures, same_figure, figure_verdicts, negatives["figure"])
    return scores


def matched(gold: Sequence[G], predicted: Sequence[P], same: Callable[[G, P], bool]) -> list[tuple[G, P]]:
    """Pairs one to one, rows beyond doubt first; of several that fit, the one from the same place."""
    left = list(predicted)
    pairs: list[tuple[G, P]] = []
    for row in sorted(gold, key=lambda r: r.doubtful):
        fitting = [p for p in left if same(row, p)]
        if fitting:
            best = next((p for p in fitting if _meet(row.evidence, p.evidence)), fitting[0])
            pairs.append((row, best))
            left = [p for p in left if p is not best]
    return pairs


def _tally(
    tally: Tally,
    gold: Sequence[G],
    predicted: Sequence[P],
    same: Callable[[G, P], bool],
    verdicts: Callable[[G, P], Mapping[str, bool]],
    negatives: Sequence[HardNegative],
) -> None:
    pairs = matched(gold, predicted, same)
    taken = {id(p) for _, p in pairs}
    unmatched = [p for p in predicted if id(p) not in taken]
    tally.gold += sum(not row.doubtful for row in gold)
    tally.predicted += len(unmatched)
    for row, prediction in pairs:
        if not row.doubtful:
            tally.predicted += 1
            tally.count(verdicts(row, prediction))
    for negative in negatives:
        tally.kept.count(not any(broken(negative, p) for p in unmatched))


def broken(negative: HardNegative, prediction: Contact | Figure) -> bool:
    """Whether ``prediction``, which matches no row, takes ``negative`` for a contact or a figure."""
    if isinstance(prediction, Figure) and negative.value not in {prediction.value, prediction.high}:
        return False
    return _meet(negative.evidence, prediction.evidence)


def same_contact(gold: GoldContact, found: Contact) -> bool:
    """Whether both have the same parties, and both came about or neither did (planned, denied, cancelled)."""
    if (gold.status in CAME_ABOUT) != (found.status in CAME_ABOUT):
        return False
    named = all(any(same_party(party, f) for f in found.parties) for party in gold.parties)
    return named and all(any(same_party(party, f) for party in gold.parties) for f in found.parties)


def same_party(names: Collection[str], found: str) -> bool:
    """Whether ``found`` is one of ``names``: by all words of the shorter one, or by the surname."""
    words = fold(found).split()
    return any(
        alike(name, found) or (name.split()[-1][:1].isupper() and fold(name).split()[-1] in words)
        for name in names
    )


def contact_verdicts(gold: GoldContact, found: Contact) -> dict[str, bool]:
    """Whether the status and the kind of a matched contact are right, and the time where the gold has one."""
    verdicts = {"status": found.status == gold.status, "kind": found.kind == gold.kind}
    if gold.when:
        verdicts["when"] = bool(found.when) and alike(gold.when, found.when or "")
    return verdicts


def same_figure(gold: GoldFigure, found: Figure) -> bool:
    """Whether both are the same number of the same things."""
    return (gold.value, gold.high) == (found.value, found.high) and _any_alike(gold.what, found.what)


def figure_verdicts(gold: GoldFigure, found: Figure) -> dict[str, bool]:
    """Whether the qualifier of a matched figure is right, and the place where the gold has one."""
    verdicts = {"qualifier": gold.qualifier == found.qualifier}
    if gold.place:
        verdicts["place"] = bool(found.place) and _any_alike(gold.place, found.place or "")
    return verdicts


def _any_alike(rights: Iterable[str], found: str) -> bool:
    """Whether one of ``rights`` and ``found`` mean the same, in the singular or the plural."""
    return any(alike(_singular(right), _singular(found)) for right in rights)


def _singular(words: str) -> str:
    return re.sub(r"(?<=\w{3})s\b", "", words)


def _meet(one: Span, others: Iterable[Span]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)
