"""What dates in news mean, seen from a Tuesday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.extractors.common import dates
from models.extractors.common.dates import Days

TUESDAY = date(2023, 10, 17)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("on Monday evening", date(2023, 10, 16)),
        ("Tuesday", date(2023, 10, 17)),
        ("on Wednesday", date(2023, 10, 11)),
        ("last Tuesday", date(2023, 10, 10)),
        ("next Monday", date(2023, 10, 23)),
        ("today", date(2023, 10, 17)),
        ("yesterday", date(2023, 10, 16)),
        ("the day after tomorrow", date(2023, 10, 19)),
        ("two days ago", date(2023, 10, 15)),
        ("a week ago", date(2023, 10, 10)),
        ("October 7", date(2023, 10, 7)),
        ("7 October 2022", date(2022, 10, 7)),
        ("the 7th of October", date(2023, 10, 7)),
        ("Feb. 2", date(2024, 2, 2)),
        ("2023-10-08", date(2023, 10, 8)),
        ("last week", None),
        ("February 30", None),
        ("may 5 people come", None),
        ("some day", None),
    ],
)
def test_day(phrase: str, expected: date | None) -> None:
    assert dates.day(phrase, TUESDAY) == expected


def test_looking_ahead() -> None:
    assert dates.day("on Wednesday", TUESDAY, future=True) == date(2023, 10, 18)


def test_a_year_turns() -> None:
    assert dates.day("December 30", date(2024, 1, 3)) == date(2023, 12, 30)


def test_periods() -> None:
    assert dates.resolve("last week", TUESDAY) == Days(date(2023, 10, 9), date(2023, 10, 15))
    assert dates.resolve("next month", date(2023, 12, 5)) == Days(date(2024, 1, 1), date(2024, 1, 31))
    assert dates.resolve("this weekend", TUESDAY) == Days(date(2023, 10, 21), date(2023, 10, 22))


def test_without_a_day_of_publication_only_full_dates_mean_a_day() -> None:
    assert dates.day("Monday", None) is None
    assert dates.day("October 7", None) is None
    assert dates.day("October 7, 2023", None) == date(2023, 10, 7)


def test_find_gives_the_words() -> None:
    text = "They met on Monday evening, a week after October 7, and will meet next week."
    assert [text[a:b] for a, b in dates.find(text)] == ["Monday evening", "October 7", "next week"]


@given(st.text(max_size=60), st.dates(), st.booleans())
def test_any_text(text: str, published: date, future: bool) -> None:
    days = dates.resolve(text, published, future=future)
    assert days is None or days.first <= days.last


@given(
    st.sampled_from(["Monday", "next week", "last year", "ten weeks ago", "May 3", "tomorrow", "last month"]),
    st.dates(),
)
def test_any_day_of_publication(phrase: str, published: date) -> None:
    days = dates.resolve(phrase, published)
    assert days is None or days.first <= days.last
