"""How alike two articles are: the same wire copy, or other words about the same event."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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


def likeness(all_traits: Sequence[Traits]) -> np.ndarray:
    """How alike each two of n articles are, shape (n, n).

    Below 0.3 for unrelated articles, above 0.5 for two reports of one event on one day: meaning, names
    (weighted by how few of the articles carry them), shared quotations, and the time between.
    """
    vectors = np.array([t.vector for t in all_traits])
    names = _name_vectors(all_traits)
    shared = [[min(2, len(a.quotations & b.quotations)) for b in all_traits] for a in all_traits]
    days = np.minimum(days_apart(all_traits), 5)
    return 0.6 * (vectors @ vectors.T) + 0.6 * (names @ names.T) + 0.1 * np.array(shared) - 0.06 * days


def days_apart(all_traits: Sequence[Traits]) -> np.ndarray:
    """Days between each two of n articles, shape (n, n)."""
    seen = np.array([t.article.seen.timestamp() for t in all_traits]) / 86400
    return np.abs(seen[:, None] - seen[None, :])


def _name_vectors(all_traits: Sequence[Traits]) -> np.ndarray:
    """Unit vectors of the names' weighted counts, shape (n, different names)."""
    carried = Counter(name for t in all_traits for name in t.names)
    columns = {name: i for i, name in enumerate(carried)}
    out = np.zeros((len(all_traits), len(columns)))
    for row, t in zip(out, all_traits, strict=True):
        for name, count in t.names.items():
            row[columns[name]] = math.log(1 + len(all_traits) / carried[name]) * math.sqrt(count)
    return out / np.maximum(1e-9, np.linalg.norm(out, axis=1, keepdims=True))


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
