"""A picture of figures over time: one mark for each report, and never a line from one to the next."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.text import cut, squeeze
from bot.pictures import axis, frame, theme
from bot.pictures.axis import Days
from bot.pictures.dates import day_words, span_words
from bot.pictures.frame import HEAD, Entry, Legend, number_of
from bot.pictures.letters import drawable, shorten, width
from bot.pictures.paper import Extent, Paper, Point
from bot.pictures.placing import Placing
from bot.pictures.theme import LEADING, MARGIN, NORMAL, OTHER_MARK, OUTLET_MARKS, SMALL, Mark, Stroke
from models.histories.types import FigureReport, FigureSeries

TITLE = "Figures as reported"
MOST_SERIES = 4
MOST_REPORTS = 48
"""On one picture; of each series the newest are drawn."""
UPWARDS = frozenset(("at least", "more than"))
DOWNWARDS = frozenset(("up to", "less than"))
_WIDTH = 760.0
_NOTHING = "No figures to show."
_TITLE, _GAP = 26.0, 12.0
_HEADROOM, _FOOTROOM = 34.0, 8.0
_WHISKER = 20.0
_SOURCE_ROOMS = (160.0, 110.0)
_AIR = 64.0
"""Between the sides of a panel and the first and last day, where labels may stand."""
_LINE = SMALL * LEADING
_LOG_FROM = 40
"""Times the smallest value that the largest must be for powers of ten on the axis."""
_UNNAMED = "outlet not known"
_KEY = "A whisker up: at least, more than; down: up to, less than. Joined marks: a range."


def draw(series: Sequence[FigureSeries], title: str = TITLE) -> bytes:
    """The picture as a PNG: the first four series, each on its own scale over the same days."""
    return compose(series, title).png()


def compose(series: Sequence[FigureSeries], title: str = TITLE) -> Paper:
    """The picture before it is made into bytes."""
    told = [one for one in series if one.reports]
    if not told:
        return frame.nothing(title, _NOTHING)
    most = MOST_REPORTS // min(len(told), MOST_SERIES)
    shown = [replace(one, reports=one.reports[-most:]) for one in told[:MOST_SERIES]]
    room = _WIDTH - 2 * MARGIN
    marks = _marks(report for one in shown for report in one.reports)
    legend = Legend((Entry(mark, name) for name, mark in _legend(marks).items()), room)
    crowd = max(len(one.reports) for one in shown)
    tall = {1: 230.0, 2: 180.0}.get(len(shown), 150.0) + 4 * max(0, crowd - 10)
    scales = [_Scale(one.reports, tall) for one in shown]
    left = MARGIN + max(width(words, SMALL) for scale in scales for _, words in scale.ticks) + 10
    days = [report.origin.day for one in shown for report in one.reports]
    over = Days(min(days), max(days), left + _AIR, _WIDTH - MARGIN - _AIR)
    placed: list[_Panel] = []
    for number, (one, scale) in enumerate(zip(shown, scales, strict=True)):
        top = HEAD - 4 + number * (_TITLE + tall + _GAP) + _TITLE
        placed.append(_Panel(one, scale, over, marks, Extent(left, top, _WIDTH - MARGIN, top + tall)))
    earlier = sum(len(one.reports) for one in told[:MOST_SERIES]) - len(days)
    remarks = _remarks(placed, earlier, len(told) - len(shown))
    bottom = placed[-1].extent.bottom + axis.HEIGHT
    paper = Paper(_WIDTH, bottom + legend.height + sum(frame.foot_height(r, room) for r in remarks) + 16)
    frame.head(paper, title, _summary(shown))
    for panel in placed:
        panel.draw(paper)
    over.label(paper, placed[-1].extent.bottom)
    legend.draw(paper, bottom + 2)
    at = bottom + 2 + legend.height
    for remark in remarks:
        frame.foot(paper, remark, at)
        at += frame.foot_height(remark, room)
    return paper


def alt(series: Sequence[FigureSeries], title: str = TITLE) -> str:
    """The picture in words, for whoever can't see it: at most 1,000 characters."""
    shown = [one for one in series if one.reports]
    if not shown:
        return f"{title}: {_NOTHING[:1].lower()}{_NOTHING[1:]}"
    details: list[str] = []
    for one in shown:
        for number, report in enumerate(one.reports):
            told = f"{value_words(report)} on {day_words(report.origin.day)} ({_who_says(report)})"
            details.append(f"{_name(one)}: {told}" if number == 0 else told)
    return frame.alt_text(f"{title}: {_summary(shown)}.", details)


def value_words(report: FigureReport) -> str:
    """The figure with its qualifier: "at least 700", "2,000–2,500"."""
    figure = report.figure
    words = f"{number_words(figure.value)}–{number_words(figure.high)}" if figure.high else ""
    return f"{figure.qualifier or ''} {words or number_words(figure.value)}".strip()


def number_words(value: float) -> str:
    """A number with separators; of a fraction two decimals, or the first two digits that are not nought."""
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0") if abs(value) >= 0.01 else f"{value:.2g}"


class _Scale:
    """From values to heights within a panel of ``tall`` logical pixels; ``ticks`` are values and words."""

    def __init__(self, reports: Sequence[FigureReport], tall: float) -> None:
        values = [v for r in reports for v in (r.figure.value, r.figure.high) if v is not None]
        lowest, highest = min(values), max(values)
        self.by_powers = lowest > 0 and highest / lowest >= _LOG_FROM
        found = axis.powers(lowest, highest) if self.by_powers else axis.round_numbers(highest)
        self._tall = tall
        self._low, self._high = self._position(found[0]), self._position(found[-1])
        self.ticks = [(value, number_words(value)) for value in found]

    def y(self, value: float) -> float:
        """How far below the panel's upper edge a value lies."""
        share = (self._position(value) - self._low) / (self._high - self._low)
        return _HEADROOM + (1 - max(0.0, share)) * (self._tall - _HEADROOM - _FOOTROOM)

    def _position(self, value: float) -> float:
        return math.log10(value) if self.by_powers else value


@dataclass(frozen=True, slots=True)
class _Label:
    """What is written, where, and the mark that a line leads to if that is not the nearest one by far."""

    extent: Extent
    lines: tuple[str, ...]
    mark: Point | None


class _Panel:
    """One series: where its marks and labels lie. ``unlabelled`` marks found no room for their value."""

    def __init__(
        self, series: FigureSeries, scale: _Scale, days: Days, marks: Mapping[str, Mark], extent: Extent
    ) -> None:
        self._series, self._scale, self._days, self._marks = series, scale, days, marks
        self.extent = extent
        self._points = self._positions()
        self._labels: list[_Label] = []
        self.unlabelled = 0
        self._place()

    @property
    def has_key(self) -> bool:
        """Whether anything in it needs an explanation."""
        return any(
            r.figure.high is not None or r.figure.qualifier in UPWARDS | DOWNWARDS
            for r in self._series.reports
        )

    @property
    def shares_days(self) -> bool:
        """Whether several reports are of one day."""
        return len({report.origin.day for report in self._series.reports}) < len(self._series.reports)

    def draw(self, paper: Paper) -> None:
        left, top, right, bottom = self.extent
        unit = "" if squeeze(self._series.unit) in _name(self._series) else squeeze(self._series.unit)
        name = shorten(_name(self._series), 0.6 * (right - MARGIN), NORMAL, True)
        paper.text((MARGIN, top - 11), name, bold=True)
        aside = " · ".join(([unit] if unit else []) + ["logarithmic scale"] * self._scale.by_powers)
        after = MARGIN + width(name, NORMAL, True) + 10
        paper.text((after, top - 11), shorten(aside, right - after, SMALL), SMALL, theme.DIM)
        paper.box(self.extent, theme.PANEL)
        self._days.draw(paper, top, bottom)
        for value, words in self._scale.ticks:
            y = top + self._scale.y(value)
            paper.line([(left, y), (right, y)], Stroke(theme.GRID, width=0.8))
            paper.text((left - 8, y), words, SMALL, theme.DIM, anchor="right")
        for label in self._labels:
            if label.mark:
                paper.line([label.mark, _nearest(label.extent, label.mark)], Stroke(theme.EDGE, width=1))
        for report, point in zip(self._series.reports, self._points, strict=True):
            self._draw_report(paper, report, point)
        for label in self._labels:
            x, y = label.extent.left + 2, label.extent.top + 1 + _LINE / 2
            for number, line in enumerate(label.lines):
                colour = theme.DIM if number else theme.TEXT
                paper.text((x, y + number * _LINE), line, SMALL, colour, bold=not number)

    def _draw_report(self, paper: Paper, report: FigureReport, point: Point) -> None:
        mark = self._marks.get(_outlet(report), OTHER_MARK)
        stroke = Stroke(mark.colour, width=1.8)
        x, y = point
        if report.figure.high is not None:
            end = self.extent.top + self._scale.y(report.figure.high)
            paper.line([(x, y), (x, end)], stroke)
            paper.mark((x, end), mark)
        elif (tip := self._tip(report, y)) is not None:
            back = 5 if tip < y else -5
            paper.line([(x, y), (x, tip)], stroke)
            paper.line([(x - 4, tip + back), (x, tip), (x + 4, tip + back)], stroke)
        paper.mark(point, mark)

    def _tip(self, report: FigureReport, y: float) -> float | None:
        """Where an open whisker ends; None for a figure that has none."""
        if report.figure.qualifier in UPWARDS:
            return y - _WHISKER
        if report.figure.qualifier in DOWNWARDS:
            return min(y + _WHISKER, self.extent.bottom - 1)
        return None

    def _positions(self) -> list[Point]:
        """The marks; those of one day stand beside one another."""
        same_day = Counter(report.origin.day for report in self._series.reports)
        seen: Counter[date] = Counter()
        points: list[Point] = []
        for report in self._series.reports:
            day = report.origin.day
            step = min(26.0, 0.8 * self._days.slot / same_day[day])
            x = self._days.x(day) + step * (seen[day] - (same_day[day] - 1) / 2)
            seen[day] += 1
            points.append((x, self.extent.top + self._scale.y(report.figure.value)))
        return points

    def _place(self) -> None:
        """A label for each mark, one for those that say the same, in whichever order works out best."""
        told = list(zip(self._series.reports, self._points, strict=True))
        orders = (told[::-1], told, sorted(told, key=lambda t: t[1][1]), sorted(told, key=lambda t: -t[1][1]))
        tries = [self._labelled(order, room) for order in orders for room in _SOURCE_ROOMS]
        self._labels, self.unlabelled = min(tries, key=_badness)

    def _labelled(self, told: Iterable[tuple[FigureReport, Point]], room: float) -> tuple[list[_Label], int]:
        """The labels in this order, with so much room for who says so, and how many found no place."""
        left, top, right, bottom = self.extent
        placing = Placing(Extent(left + 3, top + 2, right - 3, bottom - 2))
        for report, (x, y) in zip(self._series.reports, self._points, strict=True):
            ends = [y, self._tip(report, y) or y]
            if report.figure.high is not None:
                ends.append(top + self._scale.y(report.figure.high))
            placing.take(Extent(x - 6, min(ends) - 6, x + 6, max(ends) + 6))
        labels: list[_Label] = []
        unlabelled = 0
        said: set[tuple[date, str]] = set()
        for report, point in told:
            words = value_words(report)
            if (report.origin.day, words) in said:
                continue
            source = shorten(report.figure.source or "", room, SMALL)
            if (label := _label(placing, point, drawable(words), source)) is None:
                unlabelled += 1
            else:
                said.add((report.origin.day, words))
                labels.append(label)
        return labels, unlabelled


def _badness(found: tuple[list[_Label], int]) -> float:
    """Values left out weigh most, then labels far from their marks, then sources left out."""
    labels, unlabelled = found
    return 10 * unlabelled + sum(2 * (label.mark is not None) - len(label.lines) for label in labels)


def _label(placing: Placing, point: Point, value: str, source: str) -> _Label | None:
    """The value and who says so where there is room for both, else the value alone, else further off."""
    alone = (value,)
    both = (value, source) if source else alone
    for lines, far in ((both, 1.0), (alone, 1.0), (both, 2.2), (alone, 2.2), (alone, 3.5)):
        wide = max(width(line, SMALL, bold=not number) for number, line in enumerate(lines))
        extent = placing.beside(point, wide + 4, _LINE * len(lines) + 2, far)
        if extent is not None:
            return _Label(extent, lines, point if far > 1 else None)
    return None


def _nearest(extent: Extent, point: Point) -> Point:
    """The spot of ``extent`` that is nearest to ``point``."""
    x, y = point
    return min(max(x, extent.left), extent.right), min(max(y, extent.top), extent.bottom)


def _marks(reports: Iterable[FigureReport]) -> dict[str, Mark]:
    """A mark for each outlet, those with the most reports first; the many share the last."""
    counted = Counter(_outlet(report) for report in reports)
    ranked = [name for name, _ in counted.most_common() if name != _UNNAMED]
    found = dict(zip(ranked, OUTLET_MARKS, strict=False))
    return found | {name: OTHER_MARK for name in counted if name not in found}


def _legend(marks: Mapping[str, Mark]) -> dict[str, Mark]:
    others = [name for name, mark in marks.items() if mark is OTHER_MARK]
    named = {name: mark for name, mark in marks.items() if mark is not OTHER_MARK}
    if others:
        named[others[0] if len(others) == 1 else f"{len(others)} other outlets"] = OTHER_MARK
    return named


def _remarks(panels: Sequence[_Panel], earlier: int, left_out: int) -> list[str]:
    remarks = [_KEY] if any(panel.has_key for panel in panels) else []
    if any(panel.shares_days for panel in panels):
        remarks.append("Reports of one day stand side by side.")
    remarks = [" ".join(remarks)] if remarks else []
    rest: list[str] = []
    if unlabelled := sum(panel.unlabelled for panel in panels):
        rest.append(f"{number_of(unlabelled, 'value', 'values')} could not be written beside the mark.")
    if earlier:
        rest.append(f"{number_of(earlier, 'earlier report is', 'earlier reports are')} not drawn.")
    if left_out:
        rest.append(f"{number_of(left_out, 'more quantity is', 'more quantities are')} not drawn.")
    return remarks + ([" ".join(rest)] if rest else [])


def _outlet(report: FigureReport) -> str:
    return squeeze(report.origin.outlet or "") or _UNNAMED


def _who_says(report: FigureReport) -> str:
    source = cut(squeeze(report.figure.source or ""), frame.ALT_NAME)
    return f"{source}, {_outlet(report)}" if source else _outlet(report)


def _name(series: FigureSeries) -> str:
    return f"{squeeze(series.what)}, {squeeze(series.place)}" if series.place else squeeze(series.what)


def _summary(shown: Sequence[FigureSeries]) -> str:
    reports = [report for one in shown for report in one.reports]
    outlets = {_outlet(report) for report in reports}
    return (
        f"{number_of(len(reports), 'report', 'reports')} by {number_of(len(outlets), 'outlet', 'outlets')}, "
        f"{span_words(report.origin.day for report in reports)}"
    )
