"""Pages that show what changed in an article: lines marked "+" and "-"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.reading.text import Block

_MARK = re.compile(r"(?P<mark>[+−-])\s?(?=[\"“'‘(]?[A-ZÀ-Þ0-9])")
_FEWEST = 2  # lines with each mark


def merged(blocks: list[Block]) -> list[Block]:
    """``blocks`` without what was taken out of the article, and without the marks; others as they are."""
    marks = [m["mark"] if (m := _MARK.match(b.text)) is not None else "" for b in blocks]
    if marks.count("+") < _FEWEST or sum(m in {"-", "−"} for m in marks) < _FEWEST:
        return blocks
    out: list[Block] = []
    for block, mark in zip(blocks, marks, strict=True):
        if mark in {"-", "−"}:
            out.append(replace(block, kind="boilerplate"))
            continue
        cut = found.end() if mark and (found := _MARK.match(block.text)) is not None else 0
        out.append(replace(block, span=(block.span[0] + cut, block.span[1]), text=block.text[cut:]))
    return out
