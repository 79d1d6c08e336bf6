# pyright: standard
# Not strict: transformers, safetensors and the like are untyped or partly so.
"""Summaries worded by a bigger model, each sentence under guard or replaced by one of the article's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import numpy as np

from models import encoder
from models.reading.parser import Parsed
from models.reading.quotation_marks import CLOSING
from models.summarizer import candidates, verbatim
from models.summarizer.candidates import Candidate
from models.summarizer.guard import Guard, Rule, Verdict
from models.summarizer.selection import BUDGETS
from models.summarizer.sources import Trust
from models.summarizer.writers import NOTHING_MORE, Writer, open_writer
from models.types import Point, Summary

Size = Literal["brief", "standard", "full"]
WINDOW_WORDS = 550


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sentence that a model wrote, and why it was not shown ("" where it was)."""

    text: str
    reason: str


class Abstractive:
    """A model named ``seq2seq:<name or path>`` or ``chat:<name or path>``, loaded on first use."""

    def __init__(
        self,
        name: str,
        rule: Rule = "strict",
        device: str = "cpu",
        threads: int = 2,
        trust: Trust = NOTHING_MORE,
    ) -> None:
        """``rule``, ``device`` and ``threads`` as in the settings; ``trust`` is what may be loaded."""
        self._name = name
        self._rule: Rule = rule
        self._writer = cache(lambda: open_writer(name, device, threads, trust))

    def summarize(self, parsed: Parsed, extract: Summary, size: Size = "standard") -> Summary:
        """``extract`` with its points worded by the model where the guard lets them pass.

        A sentence that does not pass gives its place to the article's closest unused sentence.
        """
        return self.attempt(parsed, extract, size)[0]

    def attempt(self, parsed: Parsed, extract: Summary, size: Size) -> tuple[Summary, list[Attempt]]:
        """As :meth:`summarize`, with every sentence that the model wrote."""
        found = [c for c in candidates.find(parsed) if c.alone]
        if not found:
            return extract, []
        written = write(self._writer(), found, BUDGETS[size].words)
        guard = Guard(parsed, found)
        points, attempts = _guarded(parsed, found, written, guard, self._rule)
        points = _within(points, BUDGETS[size].words, BUDGETS[size].most)
        if not points:
            return extract, attempts
        summary = replace(extract, gist=points[0], points=_in_order(points), model=self._name)
        return summary, attempts


def write(writer: Writer, found: Sequence[Candidate], words: int) -> list[str]:
    """The sentences that ``writer`` makes of an article, window by window."""
    out: list[str] = []
    for window in windows([c.text for c in found]):
        out += sentences(writer(window, words))
    return out


def windows(texts: Sequence[str], longest: int = WINDOW_WORDS) -> list[str]:
    """``texts`` joined into stretches of at most ``longest`` words, cut between sentences."""
    out: list[list[str]] = []
    used = longest
    for text in texts:
        length = len(text.split())
        if used + length > longest:
            out.append([])
            used = 0
        out[-1].append(text)
        used += length
    return [" ".join(window) for window in out]


def sentences(text: str) -> list[str]:
    """Sentences of a model's answer, without list marks; an unfinished last one is dropped."""
    from models.reading.parser import pipeline

    lines = (line.strip().lstrip("-*•0123456789.) ") for line in text.splitlines())
    found = [s.text.strip() for line in lines if line for s in pipeline()(line).sents]
    return [s for s in found if s.rstrip(CLOSING + ")").endswith((".", "!", "?"))]


def _guarded(
    parsed: Parsed, found: Sequence[Candidate], written: Sequence[str], guard: Guard, rule: Rule
) -> tuple[list[Point], list[Attempt]]:
    """A point for each written sentence, and what became of each."""
    ours = encoder.encode([c.text for c in found])
    theirs = encoder.encode(list(written))
    used: set[int] = set()
    points: list[Point] = []
    attempts: list[Attempt] = []
    for sentence, vector in zip(written, theirs, strict=True):
        verdict = guard.check(sentence, rule)
        if verdict.accepted and sentence.split()[0].lower() in candidates.PRONOUNS:
            verdict = Verdict(False, "leans on the sentence before")
        attempts.append(Attempt(sentence, verdict.reason))
        order = np.argsort(-(ours @ vector), kind="stable").tolist()
        if verdict.accepted:
            point = Point(sentence, verdict.evidence, verbatim=False)
            taken = {i for i, c in enumerate(found) if _touches(point, c)}
        else:
            closest = next((i for i in order if i not in used), None)
            if closest is None:
                continue
            point = verbatim.point(parsed.text, found[closest].span)
            taken = {closest}
        if not taken & used:
            points.append(point)
            used |= taken
    return points, attempts


def _touches(point: Point, candidate: Candidate) -> bool:
    return any(a < candidate.span[1] and b > candidate.span[0] for a, b in point.evidence)


def _within(points: Sequence[Point], words: int, most: int) -> list[Point]:
    """The first points that fit the budget; one at least."""
    out: list[Point] = []
    used = 0
    for point in points[:most]:
        length = len(point.text.split())
        if out and used + length > 1.2 * words:
            break
        out.append(point)
        used += length
    return out


def _in_order(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(sorted(points, key=lambda p: p.evidence))
