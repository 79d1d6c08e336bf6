"""What every picture has: a title, a legend, a line at the foot; and the card for nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.text import cut, squeeze
from bot.pictures import theme
from bot.pictures.letters import shorten, width, wrap
from bot.pictures.paper import Paper
from bot.pictures.theme import LEADING, MARGIN, NORMAL, SMALL, Mark, Stroke

ALT_LIMIT = 1000
ALT_NAME = 80
"""What a single name may take of it."""
HEAD = 62.0
"""Height of the title and the line under it, from the upper edge."""
_SAMPLE = 32.0
_ROW = 20.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: what it looks like and what it means."""

    sample: Stroke | Mark
    words: str


class Legend:
    """The entries, side by side in as many rows as they need within ``room`` logical pixels."""

    def __init__(self, entries: Iterable[Entry], room: float) -> None:
        self._rows: list[list[tuple[float, Entry]]] = [[]]
        at = 0.0
        for entry in entries:
            fitting = Entry(entry.sample, shorten(entry.words, room - _SAMPLE, SMALL))
            needed = _sample_width(entry) + width(fitting.words, SMALL)
            if self._rows[-1] and at + needed > room:
                self._rows.append([])
                at = 0.0
            self._rows[-1].append((at, fitting))
            at += needed + 14

    @property
    def height(self) -> float:
        """How much of the card it takes."""
        return _ROW * len(self._rows) if self._rows[0] else 0.0

    def draw(self, paper: Paper, top: float) -> None:
        """Draw it from the left margin, from ``top`` down."""
        for number, row in enumerate(self._rows):
            y = top + _ROW * (number + 0.5)
            for left, entry in row:
                x = MARGIN + left
                if isinstance(entry.sample, Stroke):
                    paper.line([(x, y), (x + _SAMPLE - 6, y)], entry.sample)
                else:
                    paper.mark((x + 6, y), entry.sample)
                paper.text((x + _sample_width(entry), y), entry.words, SMALL, theme.DIM)


def _sample_width(entry: Entry) -> float:
    return _SAMPLE if isinstance(entry.sample, Stroke) else 18.0


def head(paper: Paper, title: str, below: str) -> None:
    """Write the title and the line under it."""
    room = paper.width - 2 * MARGIN
    paper.text((MARGIN, MARGIN + 6), shorten(title, room, theme.LARGE, True), theme.LARGE, bold=True)
    paper.text((MARGIN, MARGIN + 27), shorten(below, room, NORMAL), NORMAL, theme.DIM)


def foot_height(words: str, room: float) -> float:
    """How much of the card a remark at the foot takes."""
    return SMALL * LEADING * len(wrap(words, room, SMALL)) + 6 if words else 0.0


def foot(paper: Paper, words: str, top: float) -> None:
    """Write a remark from ``top`` down, in two lines at most."""
    if words:
        for number, line in enumerate(wrap(words, paper.width - 2 * MARGIN, SMALL)):
            paper.text((MARGIN, top + 10 + number * SMALL * LEADING), line, SMALL, theme.DIM)


def nothing(title: str, words: str) -> Paper:
    """The card for empty input."""
    paper = Paper(480, HEAD + MARGIN / 2)
    head(paper, title, words)
    return paper


def number_of(count: int, one: str, many: str) -> str:
    """ "1 contact", "2 contacts"."""
    return f"{count:,} {one if count == 1 else many}"


def alt_text(opening: str, details: Sequence[str]) -> str:
    """The opening sentence, as many details as 1,000 characters allow, and how many more there are."""
    told = cut(squeeze(opening), ALT_LIMIT // 2)
    shown: list[str] = []
    for number, detail in enumerate(details):
        rest = len(details) - number - 1
        tail = f"; and {rest} more." if rest else "."
        if len(told) + len("; ".join([*shown, squeeze(detail)])) + len(tail) + 1 > ALT_LIMIT - 20:
            break
        shown.append(squeeze(detail))
    if not shown:
        return told
    more = len(details) - len(shown)
    return f"{told} {'; '.join(shown)}{f'; and {more} more' if more else ''}."
