"""Choosing sentences under a word budget, without saying the same thing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

SAME = 0.7
OVERSHOOT = 4 / 3
EXPECTED = 1.2
CONSIDERED = 16


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a summary may be: the words aimed at, the fewest and the most sentences.

    ``share`` is the most of the article's words that it may take: a short article needs no long summary.
    """

    words: int
    fewest: int
    most: int
    share: float = 1.0

    def fitted(self, article: int) -> Budget:
        """The budget for an article of ``article`` words."""
        words = round(self.share * article)
        return self if words >= self.words else replace(self, words=max(1, words), fewest=1)


BUDGETS = {
    "brief": Budget(40, 1, 2, 0.35),
    "standard": Budget(75, 2, 3, 0.65),
    "full": Budget(150, 4, 8, 0.75),
}


def choose(
    likely: np.ndarray, words: Sequence[int], embeddings: np.ndarray, budget: Budget, same: float = SAME
) -> list[int]:
    """Indices of the chosen sentences, the likeliest first.

    Greedy for the expected F1 of words against an editor's choice of about the budget's length: a sentence
    is added while that gains, up to a third beyond the budget. One whose cosine to a chosen sentence is
    above ``same`` is passed over. At least one is chosen. ``likely`` are probabilities, 0 to never choose.
    """
    lengths = np.asarray(words, dtype=float)
    budget = budget.fitted(sum(words))
    order = np.argsort(-likely, kind="stable")[:CONSIDERED].tolist()
    chosen = [order[0]]
    while len(chosen) < budget.most:
        fitting = [
            i
            for i in order
            if i not in chosen
            and likely[i] > 0
            and lengths[chosen].sum() + lengths[i] <= OVERSHOOT * budget.words
            and float(np.max(embeddings[chosen] @ embeddings[i])) <= same
        ]
        if not fitting:
            break
        best = max(fitting, key=lambda i: _expected(likely, lengths, [*chosen, i], budget))
        gains = _expected(likely, lengths, [*chosen, best], budget) > _expected(
            likely, lengths, chosen, budget
        )
        if len(chosen) >= budget.fewest and not gains:
            break
        chosen.append(best)
    return sorted(chosen, key=lambda i: -likely[i])


def _expected(likely: np.ndarray, lengths: np.ndarray, chosen: Sequence[int], budget: Budget) -> float:
    """The F1 to be expected against a choice that is somewhat longer than the budget."""
    picked = list(chosen)
    hit = float((likely[picked] * lengths[picked]).sum())
    return 2 * hit / (float(lengths[picked].sum()) + EXPECTED * budget.words)
