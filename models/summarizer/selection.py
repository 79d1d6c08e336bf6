"""Choosing sentences under a word budget, without saying the same thing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SAME = 0.82


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a summary may be: the words aimed at and the most sentences."""

    words: int
    sentences: int


BUDGETS = {"brief": Budget(40, 2), "standard": Budget(75, 4), "full": Budget(150, 8)}


def choose(
    scores: np.ndarray, words: Sequence[int], embeddings: np.ndarray, budget: Budget, same: float = SAME
) -> list[int]:
    """Indices of the chosen sentences, best first.

    Greedy by score; a sentence whose cosine to a chosen one is above ``same`` is passed over, and one that
    would overshoot the budget by more than it would still fill is too. At least one is chosen.
    """
    chosen: list[int] = []
    used = 0
    for index in np.argsort(-scores, kind="stable").tolist():
        if len(chosen) == budget.sentences or used >= budget.words:
            break
        if chosen and float(np.max(embeddings[chosen] @ embeddings[index])) > same:
            continue
        if chosen and used + words[index] - budget.words > budget.words - used:
            continue
        chosen.append(index)
        used += words[index]
    return chosen
