"""When a digest is due: daily or weekly at a local time, the same on the clock all year."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.errors import UserError

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone called ``name``. Raises UserError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UserError(f"I know no time zone “{name[:40]}”. Use a name like Europe/Berlin.") from error


def place_of(name: str) -> str:
    """A zone as people say it: "Berlin time" for Europe/Berlin, "UTC" and the like as they are."""
    area, _, place = name.rpartition("/")
    if not area or area == "Etc":
        return "UTC" if place in {"UTC", "UCT", "Universal", "Zulu"} else name
    return f"{place.replace('_', ' ')} time"


def at_local(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, when clocks in ``zone`` show ``minute`` minutes after midnight on ``day``.

    Where clocks are put back and show that time twice, the first; where they are put forward and skip
    it, the moment of the change.
    """
    naive = datetime.combine(day, time(minute // 60, minute % 60))
    moment = naive.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == naive:
        return moment
    # Skipped: fold 0 reads the time with the offset before the gap, fold 1 with the one after it.
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
    """How far apart two digests are."""
    return DAY if weekday is None else WEEK
