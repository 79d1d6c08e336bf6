"""Times as people type them: a day, or how long ago."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from bot.core.errors import UserError
from bot.gateway.render import markdown as md

_AGO = re.compile(r"(\d{1,4})\s*(h|hours?|d|days?|w|weeks?)(?:\s+ago)?", re.IGNORECASE)
_UNIT = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DAY = timedelta(days=1)


def begin(text: str, now: datetime) -> datetime:
    """The beginning of what ``text`` means: the midnight (UTC) when a day begins, or a time before ``now``.

    Raises UserError if the text is neither a day nor a duration.
    """
    return _read(text, now)[0]


def end(text: str, now: datetime) -> datetime:
    """The end of what ``text`` means, exclusive: the midnight when a day ends, or a time before ``now``."""
    return _read(text, now)[1]


def _read(text: str, now: datetime) -> tuple[datetime, datetime]:
    words = " ".join(text.lower().split())
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if words in {"today", "yesterday"}:
        day = midnight if words == "today" else midnight - _DAY
        return day, day + _DAY
    ago = _AGO.fullmatch(words)
    if ago:
        moment = now - int(ago[1]) * _UNIT[ago[2][0]]
        return moment, moment
    try:
        day = datetime.strptime(words, "%Y-%m-%d").replace(tzinfo=UTC)
        return day, day + _DAY
    except (ValueError, OverflowError) as error:
        raise UserError(
            f"I can't read “{md.fit(text, 40)}” as a time. Try 2023-10-09, yesterday, 3 days or 12 hours."
        ) from error


def time_of_day(text: str) -> int:
    """Minutes after midnight of "07:30", "7.30" or "7". Raises UserError for anything else."""
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", text.strip())
    hours, minutes = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if hours > 23 or minutes > 59:
        raise UserError(f"I can't read “{md.fit(text, 40)}” as a time of day. Write it like 07:30.")
    return hours * 60 + minutes
