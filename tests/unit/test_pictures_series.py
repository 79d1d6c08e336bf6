"""A picture of figures over time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.pictures import DAY, figure, opened, outside, overlaps, series

from bot.pictures import series as pictures
from bot.pictures.axis import Days, powers, round_numbers
from models.histories.types import FigureReport, FigureSeries

OUTLETS = (
    "Baltic Wire",
    "Harbour Gazette",
    "Meridian News Agency",
    "The Levant Courier",
    "Caspian Observer",
    "Atlantic Ledger",
    "Ypsilon Post",
    "Zenith",
    "Nordlys",
)
QUALIFIERS = (None, "about", "at least", "up to", "more than")


def crowd(count: int) -> FigureSeries:
    """So many figures, two a day."""
    return series(
        *(
            figure(
                DAY + timedelta(number // 2),
                700 + 997 * number % 8000,
                QUALIFIERS[number % len(QUALIFIERS)],
                outlet=OUTLETS[number % len(OUTLETS)],
                source="a UN official in Kabul, who asked not to be quoted by name" if number % 3 else None,
            )
            for number in range(count)
        ),
        place="Gaza",
    )


def written(*shown: FigureSeries) -> list[str]:
    return [words for words, _ in pictures.compose(shown).words()]


@pytest.mark.parametrize(
    "shown",
    [
        [crowd(1)],
        [crowd(2)],
        [crowd(12)],
        [crowd(60)],
        [crowd(12), crowd(3), crowd(30), crowd(1)],
        [series(figure(DAY, 3e12, unit="USD"), figure(DAY, 1, unit="USD"), unit="USD")],
        [series(*(figure(DAY, 100 + n) for n in range(12)))],
    ],
)
def test_words_lie_side_by_side_and_on_the_card(shown: list[FigureSeries]) -> None:
    paper = pictures.compose(shown)
    assert overlaps(paper) == []
    assert outside(paper) == []


def test_the_largest_picture_is_small_enough_and_always_the_same() -> None:
    shown = [crowd(40), crowd(40), crowd(40), crowd(40)]
    png = pictures.draw(shown)
    assert opened(png).format == "PNG"
    assert len(png) < 200_000
    assert png == pictures.draw(shown)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (figure(DAY, 2808), "2,808"),
        (figure(DAY, 700, "at least"), "at least 700"),
        (figure(DAY, 691_000_000, "about"), "about 691,000,000"),
        (figure(DAY, 2000, None, 2500), "2,000–2,500"),
        (figure(DAY, 1.5), "1.5"),
        (figure(DAY, 0.004), "0.004"),
    ],
)
def test_a_value_is_written_with_its_qualifier(report: FigureReport, words: str) -> None:
    assert words in written(series(report))


def test_a_series_tells_what_is_counted_where_and_who_says_so() -> None:
    told = written(series(figure(DAY, 700, source="Israeli authorities"), place="Israel"))
    assert {"killed, Israel", "people", "Israeli authorities", "Baltic Wire", "7 Oct"} <= set(told)


def test_what_is_open_upwards_or_downwards_is_explained() -> None:
    key = "A whisker up: at least, more than; down: up to, less than. Joined marks: a range."
    assert key in written(series(figure(DAY, 700, "at least")))
    assert key in written(series(figure(DAY, 700, None, 800)))
    assert key not in written(series(figure(DAY, 700, "about")))


@pytest.mark.parametrize("qualifier", ["at least", "up to"])
def test_a_whisker_is_drawn(qualifier: str) -> None:
    def of_outlet(qualifier: str) -> int:
        """How many pixels have the colour of the only outlet's mark."""
        image = opened(pictures.draw([series(figure(DAY, 700, qualifier))])).convert("RGB")
        return {colour: count for count, colour in image.getcolors(1000) or ()}[0x56, 0xB4, 0xE9]

    assert of_outlet(qualifier) > of_outlet("about") + 40


def test_values_of_very_different_size_are_put_on_a_logarithmic_scale() -> None:
    told = written(series(figure(DAY, 70), figure(DAY + timedelta(2), 423_000)))
    assert "people · logarithmic scale" in told
    assert {"10", "100", "1,000", "10,000", "100,000", "1,000,000"} <= set(told)


def test_equal_values_of_one_day_are_labelled_once_and_outlets_are_told_apart() -> None:
    told = written(series(figure(DAY, 691, outlet="Zenith"), figure(DAY, 691, outlet=None)))
    assert told.count("691") == 1
    assert {"Zenith", "outlet not known", "Reports of one day stand side by side."} <= set(told)


def test_outlets_beyond_the_marks_share_one() -> None:
    assert "2 other outlets" in written(crowd(18))


def test_the_fifth_series_is_told_in_a_line() -> None:
    assert "1 more quantity is not drawn." in written(*[crowd(2)] * 5)


def test_of_many_reports_the_newest_are_drawn() -> None:
    assert any("12 earlier reports are not drawn." in words for words in written(crowd(60)))


def test_alt_tells_the_content() -> None:
    told = pictures.alt(
        [series(figure(DAY, 700, "at least", source="Israeli authorities"), figure(DAY, 830), place="Israel")]
    )
    assert told == (
        "Figures as reported: 2 reports by 1 outlet, 7 Oct 2023. "
        "killed, Israel: at least 700 on 7 Oct 2023 (Israeli authorities, Baltic Wire); "
        "830 on 7 Oct 2023 (Baltic Wire)."
    )
    assert 500 < len(pictures.alt([crowd(60)])) <= 1000


def test_alt_stays_short_whatever_is_long() -> None:
    told = pictures.alt([series(figure(DAY, 700, source="X" * 3000))], "T" * 2000)
    assert "700 on 7 Oct 2023" in told
    assert len(told) <= 1000


def test_nothing_to_show() -> None:
    assert "No figures to show." in written()
    assert "No figures to show." in written(series())
    assert opened(pictures.draw([])).height > 50
    assert pictures.alt([]) == "Figures as reported: no figures to show."


@pytest.mark.parametrize(
    ("highest", "numbers"),
    [
        (0, [0, 1]),
        (15, [0, 5, 10, 15]),
        (2400, [0, 1000, 2000, 3000]),
        (691_000_000, [0, 2e8, 4e8, 6e8, 8e8]),
    ],
)
def test_round_numbers(highest: float, numbers: list[float]) -> None:
    assert round_numbers(highest) == pytest.approx(numbers)


def test_powers_of_ten() -> None:
    assert powers(70, 423_000) == [10, 100, 1000, 10_000, 100_000, 1_000_000]
    assert len(powers(1, 3e12)) <= 8


@pytest.mark.parametrize(
    ("days", "named"),
    [
        (0, ["7 Oct"]),
        (1, ["7 Oct", "8 Oct"]),
        (60, ["7 Oct", "14 Oct", "21 Oct", "28 Oct", "4 Nov", "11 Nov", "18 Nov", "25 Nov", "2 Dec"]),
        (400, ["Jan 2024", "April 2024", "July 2024", "Oct 2024"]),
        (4000, ["Jan 2024", "Jan 2026", "Jan 2028", "Jan 2030", "Jan 2032", "Jan 2034"]),
    ],
)
def test_days_are_named_as_far_as_there_is_room(days: int, named: list[str]) -> None:
    over = Days(DAY, DAY + timedelta(days), 60, 700)
    assert [words for _, words in over.ticks()] == named
    assert all(60 <= x <= 700 for x, _ in over.ticks())


def test_a_day_lies_where_its_share_of_the_time_is() -> None:
    over = Days(DAY, DAY + timedelta(10), 60, 660)
    assert [over.x(DAY + timedelta(day)) for day in (0, 5, 10)] == [60, 360, 660]
    assert Days(DAY, DAY, 60, 660).x(DAY) == 360
