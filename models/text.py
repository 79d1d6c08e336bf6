"""The clean copy of an article: blocks of prose with an offset map to the text as given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.types import Dateline, Span

BlockKind = Literal["headline", "heading", "paragraph", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph. ``text`` has the very length of the span: characters are normalised one for one,
    so that ``span[0] + i`` is where ``text[i]`` stands in the article as given."""

    span: Span
    text: str
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """The blocks of an article in order, boilerplate included but marked; the dateline cut off its block."""

    blocks: tuple[Block, ...]
    dateline: Dateline | None = None

    @property
    def prose(self) -> tuple[Block, ...]:
        """Headlines, headings and paragraphs: what is worth parsing."""
        return tuple(b for b in self.blocks if b.kind != "boilerplate")


def clean(text: str) -> CleanCopy:
    """Split a text into blocks at line ends."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            begin = start + line.index(stripped[0])
            blocks.append(Block((begin, begin + len(stripped)), stripped, "paragraph"))
        start += len(line) + 1
    return CleanCopy(tuple(blocks))
