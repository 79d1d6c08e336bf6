"""Dates as news writes them ("on Wednesday", "October 7", "last week") and the days they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from models.types import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|(?-i:May|MAY)|june?\.?|july?\.?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|:\d)"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_COUNT = r"(?P<count>\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten)"


@dataclass(frozen=True, slots=True)
class Days:
    """The days an expression means, first and last; equal where it means one day."""

    first: date
    last: date


def find(text: str) -> list[Span]:
    """Where dates stand in ``text``, in order; prepositions and weekday names before a date left out."""
    return [m.span() for m in _expression().finditer(text)]


def resolve(phrase: str, published: date | None, *, future: bool = False) -> Days | None:
    """The days that ``phrase`` means in an article published on ``published``.

    A bare weekday is the last such day up to the day of publication, or the next one from it where
    ``future`` says that the article looks ahead. A date without a year falls in the year that brings it
    nearest. None where the phrase is no date, or cannot be placed without knowing ``published``.
    """
    match = _expression().search(phrase)
    if match is None:
        return None
    if match["iso"]:
        return _one(_date(*(int(n) for n in match["iso"].split("-"))))
    if match["day"] or match["day2"]:
        return _one(_calendar_day(match, published))
    if published is None:
        return None
    for group, reader in _READERS.items():
        if match[group]:
            return reader(match[group].casefold(), published, future)
    return None


def day(phrase: str, published: date | None, *, future: bool = False) -> date | None:
    """The one day that ``phrase`` means, None where it means several or cannot be placed."""
    days = resolve(phrase, published, future=future)
    return days.first if days and days.first == days.last else None


@cache
def _expression() -> re.Pattern[str]:
    weekday = "|".join(_WEEKDAYS)
    month_day = rf"{_MONTH}\s+{_DAY}{_YEAR}?"
    day_month = rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}?"
    for name in ("day", "month", "year"):
        day_month = day_month.replace(f"<{name}>", f"<{name}2>")
    return re.compile(
        rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)|{month_day}|{day_month}"
        rf"|(?P<near>the day (?:before yesterday|after tomorrow)|yesterday|today|tomorrow|tonight){_PART}"
        rf"|(?P<weekday>(?:(?:last|next|this|this coming)\s+)?(?:{weekday})){_PART}"
        rf"|(?P<ago>{_COUNT}\s+(?:days?|weeks?)\s+(?:ago|earlier))"
        rf"|(?P<period>(?:last|next|this)\s+(?:weekend|week|month|year)))\b",
        re.IGNORECASE,
    )


def _one(day: date | None) -> Days | None:
    return Days(day, day) if day else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _calendar_day(match: re.Match[str], published: date | None) -> date | None:
    day = int(match["day"] or match["day2"])
    month = _MONTHS.index((match["month"] or match["month2"])[:3].casefold()) + 1
    year = match["year"] or match["year2"]
    if year:
        return _date(int(year), month, day)
    if published is None:
        return None
    near = [
        d
        for y in (-1, 0, 1)
        if 1 <= published.year + y <= 9999 and (d := _date(published.year + y, month, day))
    ]
    return min(near, key=lambda d: abs((d - published).days), default=None)


def _shift(published: date, days: int) -> Days | None:
    try:
        return _one(published + timedelta(days=days))
    except OverflowError:
        return None


def _near(phrase: str, published: date, future: bool) -> Days | None:
    del future
    if phrase.startswith("the day"):
        return _shift(published, -2 if phrase.endswith("yesterday") else 2)
    return _shift(published, {"yesterday": -1, "tomorrow": 1}.get(phrase, 0))


def _weekday(phrase: str, published: date, future: bool) -> Days | None:
    *word, name = phrase.split()
    ahead = (_WEEKDAYS.index(name) - published.weekday()) % 7
    if word[:1] == ["last"]:
        return _shift(published, ahead - 7)
    if word[:1] == ["next"] or word == ["this", "coming"]:
        return _shift(published, ahead or 7)
    return _shift(published, ahead if future or ahead == 0 else ahead - 7)


def _ago(phrase: str, published: date, future: bool) -> Days | None:
    del future
    count, unit, _ = phrase.split()
    number = int(count) if count.isdigit() else _NUMBERS.index(count) if count in _NUMBERS else 1
    return _shift(published, -number * (7 if unit.startswith("week") else 1))


def _period(phrase: str, published: date, future: bool) -> Days | None:
    del future
    word, unit = phrase.split()
    step = {"last": -1, "this": 0, "next": 1}[word]
    try:
        if unit == "year":
            return Days(date(published.year + step, 1, 1), date(published.year + step, 12, 31))
        if unit == "month":
            months = published.year * 12 + published.month - 1 + step
            first = date(months // 12, months % 12 + 1, 1)
            return Days(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return Days(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
    except (OverflowError, ValueError):
        return None


_READERS: dict[str, Callable[[str, date, bool], Days | None]] = {
    "near": _near,
    "weekday": _weekday,
    "ago": _ago,
    "period": _period,
}
