"""How alike two articles are: the same wire copy, or other words about the same event."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from models import encoder
from models.types import Kind, StoryArticle

SHINGLE = 4
REPRINT = 0.6
QUOTATION = 5
LEAD = 1200

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Traits:
    """What an article is compared by. ``vector`` has unit length; ``words`` counts title and text."""

    article: StoryArticle
    vector: np.ndarray
    shingles: frozenset[tuple[str, ...]]
    quotations: frozenset[tuple[str, ...]]
    words: Counter[str]


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
            words=Counter(words(f"{item.title}\n{item.text}")),
        )
        for i, item in enumerate(items)
    ]


def first_carriers(all_traits: Sequence[Traits]) -> list[int]:
    """For each article the index of the first one that it reprints, or its own index.

    Only articles that share a word sequence are compared, so that time grows with the length of the texts.
    """
    carriers: dict[tuple[str, ...], list[int]] = defaultdict(list)
    first: list[int] = []
    for place, item in enumerate(all_traits):
        shared = Counter(chain.from_iterable(carriers[s] for s in item.shingles if s in carriers))
        copied = (i for i in sorted(shared) if _is_copy(all_traits[i], item, shared[i]))
        first.append(next(copied, place))
        if first[place] == place:
            for shingle in item.shingles:
                carriers[shingle].append(place)
    return first


def _is_copy(one: Traits, other: Traits, shared: int) -> bool:
    """Whether most of the shorter one's word sequences, ``shared`` of them, are the other's too.

    Shingles after Broder (1997), by containment, so that a cut copy is found too.
    """
    shorter = min(len(one.shingles), len(other.shingles))
    return shorter > 0 and shared >= REPRINT * shorter


def likeness(all_traits: Sequence[Traits]) -> np.ndarray:
    """How alike each two of n articles are, shape (n, n).

    Below 0.5 for unrelated articles, about 1 for two reports of one event on one day: meaning, words (those
    that few of the articles carry, names above all), shared quotations, and the time between.
    """
    vectors = np.array([t.vector for t in all_traits])
    shared = _rare_words(all_traits)
    quoted = np.minimum(2, _shared_quotations(all_traits))
    days = np.minimum(days_apart(all_traits), 5)
    return vectors @ vectors.T + shared @ shared.T + 0.1 * quoted - 0.05 * days


def days_apart(all_traits: Sequence[Traits]) -> np.ndarray:
    """Days between each two of n articles, shape (n, n)."""
    seen = np.array([t.article.seen.timestamp() for t in all_traits]) / 86400
    return np.abs(seen[:, None] - seen[None, :])


def _rare_words(all_traits: Sequence[Traits]) -> np.ndarray:
    """Unit vectors of the words' weighted counts, shape (n, different words that two articles share).

    A word's weight is the square of its inverse document frequency: names of few articles decide.
    """
    carried = Counter(word for t in all_traits for word in t.words)
    columns = {word: i for i, word in enumerate(w for w, n in carried.items() if n > 1)}
    out = np.zeros((len(all_traits), len(columns)), dtype=np.float32)
    for place, t in enumerate(all_traits):
        row = out[place]
        alone = 0.0
        for word, count in t.words.items():
            weight = math.log(1 + len(all_traits) / carried[word]) ** 2 * math.sqrt(count)
            if word in columns:
                row[columns[word]] = weight
            else:
                alone += weight**2
        row /= max(1e-9, math.sqrt(float(row @ row) + alone))
    return out


def _shared_quotations(all_traits: Sequence[Traits]) -> np.ndarray:
    """How many word sequences of their quotations each two of n articles share, shape (n, n)."""
    carriers: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, t in enumerate(all_traits):
        for gram in t.quotations:
            carriers[gram].append(place)
    out = np.zeros((len(all_traits), len(all_traits)))
    for places in carriers.values():
        out[np.ix_(places, places)] += 1
    return out


def _grams(tokens: Sequence[str], size: int) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1))


def _quotations(item: StoryArticle) -> frozenset[tuple[str, ...]]:
    """Word sequences of the article's quotations, long enough not to be shared by chance.

    What counts as quoted is what attribution found; no marks are read here.
    """
    quoted = [s.text for s in item.analysis.statements if s.kind is not Kind.INDIRECT]
    return frozenset(gram for text in quoted for gram in _grams(words(text), QUOTATION))
