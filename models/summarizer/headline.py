"""The headline of a summary: the article's own, cleaned, or a clause of the gist."""

from __future__ import annotations

import re

from models.parser import Parsed
from models.types import Point

LONGEST = 110
_CLAUSE = re.compile(r"[,;:–—] | (?=(?:after|as|because|before|but|while|which|who|whose|although) )")


def choose(parsed: Parsed, gist: Point) -> tuple[str, bool]:
    """The headline and whether the article itself has it."""
    for block in parsed.copy.blocks:
        if block.kind == "headline":
            return cleaned(block.text), True
    return from_sentence(gist.text), False


def cleaned(title: str) -> str:
    """A headline without doubled spaces, outer quotation of nothing and a closing full stop."""
    title = " ".join(title.split())
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def from_sentence(sentence: str) -> str:
    """The opening of ``sentence`` up to a clause boundary, in its own words and at most 110 characters."""
    sentence = cleaned(sentence)
    if len(sentence) <= LONGEST:
        return sentence
    cuts = [m.start() for m in _CLAUSE.finditer(sentence) if 30 <= m.start() <= LONGEST]
    if cuts:
        return sentence[: cuts[-1]].rstrip(" ,;:–—")
    return sentence[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—") + "…"
