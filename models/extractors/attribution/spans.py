"""A block as the rules see it, and the drawing of spans: token intervals in, trimmed character spans out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.extractors.attribution.quotations import Quote, of_paragraphs
from models.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from models.reading.parser import ParsedBlock

Interval = tuple[int, int]  # half-open range of token indices of one doc

_JOINING = frozenset({"and", "or", "but"})  # never the last word of what is drawn
_NAME_WORDS = 4
_ABBREVIATED = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]$")
_TRIM = " \t\r\n\u00a0,.;:?!…—–-"
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Context:
    """A parsed block with its quotations; ``quoted[i]`` is the index of token i's quotation, or -1.

    ``cues`` keeps what was worked out about a word as a cue, since many candidates share one.
    """

    index: int
    offset: int
    doc: Doc
    text: str
    kind: str
    quotes: tuple[Quote, ...]
    quoted: tuple[int, ...] = field(repr=False)
    cues: dict[int, tuple[list[str], list[str]]] = field(
        default_factory=dict[int, tuple[list[str], list[str]]], repr=False
    )


def contexts(blocks: Sequence[ParsedBlock]) -> list[Context]:
    """Take the parsed blocks of an article apart for the rules."""
    quotes = of_paragraphs([block.doc.text for block in blocks])
    return [_context(n, block, found) for n, (block, found) in enumerate(zip(blocks, quotes, strict=True))]


def _context(index: int, parsed: ParsedBlock, found: tuple[Quote, ...]) -> Context:
    text = parsed.doc.text
    quotes = tuple(q for q in found if not _is_name(text[q.start : q.end]))
    starts = [q.start for q in quotes]

    def of(at: int) -> int:
        found = bisect_right(starts, at) - 1
        return found if found >= 0 and at < quotes[found].end else -1

    quoted = tuple(of(t.idx) for t in parsed.doc)
    return Context(
        index, parsed.block.span[0], parsed.doc, parsed.doc.text, parsed.block.kind, quotes, quoted
    )


def _is_name(quoted: str) -> bool:
    """Whether what stands in quotation marks is a name (“Ukrainska Pravda”) and nobody's words."""
    words = quoted.strip("\"'“”‘’„«»`").split()
    return (
        0 < len(words) <= _NAME_WORDS
        and all(w[0].isupper() and w[-1].isalnum() for w in words)
        and len(words) > 1
    )


def subtree(token: Token) -> Interval:
    """The token with all that depends on it, as one interval."""
    return token.left_edge.i, token.right_edge.i + 1


def minus(whole: list[Interval], hole: Interval) -> list[Interval]:
    """The intervals without the part that ``hole`` covers."""
    out: list[Interval] = []
    for a, b in whole:
        if hole[1] <= a or hole[0] >= b:
            out.append((a, b))
            continue
        if a < hole[0]:
            out.append((a, hole[0]))
        if hole[1] < b:
            out.append((hole[1], b))
    return out


def draw(ctx: Context, intervals: list[Interval], *, whole_quotes: bool = True) -> tuple[Span, ...]:
    """Token intervals as trimmed spans of the block's text.

    Outer punctuation goes, quotation marks stay with the words they close; with ``whole_quotes`` a piece
    that ends inside a quotation begun in it runs on to the closing mark, since parses break up there.
    """
    doc = ctx.doc
    out: list[Span] = []
    for a, b in _without_joining(doc, sorted(intervals)):
        if a >= b:
            continue
        start, end = doc[a].idx, doc[b - 1].idx + len(doc[b - 1])
        if out and start < out[-1][1]:
            start = out[-1][1]
        start, end = trim(ctx.text, start, end)
        if start >= end:
            continue
        start, end = _with_marks(ctx, start, end, whole_quotes)
        if out and not any(c.isalnum() for c in ctx.text[out[-1][1] : start]) and start - out[-1][1] < 4:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif not out or end > out[-1][1]:
            out.append((max(start, out[-1][1]) if out else start, end))
    return tuple((s, e) for s, e in out if any(c.isalnum() for c in ctx.text[s:e]))


def _without_joining(doc: Doc, intervals: list[Interval]) -> list[Interval]:
    """The intervals, the last without an "and" that only leads on to what is not drawn."""
    if not intervals:
        return intervals
    a, b = intervals[-1]
    while b - a > 1 and doc[b - 1].lower_ in _JOINING:
        b -= 1
    return [*intervals[:-1], (a, b)]


def trim(text: str, start: int, end: int) -> Span:
    """Without outer space and punctuation, and without a bracket that is opened or closed outside.

    The full stop of an abbreviation ("at 1.20 a.m.", "the U.S.") stays.
    """
    start, cut = _trimmed(text, start, end)
    if text[cut : cut + 1] == "." and cut < end and _ABBREVIATED.search(text, max(start, cut - 8), cut):
        cut += 1
    return start, cut


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start] in _TRIM or text[start] in _BRACKETS.values()):
        start += 1
    while start < end and (text[end - 1] in _TRIM or text[end - 1] in _BRACKETS):
        end -= 1
    for left, right in _BRACKETS.items():
        if end - start > 1 and text[end - 1] == right and left not in text[start : end - 1]:
            return _trimmed(text, start, end - 1)
        if end - start > 1 and text[start] == left and right not in text[start:end]:
            return _trimmed(text, start + 1, end)
    return start, end


def _with_marks(ctx: Context, start: int, end: int, whole: bool) -> Span:
    """Stretch a span over the closing (and opening) mark of a quotation that it holds the most of."""
    first = bisect_right(ctx.quotes, start, key=lambda q: q.end)
    for quote in ctx.quotes[first:]:
        if quote.start >= end:
            break
        inside = quote.start + 2 >= start
        if inside and quote.end > end and (whole or not ctx.text[end : quote.end].strip("\"'”“’.,?!;:")):
            end = quote.end
        if (
            quote.end >= end
            and quote.start < start
            and not ctx.text[quote.start : start].strip("\"'”“‘„«»` ")
        ):
            start = quote.start
        if quote.end < end and quote.start < start and whole:
            start = quote.start
    return _without_half_marks(ctx, start, end)


def _without_half_marks(ctx: Context, start: int, end: int) -> Span:
    """Drop a quotation mark at either end whose partner is outside."""
    text = ctx.text
    if start < end and text[end - 1] in "“„«":
        start, end = trim(text, start, end - 1)
    if start < end and text[start] in "”":
        start, end = trim(text, start + 1, end)
    return start, end


def absolute(ctx: Context, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of the block as spans of the article."""
    return tuple((s + ctx.offset, e + ctx.offset) for s, e in spans)


def covers(spans: tuple[Span, ...], at: int) -> bool:
    """Whether a place lies in any of the spans."""
    return any(s <= at < e for s, e in spans)


def length(spans: tuple[Span, ...]) -> int:
    """Characters in the spans together."""
    return sum(e - s for s, e in spans)
