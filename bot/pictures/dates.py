"""Dates in words, whatever language the system speaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

_MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """A day as "16 Oct 2023"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_and_month(day: date) -> str:
    """A day as "16 Oct"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def month_words(day: date) -> str:
    """A day's month as "Oct 2023"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def span_words(days: Iterable[date]) -> str:
    """From the first to the last of them, "7–18 Oct 2023"; there is at least one."""
    first, last = min(found := list(days)), max(found)
    if first == last:
        return day_words(last)
    if first.year != last.year:
        return f"{day_words(first)} – {day_words(last)}"
    if first.month != last.month:
        return f"{day_and_month(first)} – {day_words(last)}"
    return f"{first.day}–{day_words(last)}"
