"""Whether a sentence that a model worded says only what the article says.

Strict: every word stands, in order, in at most two stretches of one sentence, and what was left out of that
sentence holds no negation, hedge or attribution. Loose: nine words in ten are a subsequence
of a stretch of the article and no word of content is new. Under either rule names, numbers, quotations,
negations and hedges that the article does not have there are vetoes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from models.types import Span

Rule = Literal["strict", "loose"]
SUBSEQUENCE = 0.9
WINDOW = 3
SHORTEST = 4

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|%")
_NUMBER = re.compile(r"\d+(?:[.,:]\s?\d+)*")
_QUOTED = re.compile(r"[\"“«„]([^\"“”«»„]+)[\"”»]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case, as written, and where it stands."""

    key: str
    written: str
    span: Span


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown, why not, and the article's stretches it is made of."""

    accepted: bool
    reason: str = ""
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    """Words ``[start, stop)`` of source sentence ``sentence``."""

    sentence: int
    start: int
    stop: int


def words(text: str, offset: int = 0) -> list[Word]:
    """The words of ``text`` with their spans, moved by ``offset``."""
    return [
        Word(m.group().lower().replace("’", "'"), m.group(), (m.start() + offset, m.end() + offset))
        for m in _WORD.finditer(text)
    ]


class Guard:
    """Compares sentences with one article. ``sentences`` are the spans of the article's own sentences."""

    def __init__(self, article: str, sentences: Sequence[Span]) -> None:
        self._article = article
        self._source = [words(article[a:b], a) for a, b in sentences]
        self._known = {w.key for sentence in self._source for w in sentence}
        self._numbers = {_digits(n) for n in _NUMBER.findall(article)}

    def check(self, sentence: str, rule: Rule = "strict") -> Verdict:
        """The verdict on ``sentence`` under ``rule``."""
        said = words(sentence)
        if len(said) < SHORTEST:
            return Verdict(False, "too short to judge")
        veto = self._veto(sentence, said)
        if veto:
            return Verdict(False, veto)
        return self._strict(said) if rule == "strict" else self._loose(said)

    def _veto(self, sentence: str, said: Sequence[Word]) -> str:
        for number in _NUMBER.findall(sentence):
            if _digits(number) not in self._numbers:
                return f"number not in the article: {number}"
        for word in said[1:]:
            if word.written[0].isupper() and word.key not in self._known:
                return f"name not in the article: {word.written}"
        flat = _flat(self._article)
        for quotation in _QUOTED.findall(sentence):
            if _flat(quotation) not in flat:
                return f"quotation not in the article: {quotation}"
        return ""

    def _strict(self, said: Sequence[Word]) -> Verdict:
        pieces = self._fragments([w.key for w in said])
        if not pieces:
            return Verdict(False, "words not in order in two stretches of a sentence")
        lost = self._lost(pieces)
        if lost:
            return Verdict(False, f"left out: {lost}")
        return Verdict(True, evidence=tuple(self._span(p) for p in pieces))

    def _fragments(self, said: Sequence[str]) -> list[_Match]:
        """One stretch of a sentence, or two in order of the same one, that make up ``said``; else nothing."""
        for number, sentence in enumerate(self._source):
            pieces = _in_two([w.key for w in sentence], said)
            if pieces:
                return [_Match(number, start, stop) for start, stop in pieces]
        return []

    def _lost(self, pieces: Sequence[_Match]) -> str:
        """A word that may not be left out of the sentence that ``pieces`` are taken from, or ""."""
        keys = [w.key for w in self._source[pieces[0].sentence]]
        before = keys[: pieces[0].start]
        between = keys[pieces[0].stop : pieces[-1].start]
        after = keys[pieces[-1].stop :]
        return (
            first_of([*before, "", *between], ("negation", "hedge", "attribution"))
            or first_of(before[-2:], ("bound",))
            or first_of(between[-2:], ("bound",))
            or first_of(after, ("condition", "attribution"))
        )

    def _span(self, piece: _Match) -> Span:
        source = self._source[piece.sentence]
        return source[piece.start].span[0], source[piece.stop - 1].span[1]

    def _loose(self, said: Sequence[Word]) -> Verdict:
        new = [w for w in said if w.key not in self._known and w.key not in lexicon("function")]
        if new:
            return Verdict(False, f"word not in the article: {new[0].written}")
        keys = [w.key for w in said]
        best, where = 0.0, (0, 0)
        for size in range(1, WINDOW + 1):
            for start in range(len(self._source) - size + 1):
                stretch = [w.key for s in self._source[start : start + size] for w in s]
                share = _subsequence(keys, stretch) / len(keys)
                if share > best:
                    best, where = share, (start, start + size)
        if best < SUBSEQUENCE:
            return Verdict(False, "too few words in the article's order")
        return self._nothing_lost(keys, range(*where))

    def _nothing_lost(self, keys: Sequence[str], sentences: range) -> Verdict:
        """Accept unless a negation or a hedge of the stretch is missing, or there is one too many."""
        stretch = [w.key for n in sentences for w in self._source[n]]
        for table in ("negation", "hedge"):
            ours = {k for k in keys if _in(k, table)}
            theirs = {k for k in stretch if _in(k, table)}
            if ours != theirs:
                return Verdict(False, f"{table} differs: {', '.join(sorted(ours ^ theirs))}")
        spans = [
            (self._source[n][0].span[0], self._source[n][-1].span[1]) for n in sentences if self._source[n]
        ]
        return Verdict(True, evidence=tuple(spans))


def first_of(keys: Sequence[str], tables: Sequence[str]) -> str:
    """The first word or phrase of ``keys`` that one of the lexicon's ``tables`` lists, or ""."""
    flat = f" {' '.join(keys)} "
    for table in tables:
        for entry in sorted(lexicon(table)):
            if f" {entry} " in flat:
                return entry
        contracted = next((k for k in keys if table == "negation" and k.endswith("n't")), "")
        if contracted:
            return contracted
    return ""


@cache
def lexicon(table: str) -> frozenset[str]:
    """A table of models/lexicon/guard.toml."""
    data = tomllib.loads(files("models.lexicon").joinpath("guard.toml").read_text(encoding="utf-8"))
    return frozenset(data[table])


def _in(key: str, table: str) -> bool:
    return key in lexicon(table) or (table == "negation" and key.endswith("n't"))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the common beginning."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _in_two(keys: Sequence[str], said: Sequence[str]) -> list[Span]:
    """The stretch of ``keys`` that equals ``said``, or the two, one after the other, that do together."""
    heads = [(at, _common(said, keys[at:])) for at in range(len(keys))]
    for at, length in heads:
        if length == len(said):
            return [(at, at + length)]
    for stop in range(len(keys), 0, -1):
        tail = _common(said[::-1], keys[stop - 1 :: -1])
        for at, length in heads:
            head = len(said) - tail
            if tail and 0 < head <= length and at + head <= stop - tail:
                return [(at, at + head), (stop - tail, stop)]
    return []


def _subsequence(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        diagonal = 0
        for j, b in enumerate(other, 1):
            above = row[j]
            row[j] = diagonal + 1 if a == b else max(above, row[j - 1])
            diagonal = above
    return row[-1]


def _digits(number: str) -> str:
    return re.sub(r"[,\s]", "", number)


def _flat(text: str) -> str:
    return " ".join(w.key for w in words(text))
