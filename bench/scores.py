"""The measures of all benchmarks: shares, precision and recall, and attributions matched one to one.

Matching follows the measure used on PolNeAR (Newell, Margolin and Ruths, LREC 2018): an attribution is found
when its content overlaps the gold's by at least half (intersection over union, in letters and digits), one to
one; who said it is right when moreover the sources share a content word, or neither has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol

from models.types import Span

OVERLAP = 0.5
_SMALL = "the a an of and in for to who that his her s at with on by"
_FUNCTION_WORDS = frozenset(_SMALL.split())


@dataclass(slots=True)
class Rate:
    """How many of how many were right."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 of nothing is 0."""
        return self.right / self.of if self.of else 0.0

    def count(self, right: bool) -> None:
        """Count one more, right or not."""
        self.right += right
        self.of += 1


class Prf(NamedTuple):
    """Precision, recall and F1, each between 0 and 1."""

    precision: float
    recall: float
    f1: float


def prf(hits: int, predicted: int, gold: int) -> Prf:
    """Of ``hits`` right ones among so many predicted and so many in the gold; 0 of nothing is 0."""
    precision, recall = Rate(hits, predicted).share, Rate(hits, gold).share
    return Prf(precision, recall, f1(precision, recall))


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def letters(text: str, spans: Iterable[Span]) -> set[int]:
    """The positions of letters and digits inside ``spans``."""
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


class Measure:
    """Compares stretches of one text: contents by letters and digits, sources by their content words."""

    def __init__(self, text: str) -> None:
        telling = bytearray(len(text))
        for word in re.finditer(r"\w+", text):
            if word.group().lower() not in _FUNCTION_WORDS:
                telling[word.start() : word.end()] = b"\1" * (word.end() - word.start())
        self._solid = [0, *accumulate(int(c.isalnum()) for c in text)]
        self._telling = [0, *accumulate(telling)]

    def size(self, spans: Sequence[Span]) -> int:
        """Letters and digits in the spans."""
        return sum(self._solid[e] - self._solid[s] for s, e in _merged(spans))

    def overlap(self, one: Sequence[Span], other: Sequence[Span]) -> float:
        """Shared letters and digits over all of both (intersection over union)."""
        shared = sum(self._solid[e] - self._solid[s] for s, e in _both(_merged(one), _merged(other)))
        return shared / (self.size(one) + self.size(other) - shared) if shared else 0.0

    def same_source(self, one: Sequence[Span], other: Sequence[Span]) -> bool:
        """Whether two sources share a content word, or neither has one."""
        if any(self._telling[e] > self._telling[s] for s, e in _both(one, other)):
            return True
        return not any(self._telling[e] > self._telling[s] for s, e in (*one, *other))


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The same stretch of text in spans that do not overlap."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _both(one: Sequence[Span], other: Sequence[Span]) -> Iterable[Span]:
    for s, e in one:
        for t, f in other:
            if min(e, f) > max(s, t):
                yield max(s, t), min(e, f)


class Attributed(Protocol):
    """A gold or predicted attribution; ``content`` is never empty."""

    @property
    def content(self) -> tuple[Span, ...]:
        """What was said, as offsets, in order."""
        ...

    @property
    def source(self) -> tuple[Span, ...]:
        """Who said it, as offsets; empty where nobody is named."""
        ...


@dataclass(frozen=True, slots=True)
class Match:
    """A gold attribution and the prediction it is matched with, by index; whether the source is right too."""

    gold: int
    predicted: int
    who: bool


def match(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed]) -> list[Match]:
    """Predictions matched to the gold one to one: the largest overlaps first, ties by right source."""
    measure = Measure(text)
    pairs: list[tuple[float, bool, int, int]] = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(predicted):
            if given.content[0][0] < wanted.content[-1][1] and wanted.content[0][0] < given.content[-1][1]:
                overlap = measure.overlap(wanted.content, given.content)
                if overlap >= OVERLAP:
                    pairs.append((-overlap, not measure.same_source(wanted.source, given.source), i, j))
    taken_gold: set[int] = set()
    taken: set[int] = set()
    out: list[Match] = []
    for _, wrong, i, j in sorted(pairs):
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            out.append(Match(i, j, not wrong))
    return out
