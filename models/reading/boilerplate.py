"""What pages carry around an article and is no part of it: share lines, cookie notes, credits, link lists.

The patterns are data in ``lexicon/boilerplate.toml``; agencies in credits come from ``lexicon/outlets.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from models.knowledge import outlets
from models.lexicon import load

_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_LENGTH = re.compile(r"[0-5]?\d:[0-5]\d")
_NO_WORD = re.compile(r"[\W_]*")


def is_boilerplate(text: str) -> bool:
    """Whether a block of text, as a whole, is a page's furniture rather than a part of its article."""
    if _NO_WORD.fullmatch(text):
        return True
    data = load("boilerplate")
    if text.endswith((")", "]", ").")) and len(text) <= data["longest_caption"]:
        plain = _plain(text)
        if any(p.fullmatch(plain) for p in _patterns("captions")):
            return True
    if len(text) > data["longest"]:
        return False
    if any(p.fullmatch(text) for p in _patterns("cased")):
        return True
    plain = _plain(text)
    return any(p.fullmatch(plain) for p in _patterns("whole"))


def opens_link_list(text: str) -> bool:
    """Whether a line is the heading of a list of other articles ("Similar Posts", "More from …")."""
    plain = _plain(text) if len(text) <= 80 else ""
    return any(p.fullmatch(plain) for p in _patterns("ends"))


def is_length(text: str) -> bool:
    """Whether a line is how long a recording lasts ("02:35"), which precedes its title in a list of clips."""
    return bool(_LENGTH.fullmatch(text))


def _plain(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).casefold().split()).rstrip(" .:!")


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    data = load("boilerplate")
    words = {name: "|".join(w.split("\n")).strip("|") for name, w in data["words"].items()}
    credited = sorted(re.escape(name.casefold()) for name in outlets.agencies("credit"))
    words["agency"] = "|".join([words["agency"], *credited])
    lines = [line for group in data[table].values() for line in group.split("\n") if line]
    for name, alternatives in words.items():
        lines = [line.replace(f"{{{name}}}", alternatives) for line in lines]
    return tuple(re.compile(line) for line in lines)
