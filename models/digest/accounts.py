"""Opposite accounts within an article: what one side says, and how the other turns it down.

Only where the article itself sets one against the other: a denial right behind an accusation of its
speaker's country, a rejection of "the accusation", "Hamas disputes that", "called the Israeli version
fabricated".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from models.knowledge import places
from models.lexicon import load
from models.types import Polarity, Span, Speaker, Statement, StoryArticle

GAP = 3  # characters between two sentences that follow each other, paragraph breaks included

Opposed = tuple[StoryArticle, tuple[Span, ...], tuple[Span, ...]]
"""An article with the sentences of an account and of what is said against it."""
_Pair = tuple[tuple[Span, ...], tuple[Span, ...]]


def opposed(articles: Sequence[StoryArticle]) -> Iterator[Opposed]:
    """The opposite accounts that articles tell, in their order, each denial once."""
    for article in articles:
        said = sorted(article.analysis.statements, key=lambda s: s.evidence)
        told: set[tuple[Span, ...]] = set()
        pairs = (*_denied(said), *_disputed(article.text, said), *_called(article.text, said))
        for account, against in pairs:
            if against not in told and account != against:
                told.add(against)
                yield article, account, against


def is_disputed(article: StoryArticle) -> bool:
    """Whether an article says of itself that it tells rival counts or accounts."""
    text = f"{article.title}\n{article.text}".casefold()
    return any(words in text for words in load("histories")["disputes"]["words"])


def _denied(said: Sequence[Statement]) -> Iterator[_Pair]:
    """Statements that the next speaker denies: an accusation of theirs, or what they call one."""
    for denial in said:
        if denial.polarity is not Polarity.DENIED or denial.negated or not denial.evidence:
            continue
        claim = next((s for s in reversed(said) if _is_right_before(s, denial.evidence[0][0])), None)
        if claim is None or _identity(claim.speaker) == _identity(denial.speaker):
            continue
        if _names_an_account(denial.text) or (claim.act == "accuse" and _concerns(claim, denial.speaker)):
            yield claim.evidence, denial.evidence


def _disputed(text: str, said: Sequence[Statement]) -> Iterator[_Pair]:
    """ "Hamas disputes that.", with what it says instead in the next sentence."""
    for match in re.finditer(
        r"(?m)(?:^|(?<=[.!?”\"]\s))[A-Z][^.!?\n]{0,60}\bdisput(?:es?|ed) (?:that|this)\.", text
    ):
        start, end = match.span()
        after = next((s.evidence[-1][1] for s in said if s.evidence and s.evidence[0][0] - end == 1), end)
        for claim in reversed(said):
            if _is_right_before(claim, start):
                yield claim.evidence, ((start, after),)
                break
            if len(claim.evidence) == 1 and claim.evidence[0][1] == end and claim.evidence[0][0] < start:
                # two sentences taken for one, after "p.m." and the like
                yield ((claim.evidence[0][0], start - 1),), ((start, after),)
                break


def _called(text: str, said: Sequence[Statement]) -> Iterator[_Pair]:
    """ "Hamas called the Israeli version fabricated": against the latest speaker of that country."""
    for match in _verdict().finditer(text):
        code = places.demonym(match["whose"])
        against = next((s for s in said if s.evidence and _holds(s.evidence, match.start())), None)
        claims = (
            s
            for s in reversed(said)
            if s.evidence and s.evidence[-1][1] <= match.start() and s.speaker is not None
            if code is not None and s.speaker.country == code and len(s.text.split()) > 3
        )
        claim = next(claims, None)
        if against is not None and claim is not None:
            yield claim.evidence, against.evidence


@cache
def _verdict() -> re.Pattern[str]:
    data = load("histories")["disputes"]
    nouns, verdicts = "|".join(data["nouns"]), "|".join(data["verdicts"])
    return re.compile(
        r"\b(?:called|described|dismissed|rejected|branded) the (?P<whose>[A-Z]\w+) "
        rf"(?:{nouns})s?(?: as)? (?:{verdicts})\b"
    )


def _is_right_before(statement: Statement, start: int) -> bool:
    return bool(statement.evidence) and 0 <= start - statement.evidence[-1][1] <= GAP


def _holds(evidence: tuple[Span, ...], at: int) -> bool:
    return any(start <= at < end for start, end in evidence)


def _names_an_account(text: str) -> bool:
    nouns = "|".join(load("histories")["disputes"]["nouns"])
    return (
        re.match(rf"(?:the|that|this|these|those|any such|such) (?:\w+ )?(?:{nouns})s?\b", text) is not None
    )


def _concerns(claim: Statement, speaker: Speaker | None) -> bool:
    """Whether an accusation names the country of whoever answers it."""
    return (
        speaker is not None
        and speaker.country is not None
        and places.country_in(claim.text)[1] == speaker.country
    )


def _identity(speaker: Speaker | None) -> str | None:
    return speaker.identity if speaker is not None else None
