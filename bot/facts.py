"""How contacts and figures are put into words: one home for cards, timelines and the console.

Pure functions, in plain text, as :mod:`bot.wording` has them for statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.core.text import cut, flag, squeeze
from models.histories.types import ContactHistory, ContactReport, FigureSeries
from models.types import Contact, Figure

_MOST_TURNS = 4


def parties(names: Sequence[str], countries: Sequence[str | None], room: int = 200) -> str:
    """Who took part, with flags where the country is known: "🇺🇸 Ann Hill – Ben Marsh"."""
    flags = [flag(country) for country in countries] or [""] * len(names)
    named = [f"{f} {squeeze(name)}".strip() for f, name in zip(flags, names, strict=True)]
    return cut(" – ".join(named), room)


def contact(value: Contact) -> str:
    """What kind of contact and what became of it, when, where and about what: "call · held · in Amman"."""
    topic = f"about {_lower(squeeze(value.topic))}" if value.topic else ""
    where = f"in {squeeze(value.where)}" if value.where and value.kind != "visit" else ""
    parts = (value.kind, value.status.value, squeeze(value.when or ""), where, topic)
    return " · ".join(cut(part, 100) for part in parts if part)


def _lower(words: str) -> str:
    """Words in the middle of a line: an article at their head is in lower case there."""
    head, blank, rest = words.partition(" ")
    return f"{head.lower()}{blank}{rest}" if head in {"The", "A", "An"} else words


def day_words(day: date, after: date | None = None) -> str:
    """A date: "9 Oct 2023", and without the year if it stands behind a date of the same one."""
    return f"{day.day} {day:%b}" if after is not None and after.year == day.year else f"{day.day} {day:%b %Y}"


def turns(history: ContactHistory) -> tuple[ContactReport | None, ...]:
    """The reports that changed what was known, in order; None stands for those left out, of many."""
    told = history.turns
    if len(told) <= _MOST_TURNS:
        return told
    return (told[0], None, *told[1 - _MOST_TURNS :])


def turn(report: ContactReport, outlet: str) -> str:
    """What one report says, without its date: "denied (Dmitry Peskov, The Paper)"."""
    source = squeeze(report.contact.source or "")
    named = ", ".join(cut(part, 60) for part in (source, outlet) if part)
    return f"{report.contact.status.value} ({named})" if named else report.contact.status.value


def quantity(series: FigureSeries) -> str:
    """What a series counts, and where: "killed, Israel", "aid (USD)"."""
    return f"{counted(series.what, series.unit)}{f', {squeeze(series.place)}' if series.place else ''}"


def counted(what: str, unit: str) -> str:
    """What is counted, with its unit where that adds anything: "aid (USD)"; "killed" of people."""
    return squeeze(what if unit in {"people", what} else f"{what} ({unit})")


def figure(value: Figure) -> str:
    """A figure in words: "at least 700 killed, Israel"."""
    where = f", {squeeze(value.place)}" if value.place else ""
    return f"{amount(value)} {squeeze(value.what)}{where}"


def amount(value: Figure) -> str:
    """The number with its qualifier, and its currency if it is money: "about USD 19,000,000", "10 to 15"."""
    number = " to ".join(_number(n) for n in (value.value, value.high) if n is not None)
    currency = value.unit if len(value.unit) == 3 and value.unit.isupper() else ""
    return " ".join(filter(None, (value.qualifier, currency, number)))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
