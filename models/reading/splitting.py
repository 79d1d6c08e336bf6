"""Sentences of running speech by punctuation alone, where a parse would be led astray by false starts."""

from __future__ import annotations

import re
from functools import cache

from models.lexicon import load
from models.types import Span

_END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘(\[—–]?\s?[A-ZÀ-Þ0-9])")
_LAST = re.compile(r"(?:^|[\s(\"“])(?P<word>[^\s(\"“]+)$")
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.){2,}")


def sentences(text: str) -> list[Span]:
    """Half-open spans of the sentences of ``text``, without outer white space."""
    out: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if _goes_on(text[start : end.end()].rstrip(), text[end.end() :]):
            continue
        out.append((start, end.start() + len(end.group().rstrip())))
        start = end.end()
    rest = text[start:].rstrip()
    if rest.strip():
        out.append((start + len(rest) - len(rest.lstrip()), start + len(rest)))
    return out


def _goes_on(before: str, after: str) -> bool:
    """Whether a full stop only ends an abbreviation."""
    last = _LAST.search(before)
    word = last["word"] if last else before
    if _INITIAL.fullmatch(word) or word.rstrip(".").casefold() in _words("abbreviations"):
        return word[-1:] == "."
    opening = re.match(r"[\"“‘(\[]*(\w+)", after)
    return bool(_ACRONYM.fullmatch(word)) and (
        opening is None or opening[1].casefold() not in _words("openers")
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load("genres")["sentences"][key])
