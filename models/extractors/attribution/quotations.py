"""Quotation marks as typography: where quoted words begin and end within one paragraph.

An unclosed mark runs to its paragraph's end; where the paragraphs that follow carry no mark of their own
until one that can only close, the quotation runs on through them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.reading.quotation_marks import PAIRS

_SINGLES = frozenset("‘'")
_OPENS_AFTER = frozenset(" \t\u00a0([{—–-/:;,.?!\u200f\u200e")
# How far behind a doubtful closing mark ("workers'") a better one is looked for, in characters.
_PATIENCE = 400
_INNER = 3000  # characters within which a quotation that holds others must close
_PARAGRAPHS = 4  # how far an open quotation is followed
_ENDS_WORDS = frozenset(",.?!;:…—–-)]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation in a paragraph's text, marks included; an unclosed one runs to the paragraph's end.

    ``continued`` marks one that was opened in a paragraph before and not opened again.
    """

    start: int
    end: int
    closed: bool
    continued: bool = False


def of_paragraphs(texts: Sequence[str]) -> list[tuple[Quote, ...]]:
    """The quotations of each paragraph, those counted that were opened in one before."""
    found: list[tuple[Quote, ...]] = []
    running = 0  # paragraphs that still belong to a quotation opened before
    for place, text in enumerate(texts):
        quotes = quotations(text, inside=running > 0)
        found.append(quotes)
        running -= 1
        if running <= 0 and quotes and not quotes[-1].closed:
            running = _runs_on(texts[place + 1 : place + 1 + _PARAGRAPHS])
    return found


def _runs_on(texts: Sequence[str]) -> int:
    """How many of the paragraphs that follow an open quotation belong to it: up to the one that closes it,
    and none where a mark opens first, as is the custom at the head of each further paragraph."""
    for place, text in enumerate(texts):
        close = _first_close(text)
        if close is not None:
            return place + 1
        if any(mark in text for mark in '"“”«»„'):
            return 0
    return 0


def _first_close(text: str) -> int | None:
    """The end of the first mark of a paragraph if it can only close a quotation, else None."""
    at = next((i for i, c in enumerate(text) if c in '"“”'), None)
    if not at or text[at] == "“":
        return None
    opens = text[at] == '"' and _opens(text, at, '"') and text[at - 1] not in _ENDS_WORDS
    closes = text[at - 1] in _ENDS_WORDS or (text[at - 1].isalnum() and not text[at + 1 : at + 2].isalnum())
    return at + 1 if closes and not opens else None


def quotations(text: str, *, inside: bool = False) -> tuple[Quote, ...]:
    """The outermost quotations of one paragraph, in order and disjoint. Linear in the text's length.

    ``inside`` says that a quotation opened before runs on into the paragraph.
    """
    found: list[Quote] = []
    at = 0
    if inside:
        end = _first_close(text)
        found.append(Quote(0, end or len(text), end is not None, continued=True))
        at = end or len(text)
    hopeless: set[str] = set()
    while at < len(text):
        mark = _mark_at(text, at)
        if not mark or mark in hopeless or not _opens(text, at, mark):
            at += len(mark) or 1
            continue
        end = _past_inner(text, at, mark) or _closing(text, at + len(mark), mark)
        if end is not None:
            found.append(Quote(at, end, True))
            at = end
        elif mark in _SINGLES or not _may_run_on(text, at):
            hopeless.add(mark)
            at += len(mark)
        else:
            found.append(Quote(at, len(text), False))
            break
    return tuple(found)


def _mark_at(text: str, at: int) -> str:
    pair = text[at : at + 2]
    if pair in {"''", "``"}:
        return pair
    return text[at] if text[at] in PAIRS else ""


def _opens(text: str, at: int, mark: str) -> bool:
    """Whether a mark stands where a quotation may begin: after a gap and before a word."""
    after = text[at + len(mark) : at + len(mark) + 1]
    if not after or after.isspace():
        return False
    before = text[at - 1] if at else " "
    if mark in {"“", "„", "«", "``"}:
        return True
    if mark in _SINGLES:
        return before in " \t\u00a0([—–" and after.isalnum() and not _elision(text, at + 1)
    return before in _OPENS_AFTER


def _elision(text: str, at: int) -> bool:
    """Whether an apostrophe stands for what is left out: 'em, '90s, 'til."""
    word = text[at : at + 5].lower()
    return word[:2].isdigit() or word.startswith(("em ", "em,", "em.", "til ", "cause", "tis ", "twas"))


def _closing(text: str, at: int, mark: str) -> int | None:
    """The end of the quotation whose words begin at ``at``, its closing mark included."""
    closers = PAIRS[mark]
    loose = None
    while at < len(text):
        if loose is not None and at > loose + _PATIENCE:
            return loose
        here = _mark_closing(text, at, mark, closers)
        if not here:
            at += 1
            continue
        end = at + len(here)
        after = text[end : end + 1]
        if mark not in _SINGLES:
            if mark not in {'"', "''"} or not _reopens(text, at, end):
                return end
        elif text[at - 1] in _ENDS_WORDS and not after.isalnum():
            return end
        elif loose is None and not text[at - 1].isspace() and not after.isalnum():
            # "workers' rights" may be a possessive: a later mark after punctuation is the better close.
            loose = end
            if text[at - 1] != "s":
                return end
        at = end
    return loose


def _past_inner(text: str, at: int, mark: str) -> int | None:
    """The end of a quotation that holds others in the same marks (“a “b” c”), or None where none is told."""
    if mark not in {"“", "«"}:
        return None
    depth = inner = 0
    for here in range(at, min(len(text), at + _INNER)):
        if text[here] == mark and _opens(text, here, mark):
            depth += 1
            inner += depth > 1
        elif text[here] == PAIRS[mark]:
            depth -= 1
            if depth == 0:
                return here + 1 if inner else None
    return None


def _mark_closing(text: str, at: int, mark: str, closers: str) -> str:
    if closers == "''":
        if text.startswith("''", at):
            return "''"
        return text[at] if mark == "``" and text[at] in {'"', "”"} else ""
    if text[at] in closers:
        return text[at]
    # An opening curly mark is at times closed by a straight one, and the other way round.
    return text[at] if mark == "“" and text[at] == '"' and text[at - 1] in _ENDS_WORDS else ""


def _reopens(text: str, at: int, end: int) -> bool:
    """Whether a straight mark can only open: a gap before it and a word behind it."""
    return text[at - 1].isspace() and text[end : end + 1].isalnum()


def _may_run_on(text: str, at: int) -> bool:
    """Whether an unclosed mark plausibly opens words that go on in the next paragraph."""
    before = text[:at].rstrip()
    return not before or before[-1] in ",:.?!”\"';"
