"""When a digest is due: daily or weekly, at the same local time all year round."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.errors import UserError

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone called ``name``. Raises UserError if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise unknown_zone(name[:40]) from error


def unknown_zone(name: str) -> UserError:
    """The error for a name that is no time zone; ``name`` must be safe to show."""
    return UserError(f"I don't know the time zone “{name}”. Use a name such as Europe/Berlin.")


def place_of(name: str) -> str:
    """A zone as people call it: "Berlin time" for Europe/Berlin; "UTC" and its like unchanged."""
    area, _, place = name.rpartition("/")
    if not area or area == "Etc":
        return "UTC" if place in {"UTC", "UCT", "Universal", "Zulu"} else name
    return f"{place.replace('_', ' ')} time"


def at_local(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, when clocks in ``zone`` show ``minute`` minutes after midnight on ``day``.

    If clocks go back and show that time twice, this is the first; if they go forward and skip it, this is the
    moment of the change.
    """
    naive = datetime.combine(day, time(minute // 60, minute % 60))
    moment = naive.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == naive:
        return moment
    # A skipped time: fold 0 applies the offset from before the gap, fold 1 the one from after it.
    late, early = moment, naive.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _change_between(early, late, zone)


def _change_between(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def last_due(zone: str, minute: int, weekday: int | None, now: datetime) -> datetime:
    """The latest due moment at or before ``now``, in UTC. ``weekday`` is 0 for Monday, None for daily."""
    place = zone_of(zone)
    day = now.astimezone(place).date() + DAY
    while True:
        if weekday is None or day.weekday() == weekday:
            moment = at_local(day, minute, place)
            if moment <= now:
                return moment
        day -= DAY


def period(weekday: int | None) -> timedelta:
    """The time from one digest to the next."""
    return DAY if weekday is None else WEEK
