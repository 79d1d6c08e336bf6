"""How much weight a speaker's office has."""

from __future__ import annotations

import re
from functools import cache

from models.lexicon import load
from models.types import Speaker


def weight(speaker: Speaker | None) -> int:
    """3 for heads of state and government, 2 for ministers, 1 for other offices and names, 0 for nobody."""
    if speaker is None:
        return 0
    named = int(speaker.name is not None)
    role = (speaker.role or "").lower()
    for value, wanted, unwanted in _ranks():
        if wanted.search(role) and not unwanted.search(role):
            return value
    return named


@cache
def _ranks() -> tuple[tuple[int, re.Pattern[str], re.Pattern[str]], ...]:
    ranks = load("seniority")["rank"]
    return tuple((r["weight"], _pattern(r["roles"]), _pattern(r["except"])) for r in ranks)


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """Any of ``phrases`` as whole words; without phrases, a pattern that matches nothing."""
    joined = "|".join(map(re.escape, phrases))
    return re.compile(rf"\b(?:{joined})\b" if joined else r"(?!)")
