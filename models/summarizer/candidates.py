"""The sentences a summary may choose from, cut out of the parse, with what keeps each from standing alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.parser import Parsed, ParsedBlock
from models.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENING, CLOSING = "“«„", "”»"
SHORTEST = 5
DEMONSTRATIVES = frozenset(("this", "that", "these", "those"))
PRONOUNS = DEMONSTRATIVES | {"he", "she", "they", "it", "his", "her", "their", "its"}
FIRST_PERSON = frozenset(("i", "we", "my", "our", "you", "your"))
_LEADING = frozenset(("CCONJ", "ADV", "SCONJ", "INTJ", "PUNCT", "SPACE"))
_ENDS = re.compile(r"[.!?…]\s?[\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of prose. ``first`` and ``last`` are token indices (half-open) in the doc of ``block``.

    ``span`` are article offsets without outer white space. ``opener`` is the token index of a pronoun that
    the sentence opens with, None if there is none. ``quoted`` is the share of letters inside quotation
    marks; ``dangling`` is true where a quotation opened or closed elsewhere runs into the sentence.
    """

    block: int
    first: int
    last: int
    span: Span
    text: str
    words: int
    opener: int | None
    quoted: float
    dangling: bool
    bare: bool
    complete: bool

    @property
    def alone(self) -> bool:
        """Whether a reader who sees nothing else understands who is meant and who speaks."""
        return self.opener is None and not self.bare and self.complete


def find(parsed: Parsed) -> tuple[Candidate, ...]:
    """The sentences of the paragraphs of ``parsed``, in order; headlines, headings and stubs left out."""
    out: list[Candidate] = []
    for index, block in enumerate(parsed.blocks):
        if block.block.kind == "paragraph" and not _looks_like_heading(block.block.text):
            out += _sentences(parsed, index, block)
    return tuple(out)


def _looks_like_heading(text: str) -> bool:
    text = text.rstrip()
    return len(text.split()) <= 14 and not _ENDS.search(text) and not text.endswith((":", ";"))


def bounds(block: ParsedBlock) -> list[tuple[int, int]]:
    """Token ranges of a block's sentences, stray quotation marks moved to where they belong."""
    ranges: list[tuple[int, int]] = []
    for sent in block.doc.sents:
        first = sent.start
        while ranges and first < sent.end and _belongs_before(block, first):
            ranges[-1] = (ranges[-1][0], first + 1)
            first += 1
        if first >= sent.end:
            continue
        if ranges and not _ENDS.search(block.doc[ranges[-1][0] : ranges[-1][1]].text.rstrip()):
            ranges[-1] = (ranges[-1][0], sent.end)
        else:
            ranges.append((first, sent.end))
    return ranges


def _belongs_before(block: ParsedBlock, index: int) -> bool:
    token: Token = block.doc[index]
    if token.is_space or token.text in {"”", "»", ")", "''"}:
        return True
    return token.text == '"' and block.doc[:index].text.count('"') % 2 == 1 and bool(token.whitespace_)


def _sentences(parsed: Parsed, index: int, block: ParsedBlock) -> list[Candidate]:
    out: list[Candidate] = []
    inside = _quoted_characters(block.block.text)
    for first, last in bounds(block):
        sent = block.doc[first:last]
        raw = sent.text
        begin = sent.start_char + len(raw) - len(raw.lstrip())
        end = sent.start_char + len(raw.rstrip())
        if len(raw.split()) < SHORTEST:
            continue
        span = (block.block.span[0] + begin, block.block.span[0] + end)
        letters = [i for i in range(begin, end) if block.block.text[i].isalnum()]
        quoted = sum(inside[i] for i in letters) / max(1, len(letters))
        out.append(
            Candidate(
                block=index,
                first=first,
                last=last,
                span=span,
                text=parsed.text[span[0] : span[1]],
                words=len(raw.split()),
                opener=_opener(block, first, last, inside),
                quoted=quoted,
                dangling=(inside[begin] and block.block.text[begin] not in OPENING + '"')
                or (inside[end - 1] and block.block.text[end - 1] not in CLOSING + '"'),
                bare=quoted > 0.9,
                complete=bool(_ENDS.search(raw.rstrip())) and any(t.pos_ in {"VERB", "AUX"} for t in sent),
            )
        )
    return out


def _quoted_characters(text: str) -> list[bool]:
    """For each character whether it stands inside double quotation marks, the marks included."""
    inside = False
    out: list[bool] = []
    for char in text:
        if char in OPENING:
            inside = True
            out.append(True)
        elif char in CLOSING:
            out.append(inside)
            inside = False
        elif char == '"':
            out.append(True)
            inside = not inside
        else:
            out.append(inside)
    return out


def _opener(block: ParsedBlock, first: int, last: int, inside: list[bool]) -> int | None:
    """The pronoun a sentence opens with, after conjunctions and adverbs: "But he said", "However, it was"."""
    for index in range(first, min(last, first + 5)):
        token = block.doc[index]
        word = token.lower_
        if word in PRONOUNS and token.pos_ in {"PRON", "DET"}:
            return None if word in DEMONSTRATIVES and token.pos_ == "DET" else index
        if word in FIRST_PERSON and not inside[token.idx]:
            return index
        if token.pos_ not in _LEADING:
            return None
    return None
