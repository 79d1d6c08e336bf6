"""Reports of figures joined into series: the same people and place, and nothing that is not sure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.histories.figures import join_figures
from models.histories.types import FigureReport, FigureSeries, Origin
from models.types import Figure


def report(
    article: int, seen: int, value: float, what: str = "killed", *, story: int | None = None, **told: Any
) -> FigureReport:
    """A figure in ``article`` of ``seen`` October 2023; further fields of the figure by name."""
    text = f"{value:.0f} {what}."
    figure = Figure(value, what, told.pop("unit", "people"), text, ((0, len(text)),), **told)
    return FigureReport(Origin(article, date(2023, 10, seen), f"Outlet {article}", story), figure)


def values(series: list[FigureSeries]) -> list[list[float]]:
    return [[r.figure.value for r in s.reports] for s in series]


def test_a_toll_that_grows_is_one_series_in_order_of_time() -> None:
    (series,) = join_figures(
        [
            report(3, 12, 1300, qualifier="more than", whose="IL"),
            report(1, 9, 700, qualifier="at least", place="Israel"),
            report(2, 10, 900, whose="IL"),
        ]
    )
    assert [(r.figure.qualifier, r.figure.value) for r in series.reports] == [
        ("at least", 700),
        (None, 900),
        ("more than", 1300),
    ]
    assert (series.what, series.unit, series.place, series.whose) == ("killed", "people", "Israel", "IL")


def test_people_named_and_the_place_they_live_in_are_one_side() -> None:
    joined = join_figures([report(1, 9, 500, whose="PS"), report(2, 10, 830, place="Gaza Strip")])
    assert values(joined) == [[500, 830]]


def test_gaza_and_the_gaza_strip_are_one_place() -> None:
    joined = join_figures([report(1, 9, 500, place="Gaza"), report(2, 10, 830, place="Gaza Strip")])
    assert values(joined) == [[500, 830]]


def test_rival_counts_of_one_place_are_one_series() -> None:
    joined = join_figures(
        [
            report(1, 9, 2000, place="Zindajan", source="Taliban"),
            report(1, 9, 1100, place="Zindajan", source="UN"),
        ]
    )
    assert values(joined) == [[2000, 1100]]


def test_a_place_that_one_does_not_tell_is_the_same_in_a_story_by_the_same_source() -> None:
    joined = join_figures(
        [
            report(1, 9, 2000, place="Herat", source="the Taliban's disaster ministry", story=4),
            report(2, 9, 2400, source="disaster ministry", story=4),
        ]
    )
    assert values(joined) == [[2000, 2400]]


def test_the_same_sum_told_twice_is_one() -> None:
    joined = join_figures(
        [
            report(1, 9, 691e6, "money", unit="EUR", story=1),
            report(2, 10, 691e6, "money", unit="EUR", story=1),
        ]
    )
    assert values(joined) == [[691e6, 691e6]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(report(1, 9, 700, place="Israel"), report(1, 9, 500, place="Gaza"), id="two places"),
        pytest.param(report(1, 9, 700, whose="IL"), report(2, 9, 700, whose="PS"), id="two sides"),
        pytest.param(
            report(1, 9, 14, whose="US", place="Israel"), report(2, 9, 20, place="Israel"), id="guests"
        ),
        pytest.param(
            report(1, 9, 700, place="Israel"),
            report(2, 9, 700, "wounded", place="Israel"),
            id="dead and wounded",
        ),
        pytest.param(
            report(1, 9, 700, place="Israel"),
            report(2, 9, 700, place="Israel", unit="soldiers"),
            id="people and soldiers",
        ),
        pytest.param(
            report(1, 9, 500, place="Gaza"),
            report(2, 10, 300, place="Gaza", part=True),
            id="a day and the whole",
        ),
        pytest.param(
            report(1, 9, 300, place="Gaza", part=True),
            report(2, 10, 320, place="Gaza", part=True),
            id="two days",
        ),
        pytest.param(
            report(1, 16, 2808, place="Gaza"),
            report(2, 18, 471, place="Gaza"),
            id="a strike among all others",
        ),
        pytest.param(report(1, 9, 20, place="Gaza"), report(2, 10, 2808, place="Gaza"), id="far more"),
        pytest.param(
            report(1, 9, 500, place="Gaza"),
            report(2, 10, 600, place="Khan Younis"),
            id="a town and its country",
        ),
        pytest.param(report(1, 1, 500, place="Gaza"), report(2, 30, 600, place="Gaza"), id="weeks apart"),
        pytest.param(report(1, 9, 500), report(2, 9, 600), id="nothing told of either"),
        pytest.param(report(1, 9, 500, place="Gaza"), report(2, 9, 600), id="a place and none"),
        pytest.param(
            report(1, 9, 500, place="Gaza", source="health ministry", story=1),
            report(2, 9, 600, source="health ministry", story=2),
            id="another story",
        ),
        pytest.param(
            report(1, 10, 160, "votes", unit="votes", story=1),
            report(1, 10, 154, "votes", unit="votes", story=1),
            id="votes for two",
        ),
    ],
)
def test_what_is_not_surely_one_quantity_is_two(one: FigureReport, other: FigureReport) -> None:
    assert len(join_figures([one, other])) == 2


def test_a_number_that_fits_two_series_joins_neither() -> None:
    joined = join_figures(
        [
            report(1, 12, 1400, whose="IL", story=1),
            report(1, 12, 1400, whose="PS", story=1),
            report(2, 13, 1400, story=1),
        ]
    )
    assert len(joined) == 3
