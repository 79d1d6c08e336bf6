"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.errors import UserError
from bot.gateway import choices, moments

NOW = datetime(2023, 10, 18, 15, 30, tzinfo=UTC)


def day(number: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2023, 10, number, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2023-10-09", day(9), day(10)),
        ("today", day(18), day(19)),
        (" Yesterday ", day(17), day(18)),
        ("3 days", day(15, 15, 30), day(15, 15, 30)),
        ("12h ago", day(18, 3, 30), day(18, 3, 30)),
        ("1 week", day(11, 15, 30), day(11, 15, 30)),
    ],
)
def test_days_and_durations(text: str, begin: datetime, end: datetime) -> None:
    assert moments.begin(text, NOW) == begin
    assert moments.end(text, NOW) == end


@pytest.mark.parametrize("text", ["soon", "2023-13-40", "9 October", "-3 days", ""])
def test_anything_else_is_explained(text: str) -> None:
    with pytest.raises(UserError, match="Try 2023-10-09"):
        moments.begin(text, NOW)


@pytest.mark.parametrize(
    ("text", "minute"), [("07:30", 450), ("7.30", 450), ("0:00", 0), ("23:59", 1439), ("8", 480)]
)
def test_times_of_day(text: str, minute: int) -> None:
    assert moments.time_of_day(text) == minute


@pytest.mark.parametrize("text", ["24:00", "12:60", "noon", "7:3", "07:30:00"])
def test_times_of_day_that_are_none(text: str) -> None:
    with pytest.raises(UserError, match="like 07:30"):
        moments.time_of_day(text)


def test_zones_are_found_however_they_are_written() -> None:
    assert choices.zone("europe/berlin") == "Europe/Berlin"
    assert choices.zone("America/New york") == "America/New_York"
    assert [c.value for c in choices.zones("berl")] == ["Europe/Berlin"]


def test_an_unknown_zone_is_explained() -> None:
    with pytest.raises(UserError, match="Europe/Berlin"):
        choices.zone("Mars/Olympus")
