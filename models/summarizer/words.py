"""Words as the guard compares them: their keys, their places, and the quotation marks around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.lexicon import entries
from models.reading.quotation_marks import DOUBLE_CLOSING, DOUBLE_OPENING, SINGLE_CLOSING, SINGLE_OPENING
from models.types import Span

# A number is one word with its grouping, so that nothing can be cut off it: "2,053"; "1, 400" and "98. 7" in
# tokenised text.
_NUMBER = r"\d{1,3}(?:, ?\d{3})+(?:\. ?\d+)?|\d+(?:[.,:]\d+)+|\d+(?:\. ?\d{1,2}\b)?"
_WORD = re.compile(rf"{_NUMBER}|[^\W_]+(?:['’][^\W_]+)*|[%$€£¥₽]")
# Unlike attribution's: within one line and closed, since what a model writes is a sentence; single marks only
# around eight characters and more, so that no apostrophe is taken for one.
_QUOTED = re.compile(
    rf"[{DOUBLE_OPENING}][^{DOUBLE_OPENING}{DOUBLE_CLOSING}\n]+[{DOUBLE_CLOSING}]"
    rf"|(?<![^\W_])[{SINGLE_OPENING}`][^{SINGLE_OPENING}{SINGLE_CLOSING}`\n]{{8,}}?[{SINGLE_CLOSING}](?![^\W_])"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case, as written, and where it stands; a number's key is bare of its grouping.

    ``quoted`` tells whether it stands inside quotation marks.
    """

    key: str
    written: str
    span: Span
    quoted: bool = False

    @property
    def number(self) -> bool:
        """Whether it is a number in figures."""
        return self.written[0].isdigit()


def words(text: str, offset: int = 0) -> list[Word]:
    """The words of ``text`` with their spans, moved by ``offset``."""
    inside = [m.span() for m in _QUOTED.finditer(text)]
    return [
        Word(
            _key(m.group()),
            m.group(),
            (m.start() + offset, m.end() + offset),
            any(a <= m.start() < b for a, b in inside),
        )
        for m in _WORD.finditer(text)
    ]


def _key(written: str) -> str:
    if written[0].isdigit():
        return re.sub(r"[,\s]", "", written)
    return written.lower().replace("’", "'")


def first_of(keys: Sequence[str], tables: Sequence[str]) -> str:
    """The first word or phrase of ``keys`` that a table of ``lexicon/guard.toml`` lists, or ""."""
    flat = f" {' '.join(keys)} "
    for table in tables:
        for entry in sorted(entries("guard", table)):
            if f" {entry} " in flat:
                return entry
        contracted = next((k for k in keys if table == "negation" and k.endswith("n't")), "")
        if contracted:
            return contracted
    return ""
