"""A picture of who met whom: parties by country, and between them what became of each contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.text import cut, squeeze
from bot.pictures import frame, theme
from bot.pictures.dates import day_and_month, day_words, span_words
from bot.pictures.frame import HEAD, Entry, Legend, number_of
from bot.pictures.letters import shorten, width, wrap
from bot.pictures.meetings_layout import MOST_OF_ONE, Group, Layout, Row, arrange
from bot.pictures.paper import Extent, Paper, Point
from bot.pictures.theme import LEADING, MARGIN, NORMAL, SMALL, STATUS_STROKES, STATUS_WORDS, Mark
from models.histories.types import ContactHistory
from models.knowledge.places import country_name
from models.types import ContactStatus

TITLE = "Who met whom"
_WIDTH = 760.0
_NAME_ROOM = 178.0
_CONTACT_ROOM = 216.0
_PAD = 9.0
_LINE = NORMAL * LEADING
_ROW, _ROW_GAP = 40.0, 12.0
_GROUP_GAP, _WIDEST_GAP = 10.0, 40.0
_NOBODY = "No contacts to show."


def draw(histories: Sequence[ContactHistory], title: str = TITLE) -> bytes:
    """The picture as a PNG: the first contacts, with up to 20 parties; a line tells of the rest."""
    return compose(histories, title).png()


def compose(histories: Sequence[ContactHistory], title: str = TITLE) -> Paper:
    """The picture before it is made into bytes."""
    if not histories:
        return frame.nothing(title, _NOBODY)
    layout = arrange(histories)
    columns = _Column(layout.left, layout.names), _Column(layout.right, layout.names)
    years = {day.year for row in layout.rows for day in _days(row)}
    boxes = [_box_lines(row, day_words if len(years) > 1 else day_and_month) for row in layout.rows]
    middle = max(110.0, *(width(line, NORMAL, True) for lines in boxes for line in lines[:1]))
    middle = max(middle, *(width(line, SMALL) for lines in boxes for line in lines[1:])) + 2 * _PAD
    tall = max(columns[0].height, columns[1].height, len(boxes) * (_ROW + _ROW_GAP) - _ROW_GAP)
    for column in columns:
        column.spread(tall)

    room = _WIDTH - 2 * MARGIN
    statuses = [status for status in ContactStatus if any(r.history.status == status for r in layout.rows)]
    legend = Legend((Entry(STATUS_STROKES[s], STATUS_WORDS[s]) for s in statuses), room)
    rest = _rest(layout)
    paper = Paper(_WIDTH, HEAD + tall + 18 + legend.height + frame.foot_height(rest, room) + 14)
    frame.head(paper, title, _summary(layout))

    dots = columns[0].dots(HEAD + (tall - columns[0].height) / 2, MARGIN + columns[0].width)
    far = paper.width - MARGIN - columns[1].width
    dots |= columns[1].dots(HEAD + (tall - columns[1].height) / 2, far)
    centre = (MARGIN + columns[0].width + far) / 2
    top = HEAD + (tall - len(boxes) * (_ROW + _ROW_GAP) + _ROW_GAP) / 2
    for number, row in enumerate(layout.rows):
        y = top + number * (_ROW + _ROW_GAP) + _ROW / 2
        for party in row.parties:
            edge = centre - middle / 2 if dots[party][0] < centre else centre + middle / 2
            paper.curve(dots[party], (edge, y), STATUS_STROKES[row.history.status])
    for number, (row, lines) in enumerate(zip(layout.rows, boxes, strict=True)):
        y = top + number * (_ROW + _ROW_GAP)
        extent = Extent(centre - middle / 2, y, centre + middle / 2, y + _ROW)
        paper.box(extent, theme.CARD, STATUS_STROKES[row.history.status].colour)
        paper.text((centre, y + 12.5), lines[0], NORMAL, bold=True, anchor="center")
        paper.text((centre, y + 28), lines[1], SMALL, theme.DIM, anchor="center")
    columns[0].draw(paper, MARGIN, HEAD + (tall - columns[0].height) / 2)
    columns[1].draw(paper, far, HEAD + (tall - columns[1].height) / 2)
    for dot in dots.values():
        paper.mark(dot, Mark(theme.TEXT, "o"), 7)
    legend.draw(paper, HEAD + tall + 14)
    frame.foot(paper, rest, HEAD + tall + 14 + legend.height)
    return paper


def alt(histories: Sequence[ContactHistory], title: str = TITLE) -> str:
    """The picture in words, for whoever can't see it: at most 1,000 characters."""
    if not histories:
        return f"{title}: {_NOBODY[:1].lower()}{_NOBODY[1:]}"
    layout = arrange(histories)
    details = [
        f"{_listed(h.parties)}: {_kind(h, day_words).replace(' · ', ', ')} ({_became(h)})" for h in histories
    ]
    return frame.alt_text(f"{title}: {_summary(layout)}.", details)


@dataclass(frozen=True, slots=True)
class _Panel:
    heading: str
    names: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def height(self) -> float:
        lines = sum(len(lines) for _, lines in self.names)
        return 2 * _PAD - 3 + _LINE * (lines + bool(self.heading)) + 5 * (len(self.names) - 1)


class _Column:
    """The panels of one side, one a country."""

    def __init__(self, groups: Sequence[Group], names: Mapping[str, str]) -> None:
        self._panels = [_panel(group, names) for group in groups]
        self._gap = _GROUP_GAP
        texts = [width(p.heading, SMALL, True) for p in self._panels]
        texts += [width(line, NORMAL) for p in self._panels for _, lines in p.names for line in lines]
        self.width = max(texts, default=0.0) + 2 * _PAD + 4

    @property
    def height(self) -> float:
        return sum(p.height for p in self._panels) + self._gap * (len(self._panels) - 1)

    def spread(self, tall: float) -> None:
        """Leave more room between the panels where there is more."""
        if len(self._panels) > 1:
            self._gap = min(_WIDEST_GAP, self._gap + (tall - self.height) / (len(self._panels) - 1))

    def draw(self, paper: Paper, left: float, top: float) -> None:
        for panel in self._panels:
            paper.box(Extent(left, top, left + self.width, top + panel.height), theme.PANEL)
            y = top + _PAD - 1.5 + _LINE / 2
            if panel.heading:
                paper.text((left + _PAD, y), panel.heading, SMALL, theme.DIM, bold=True)
                y += _LINE
            for _, lines in panel.names:
                for line in lines:
                    paper.text((left + _PAD, y), line)
                    y += _LINE
                y += 5
            top += panel.height + self._gap

    def dots(self, top: float, x: float) -> dict[str, Point]:
        """Where the lines of each party begin."""
        found: dict[str, Point] = {}
        for panel in self._panels:
            y = top + _PAD - 1.5 + _LINE * bool(panel.heading)
            for party, lines in panel.names:
                found[party] = (x, y + _LINE * len(lines) / 2)
                y += _LINE * len(lines) + 5
            top += panel.height + self._gap
        return found


def _panel(group: Group, names: Mapping[str, str]) -> _Panel:
    heading = ""
    shown = {party: names[party] for party in group.parties}
    if group.country:
        name = country_name(group.country)
        heading = name if name == group.country else f"{name} ({group.country})"
        if list(shown.values()) == [name]:  # the country itself, and nobody else
            shown, heading = {group.parties[0]: heading}, ""
    wrapped = ((party, tuple(wrap(words, _NAME_ROOM, NORMAL))) for party, words in shown.items())
    return _Panel(shorten(heading, _NAME_ROOM, SMALL, True), tuple(wrapped))


def _box_lines(row: Row, in_words: Callable[[date], str]) -> tuple[str, str]:
    first = shorten(_kind(row.history, in_words), _CONTACT_ROOM, NORMAL, True)
    more = len(row.history.parties) - len(row.parties)
    second = _became(row.history)
    if more > 0:
        second += f" · and {number_of(more, 'more party', 'more parties')}"
    return first, shorten(second, _CONTACT_ROOM, SMALL)


def _kind(history: ContactHistory, in_words: Callable[[date], str]) -> str:
    """What kind of contact and when: its own day as last told, else the day of the newest report."""
    days = [report.contact.day for report in history.reports if report.contact.day]
    kind = squeeze(history.kind)
    if days:
        return f"{kind} · {in_words(days[-1])}"
    return f"{kind} · reported {in_words(history.reports[-1].origin.day)}"


def _became(history: ContactHistory) -> str:
    """The last two stages, "planned → held", or the only one."""
    return " → ".join(str(report.contact.status) for report in history.turns[-2:])


def _days(row: Row) -> list[date]:
    reports = row.history.reports
    return [day for report in reports for day in (report.origin.day, report.contact.day) if day]


def _listed(parties: Sequence[str]) -> str:
    """Names as a sentence has them, of a crowd the first few."""
    shown = [cut(squeeze(party), frame.ALT_NAME) for party in parties[:MOST_OF_ONE]]
    last = f"{len(parties) - len(shown)} more" if len(parties) > len(shown) else shown.pop()
    return f"{', '.join(shown)} and {last}" if shown else last


def _summary(layout: Layout) -> str:
    days = [report.origin.day for row in layout.rows for report in row.history.reports]
    return (
        f"{number_of(len(layout.rows), 'contact', 'contacts')} of "
        f"{number_of(len(layout.names), 'party', 'parties')}, reported {span_words(days)}"
    )


def _rest(layout: Layout) -> str:
    if not layout.contacts_left_out:
        return ""
    contacts = number_of(layout.contacts_left_out, "more contact is", "more contacts are")
    parties = number_of(layout.parties_left_out, "other party", "other parties")
    return f"{contacts} not drawn{f', with {parties}' if layout.parties_left_out else ''}."
