"""The front of wire copy: notes, slugs, headline and byline that archives run into the first paragraph."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from models.knowledge import outlets
from models.lexicon import load
from models.reading import dateline, glued
from models.reading.glued import compiled
from models.types import Dateline

if TYPE_CHECKING:
    from models.reading.text import Block, BlockKind

_WITHIN = 3  # blocks of prose that may open with a note
_TEXT = 8  # words of a text that a headline may run on into
_PLACE_LINE = re.compile(r"(?:[^.]*[^A-ZÀ-Þ.\s]\S*\s)?(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ/’' -]{2,80})\.")
_TITLED = (
    re.compile(r"\[[\"“]?[A-Z][^\[\]\"“”]{3,60}[\"”]?: [\"“](?P<headline>[^\"”]{10,160})[\"”]\]\s*"),
    re.compile(
        r"\[[\"“](?:Opinion|Editorial|Column|Commentary)[\"”]:? (?P<headline>[^\[\]\"“”]{10,160})\]\s*"
    ),
)
_CREDIT = re.compile(r"\((?P<parts>[^()]{2,60})\)\s+")
_CAPTION = 500  # characters of a caption with its credit
_Piece = tuple[int, int, "BlockKind"]


def opened(blocks: list[Block]) -> tuple[list[Block], Dateline | None]:
    """``blocks`` with the front of the first ones cut off and marked, and a dateline that was part of it."""
    out = list(blocks)
    found: Dateline | None = None
    prose = [i for i, b in enumerate(out) if b.kind == "paragraph"][:_WITHIN]
    shift = 0
    for order, at in enumerate(prose):
        block = out[at + shift]
        pieces, line = _Front(block.text, first=order == 0).read()
        rest = block.text[pieces[-1][1] :].split() if pieces else []
        loud = " ".join(rest).isupper()  # "TALKS IN GENEVA: LIND: WE HOLD ON"
        bare = any(k == "headline" for *_, k in (pieces if loud else pieces[-1:]))
        if not pieces or (bare and rest and not _is_text(rest)):
            continue
        if line is not None and found is None:
            found = replace(line, span=(line.span[0] + block.span[0], line.span[1] + block.span[0]))
        cut = _cut(block, pieces)
        out[at + shift : at + shift + 1] = cut
        shift += len(cut) - 1
    return (out, found) if found is not None else _broken_dateline(out)


def _is_text(words: list[str]) -> bool:
    """Whether what remains behind a headline is prose and not the headline's other half."""
    long = [w for w in words if len(w) >= 4]
    return len(words) >= _TEXT and sum(w[0].isupper() for w in long) < 0.7 * len(long)


def noted(blocks: list[Block], found: Dateline | None) -> list[Block]:
    """``blocks`` with the notes cut off that follow the dateline ``found``."""
    at = next((i for i, b in enumerate(blocks) if found and b.span[0] == found.span[1]), None)
    if at is None or not blocks[at].text.startswith(("[", "(")):
        return blocks
    end = _matched("notes", blocks[at].text, 0)
    return [*blocks[:at], *_cut(blocks[at], [(0, end, "boilerplate")]), *blocks[at + 1 :]] if end else blocks


class _Front:
    """Reads one paragraph from its start, piece by piece, to where its text begins."""

    def __init__(self, text: str, first: bool) -> None:
        self.text, self.first = text, first
        self.at = 0
        self.pieces: list[_Piece] = []
        self.line: Dateline | None = None
        self._referred = text.startswith("Reference")

    def read(self) -> tuple[list[_Piece], Dateline | None]:
        """The pieces in order, each up to where the next begins, and the dateline among them."""
        self._caption()
        while self.at < len(self.text) and (
            self._note() or (self.first and (self._title() or self._dateline()))
        ):
            pass
        return self.pieces, self.line

    @property
    def _headed(self) -> bool:
        return any(kind == "headline" for *_, kind in self.pieces)

    def _take(self, end: int, kind: BlockKind) -> bool:
        if end <= self.at:
            return False
        self.pieces.append((self.at, end, kind))
        self.at = end
        return True

    def _caption(self) -> bool:
        """A caption and its credit in brackets, where a dateline with an agency follows."""
        for credit in _CREDIT.finditer(self.text, 0, _CAPTION):
            line = dateline.find(self.text[credit.end() :], credit.end())
            credited = {part.strip() for part in re.split(r"[/,]| [Pp]hoto", credit["parts"])}
            if line is not None and line.agency and credited & outlets.agencies("credit"):
                self.line = line
                return self._take(credit.end(), "boilerplate") and self._take(line.span[1], "boilerplate")
        return False

    def _note(self) -> bool:
        titled = (
            next((m for p in _TITLED if (m := p.match(self.text, self.at))), None) if self.first else None
        )
        if titled is not None:
            start, end = titled.span("headline")
            self._take(start, "boilerplate")
            return self._take(end, "headline") and self._take(titled.end(), "boilerplate")
        return self._take(
            max(_matched(table, self.text, self.at) for table in ("notes", "sources")), "boilerplate"
        )

    def _dateline(self) -> bool:
        """A dateline of a form that only stands at a front, or words that were taken for part of one."""
        if dateline.find(self.text[self.at :]) is not None:
            return self._referred and self._take(
                glued.sharper(self.text, self.at, section=True), "boilerplate"
            )
        line = glued.dateline_at(self.text, self.at, sure=bool(self.pieces))
        if line is None or self.line is not None:
            return False
        self.line = line
        return self._take(line.span[1], "boilerplate")

    def _title(self) -> bool:
        text, at = self.text, self.at
        if glued.dateline_at(text, at) or dateline.find(text[at:]) is not None:
            return False
        capitals = glued.capitals_end(text, at, 1 if self._referred else 2)
        if capitals > at:
            return self._take(capitals, "boilerplate" if self._referred or self._headed else "headline")
        if self._headed:
            again = next(text[a:b].rstrip() for a, b, kind in self.pieces if kind == "headline")
            if text.startswith(again, at):
                return self._take(at + len(again) + 1, "boilerplate")
            return self._take(_matched("bylines", text, at), "boilerplate")
        return not self._referred and self._take(glued.headline_end(text, at), "headline")


def _matched(table: str, text: str, at: int) -> int:
    """Where the first of a table's patterns to match at ``at`` ends, with the space behind, else ``at``."""
    for pattern in compiled(table):
        found = pattern.match(text, at)
        if found is not None and found.end() > at:
            rest = text[found.end() :]
            return found.end() + len(rest) - len(rest.lstrip(" |–—-"))
    return at


def _cut(block: Block, pieces: list[_Piece]) -> list[Block]:
    """A block as the marked pieces of its front and what remains."""
    out: list[Block] = []
    for start, end, kind in pieces:
        words = block.text[start:end].rstrip()
        if words:
            span = (block.span[0] + start, block.span[0] + start + len(words))
            out.append(replace(block, span=span, text=words, kind=kind))
    rest = block.text[pieces[-1][1] :]
    if rest.strip():
        out.append(replace(block, span=(block.span[0] + pieces[-1][1], block.span[1]), text=rest))
    return out


def _broken_dateline(blocks: list[Block]) -> tuple[list[Block], Dateline | None]:
    """Join "MOSCOW." and "April 11 (Interfax) - A source …", which splitting into sentences took apart."""
    prose = [i for i, b in enumerate(blocks) if b.kind == "paragraph"][:2]
    if len(prose) < 2:
        return blocks, None
    one, two = blocks[prose[0]], blocks[prose[1]]
    place = (
        _PLACE_LINE.fullmatch(one.text.strip()) if len(one.text) < load("fronts")["longest_place"] else None
    )
    day = glued.opening_day().match(two.text)
    if place is None or day is None:
        return blocks, None
    cut = two.span[0] + day.end()
    out = list(blocks)
    out[prose[0]] = replace(one, kind="boilerplate")
    out[prose[1]] = replace(two, span=(cut, two.span[1]), text=two.text[day.end() :])
    words = place["place"].split()
    name = glued.cased(words[-1] if dateline.known(words[-1]) else place["place"])
    return out, Dateline((one.span[0] + place.start("place"), cut), name, day["day"], day["agency"])
