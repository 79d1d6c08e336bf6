"""Counts told by a noun away from their number: "put the dead at 471", "Israel's dead now number 1,300"."""

from __future__ import annotations

import re
from functools import cache

from models.extractors.figures.numbers import Number
from models.lexicon import load

_LONGEST = 120  # characters before a number that are looked at


def named(text: str, number: Number) -> tuple[str, str] | None:
    """The class that the words before ``number`` tell it to be of, and these words; None if they don't."""
    before = text[max(0, number.start - _LONGEST) : number.start]
    for what, pattern in _patterns().items():
        if match := pattern.search(before):
            return what, match.group()
    return None


def goes_on(text: str, number: Number) -> bool:
    """Whether a number tells of what was counted before: "put its own figure at 320", "counted 1,400."."""
    before, after = text[max(0, number.start - _LONGEST) : number.start], text[number.end :]
    if _again().search(before):
        return True
    return bool(_counting().search(before) and re.match(r"[\s”\"]*(?:[.,;]|$)", after))


def is_disputed(text: str) -> bool:
    """Whether a sentence says that the number before it is disputed, so that other numbers of it follow."""
    return bool(
        re.match(r"(?:That|This|The) (?:number|figure|toll|count|tally) is (?:\w+ )?disputed\b", text)
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        what: re.compile(
            rf"(?:\bthe\s+|\b[\w.]+['’]s\s+|\bof\s+(?:[\w'’]+\s+){{0,2}}?)(?:{'|'.join(rows['tally'])})\b"
            rf"(?:\s+[\w'’]+){{0,4}}?(?:,(?:\s+[\w'’]+){{1,5}},)?\s+(?:{'|'.join(load('figures')['tallying']['verbs'])})\s+{_qualifier()}$",
            re.IGNORECASE,
        )
        for what, rows in load("figures")["classes"].items()
        if rows["tally"]
    }


@cache
def _again() -> re.Pattern[str]:
    nouns = "|".join(load("figures")["tallying"]["nouns"])
    return re.compile(rf"\bits (?:own )?(?:\w+ )?(?:{nouns}) at {_qualifier()}$", re.IGNORECASE)


@cache
def _counting() -> re.Pattern[str]:
    verbs = "|".join(load("figures")["tallying"]["counting"])
    return re.compile(rf"\b(?:{verbs})\s+{_qualifier()}$", re.IGNORECASE)


@cache
def _qualifier() -> str:
    forms = [form for shown in load("figures")["qualifiers"].values() for form in shown]
    return rf"(?:(?:well\s+)?(?:{'|'.join(sorted(forms, key=len, reverse=True))})\s+)?"
