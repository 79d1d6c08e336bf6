"""Whether a sentence that a model worded says only what the article says.

Strict: every word stands, in order, in at most two stretches of one sentence; what was left out is a phrase
that a sentence can do without (``compression``) and holds no negation, hedge or attribution; punctuation and
quotation marks stand as in the article. Loose: the words of content stand in order in at most two sentences,
and what was left out between them holds no negation, hedge or attribution either. Under either rule a name, a
number or a quotation that the article does not have is a veto.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Literal

from models.lexicon import entries
from models.reading.parser import Parsed
from models.reading.quotation_marks import CLOSING
from models.summarizer import compression
from models.summarizer.candidates import PRONOUNS, Candidate
from models.summarizer.words import Word, first_of, words
from models.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

Rule = Literal["strict", "loose"]
SHORTEST = 4
PIECES = 2
ALIGNMENTS = 50
NEW_WORDS = 0.1
WINDOW = 2

_LOSSES = ("negation", "hedge", "attribution")
_MARKS = {"—": "-", "–": "-", "…": "."}
_PAUSES = ",;:.?!-()"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown, why not, and the article's stretches it is made of."""

    accepted: bool
    reason: str = ""
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the article: its words, its tokens, and the offset of its block in the article."""

    words: list[Word]
    tokens: list[Token]
    offset: int


Piece = tuple[int, int]
"""Words ``[start, stop)`` of a sentence."""


class Guard:
    """Compares sentences with one article, whose own sentences ``found`` are."""

    def __init__(self, parsed: Parsed, found: Sequence[Candidate]) -> None:
        self._article = parsed.text
        self._sentences = [_sentence(parsed, c) for c in found]
        # Quotation marks are read over the paragraph: a sentence may lie inside a longer quotation.
        everything = words(self._article)
        self._known = {w.key for w in everything}
        self._quoted = {w.span for w in everything if w.quoted}
        self._quotations = " ".join(w.key if w.quoted else "|" for w in everything)

    def check(self, sentence: str, rule: Rule = "strict") -> Verdict:
        """The verdict on ``sentence`` under ``rule``."""
        said = words(sentence)
        if len(said) < SHORTEST:
            return Verdict(False, "too short to judge")
        veto = self._veto(said)
        if veto:
            return Verdict(False, veto)
        return self._strict(sentence, said) if rule == "strict" else self._loose(sentence, said)

    def _veto(self, said: Sequence[Word]) -> str:
        for word in said:
            if word.number and word.key not in self._known:
                return f"number not in the article: {word.written}"
        for word in said[1:]:
            if word.written[0].isupper() and word.key not in self._known:
                return f"name not in the article: {word.written}"
        for quotation in _quotations(said):
            if f" {quotation} " not in f" {self._quotations} ":
                return f"not quoted in the article: {quotation}"
        return ""

    def _strict(self, sentence: str, said: Sequence[Word]) -> Verdict:
        reason = "words not in order in a few stretches of one sentence"
        for source in self._sentences:
            found = _in_pieces([w.key for w in source.words], [w.key for w in said], PIECES)
            for pieces in islice(found, ALIGNMENTS):
                flaw = self._flaw(source, pieces, sentence, said)
                if not flaw:
                    return Verdict(True, evidence=tuple(_span(source, p) for p in pieces))
                reason = flaw
        return Verdict(False, reason)

    def _flaw(self, source: _Sentence, pieces: Sequence[Piece], sentence: str, said: Sequence[Word]) -> str:
        """Why ``pieces`` of ``source`` may not stand for it, or ""."""
        tokens = _tokens(source, pieces)
        lost = _lost(source, pieces, compression.governing(source.tokens, tokens))
        if lost:
            return f"left out: {lost}"
        kept = [w for start, stop in pieces for w in source.words[start:stop]]
        if [w.quoted for w in said] != [w.span in self._quoted for w in kept]:
            return "quotation marks differ"
        if self._asks(source) and not sentence.rstrip(CLOSING + ")").endswith("?"):
            return "a question"
        joins = set(accumulate(stop - start for start, stop in pieces))
        pauses = self._pauses_differ(sentence, said, kept, joins)
        if pauses:
            return pauses
        if self._cut_inside(source, pieces):
            return "a compound cut in two"
        return _dangling(source, pieces) or compression.flaw(source.tokens, tokens)

    def _pauses_differ(
        self, sentence: str, said: Sequence[Word], kept: Sequence[Word], joins: Collection[int]
    ) -> str:
        """A comma added, or one removed that tells who speaks; where words are left out either may be."""
        both = zip(_pauses(said, sentence), _pauses(kept, self._article), strict=True)
        for number, (ours, theirs) in enumerate(both, 1):
            if number in joins or ours == theirs:
                continue
            if (ours, theirs) == (",", "") and said[number].key in {"and", "but"}:
                continue
            near = [w.key for w in said[max(0, number - 2) : number + 2]]
            if ours or theirs != "," or first_of(near, ("attribution", "hedge")):
                return f"punctuation differs after: {said[number - 1].written}"
        return ""

    def _asks(self, source: _Sentence) -> bool:
        end = source.words[-1].span[1]
        return "?" in self._article[end : end + 3]

    def _cut_inside(self, source: _Sentence, pieces: Sequence[Piece]) -> bool:
        """Whether a piece begins or ends inside a compound such as "non-aligned"."""
        edges = [n for piece in pieces for n in piece if 0 < n < len(source.words)]
        between = [self._article[source.words[n - 1].span[1] : source.words[n].span[0]] for n in edges]
        return any(gap in {"-", "‑", "/", "'", "’", "."} for gap in between)

    def _loose(self, sentence: str, said: Sequence[Word]) -> Verdict:
        content = [w for w in said if w.key not in entries("guard", "function")]
        new = next((w for w in content if w.key not in self._known), None)
        if new:
            return Verdict(False, f"word not in the article: {new.written}")
        reason = "words not in the article's order"
        for size in range(1, WINDOW + 1):
            for start in range(len(self._sentences) - size + 1):
                verdict = self._of_window(self._sentences[start : start + size], sentence, said)
                if verdict.accepted:
                    return verdict
                reason = verdict.reason or reason
        return Verdict(False, reason)

    def _of_window(self, window: Sequence[_Sentence], sentence: str, said: Sequence[Word]) -> Verdict:
        """The loose verdict beside a few neighbours; without a reason where it is not about them."""
        theirs = [w for s in window for w in s.words]
        matched = _aligned([w.key for w in said], [w.key for w in theirs])
        missing = [w for n, w in enumerate(said) if n not in matched]
        if len(missing) > NEW_WORDS * len(said) or any(
            w.key not in entries("guard", "function") for w in missing
        ):
            return Verdict(False)
        at = 0
        for source in window:
            here = _runs(sorted(m - at for m in matched.values() if at <= m < at + len(source.words)))
            at += len(source.words)
            reason = self._broken(source, here, sentence) if here else "nothing of a sentence"
            if reason:
                return Verdict(False, reason)
        return Verdict(True, evidence=tuple(_span(s, (0, len(s.words))) for s in window))

    def _broken(self, source: _Sentence, pieces: Sequence[Piece], sentence: str) -> str:
        """What is wrong with ``pieces`` of ``source`` however loosely one looks, or ""."""
        lost = _lost(source, pieces, {t.i for t in source.tokens})
        if lost:
            return f"left out: {lost}"
        if self._asks(source) and not sentence.rstrip(CLOSING + ")").endswith("?"):
            return "a question"
        if self._cut_inside(source, pieces):
            return "a compound cut in two"
        return compression.mismatch(source.tokens, _tokens(source, pieces))


def _sentence(parsed: Parsed, candidate: Candidate) -> _Sentence:
    block = parsed.blocks[candidate.block]
    start, stop = candidate.span
    return _Sentence(
        words(parsed.text[start:stop], start),
        list(block.doc[candidate.first : candidate.last]),
        block.block.span[0],
    )


def _quotations(said: Sequence[Word]) -> list[str]:
    """The words inside quotation marks, a string each stretch."""
    flat = " ".join(w.key if w.quoted else "|" for w in said)
    return [stretch.strip() for stretch in flat.split("|") if stretch.strip()]


def _lost(source: _Sentence, pieces: Sequence[Piece], counting: Collection[int]) -> str:
    """A word that may not be left out of the sentence that ``pieces`` are taken from, or "".

    Negations and hedges count among the tokens ``counting``: not those of a clause that is gone as a whole.
    """
    # Names are no cues: "the United States", "in May".
    where = {t.idx + source.offset: t.i for t in source.tokens if t.pos_ != "PROPN"}
    keys = [w.key if where.get(w.span[0]) in counting else "" for w in source.words]
    edges = [0, *(n for piece in pieces for n in piece)]
    gaps = [keys[a:b] for a, b in zip(edges[::2], edges[1::2], strict=False)]
    after = keys[pieces[-1][1] :]
    return (
        next((lost for gap in gaps if (lost := first_of(gap, _LOSSES))), "")
        or next((lost for gap in gaps if (lost := first_of(gap[-3:], ("bound",)))), "")
        or first_of(after, ("condition", "attribution"))
    )


def _dangling(source: _Sentence, pieces: Sequence[Piece]) -> str:
    """A pronoun that nothing is left before to stand for, or ""."""
    where = {t.idx + source.offset: t for t in source.tokens}
    nouns = {"NOUN", "PROPN"}
    named = False
    lost = any((t := where.get(w.span[0])) and t.pos_ in nouns for w in source.words[: pieces[0][0]])
    for start, stop in pieces:
        for word in source.words[start:stop]:
            token = where.get(word.span[0])
            named = named or (token is not None and token.pos_ in nouns)
            if lost and not named and word.key in PRONOUNS - {"that"}:
                return f"means what was left out: {word.written}"
        lost = True
    return ""


def _pauses(kept: Sequence[Word], text: str) -> list[str]:
    """The punctuation between each word and the next, without quotation marks."""
    gaps = (text[a.span[1] : b.span[0]] for a, b in zip(kept, kept[1:], strict=False))
    return ["".join(_MARKS.get(c, c) for c in gap if _MARKS.get(c, c) in _PAUSES) for gap in gaps]


def _tokens(source: _Sentence, pieces: Sequence[Piece]) -> set[int]:
    """The numbers of the tokens that the words of ``pieces`` lie in."""
    spans = [source.words[n].span for start, stop in pieces for n in range(start, stop)]
    spans = [(a - source.offset, b - source.offset) for a, b in spans]
    return {t.i for t in source.tokens if any(a < t.idx + len(t) and t.idx < b for a, b in spans)}


def _span(source: _Sentence, piece: Piece) -> Span:
    return source.words[piece[0]].span[0], source.words[piece[1] - 1].span[1]


def _in_pieces(keys: Sequence[str], said: Sequence[str], most: int, begin: int = 0) -> Iterator[list[Piece]]:
    """The ways to find ``said`` in ``keys`` from ``begin`` on, in order, in at most ``most`` stretches."""
    for at in range(begin, len(keys) - len(said) + 1):
        length = _common(said, keys[at:])
        if length == len(said):
            yield [(at, at + length)]
        elif most > 1:
            for head in range(length, 0, -1):
                for rest in _in_pieces(keys, said[head:], most - 1, at + head + 1):
                    yield [(at, at + head), *rest]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the common beginning."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _aligned(one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """A longest common subsequence: for each matched place in ``one`` its place in ``other``."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            same = one[i] == other[j]
            table[i][j] = table[i + 1][j + 1] + 1 if same else max(table[i + 1][j], table[i][j + 1])
    matched: dict[int, int] = {}
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            matched[i] = j
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return matched


def _runs(numbers: Sequence[int]) -> list[Piece]:
    """Rising numbers as half-open stretches."""
    out: list[Piece] = []
    for number in numbers:
        if out and out[-1][1] == number:
            out[-1] = (out[-1][0], number + 1)
        else:
            out.append((number, number + 1))
    return out
