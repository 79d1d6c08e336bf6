"""How far a sentence only says again what the headline says: one measure for points and gist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from models.reading.parser import Parsed
from models.summarizer import features
from models.summarizer.candidates import Candidate

STEM = 5  # letters; "announces" and "announced", "Russia" and "Russian" are the same word


def of_title(parsed: Parsed, found: Sequence[Candidate], title: str | None) -> np.ndarray:
    """The share of each sentence's telling words that ``title`` has too, shape (sentences,), 0 to 1.

    Telling are nouns, names, verbs, adjectives and numbers, by their first letters; 0 without a title.
    """
    known = _stems(re.findall(r"\w+", title or ""))
    return np.array([_share(known, _stems(features.content(parsed, c))) for c in found], dtype=float)


def _share(known: frozenset[str], telling: frozenset[str]) -> float:
    return len(telling & known) / len(telling) if telling else 0.0


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w.lower()[:STEM] for w in words)
