"""The axis of days, which several pictures share, and round numbers for the axis of values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

from bot.pictures import theme
from bot.pictures.dates import day_and_month, day_words, month_words
from bot.pictures.letters import width
from bot.pictures.paper import Paper
from bot.pictures.theme import SMALL, Stroke

HEIGHT = 26.0
"""What the dates under a picture take."""
_GAP = 16.0
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240)


class Days:
    """The days from ``first`` to ``last``, spread from ``left`` to ``right``."""

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self._first, self._last = first, last
        self._left, self._right = left, right

    @property
    def slot(self) -> float:
        """How many logical pixels a day has."""
        return (self._right - self._left) / max(1, (self._last - self._first).days)

    def x(self, day: date) -> float:
        """Where a day lies; a single one lies in the middle."""
        if self._first == self._last:
            return (self._left + self._right) / 2
        return self._left + self.slot * (day - self._first).days

    def ticks(self) -> list[tuple[float, str]]:
        """Days that are named, as many as there is room for: where, and in which words."""
        dated = day_and_month if self._first.year == self._last.year else day_words
        for step in _DAYS:
            if found := self._named(self._every_days(step), dated):
                return found
        for step in _MONTHS:
            if found := self._named(self._every_months(step), month_words):
                return found
        return [(self.x(day), day_words(day)) for day in (self._first, self._last)]

    def draw(self, paper: Paper, top: float, bottom: float) -> None:
        """Upright lines from ``top`` to ``bottom`` at the days that are named."""
        for x, _ in self.ticks():
            paper.line([(x, top), (x, bottom)], Stroke(theme.GRID, width=0.8))

    def label(self, paper: Paper, top: float) -> None:
        """Write the days from ``top`` down."""
        for x, words in self.ticks():
            paper.text((x, top + 12), words, SMALL, theme.DIM, anchor="center")

    def _named(self, days: Iterator[date], in_words: Callable[[date], str]) -> list[tuple[float, str]]:
        """None of them where two would touch."""
        found: list[tuple[float, str]] = []
        end = -math.inf
        for day in days:
            x, words = self.x(day), in_words(day)
            half = width(words, SMALL) / 2
            if x - half < end + _GAP:
                return []
            end = x + half
            found.append((x, words))
        return found

    def _every_days(self, step: int) -> Iterator[date]:
        day = self._first
        while day <= self._last:
            yield day
            day += timedelta(step)

    def _every_months(self, step: int) -> Iterator[date]:
        """The first days of months, counted from a January."""
        months = 12 * self._first.year + self._first.month - 1
        begin = months + (self._first.day > 1)
        for month in count(begin + -begin % step, step):
            day = date(month // 12, month % 12 + 1, 1)
            if day > self._last:
                return
            yield day


def round_numbers(highest: float, most: int = 5) -> list[float]:
    """From nought to the first not below ``highest``, in steps of 1, 2 or 5 times a power of ten."""
    step = 10 ** math.floor(math.log10(highest)) / 10 if highest > 0 else 1.0
    for factor in (1, 2, 5, 10, 20, 50):
        steps = math.ceil(highest / (step * factor) - 1e-9)
        if steps < most:
            return [step * factor * number for number in range(max(1, steps) + 1)]
    raise AssertionError("fifty tenths of a power of ten are more than any number of its size")


def powers(lowest: float, highest: float) -> list[float]:
    """Powers of ten from one not above ``lowest`` to one not below ``highest``, at most seven of them."""
    first, last = math.floor(math.log10(lowest)), math.ceil(math.log10(highest))
    last = max(last, first + 1)
    step = math.ceil((last - first) / 6)
    return [10.0**exponent for exponent in range(first, last + step, step)]
