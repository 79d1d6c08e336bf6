"""The front of wire copy: notes, slugs, headline and byline that archives run into the first paragraph."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from models.lexicon import load
from models.reading import dateline
from models.types import Dateline

if TYPE_CHECKING:
    from models.reading.text import Block, BlockKind

_WITHIN = 3  # blocks of prose that may open with a note
_HEADLINE = (3, 25)  # words
_REACH = 220  # characters in which a headline must end
_CAPITALS = re.compile(r"(?:[A-ZÀ-Þ0-9][A-ZÀ-Þ0-9.,:;'’&/$%()\"“”-]*\s+){3,}(?=[A-ZÀ-Þ(\[\"“][a-zà-ÿ(]?)")
_SECTION = re.compile(r"(?:[A-ZÀ-Þ]{3,}\s+){1,4}(?=[A-ZÀ-Þ][a-zà-ÿ ])")
_PLACE_LINE = re.compile(r"(?:.*\s)?(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ/’' -]{2,40})\.")
_OPINION = re.compile(r"\[[\"“]?[A-Z][a-z]+[\"”]?: [\"“](?P<headline>[^\"”]{10,160})[\"”]\]\s*")
_Piece = tuple[int, int, "BlockKind"]


def opened(blocks: list[Block]) -> tuple[list[Block], Dateline | None]:
    """``blocks`` with the front of the first ones cut off and marked, and a dateline that was part of it."""
    out = list(blocks)
    found: Dateline | None = None
    prose = [i for i, b in enumerate(out) if b.kind == "paragraph"][:_WITHIN]
    shift = 0
    for order, at in enumerate(prose):
        block = out[at + shift]
        pieces, line = _pieces(block.text, first=order == 0, more=len(prose) > 1)
        if line is not None and found is None:
            found = replace(line, span=(line.span[0] + block.span[0], line.span[1] + block.span[0]))
        if pieces:
            cut = _cut(block, pieces)
            out[at + shift : at + shift + 1] = cut
            shift += len(cut) - 1
    return _broken_dateline(out, found)


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


def _pieces(text: str, first: bool, more: bool) -> tuple[list[_Piece], Dateline | None]:
    """The front of a paragraph in order: (start, end, kind), each up to where the next begins."""
    pieces: list[_Piece] = []
    line: Dateline | None = None
    at, referred = 0, False
    while at < len(text):
        opinion = _OPINION.match(text, at) if first else None
        if opinion is not None:
            inner = opinion.span("headline")
            pieces += [
                (at, inner[0], "boilerplate"),
                (*inner, "headline"),
                (inner[1], opinion.end(), "boilerplate"),
            ]
            at = opinion.end()
            continue
        stop, kind = _next(text, at, first, referred, headed=any(p[2] == "headline" for p in pieces))
        if kind == "dateline":
            line = _glued_dateline(text, at)
            kind = "boilerplate"
        if stop <= at:
            break
        referred = referred or text.startswith("Reference", at)
        pieces.append((at, stop, kind))
        at = stop
    whole = at >= len(text.rstrip()) and not (more and any(p[2] == "headline" for p in pieces))
    return ([], None) if whole and len(text.split()) > 40 else (pieces, line)


def _next(text: str, at: int, first: bool, referred: bool, headed: bool) -> tuple[int, BlockKind | str]:
    """Where the next piece of the front ends, and what it is; (at, …) where the text itself begins."""
    for pattern in _patterns("notes"):
        found = pattern.match(text, at)
        if found is not None and found.end() > at:
            return _past_space(text, found.end()), "boilerplate"
    if not first:
        return at, ""
    glued = _glued_dateline(text, at)
    if glued is not None:
        return glued.span[1], "dateline"
    if dateline.find(text[at:]) is not None:
        sharp = _sharper(text, at) if referred else at
        return (sharp, "boilerplate") if sharp > at else (at, "")
    capitals = _capitals(text, at, 1 if referred else 2)
    if capitals > at:
        return capitals, "boilerplate" if referred or headed else "headline"
    if not headed and not referred:
        for end, after in _headline_ends(text, at):
            return (end, "headline") if end > at else (after, "boilerplate")
    byline = next((m for p in _patterns("bylines") if (m := p.match(text, at)) and m.end() > at), None)
    if byline is not None and headed:
        return byline.end(), "boilerplate"
    return at, ""


def _capitals(text: str, at: int, fewest: int) -> int:
    """The end of a headline, or of a section's name, in capitals that runs on into a sentence."""
    found = (_CAPITALS if fewest > 1 else _SECTION).match(text, at)
    if found is None or text[at:].isupper():
        return at
    words = found.group().split()
    end = found.end()
    if words[-1] in {"A", "I"}:
        end = at + found.group().rstrip().rfind(words[-1])
    letters = sum(len(w) > 2 and w.isupper() for w in words)
    return end if letters >= fewest and not dateline.find(text[at:]) else at


def _headline_ends(text: str, at: int) -> list[tuple[int, int]]:
    """Where a headline that is set as running text ends: before a byline, a dateline or a new sentence."""
    for word in re.finditer(r"\S+", text[at : at + _REACH]):
        place = at + word.start()
        before = text[at:place].rstrip()
        count = len(before.split())
        if count < _HEADLINE[0]:
            continue
        if count > _HEADLINE[1] or re.search(r"[.;]$", before) and not re.search(r"\b[A-Z]\.$", before):
            return []
        if _ends_there(text, place, before):
            sharp = _sharper(text, place)
            return [(sharp, sharp)]
    return []


def _sharper(text: str, at: int) -> int:
    """Where the dateline at ``at`` begins if words before it were taken for its place: "Hopes fade PARIS, May 3"."""
    line = dateline.find(text[at : at + 160])
    if line is None or " " not in line.place:
        return at
    written = text[at : at + len(line.place)]
    for word in list(re.finditer(r"\S+", written))[1:]:
        later = dateline.find(text[at + word.start() : at + 160])
        if later is None or not word.group().isupper():
            continue
        if not written[: word.start()].isupper() or word.end() == len(written):
            return at + word.start()
    return at


def _ends_there(text: str, place: int, before: str) -> bool:
    last = before.rsplit(maxsplit=1)[-1]
    if last in load("fronts")["linking"]["words"] or last.endswith((",", "—", "–", "-")):
        return False
    rest = text[place:]
    if any(p.match(rest) for p in _patterns("bylines")):
        return True
    for pattern in _patterns("notes"):
        found = pattern.match(rest)
        if found is not None and rest[0] in "(TA":
            return True
    line = dateline.find(rest[:120])
    if line is not None and line.place:
        written = rest.split(",")[0].split(":")[0].split(" -")[0]
        capitals = written.split("(")[0].strip().isupper()
        return capitals or bool(line.day and any(c.isdigit() for c in line.day))
    word = re.match(r"\w+", rest)
    plain = [w for w in before.split() if w.islower() and len(w) > 3]
    starts = word is not None and word[0] in load("fronts")["starters"]["words"]
    return (
        starts
        and len(plain) >= 2
        and last.islower()
        and last.isalpha()
        and bool(re.match(r"\w+ [a-z]", rest))
    )


def _glued_dateline(text: str, at: int) -> Dateline | None:
    """Datelines that only stand at a front: "PRETORIA March 16 Sapa HEADLINE", "PARIS, LYON Nov 3 (AFP) -"."""
    found = _glued().match(text, at) or _several().match(text, at)
    if found is None:
        return None
    place = " ".join(w.capitalize() for w in found["place"].split(",")[0].split())
    return Dateline((found.start(), found.end()), place, found["day"], found["agency"])


def _broken_dateline(blocks: list[Block], found: Dateline | None) -> tuple[list[Block], Dateline | None]:
    """Join "MOSCOW." and "April 11 (Interfax) - A source …", which splitting into sentences took apart."""
    prose = [i for i, b in enumerate(blocks) if b.kind == "paragraph"][:2]
    if found is not None or len(prose) < 2:
        return blocks, found
    one, two = blocks[prose[0]], blocks[prose[1]]
    place = _PLACE_LINE.fullmatch(one.text.strip()) if len(one.text) < 80 else None
    day = _opening_day().match(two.text)
    if place is None or day is None:
        return blocks, None
    cut = two.span[0] + day.end()
    out = list(blocks)
    out[prose[0]] = replace(one, kind="boilerplate")
    out[prose[1]] = replace(two, span=(cut, two.span[1]), text=two.text[day.end() :])
    name = " ".join(w.capitalize() for w in place["place"].split())
    return out, Dateline((one.span[0] + place.start("place"), cut), name, day["day"], day["agency"])


def _past_space(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" |-–—"))


@cache
def _months() -> str:
    return f"(?:{'|'.join(load('datelines')['months'])})"


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<place>[A-ZÀ-Þ]{{3,}}(?: [A-ZÀ-Þ]{{2,}}){{0,3}}) (?P<day>{_months()}\.? \d{{1,2}}) "
        r"(?P<agency>[A-Z][A-Za-z]{2,12}) (?=(?:[A-ZÀ-Þ0-9]{2,}[:,']* ){2})"
    )


@cache
def _several() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<place>[A-ZÀ-Þ]{{3,}}(?:, [A-ZÀ-Þ]{{3,}}){{1,4}}),? (?P<day>{_months()}\.? \d{{1,2}}) "
        r"\((?P<agency>[A-Z][\w .-]{1,30})\) ?(?:-+|—|–) ?"
    )


@cache
def _opening_day() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<day>{_months()}\.? \d{{1,2}}) \((?P<agency>[A-Z][\w .-]{{1,30}})\) ?(?:-+|—|–) ?",
        re.IGNORECASE,
    )


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    lines = [line for group in load("fronts")[table].values() for line in group.split("\n") if line]
    return tuple(re.compile(line) for line in lines)
