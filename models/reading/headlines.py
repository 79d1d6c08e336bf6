"""Which line at the top of a text is its headline, and which short lines are headings, told by their form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from models.reading.patterns import matches, plain

FINAL = (".", "!", "?", "…", ":", ";", ",", "-", "—", "–")
CLOSING = "\"'”’»“`)]"
BULLET = re.compile(r"[•●▪◦*·–—-]\s|\d{1,2}[.)]\s")
# What the first sentence of a story has and a headline that ends in a full stop has not.
_TELLS = re.compile(
    r"\b(?:was|were|had|said|told|today|tonight|yesterday)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b\w+ed (?:the|a|an|its|his|her|their|that|in|on|to)\b|^(?:It|He|She|They|We|I|There|On|These|This)\b"
)
_LABEL = re.compile(r"(?:Q|A|[A-Z][A-Z .]+):")  # who speaks, in a transcript
_HEAD, _TEXT = 5, 30  # words of a headline that is told by more than its place
_ISSUED = 45  # words of one that says it is an office's statement


def words_of(text: str) -> list[str]:
    """The words of a line in lower case, without marks."""
    return re.findall(r"\w+", text.casefold())


def is_above(top: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether the first of the lines ``top`` stands above the headline, which is one of the others.

    A page's own name or menu does; the headline is known as that of a live page, or by being repeated.
    """
    if len(top) < 2 or matches(plain(top[0]), "genres", "live", "titles"):
        return False
    if _is_kicker(top[0], top[1]):
        return True
    lines = [] if _is_headlike(top[0]) else list(takewhile(lambda t: len(t.split()) < _TEXT, top[1:]))
    if any(matches(plain(t), "genres", "live", "titles") and _is_headlike(t) for t in lines):
        return True
    said = [words_of(t) for t in texts]
    return len(top[0].split()) < _HEAD and any(_is_headlike(t) and said.count(words_of(t)) > 1 for t in lines)


def _is_headlike(text: str) -> bool:
    return _HEAD <= len(text.split()) <= _TEXT and not text.rstrip(CLOSING).endswith(FINAL)


def _is_kicker(text: str, following: str) -> bool:
    """Whether a first line names the section or the country and the headline, or the article, comes next."""
    words = text.split()
    if len(words) > 3 or text.rstrip(CLOSING).endswith(FINAL):
        return False
    headline_next = 4 <= len(following.split()) <= 30 and not following.rstrip(CLOSING).endswith(FINAL)
    return len(words) == 1 or headline_next


def is_headline(text: str, after: list[str], title: str | None) -> bool:
    """Whether a first block is one; where it ends like a sentence, it must be short, before a longer one."""
    words = text.split()
    issued = len(words) <= _ISSUED and matches(plain(text), "genres", "releases", "sure")
    if not after or (len(words) > _TEXT and not issued) or not _has_letter(text):
        return False
    if not text.rstrip(CLOSING).endswith(FINAL):
        return True
    longer = any(len(other) > len(text) for other in after[:3])
    short = len(words) <= 16 or _title_case(words)
    told = _TELLS.search(text) is not None and not _title_case(words)
    return title is None and short and longer and not told and not BULLET.match(text)


def is_heading(text: str) -> bool:
    """A short line without a full stop, or one in capitals, that begins like a title."""
    words = text.split()
    if len(words) > 12 or not _has_letter(text) or BULLET.match(text) or _LABEL.match(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "\"'“‘«"):
        return False
    if text.isupper():
        return len(words) <= 8 and not text.endswith((":", ","))
    bare = text.rstrip(CLOSING)
    return not bare.endswith(FINAL) or (bare.endswith("?") and _title_case(words))


def _title_case(words: list[str]) -> bool:
    long = [w.strip("\"'“”‘’«»(") for w in words if len(w) >= 4]
    return len(long) >= 3 and sum(w[:1].isupper() for w in long) >= 0.8 * len(long)


def _has_letter(text: str) -> bool:
    return any(c.isalpha() for c in text)
