"""Small pure functions on text, used wherever text is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A flag is a pair of regional indicators, whose code points lie this far above the capital letters.
_INDICATOR = 0x1F1E6 - ord("A")
# The marks that close a quotation, by the mark that opens it.
_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'"}
# Control characters, and the invisible ones that reverse or hide text.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)")
MORE = " […]"


def squeeze(text: str) -> str:
    """``text`` on one line, without invisible characters or repeated spaces."""
    return " ".join(_UNSEEN.sub("", text).split())


def cut(text: str, limit: int) -> str:
    """``text``, or its first sentences and a mark for the rest if it is longer than ``limit`` characters.

    If even the first sentence is too long, it is cut at the end of a word.
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
    """The flag emoji of an ISO 3166 alpha-2 code (EU and UN included), or an empty string."""
    if not country or not re.fullmatch(r"[A-Za-z]{2}", country):
        return ""
    return "".join(chr(ord(letter) + _INDICATOR) for letter in country.upper())


def within_marks(text: str) -> str | None:
    """The words inside the quotation marks around ``text``, or None if no single pair encloses all of it."""
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


def joined(items: Sequence[str], conjunction: str) -> str:
    """The items as a list in a sentence: "a", "a and b", "a, b and c"."""
    *others, last = items
    return f"{', '.join(others)} {conjunction} {last}" if others else last
