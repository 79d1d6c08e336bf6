"""How alike two articles are: the same wire copy, or other words about the same event."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from models import encoder
from models.types import Kind, StoryArticle

SHINGLE = 4
REPRINT = 0.6
QUOTATION = 5
LEAD = 1200

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]*[\w]")


@dataclass(frozen=True, slots=True)
class Traits:
    """What an article is compared by. ``vector`` has unit length; ``names`` counts capitalised words."""

    article: StoryArticle
    vector: np.ndarray
    shingles: frozenset[tuple[str, ...]]
    quotations: frozenset[tuple[str, ...]]
    names: Counter[str]


def words(text: str) -> list[str]:
    """The words of ``text`` in lower case, without punctuation; what two texts are compared by."""
    return [w.lower().replace("’", "'") for w in _WORD.findall(text)]


def traits(items: Sequence[StoryArticle]) -> list[Traits]:
    """The traits of each article, the missing embeddings made in one batch."""
    missing = [i for i, item in enumerate(items) if not item.embedding]
    made = encoder.encode([f"{items[i].title}. {items[i].text[:LEAD]}" for i in missing])
    vectors = dict(zip(missing, made, strict=True))
    return [
        Traits(
            article=item,
            vector=vectors[i] if i in vectors else np.asarray(item.embedding, dtype=np.float32),
            shingles=_grams(words(item.text), SHINGLE),
            quotations=_quotations(item),
            names=_names(f"{item.title}\n{item.text}"),
        )
        for i, item in enumerate(items)
    ]


def reprint(one: Traits, other: Traits) -> bool:
    """Whether one article carries the other's copy: most of the shorter one's word sequences are shared.

    Shingles after Broder (1997), by containment, so that a cut copy is found too.
    """
    shorter = min(len(one.shingles), len(other.shingles))
    return shorter > 0 and len(one.shingles & other.shingles) >= REPRINT * shorter


class Likeness:
    """Likeness of articles, with the weight of a name by how few of the articles carry it."""

    def __init__(self, all_traits: Sequence[Traits]) -> None:
        carried = Counter(name for t in all_traits for name in t.names)
        self._weight = {name: math.log(1 + len(all_traits) / n) for name, n in carried.items()}

    def __call__(self, one: Traits, other: Traits) -> float:
        """About 0 for unrelated articles, above 0.6 for two reports of one event on one day."""
        shared = min(2, len(one.quotations & other.quotations))
        meaning = float(one.vector @ other.vector)
        gap = abs(one.article.seen - other.article.seen) / timedelta(days=1)
        return 0.6 * meaning + 0.6 * self._names(one, other) + 0.1 * shared - 0.03 * min(gap, 5)

    def _names(self, one: Traits, other: Traits) -> float:
        """Cosine of the weighted names."""
        dot = sum(self._value(one, n) * self._value(other, n) for n in one.names.keys() & other.names.keys())
        return dot / max(1e-9, self._length(one) * self._length(other))

    def _value(self, traits: Traits, name: str) -> float:
        return self._weight[name] * math.sqrt(traits.names[name])

    def _length(self, traits: Traits) -> float:
        return math.sqrt(sum(self._value(traits, n) ** 2 for n in traits.names))


def _grams(tokens: Sequence[str], size: int) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1))


def _quotations(item: StoryArticle) -> frozenset[tuple[str, ...]]:
    """Word sequences of the article's quotations, long enough not to be shared by chance."""
    quoted = [s.text for s in item.analysis.statements if s.kind is not Kind.INDIRECT]
    return frozenset(gram for text in quoted for gram in _grams(words(text), QUOTATION))


def _names(text: str) -> Counter[str]:
    """Capitalised words that the article never writes in lower case."""
    lower = {w for w in _WORD.findall(text) if w.islower()}
    found = (re.sub(r"['’]s$", "", w) for w in _NAME.findall(text))
    return Counter(w for w in found if w.lower() not in lower and len(w) > 1)
