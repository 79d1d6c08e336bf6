"""What keeps a sentence from being the gist: it points back to others, or says the headline again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.reading.parser import Parsed
from models.summarizer import features
from models.summarizer.candidates import DEMONSTRATIVES, Candidate

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

PASSED_OVER = 0.2  # some other sentence of the summary is nearly always taken in its place
REPEATED = 0.75  # of a sentence's telling words
STEM = 5  # letters; "announces" and "announced", "Russia" and "Russian" are the same word


def fitness(parsed: Parsed, found: Sequence[Candidate], title: str | None) -> np.ndarray:
    """What the likelihood of each sentence to be the gist is multiplied with, shape (sentences,).

    1, or PASSED_OVER for one that points back to sentences before or adds next to nothing to the ``title``.
    """
    known = _stems(re.findall(r"\w+", title or ""))
    poor = [
        c.leaning
        or _points_back(features.sentence(parsed, c))
        or _repeats(known, features.content(parsed, c))
        for c in found
    ]
    return np.where(poor, PASSED_OVER, 1.0)


def _points_back(sent: SpacySpan) -> bool:
    """Whether a subject in it is known from before: "this decision", "those talks"."""
    return any(
        t.lower_ in DEMONSTRATIVES
        and t.dep_ == "det"
        and t.head.dep_ in {"nsubj", "nsubjpass"}
        and t.head.ent_type_ not in {"DATE", "TIME"}
        for t in sent
    )


def _repeats(title: frozenset[str], sentence: Iterable[str]) -> bool:
    telling = _stems(sentence)
    return bool(title) and len(telling & title) > REPEATED * len(telling)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w.lower()[:STEM] for w in words)
