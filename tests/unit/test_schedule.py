"""The right local hour all year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import UserError
from bot.core.schedule import at_local, last_due, period, place_of, zone_of

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # puts its clocks forward by half an hour
    "Pacific/Apia",
    "Africa/Cairo",
    "America/Santiago",  # changes at midnight
    "Asia/Tehran",
)
zones = st.sampled_from(ZONES)
minutes = st.integers(0, 24 * 60 - 1)
weekdays = st.none() | st.integers(0, 6)
moments = st.datetimes(datetime(2012, 1, 1), datetime(2035, 1, 1)).map(lambda d: d.replace(tzinfo=UTC))  # noqa: DTZ001 -- hypothesis takes naive bounds


def berlin(*when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


def test_half_past_seven_in_berlin_in_winter_and_in_summer() -> None:
    place = ZoneInfo("Europe/Berlin")
    assert at_local(date(2026, 1, 15), 450, place) == datetime(2026, 1, 15, 6, 30, tzinfo=UTC)
    assert at_local(date(2026, 7, 15), 450, place) == datetime(2026, 7, 15, 5, 30, tzinfo=UTC)


def test_a_time_that_clocks_skip_falls_on_the_change() -> None:
    # On 29 March 2026 Berlin goes from 02:00 to 03:00 at 01:00 UTC.
    assert at_local(date(2026, 3, 29), 150, ZoneInfo("Europe/Berlin")) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_time_that_clocks_show_twice_counts_once() -> None:
    # On 25 October 2026 Berlin shows 02:30 at 00:30 and at 01:30 UTC.
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for now in (first, first + timedelta(hours=1), first + timedelta(hours=5)):
        assert last_due("Europe/Berlin", 150, None, now) == first
    following = datetime(2026, 10, 26, 1, 30, tzinfo=UTC)
    assert last_due("Europe/Berlin", 150, None, following - timedelta(seconds=1)) == first
    assert last_due("Europe/Berlin", 150, None, following) == following


def test_a_day_that_a_zone_left_out() -> None:
    # Samoa skipped 30 December 2011: what was due on that day falls on the change.
    moment = at_local(date(2011, 12, 30), 480, ZoneInfo("Pacific/Apia"))
    assert moment == datetime(2011, 12, 30, 10, tzinfo=UTC)


def test_weekly_on_its_day() -> None:
    # 7 January 2026 is a Wednesday.
    assert last_due("Europe/Berlin", 480, 0, berlin(2026, 1, 7, 12)) == berlin(2026, 1, 5, 8)
    assert last_due("Europe/Berlin", 480, 0, berlin(2026, 1, 12, 7)) == berlin(2026, 1, 5, 8)
    assert last_due("Europe/Berlin", 480, 0, berlin(2026, 1, 12, 8)) == berlin(2026, 1, 12, 8)


def test_no_such_zone() -> None:
    for name in ("Europe/Atlantis", "../etc/passwd", "", "\x00"):
        with pytest.raises(UserError, match="know the time zone"):
            zone_of(name)


@given(zones, minutes, weekdays, moments)
def test_due_moments_follow_one_another(zone: str, minute: int, weekday: int | None, now: datetime) -> None:
    due = last_due(zone, minute, weekday, now)
    before = last_due(zone, minute, weekday, due - timedelta(seconds=1))
    assert before < due <= now
    assert last_due(zone, minute, weekday, due) == due
    for gap in (due - before, now - due):
        assert gap <= period(weekday) + timedelta(hours=26)
    assert due - before >= period(weekday) - timedelta(hours=2)


@given(zones, minutes, st.dates(date(2012, 1, 1), date(2035, 1, 1)))
def test_clocks_show_the_time_asked_for_unless_they_skip_it(zone: str, minute: int, day: date) -> None:
    place = ZoneInfo(zone)
    local = at_local(day, minute, place).astimezone(place)
    shown = local.hour * 60 + local.minute
    if (shown, local.date()) != (minute, day):
        just_before = (at_local(day, minute, place) - timedelta(seconds=1)).astimezone(place)
        assert just_before.utcoffset() != local.utcoffset()
        assert (
            just_before.replace(tzinfo=None)
            < datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
            < local.replace(tzinfo=None)
        )


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "Berlin time"),
        ("America/New_York", "New York time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("CET", "CET"),
    ],
)
def test_a_zone_is_shown_as_people_say_it(zone: str, words: str) -> None:
    assert place_of(zone) == words
