"""Short names that an article introduces in brackets: "the Fair Vote Network of Zembia (FVNZ)"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.extractors.people.body_names import name_around, with_owner
from models.extractors.people.name_words import is_name_word
from models.knowledge import places

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


def introduced(doc: Doc) -> Iterator[tuple[str, Span]]:
    """Each short name with the words of the full one, in whichever order the block brings them."""
    for token in doc[1:-2]:
        if token.text != "(":
            continue
        close = next((i for i in range(token.i + 1, min(token.i + 10, len(doc))) if doc[i].text == ")"), None)
        if close is None:
            continue
        inside, before = doc[token.i + 1 : close], doc[_begins(doc, token.i) : token.i]
        for short, full in ((inside, before), (before, inside)):
            if _is_short(short.text) and _shortens(short.text, full):
                yield short.text, full


def _begins(doc: Doc, end: int) -> int:
    """Where the capitalised words begin that end before a bracket."""
    begin, floor = end, doc[end - 1].sent.start
    while begin > floor and is_name_word(doc[begin - 1]) and doc[begin - 1].pos_ != "DET":
        begin, _ = name_around(doc, begin - 1, floor, begin)
        if begin - 1 > floor and doc[begin - 1].lower_ in ("of", "for", "and", "on"):
            begin -= 1
    begin = begin if begin == end or is_name_word(doc[begin]) else begin + 1
    return with_owner(doc, begin, floor)


def _is_short(text: str) -> bool:
    return " " not in text and len(text) > 1 and text[0].isupper() and places.place(text) is None


def _shortens(short: str, full: Span) -> bool:
    """Whether a name begins with the letter that the short one does, and has words for its letters."""
    owner = next((t.i for t in full if t.tag_ == "POS"), full.start - 1)
    capitals = [t.text[0] for t in full.doc[owner + 1 : full.end] if t.text[0].isupper()]
    letters = sum(c.isupper() for c in short)
    return len(capitals) > 1 and capitals[0] == short[0] and len(capitals) >= letters - 1
