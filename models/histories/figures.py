"""Reports of figures joined into series.

Only numbers of the same people at the same place make a series: the dead of two sides are two, and so are
the dead and the wounded, and what a day brought and the whole. Where it is not sure, there are two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from models.histories.sources import same_source
from models.histories.types import FigureReport, FigureSeries
from models.knowledge import places
from models.lexicon import load

LONGEST = timedelta(days=14)
"""How long after its newest report a series still goes on."""
GROWTH = 4.0
"""By how much a number grows at most from one report to the next, if it is the same number."""
FALL = 0.5
"""To what part of itself a number falls at most."""
EQUAL = 0.01


def join_figures(reports: Iterable[FigureReport]) -> list[FigureSeries]:
    """The quantities that these reports are about, in the order of their newest report, newest first."""
    joined: list[list[FigureReport]] = []
    for report in sorted(reports, key=lambda r: r.origin.day):
        home = _home(report, joined)
        if home is None:
            joined.append([report])
        else:
            home.append(report)
    series = [_series(told) for told in joined]
    return sorted(series, key=lambda s: s.reports[-1].origin.day, reverse=True)


def _series(told: Sequence[FigureReport]) -> FigureSeries:
    first = told[0].figure
    place = next((r.figure.place for r in told if r.figure.place), None)
    return FigureSeries(first.what, first.unit, place, tuple(told), _known_side(told))


def _home(report: FigureReport, joined: Sequence[list[FigureReport]]) -> list[FigureReport] | None:
    """The series that a report surely goes on; None where there is none, or several."""
    fitting = [(fit, told) for told in joined if (fit := _fit(told, report))]
    best = max((fit for fit, _ in fitting), default=0)
    likely = [told for fit, told in fitting if fit == best]
    return likely[0] if len(likely) == 1 else None


def _fit(told: Sequence[FigureReport], report: FigureReport) -> int:
    """How well a report fits: 3 by people and place, 1 by all else where one does not tell them; 0 if not."""
    last, figure = told[-1], report.figure
    if (last.figure.what.casefold(), last.figure.unit) != (figure.what.casefold(), figure.unit):
        return 0
    if report.origin.day - last.origin.day > LONGEST or figure.part or last.figure.part:
        return 0
    equal = any(_equal(r, report) for r in told)
    if not equal and (figure.what not in load("figures")["classes"] or not _may_become(told, report)):
        return 0
    known, side = _known_side(told), _side(report)
    if known and side:
        return 3 if known == side and _same_place(told, report) else 0
    if known is None and side is None and (named := _same_named_place(told, report)) is not None:
        return 3 if named else 0
    return int(_shares_all_else(told, report))


def _shares_all_else(told: Sequence[FigureReport], report: FigureReport) -> bool:
    """Whether a number without people or place is another's: in its story, by its source or of its value."""
    near = [
        r
        for r in told
        if r.origin.article == report.origin.article
        or (r.origin.story is not None and r.origin.story == report.origin.story)
    ]
    return any(_equal(r, report) or same_source(r.figure.source, report.figure.source) for r in near)


def _equal(one: FigureReport, other: FigureReport) -> bool:
    mine, others = one.figure.value, other.figure.value
    return abs(mine - others) <= EQUAL * max(abs(mine), abs(others))


def _may_become(told: Sequence[FigureReport], report: FigureReport) -> bool:
    """Whether a series may go on to this number; a tenth of it, or ten times, is another number."""
    last = [r.figure.value for r in told if r.origin.day == told[-1].origin.day]
    return FALL * min(last) <= report.figure.value <= GROWTH * max(last)


def _side(report: FigureReport) -> str | None:
    """The country of the people counted, by what is said of them or by where they were."""
    figure = report.figure
    return figure.whose or (
        places.city_country(figure.place) or _country(figure.place) if figure.place else None
    )


def _country(place: str) -> str | None:
    found = places.place(place)
    return found.country if found is not None and found.kind == "country" else places.country_in(place)[1]


def _known_side(told: Sequence[FigureReport]) -> str | None:
    return next((side for r in told if (side := _side(r))), None)


def _same_place(told: Sequence[FigureReport], report: FigureReport) -> bool:
    """Whether places agree, those without one by the people: all of a country, or one of its places."""
    mine = {_place(r) for r in told} - {None}
    return _place(report) is None or not mine or _place(report) in mine


def _same_named_place(told: Sequence[FigureReport], report: FigureReport) -> bool | None:
    """Whether both tell the same place of no known country; None where one tells none."""
    mine = {_place(r) for r in told} - {None}
    if _place(report) is None or not mine:
        return None
    return _place(report) in mine


def _place(report: FigureReport) -> str | None:
    """A place in one form: "Gaza" for "the Gaza Strip", but its city by its own name."""
    name = report.figure.place
    if not name:
        return None
    found = places.place(name)
    whole = found is not None and found.kind == "country" and not found.metonym
    return found.name if found is not None and whole else " ".join(name.casefold().split())
