"""Points worded by the article: insertions in square brackets, and the check that nothing else was added."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.types import Point, Span

_INSERTION = r"(?:\s*\[[^\[\]]+\]\s*)"


def tidy(text: str) -> str:
    """``text`` on one line."""
    return re.sub(r"\s*\n\s*", " ", text)


def point(text: str, span: Span, insertions: Sequence[tuple[Span, str]] = ()) -> Point:
    """The sentence at ``span`` of the article ``text``, with words replaced by bracketed insertions.

    ``insertions`` are (span to replace, name), in order and inside ``span``. The replaced words are no part
    of the evidence.
    """
    pieces: list[str] = []
    evidence: list[Span] = []
    start = span[0]
    for (begin, end), name in insertions:
        if begin > start:
            evidence.append((start, begin))
            pieces.append(text[start:begin])
        pieces.append(f"[{name}]")
        start = end
    evidence.append((start, span[1]))
    pieces.append(text[start : span[1]])
    return Point(tidy("".join(pieces)), tuple(evidence))


def check(point: Point, article: str) -> bool:
    """Whether ``point`` says nothing that its evidence does not, bracketed insertions apart.

    White space does not count. False for points that a model worded, and for empty evidence.
    """
    if not point.verbatim or not point.evidence:
        return False
    pieces = [r"\s+".join(map(re.escape, article[a:b].split())) for a, b in point.evidence]
    pattern = rf"{_INSERTION}?" + rf"(?:{_INSERTION}|\s+)".join(pieces) + rf"{_INSERTION}?"
    return re.fullmatch(pattern, point.text.strip()) is not None
