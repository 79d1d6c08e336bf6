"""Small pure functions on text that more than one place shows."""

from __future__ import annotations

import re

# A flag is written with two regional indicators, which stand this far above the capital letters.
_INDICATOR = 0x1F1E6 - ord("A")


def flag(country: str | None) -> str:
    """The flag emoji of an ISO 3166 alpha-2 code (EU and UN included), or nothing."""
    if not country or not re.fullmatch(r"[A-Za-z]{2}", country):
        return ""
    return "".join(chr(ord(letter) + _INDICATOR) for letter in country.upper())
