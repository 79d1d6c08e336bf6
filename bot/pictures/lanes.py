"""A timeline in lanes: one for each person, country or kind, with what happened or was said at its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.text import cut, squeeze
from bot.pictures import axis, frame, theme
from bot.pictures.axis import Days
from bot.pictures.dates import day_words, span_words
from bot.pictures.frame import HEAD, Entry, Legend, number_of
from bot.pictures.letters import shorten, width, wrap
from bot.pictures.paper import Extent, Paper
from bot.pictures.theme import KIND_MARKS, LEADING, MARGIN, NORMAL, SMALL

TITLE = "Timeline"
MOST_ITEMS = 30
MOST_LANES = 10
_WIDTH = 760.0
_NAME_ROOM = 128.0
_LABEL_ROOM = 300.0
_ROW = 21.0
_PAD = 7.0
_GAP = 6.0
_LEFT_AIR, _RIGHT_AIR = 16.0, 70.0
_TO_LABEL = 9.0
_BETWEEN = 14.0
_NOTHING = "Nothing to show."


class LaneKind(StrEnum):
    """What an item of a timeline tells of."""

    STATEMENT = "statement"
    CONTACT = "contact"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class LaneItem:
    """Something at a day. ``status`` is a word or two of what became of it ("held", "denied"), or None."""

    day: date
    lane: str
    label: str
    kind: LaneKind
    status: str | None = None


def draw(items: Sequence[LaneItem], title: str = TITLE) -> bytes:
    """The picture as a PNG: the newest 30 items in up to ten lanes; a line tells of the rest."""
    return compose(items, title).png()


def compose(items: Sequence[LaneItem], title: str = TITLE) -> Paper:
    """The picture before it is made into bytes."""
    if not items:
        return frame.nothing(title, _NOTHING)
    shown = _chosen(items)
    room = _WIDTH - 2 * MARGIN
    names = list(dict.fromkeys(squeeze(item.lane) for item in shown))
    left = MARGIN + max(width(line, NORMAL, True) for name in names for line in _name_lines(name)) + 12
    days = Days(
        min(item.day for item in shown),
        max(item.day for item in shown),
        left + _LEFT_AIR,
        _WIDTH - MARGIN - _RIGHT_AIR,
    )
    lanes = [
        _Lane(name, [i for i in shown if squeeze(i.lane) == name], days, left, _WIDTH - MARGIN)
        for name in names
    ]
    bottom = HEAD + sum(lane.height + _GAP for lane in lanes) - _GAP
    kinds = [kind for kind in LaneKind if any(item.kind == kind for item in shown)]
    legend = Legend((Entry(KIND_MARKS[kind], str(kind)) for kind in kinds), room)
    rest = len(items) - len(shown)
    remark = f"{number_of(rest, 'more item is', 'more items are')} not drawn." if rest else ""
    under = bottom + axis.HEIGHT + 2
    paper = Paper(_WIDTH, under + legend.height + frame.foot_height(remark, room) + 14)
    frame.head(paper, title, _summary(shown))
    top = HEAD
    for lane in lanes:
        lane.draw(paper, top)
        top += lane.height + _GAP
    days.label(paper, bottom)
    legend.draw(paper, under)
    frame.foot(paper, remark, under + legend.height)
    return paper


def alt(items: Sequence[LaneItem], title: str = TITLE) -> str:
    """The picture in words, for whoever can't see it: at most 1,000 characters."""
    if not items:
        return f"{title}: {_NOTHING[:1].lower()}{_NOTHING[1:]}"
    details = [
        f"{day_words(item.day)}, {cut(squeeze(item.lane), frame.ALT_NAME)}: {_words(item)}"
        for item in sorted(items, key=lambda item: item.day)
    ]
    return frame.alt_text(f"{title}: {_summary(items)}.", details)


def _chosen(items: Sequence[LaneItem]) -> list[LaneItem]:
    """The newest items of the lanes that have the most, by day."""
    newest = sorted(items, key=lambda item: item.day)[-MOST_ITEMS:]
    counted = Counter(squeeze(item.lane) for item in newest)
    lanes = {name for name, _ in counted.most_common(MOST_LANES)}
    return [item for item in newest if squeeze(item.lane) in lanes]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item in its lane: which row, where its mark and where its label begins."""

    item: LaneItem
    row: int
    x: float
    label_left: float
    words: str


class _Lane:
    """The items of one lane, in as many rows as keep their labels apart."""

    def __init__(self, name: str, items: Sequence[LaneItem], days: Days, left: float, right: float) -> None:
        self._name = _name_lines(name)
        self._days = days
        self._left, self._right = left, right
        self._placed: list[_Placed] = []
        ends: list[list[Extent]] = []
        for item in items:
            self._placed.append(self._place(item, ends))
        self._rows = len(ends)

    @property
    def height(self) -> float:
        return max(_ROW * self._rows, NORMAL * LEADING * len(self._name)) + 2 * _PAD

    def draw(self, paper: Paper, top: float) -> None:
        bottom = top + self.height
        middle = top + self.height / 2
        for number, line in enumerate(self._name):
            y = middle + (number - (len(self._name) - 1) / 2) * NORMAL * LEADING
            paper.text((MARGIN, y), line, bold=True)
        paper.box(Extent(self._left, top, self._right, bottom), theme.PANEL)
        self._days.draw(paper, top, bottom)
        first = middle - _ROW * (self._rows - 1) / 2
        for placed in self._placed:
            y = first + _ROW * placed.row
            paper.mark((placed.x, y), KIND_MARKS[placed.item.kind])
            paper.text((placed.label_left, y), placed.words, SMALL)

    def _place(self, item: LaneItem, rows: list[list[Extent]]) -> _Placed:
        """In the first row with room; the label right of the mark, or left of it near the right end."""
        x = self._days.x(item.day)
        on_the_right = self._right - _PAD - x - _TO_LABEL
        on_the_left = x - _TO_LABEL - self._left - _PAD
        words = _fitted(item, _LABEL_ROOM)
        wide = width(words, SMALL)
        if wide > on_the_right and on_the_left > on_the_right:
            words = _fitted(item, min(_LABEL_ROOM, on_the_left))
            label_left = x - _TO_LABEL - width(words, SMALL)
        else:
            words = _fitted(item, min(_LABEL_ROOM, on_the_right))
            label_left = x + _TO_LABEL
        extent = Extent(min(x, label_left) - _TO_LABEL, 0, max(x, label_left + width(words, SMALL)), 1)
        wanted = extent._replace(right=extent.right + _BETWEEN)
        free = (n for n, taken in enumerate(rows) if not any(wanted.meets(other) for other in taken))
        row = next(free, len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(wanted)
        return _Placed(item, row, x, label_left, words)


def _name_lines(name: str) -> list[str]:
    return wrap(name, _NAME_ROOM, NORMAL, bold=True)


def _fitted(item: LaneItem, room: float) -> str:
    """The label, cut where it is too long, and what became of it, which is never cut away."""
    status = f" ({shorten(item.status, room / 2, SMALL)})" if item.status else ""
    return shorten(item.label, room - width(status, SMALL), SMALL) + status


def _words(item: LaneItem) -> str:
    label = cut(squeeze(item.label), 2 * frame.ALT_NAME)
    return f"{label} ({cut(squeeze(item.status), frame.ALT_NAME)})" if item.status else label


def _summary(items: Sequence[LaneItem]) -> str:
    counted = Counter(item.kind for item in items)
    told = [number_of(counted[kind], str(kind), f"{kind}s") for kind in LaneKind if counted[kind]]
    return f"{', '.join(told)}, {span_words(item.day for item in items)}"
