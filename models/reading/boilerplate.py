"""What pages carry around an article and is no part of it: share lines, cookie notes, credits, link lists.

The patterns are data in ``lexicon/boilerplate.toml``; agencies in credits come from ``lexicon/outlets.toml``.
"""

from __future__ import annotations

import re

from models.lexicon import load
from models.reading import splitting
from models.reading.patterns import patterns, plain

_LENGTH = re.compile(r"[0-5]?\d:[0-5]\d")
_NO_WORD = re.compile(r"[\W_]*")


def is_boilerplate(text: str) -> bool:
    """Whether a block of text, as a whole, is a page's furniture rather than a part of its article."""
    if _NO_WORD.fullmatch(text):
        return True
    data = load("boilerplate")
    if text.endswith((")", "]", ").")) and len(text) <= data["longest_caption"]:
        caption = plain(text)
        if any(p.fullmatch(caption) for p in patterns("boilerplate", "captions")):
            return True
    if len(text) <= data["longest_caption"] and _is_picture(text):
        return True
    if len(text) > data["longest"]:
        return False
    if any(p.fullmatch(text) for p in patterns("boilerplate", "cased")):
        return True
    line = plain(text)
    return any(p.fullmatch(line) for p in patterns("boilerplate", "whole"))


def _is_picture(text: str) -> bool:
    """Whether a block of a single sentence says what a picture shows: "X shakes hands with Y in Geneva."."""
    if len(splitting.sentences(text)) > 1 or text[:1] in '"“':
        return False
    line = plain(text)
    return any(p.fullmatch(line) for p in patterns("boilerplate", "pictures"))


def opens_link_list(text: str) -> bool:
    """Whether a line is the heading of a list of other articles ("Similar Posts", "More from …")."""
    line = plain(text) if len(text) <= 80 else ""
    return any(p.fullmatch(line) for p in patterns("boilerplate", "ends"))


def is_length(text: str) -> bool:
    """Whether a line is how long a recording lasts ("02:35"), which precedes its title in a list of clips."""
    return bool(_LENGTH.fullmatch(text))
