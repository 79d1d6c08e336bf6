"""Which words of an article stand inside quotation marks, over paragraphs too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENING = ("“", "«", "„")
_CLOSING = ("”", "»")
_STRAIGHT = ('"', "``", "''")


def inside(docs: Sequence[Doc]) -> list[list[bool]]:
    """For each token of each block whether it stands inside double quotation marks.

    A quotation may run on over paragraphs of which only the last closes it: those between count as inside.
    """
    flags: list[list[bool]] = []
    unclosed = False
    for b, doc in enumerate(docs):
        within = unclosed and not _opens(doc) and _closed_later(docs, b)
        marks: list[bool] = []
        for token in doc:
            within = _after(token, within)
            marks.append(within)
        flags.append(marks)
        unclosed = within
    return flags


def _after(token: Token, within: bool) -> bool:
    if token.text in _OPENING:
        return True
    if token.text in _CLOSING:
        return False
    return not within if token.text in _STRAIGHT else within


def _is_mark(token: Token) -> bool:
    return token.text in (*_OPENING, *_CLOSING, *_STRAIGHT)


def _opens(doc: Doc) -> bool:
    return len(doc) > 0 and _is_mark(doc[0])


def _closed_later(docs: Sequence[Doc], block: int) -> bool:
    """Whether the next mark from a block on is a closing one: it stands behind a word and no word follows."""
    for doc in docs[block : block + 4]:
        mark = next((t for t in doc if _is_mark(t)), None)
        if mark is not None:
            behind = mark.i > 0 and not mark.nbor(-1).whitespace_
            last = mark.i + 1 == len(doc) or bool(mark.whitespace_)
            return mark.text in _CLOSING or (mark.text in _STRAIGHT and behind and last)
    return False
