"""The sentences a summary may choose from, cut out of the parse, with what keeps each from standing alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from models.lexicon import entries
from models.reading import turns
from models.reading.parser import Parsed, ParsedBlock
from models.reading.quotation_marks import CLOSING, DOUBLE_CLOSING, DOUBLE_OPENING, OPENING
from models.types import Genre, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

SHORTEST = 5
BARE = 0.9
LONGEST_QUOTATION = 800
DEMONSTRATIVES = frozenset(("this", "that", "these", "those"))
PRONOUNS = DEMONSTRATIVES | {"he", "she", "they", "it", "his", "her", "their", "its"}
FIRST_PERSON = frozenset(("i", "we", "my", "our", "you", "your"))
_LEADING = frozenset(("CCONJ", "ADV", "SCONJ", "INTJ", "PUNCT", "SPACE", "ADP"))
_ENDS = re.compile(rf"[.!?…]\s?[{CLOSING})\]]*$")
_MARKS = re.compile(rf"[{DOUBLE_OPENING}{DOUBLE_CLOSING}]|``|''")
_CLOSES = frozenset((*DOUBLE_CLOSING, "''")) - {'"'}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of prose. ``first`` and ``last`` are token indices (half-open) in the doc of ``block``.

    ``span`` are article offsets without outer white space. ``opener`` is the token index of a pronoun that
    the sentence opens with or that names the speaker after an opening quotation, None if there is none.
    ``quoted`` is the share of letters inside quotation marks; ``bare`` is a quotation that nobody is said to
    speak; ``dangling`` is true where a quotation opened or closed elsewhere runs into the sentence, and
    ``leaning`` where its first words point back ("But", "The two", "That decision").
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
    leaning: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is cut off: a full sentence, quotations with both marks and with their speaker."""
        return self.complete and not self.bare and not self.dangling

    @property
    def alone(self) -> bool:
        """Whether a reader who sees nothing else understands who is meant and who speaks."""
        return self.opener is None and self.whole


def find(parsed: Parsed) -> tuple[Candidate, ...]:
    """The sentences of the paragraphs of ``parsed``, in order; headlines, headings and stubs left out.

    In a transcript the courtesies too, which leaves what was announced and answered.
    """
    out: list[Candidate] = []
    for index, block in enumerate(parsed.blocks):
        if block.block.kind == "paragraph" and not _looks_like_heading(block.block.text):
            out += _sentences(parsed, index, block)
    if parsed.copy.genre in {Genre.TRANSCRIPT, Genre.RELEASE, Genre.OPINION}:
        out = [_of_issuer(c, parsed) for c in out]
    if parsed.copy.genre is Genre.TRANSCRIPT:
        out = [c for c in out if not turns.is_courtesy(c.text)] or out
    return tuple(out)


def _of_issuer(candidate: Candidate, parsed: Parsed) -> Candidate:
    """The sentence without its opening "we" as an obstacle: the text speaks for its author or issuer."""
    if candidate.opener is None:
        return candidate
    opener = parsed.blocks[candidate.block].doc[candidate.opener].lower_
    return replace(candidate, opener=None) if opener in {"we", "our", "i", "my"} else candidate


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
    if token.is_space or token.text in _CLOSES or token.text == ")":
        return True
    return token.text == '"' and block.doc[:index].text.count('"') % 2 == 1 and bool(token.whitespace_)


def _sentences(parsed: Parsed, index: int, block: ParsedBlock) -> list[Candidate]:
    out: list[Candidate] = []
    quotes = _quotations(block.block.text)
    inside = _inside(quotes, len(block.block.text))
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
        text = parsed.text[span[0] : span[1]]
        out.append(
            Candidate(
                block=index,
                first=first,
                last=last,
                span=span,
                text=text,
                words=len(raw.split()),
                opener=_opener(block, first, last, inside),
                quoted=quoted,
                dangling=any(a < begin < b or a < end < b for a, b in quotes),
                bare=quoted > BARE and _speaker(sent, inside) is None,
                complete=bool(_ENDS.search(raw.rstrip())) and any(t.pos_ in {"VERB", "AUX"} for t in sent),
                leaning=_leans(text),
            )
        )
    return out


def _quotations(text: str) -> list[Span]:
    """The stretches of ``text`` in double quotation marks, marks included.

    One that nobody closes runs to the next that opens, or to the end, but not beyond LONGEST_QUOTATION.
    """
    # Unlike attribution's: no single marks, and any mark opens or closes, so that a stray one is noticed.
    out: list[Span] = []
    start: int | None = None
    for mark in _MARKS.finditer(text):
        closes = mark.group() in _CLOSES or (mark.group() == '"' and start is not None)
        if start is not None:
            end = mark.end() if closes else min(mark.start(), start + LONGEST_QUOTATION)
            out.append((start, end))
        start = None if closes else mark.start()
    return out if start is None else [*out, (start, min(len(text) + 1, start + LONGEST_QUOTATION))]


def _inside(quotes: Sequence[Span], length: int) -> list[bool]:
    out = [False] * length
    for a, b in quotes:
        out[a:b] = [True] * (min(b, length) - a)
    return out


def _speaker(sent: SpacySpan, inside: list[bool]) -> Token | None:
    """The first subject outside quotation marks: who speaks in '"We will go on," Lavrov said'."""
    return next((t for t in sent if t.dep_ in {"nsubj", "nsubjpass"} and not inside[t.idx]), None)


def _leans(text: str) -> bool:
    return bool(_pattern("leaning").match(text)) and not _pattern("not_leaning").match(text)


@cache
def _pattern(table: str) -> re.Pattern[str]:
    """Any of the openings of a table of salience.toml, after a quotation mark or a bracket."""
    words = "|".join(map(re.escape, sorted(entries("salience", table), key=len, reverse=True)))
    return re.compile(rf"[{OPENING}(\s]*(?:{words})\b", re.IGNORECASE)


def _opener(block: ParsedBlock, first: int, last: int, inside: list[bool]) -> int | None:
    """The pronoun that a sentence opens with, after conjunctions and adverbs: "But he said", "Then it was".

    After an opening quotation it is the pronoun that stands for the speaker: '"We will go on," he said'.
    """
    sent = block.doc[first:last]
    if inside[sent[0].idx]:
        speaker = _speaker(sent, inside)
        if speaker is not None and speaker.lower_ in PRONOUNS:
            return speaker.i
    if len(sent) > 2 and sent[1].lower_ == "of" and sent[2].lower_ in {"them", "these", "those"}:
        return sent[2].i if sent[2].pos_ == "PRON" else None
    for token in sent[:5]:
        word = token.lower_
        if word in PRONOUNS and token.pos_ in {"PRON", "DET"}:
            demonstrative = word in DEMONSTRATIVES and token.pos_ == "DET"
            return None if demonstrative or _named_later(sent, token) else token.i
        if word in FIRST_PERSON and not inside[token.idx]:
            return token.i
        if token.pos_ not in _LEADING:
            return None
    return None


def _named_later(sent: SpacySpan, pronoun: Token) -> bool:
    """Whether the pronoun of an opening clause stands for the subject: "Before he left, Lavrov said"."""
    root = sent.root
    subject = next((t for t in root.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    return (
        subject is not None
        and subject.pos_ in ({"PROPN", "NOUN"} if pronoun.lower_ in {"its", "their"} else {"PROPN"})
        and subject.i > pronoun.i
        and any(t.pos_ in {"ADP", "SCONJ", "ADV"} for t in sent.doc[sent.start : pronoun.i])
        and any(t.text == "," for t in sent.doc[pronoun.i : subject.i])
    )
