"""What pages carry around an article and is no part of it: share lines, cookie notes, credits, link lists.

The patterns are data in ``lexicon/boilerplate.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from models.lexicon import load

_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_NO_WORD = re.compile(r"[\W_]*")


def is_boilerplate(text: str) -> bool:
    """Whether a block of text, as a whole, is a page's furniture rather than a part of its article."""
    if _NO_WORD.fullmatch(text):
        return True
    if len(text) > load("boilerplate")["longest"]:
        return False
    if any(p.fullmatch(text) for p in _patterns("cased")):
        return True
    plain = _plain(text)
    return any(p.fullmatch(plain) for p in _patterns("whole"))


def opens_link_list(text: str) -> bool:
    """Whether a line is the heading of a list of other articles ("Similar Posts", "More from …")."""
    plain = _plain(text) if len(text) <= 80 else ""
    return any(p.fullmatch(plain) for p in _patterns("ends"))


def _plain(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).casefold().split()).rstrip(" .:!")


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    data = load("boilerplate")
    words = {name: "|".join(w.split("\n")).strip("|") for name, w in data["words"].items()}
    lines = [line for group in data[table].values() for line in group.split("\n") if line]
    for name, alternatives in words.items():
        lines = [line.replace(f"{{{name}}}", alternatives) for line in lines]
    return tuple(re.compile(line) for line in lines)
