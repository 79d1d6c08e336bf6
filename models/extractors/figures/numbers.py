"""Numbers in running text: digits, words, scales and currencies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from models.lexicon import load

_NO_COUNT = re.compile(
    r"\s?(?:-\s?by\b|%|per ?cent|percent|[ap]\.?m\b|years?[- ]olds?|-year|km\b|kilomet|miles?\b|degrees)",
    re.IGNORECASE,
)
_NO_ONE = re.compile(r"(?:\bno|\bany|\bevery|\bsome|\bthe|\bthis|\bthat)\s+$", re.IGNORECASE)
_FILLER = re.compile(
    r"(?:\b(?:another|other|additional|further|a further|a total of|a record)\s+)+$", re.IGNORECASE
)
_RANGE = re.compile(r"\s+(to|or|and)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``, currency included; ``qualifier`` as in ``figures.toml``.

    ``high`` is the upper end of a range of which ``value`` is the lower; ``scale`` what a word such as
    "million" multiplied the number by.
    """

    start: int
    end: int
    value: float
    currency: str | None
    qualifier: str | None
    scale: float = 1.0
    high: float | None = None


def find(text: str) -> list[Number]:
    """The cardinal numbers in ``text`` that may count something: no percentages, ages, times, ordinals."""
    found: list[Number] = []
    for match in _pattern().finditer(text):
        number = _number(match, text)
        if number is None:
            continue
        whole = _range(found[-1], number, text) if found else None
        found[-1:] = [whole] if whole is not None else [*found[-1:], number]
    return found


def _range(low: Number, high: Number, text: str) -> Number | None:
    """ "10 to 15", "two or three million", "between 10 and 15"; None where the numbers stand apart."""
    link = _RANGE.fullmatch(text, low.end, high.start)
    before = text[: low.start].rstrip().casefold()
    if link is None or low.high is not None or before.endswith("from"):
        return None
    if link[1].casefold() == "and" and not before.endswith("between"):
        return None
    shared = low.scale == 1 and high.scale > 1 and low.value * high.scale < high.value
    value = low.value * high.scale if shared else low.value
    currency = high.currency or (low.currency if shared else None)
    if value >= high.value or low.currency not in {None, currency}:
        return None
    return replace(low, end=high.end, value=value, high=high.value, currency=currency)


def _number(match: re.Match[str], text: str) -> Number | None:
    if _NO_COUNT.match(text, match.end()):
        return None
    scale, words, digits = match["scale"], match["words"], match["digits"]
    value = float(digits.replace(",", "")) if digits else _spelt(words)
    if not digits and not scale and _is_article(words.casefold(), text[: match.start()], text[match.end() :]):
        return None
    factor = load("figures")["scales"][scale.casefold()] if scale else 1.0
    value *= factor
    currencies = load("figures")["currencies"]
    named = match["unit"]
    currency = (
        currencies[match["sign"]]
        if match["sign"]
        else currencies[named.casefold().rstrip("s")]
        if named
        else None
    )
    qualifier = _qualifier(text[: match.start()]) or _qualified(text[match.end() :])
    return Number(match.start(), match.end(), value, currency, qualifier, factor)


def _is_article(word: str, before: str, after: str) -> bool:
    """Whether "a" or "one" is no number: "no one", "the one", "one of", "one another"."""
    if word in {"a", "an"}:
        return True
    return word == "one" and bool(_NO_ONE.search(before) or re.match(r"\s+(?:of|another)\b", after))


def _spelt(words: str) -> float:
    numbers = load("figures")["numbers"]
    return float(sum(numbers[w] for w in re.split(r"[\s-]", words.casefold())))


def _qualifier(before: str) -> str | None:
    before = _FILLER.sub("", before).casefold().rstrip()
    for form, shown in _qualifiers():
        if before.endswith(form) and not before[: -len(form)][-1:].isalnum():
            return shown
    return None


def _qualified(after: str) -> str | None:
    """ "Twenty or more", "60 or so"."""
    for shown, forms in load("figures")["qualified"].items():
        if any(re.match(rf"\s+{form}\b", after, re.IGNORECASE) for form in forms):
            return shown
    return None


@cache
def _qualifiers() -> list[tuple[str, str]]:
    pairs = [(form, shown) for shown, forms in load("figures")["qualifiers"].items() for form in forms]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@cache
def _pattern() -> re.Pattern[str]:
    data = load("figures")
    signs = "|".join(re.escape(c) for c in data["currencies"] if not c.isalpha())
    units = "|".join(c for c in data["currencies"] if c.isalpha())
    tens = "|".join(n for n, v in data["numbers"].items() if v >= 20)
    ones = "|".join(n for n, v in data["numbers"].items() if 1 <= v <= 9 and n not in {"a", "an"})
    spelt = "|".join(sorted(data["numbers"], key=len, reverse=True))
    scales = "|".join(sorted(data["scales"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,$€£-])(?P<sign>{signs})?\s?"
        rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<words>(?:{tens})[\s-](?:{ones})|{spelt}))"
        rf"(?:[\s-]?(?P<scale>{scales}))?(?:\s(?P<unit>{units})s?)?(?![\w$€£]|[.,]\d|-(?!strong\b)\w)",
        re.IGNORECASE,
    )
