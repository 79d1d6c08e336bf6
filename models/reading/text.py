"""The clean copy of an article: blocks of prose with an offset map to the text as given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise, zip_longest
from typing import Literal

from models.reading import boilerplate, dateline, diffs, front, headlines, reactions, turns
from models.reading.genre import genre, is_issuer_line, stamp_end
from models.reading.headlines import BULLET, CLOSING, FINAL, words_of
from models.reading.patterns import matches, plain
from models.types import Dateline, Genre, Span

BlockKind = Literal["headline", "heading", "paragraph", "label", "question", "boilerplate"]

LONGEST_BLOCK = 5_000
"""Characters; longer paragraphs are cut at a sentence's end, so that parsing stays linear in time."""

MOST_BLOCKS = 3_000
"""Blocks of an article; what follows is left out, since each costs a parse of its own."""

_PROSE = frozenset({"headline", "heading", "paragraph"})
_REPEATED = 8  # words of a paragraph that is told twice
_TOP = 12  # lines of prose in which a headline stands
_DATELINE_WITHIN = 8  # blocks from the top: headline, deck, byline, date and share lines may come first
_ISSUED = frozenset({Genre.READOUT, Genre.RELEASE, Genre.TRANSCRIPT})
_ISSUER_WITHIN, _ISSUER_LINE = 6, 360  # blocks from the top; characters
_ISSUER_LINES = (
    ("genres", "releases", "issuers"),
    ("genres", "releases", "offices"),
    ("genres", "readouts", "voices"),
    ("genres", "transcripts", "marks"),
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s")


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph; in a transcript a speaker's label, or what somebody says who only asks or leads.

    ``text`` has the very length of the span: characters are normalised one for one,
    so that ``span[0] + i`` is where ``text[i]`` stands in the article as given."""

    span: Span
    text: str
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """The blocks of an article in order, boilerplate included but marked; the dateline cut off its block."""

    blocks: tuple[Block, ...]
    dateline: Dateline | None = None
    genre: Genre = Genre.NEWS

    @property
    def prose(self) -> tuple[Block, ...]:
        """Headlines, headings and paragraphs: what is worth parsing."""
        return tuple(b for b in self.blocks if b.kind in _PROSE)


def clean(text: str, title: str | None = None) -> CleanCopy:
    """The blocks of ``text``, each known for what it is.

    A block is a paragraph: lines that an editor or a PDF broke at a fixed width are joined again. ``title``
    is the headline where it is known from elsewhere; a block that repeats it is the headline.
    """
    spans = islice(_paragraphs(normalise(text)), MOST_BLOCKS)
    blocks = [Block(span, _flat(text, span), "paragraph") for span in spans]
    blocks = [_mark(b) for b in blocks]
    blocks = _without_link_lists(blocks)
    blocks, found = front.opened(diffs.merged(blocks))
    kind = genre(blocks, title)
    if found is None:
        blocks, found = _cut_dateline(blocks)
        blocks = front.noted(blocks, found)
    if kind in _ISSUED:
        blocks = _without_issuer_lines(blocks)
    if kind is Genre.TRANSCRIPT:
        blocks = _in_turns(blocks)
    if kind is Genre.LIVE:
        blocks = [piece for block in blocks for piece in _without_stamp(block)]
    blocks = _headline_and_headings(blocks, title, found)
    return CleanCopy(tuple(_without_repeats(blocks)), found, kind)


def normalise(text: str) -> str:
    """``text`` with odd spaces, invisible marks and control characters as plain spaces, one for one.

    Line and page separators of any kind become line feeds; quotation marks stay as they are, since an
    opening mark tells more than a straight one.
    """
    return text.translate(_ODD)


class _OddCharacters(dict[int, int]):
    """Translation table for :func:`normalise`, filled as characters are met."""

    def __missing__(self, code: int) -> int:
        char, category = chr(code), unicodedata.category(chr(code))
        if char in "\n\x0b\x0c\x85\u2028\u2029":
            into = ord("\n")
        elif category in {"Zs", "Cc"} or (category == "Cf" and char not in "\xad\u200d"):
            into = ord(" ")
        elif category == "Cs":
            into = 0xFFFD  # half a surrogate pair, which no encoder takes
        else:
            into = code
        self[code] = into
        return into


_ODD = _OddCharacters()


def _flat(text: str, span: Span) -> str:
    return normalise(text[span[0] : span[1]]).replace("\n", " ")


def _paragraphs(text: str) -> Iterator[Span]:
    """Spans of the paragraphs of a normalised text, none longer than LONGEST_BLOCK."""
    lines = [line for line in _lines(text) if line[0] < line[1] or line[2]]
    width = _wrap_width(text, lines)
    start: int | None = None
    for here, following in pairwise([*lines, (len(text), len(text), True)]):
        if here[2]:
            continue
        start = here[0] if start is None else start
        if following[2] or not _runs_on(text[here[0] : here[1]], text[following[0] : following[1]], width):
            yield from _pieces(text, (start, here[1]))
            start = None


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether blank) of each line without the space around it."""
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        begin = at + len(line) - len(line.lstrip())
        yield begin, begin + len(stripped), not stripped
        at += len(line) + 1


def _wrap_width(text: str, lines: list[tuple[int, int, bool]]) -> int | None:
    """The column at which the text was broken into lines, None where lines are whole paragraphs."""
    lengths = sorted(end - start for start, end, blank in lines if not blank)
    pairs = [(a, b) for a, b in pairwise(lines) if not a[2] and not b[2]]
    if len(pairs) < 3 or lengths[-1] > 140:
        return None
    lower = sum(text[b[0]].islower() for _, b in pairs)
    width = lengths[int(len(lengths) * 0.9)]
    return width if lower >= 0.3 * len(pairs) and width >= 30 else None


def _runs_on(line: str, following: str, width: int | None) -> bool:
    """Whether ``following`` continues the paragraph that ``line`` belongs to."""
    if BULLET.match(following) or boilerplate.is_boilerplate(line) or boilerplate.is_boilerplate(following):
        return False
    if following[0].islower() and not line.rstrip(CLOSING).endswith((".", "!", "?", ":")):
        return len(line) >= 25 or width is not None
    if width is None:
        return False
    needed = len(line) + 1 + len(following.split(" ", 1)[0])
    return needed > (width if line.rstrip(CLOSING).endswith((".", "!", "?")) else 0.9 * width)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > LONGEST_BLOCK:
        cut = _cut_place(text, start)
        yield start, start + len(text[start:cut].rstrip())
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if start < end:
        yield start, end


def _cut_place(text: str, start: int) -> int:
    window = text[start : start + LONGEST_BLOCK]
    ends = [m.end() for m in _SENTENCE_END.finditer(window, LONGEST_BLOCK // 2)]
    space = window.rfind(" ", LONGEST_BLOCK // 2)
    return start + (ends[-1] if ends else space + 1 if space > 0 else LONGEST_BLOCK)


def _mark(block: Block) -> Block:
    return replace(block, kind="boilerplate") if boilerplate.is_boilerplate(block.text) else block


def _without_link_lists(blocks: list[Block]) -> list[Block]:
    """Mark lists of other articles: to the end of the page below its middle, else up to the next prose.

    In a list without a heading each title follows the length of its recording.
    """
    total = sum(len(b.text) for b in blocks)
    out: list[Block] = []
    seen = 0
    dropping = False
    before = ""
    for block in blocks:
        if boilerplate.opens_link_list(block.text):
            dropping = True
        elif dropping and seen < 0.5 * total and len(block.text.split()) >= 20:
            dropping = False
        clip = boilerplate.is_length(before) and not block.text.rstrip(CLOSING).endswith(FINAL)
        out.append(replace(block, kind="boilerplate") if dropping or clip else block)
        seen += len(block.text)
        before = block.text
    return out


def _without_issuer_lines(blocks: list[Block]) -> list[Block]:
    """Mark the lines between headline and text that say who issues it, where and when."""
    out: list[Block] = []
    for i, block in enumerate(blocks):
        line = plain(block.text) if len(block.text) <= _ISSUER_LINE else ""
        issuer = 0 < i < _ISSUER_WITHIN and (
            is_issuer_line(block.text) or (line and any(matches(line, *key) for key in _ISSUER_LINES))
        )
        out.append(replace(block, kind="boilerplate") if issuer else block)
    return out


def _in_turns(blocks: list[Block]) -> list[Block]:
    """Cut the labels off the turns of a transcript, and mark the words of those who only ask or lead."""
    out: list[Block] = []
    speaks = True
    for block, label in zip(blocks, turns.labels([b.text for b in blocks]), strict=True):
        rest = block
        if label is not None and block.kind != "boilerplate":
            speaks = label.part in {"speaks", "answers"}
            start, cut = block.span[0], label.end
            out.append(
                Block((start, start + len(block.text[:cut].rstrip())), block.text[:cut].rstrip(), "label")
            )
            rest = replace(block, span=(start + cut, block.span[1]), text=block.text[cut:])
        if rest.text:
            out.append(rest if speaks or rest.kind == "boilerplate" else replace(rest, kind="question"))
    return out


def _without_stamp(block: Block) -> list[Block]:
    """A block of a live page with the time cut off its front."""
    end = stamp_end(block.text) if block.kind == "paragraph" else 0
    if end == 0:
        return [block]
    at = block.span[0]
    time = Block((at, at + len(block.text[:end].rstrip())), block.text[:end].rstrip(), "boilerplate")
    rest = replace(block, span=(at + end, block.span[1]), text=block.text[end:])
    return [time, rest] if rest.text else [time]


def _cut_dateline(blocks: list[Block]) -> tuple[list[Block], Dateline | None]:
    top = [i for i, b in enumerate(blocks) if b.kind != "boilerplate"][:_DATELINE_WITHIN]
    for i in top:
        block = blocks[i]
        found = dateline.find(block.text, block.span[0])
        if found is None or reactions.read(block.text) is not None:
            continue
        cut = found.span[1] - block.span[0]
        rest = [replace(block, span=(found.span[1], block.span[1]), text=block.text[cut:])]
        return blocks[:i] + (rest if rest[0].text else []) + blocks[i + 1 :], found
    return blocks, None


def _headline_and_headings(blocks: list[Block], title: str | None, found: Dateline | None) -> list[Block]:
    prose = [i for i, b in enumerate(blocks) if b.kind in _PROSE]
    out = list(blocks)
    headed = any(b.kind == "headline" for b in blocks)
    while not headed and headlines.is_above([out[i].text for i in prose[:_TOP]], [b.text for b in blocks]):
        out[prose[0]] = replace(out[prose[0]], kind="heading")
        prose = prose[1:]
    for i, following in zip_longest(prose, prose[1:]):
        block = out[i]
        may_be_headline = not headed and i == prose[0] and (found is None or block.span[1] <= found.span[0])
        if _same_words(block.text, title or "") or (
            may_be_headline and headlines.is_headline(block.text, [out[j].text for j in prose[1:]], title)
        ):
            out[i] = replace(block, kind="headline")
        elif block.kind == "paragraph" and following is not None and headlines.is_heading(block.text):
            out[i] = replace(block, kind="heading")
    return _with_speakers(out)


def _with_speakers(blocks: list[Block]) -> list[Block]:
    """The blocks, with the lines of a list of reactions that name its speakers as headings."""
    prose = [i for i, b in enumerate(blocks) if b.kind in _PROSE]
    for place in reactions.headings([blocks[i].text for i in prose]):
        blocks[prose[place]] = replace(blocks[prose[place]], kind="heading")
    return blocks


def _same_words(one: str, other: str) -> bool:
    return words_of(one) == words_of(other) != []


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """Mark a block that repeats one before it word for word: doubled headlines, page heads, doubled text.

    A paragraph counts only where the other is near: live pages say a thing again hours later.
    """
    seen: dict[tuple[str, ...], int] = {}
    out: list[Block] = []
    doubled = _doubled(blocks)
    for i, block in enumerate(blocks):
        words = tuple(words_of(block.text))
        before = seen.get(words)
        near = before is not None and i - before <= 4 and len(words) >= 8
        repeated = near or i in doubled or (before is not None and block.kind in {"headline", "heading"})
        seen[words] = i
        out.append(replace(block, kind="boilerplate") if repeated else block)
    return out


def _doubled(blocks: list[Block]) -> set[int]:
    """The blocks of a second copy of the text: paragraphs that repeat earlier ones in the same order."""
    first: dict[str, int] = {}
    offsets: dict[int, int] = {}
    prose = [i for i, b in enumerate(blocks) if b.kind == "paragraph" and len(b.text.split()) >= _REPEATED]
    for order, i in enumerate(prose):
        before = first.setdefault(blocks[i].text.casefold(), order)
        if before < order:
            offsets[i] = order - before
    repeats = list(offsets)
    return {
        i
        for n, i in enumerate(repeats)
        if any(
            abs(n - m) == 1 and offsets[repeats[m]] == offsets[i]
            for m in (n - 1, n + 1)
            if 0 <= m < len(repeats)
        )
    }
