"""Small pure functions on text that more than one place shows."""

from __future__ import annotations

import re

# A flag is written with two regional indicators, which stand this far above the capital letters.
_INDICATOR = 0x1F1E6 - ord("A")
# What closes a quotation that opens so.
_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'"}
# Control characters, and the invisible ones that turn or hide text.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)")
MORE = " […]"


def squeeze(text: str) -> str:
    """One line without invisible characters or doubled blanks."""
    return " ".join(_UNSEEN.sub("", text).split())


def cut(text: str, limit: int) -> str:
    """``text`` if it is within ``limit`` characters, else its first sentences and a mark that more was said.

    Falls back to a word's end where the first sentence alone is too long.
    """
    if len(text) <= limit:
        return text
    if limit <= len(MORE):
        return text[: max(limit, 0)]
    room = text[: limit - len(MORE)]
    ends = [m.end() for m in _SENTENCE_END.finditer(room + " ")]
    if ends and ends[-1] >= len(room) // 3:
        return room[: ends[-1]] + MORE
    word = room.rfind(" ")
    return room[: word if word > len(room) // 2 else len(room)].rstrip(" ,;:–—-") + MORE


def flag(country: str | None) -> str:
    """The flag emoji of an ISO 3166 alpha-2 code (EU and UN included), or nothing."""
    if not country or not re.fullmatch(r"[A-Za-z]{2}", country):
        return ""
    return "".join(chr(ord(letter) + _INDICATOR) for letter in country.upper())


def within_marks(text: str) -> str | None:
    """What stands within the quotation marks around ``text``, or None if no one pair holds all of it."""
    closing = _CLOSING.get(text[:1])
    if closing is None:
        return None
    words = text[1:].rstrip(" ,")
    if words[-1:] and words[-1] in closing:
        words = words[:-1].rstrip(" ,")
    for mark in words:
        if mark in closing:
            return None  # closed before its end: what follows may be the reporter's
        if mark == text[0]:
            break  # a quotation within, or the next paragraph of this one
    return words
