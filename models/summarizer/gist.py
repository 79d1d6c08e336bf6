"""What keeps a sentence from being the gist: it leans on the one before, or says the headline again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from models.reading.parser import Parsed
from models.summarizer import features
from models.summarizer.candidates import Candidate

PASSED_OVER = 0.2  # some other sentence of the summary is nearly always taken in its place
REPEATED = 0.75  # of a sentence's telling words
STEM = 5  # letters; "announces" and "announced", "Russia" and "Russian" are the same word


def fitness(parsed: Parsed, found: Sequence[Candidate], title: str | None) -> np.ndarray:
    """What the likelihood of each sentence to be the gist is multiplied with, shape (sentences,).

    1, or PASSED_OVER for one that leans on the sentence before or adds next to nothing to the ``title``.
    """
    known = _stems(re.findall(r"\w+", title or ""))
    poor = [c.leaning or _repeats(known, features.content(parsed, c)) for c in found]
    return np.where(poor, PASSED_OVER, 1.0)


def _repeats(title: frozenset[str], sentence: Iterable[str]) -> bool:
    telling = _stems(sentence)
    return bool(title) and len(telling & title) > REPEATED * len(telling)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w.lower()[:STEM] for w in words)
