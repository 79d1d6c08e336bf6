"""Small pure functions on text, used wherever text is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# A flag is a pair of regional indicators, whose code points lie this far above the capital letters.
_INDICATOR = 0x1F1E6 - ord("A")
# The marks that close a quotation, by the mark that opens it.
_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'"}
# Control characters, and the invisible ones that reverse, hide or fill text: marks of direction, joiners,
# tags, fillers, variation selectors beyond those of emoji, and what annotates or formats a line from within.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)")
MORE = " […]"
# No script that is written today puts more marks on one letter.
_MOST_MARKS = 4


def squeeze(text: str) -> str:
    """``text`` on one line, without invisible characters, repeated spaces or towers of combining marks."""
    return " ".join(seen(text).split())


def seen(text: str) -> str:
    """``text`` without what is invisible, and with at most four combining marks on each letter.

    Towers of them would reach into the lines around.
    """
    line = _UNSEEN.sub("", text)
    if line.isascii():
        return line
    kept: list[str] = []
    marks = 0
    for character in line:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


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
