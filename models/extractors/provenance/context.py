"""The sentence that a statement leans on: what "the decision" was, or what an answer was asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.extractors.common import leaning
from models.extractors.common.sentences import sentences
from models.reading import splitting
from models.reading.quotation_marks import CLOSING
from models.types import Span, Statement

if TYPE_CHECKING:
    from models.reading.parser import Parsed

_REACH = 5  # sentences back to one that has the noun
_LINKS = re.compile(r"\b(?:and|but|which|while|after|before|when|although)\b|;")  # another clause comes first
_FEWEST, _MOST = 4, 60  # words of a sentence that is shown
_FEWEST_ASKED = 6  # words of a question that tells what is asked


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of prose. ``part`` counts the headings before it."""

    span: Span
    text: str
    part: int


def given(parsed: Parsed, statements: Sequence[Statement], title: str | None = None) -> tuple[Statement, ...]:
    """``statements``, each that leans on a sentence before it with that sentence as its context.

    ``title`` is what stands above any statement, so that what it names needs no context.
    """
    prose = list(_prose(parsed))
    starts = [s.span[0] for s in prose]
    asked = _asked(parsed)
    return tuple(_with(parsed.text, s, asked.get(s.content[0][0]) or _before(s, title, prose, starts))
                 for s in statements)  # fmt: skip


def _with(text: str, statement: Statement, span: Span | None) -> Statement:
    return statement if span is None else replace(statement, context=span, context_text=text[slice(*span)])


def _before(
    statement: Statement, title: str | None, prose: Sequence[_Sentence], starts: Sequence[int]
) -> Span | None:
    """The one sentence before a leaning statement that supplies what it leans on, None where none does."""
    lean = leaning.find(statement, title or "")
    at = bisect_right(starts, min(statement.content[0][0], *(e[0] for e in statement.evidence[:1]))) - 1
    if lean is None or at < 1:
        return None
    own = prose[at]
    if statement.content[0][0] >= own.span[1]:
        return None  # a headline, which stands in no prose
    if _is_told_beside(statement, lean, own):
        return own.span
    reach = [s for s in reversed(prose[max(0, at - _REACH) : at]) if s.part == own.part]
    naming = next((s for s in reach if lean.noun and leaning.names(s.text, lean.noun)), None)
    found = naming or (reach[0] if reach and lean.told else None)
    return found.span if found is not None and _FEWEST <= len(found.text.split()) <= _MOST else None


def _is_told_beside(statement: Statement, lean: leaning.Lean, own: _Sentence) -> bool:
    """Whether a statement's own sentence has what it leans on before the words shown of it."""
    shown = min(s[0] for s in (*statement.content, *statement.source, *statement.cue))
    before = own.text[: max(0, shown - own.span[0])]
    if lean.noun:
        return leaning.names(before, lean.noun)
    return len(before.split()) >= _FEWEST and _LINKS.search(before) is not None


def _prose(parsed: Parsed) -> Iterator[_Sentence]:
    part = 0
    for block in parsed.blocks:
        if block.block.kind != "paragraph":
            part += 1
            continue
        for sentence in sentences(block, parsed.text):
            yield _Sentence(sentence.span, sentence.text, part)


def _asked(parsed: Parsed) -> dict[int, Span]:
    """By where the words after it begin, the question of each answer of a transcript."""
    out: dict[int, Span] = {}
    question: Span | None = None
    for block in parsed.copy.blocks:
        if block.kind == "question":
            spans = splitting.sentences(block.text)
            whole = [s for s in spans if len(block.text[slice(*s)].split()) >= _FEWEST_ASKED] or spans
            asking = [s for s in whole if block.text[slice(*s)].rstrip(CLOSING).endswith("?")] or whole
            for start, end in asking[-1:]:
                question = (block.span[0] + start, block.span[0] + end)
        elif block.kind == "paragraph" and question is not None:
            for start, _ in splitting.sentences(block.text):
                out[block.span[0] + start] = question
            question = None
    return out
