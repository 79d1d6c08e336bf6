"""Where the articles of one story differ: other values of a figure, a claim and its denial, two accounts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import combinations, permutations

from models.digest.accounts import is_disputed, opposed
from models.digest.chosen_statements import is_clause
from models.digest.likeness import words
from models.histories.sources import rivals as are_rivals
from models.lexicon import load
from models.types import (
    Contact,
    ContactStatus,
    DigestLine,
    Disagreement,
    Figure,
    Span,
    Statement,
    StoryArticle,
)

MOST = 2
APART = 0.05
ROUGHLY = 0.15
TOGETHER = timedelta(days=2)
AT_ONCE = timedelta(hours=8)
SAME_MATTER = 0.75
_HAPPENED = {ContactStatus.HELD, ContactStatus.UNDER_WAY, ContactStatus.PLANNED, ContactStatus.OFFERED}
_DID_NOT = {ContactStatus.DENIED, ContactStatus.REFUSED, ContactStatus.CANCELLED}
_LOWER = re.compile(r"at least|more than|over|above|upwards|well over|no fewer|no less|minimum")
_UPPER = re.compile(r"at most|up to|fewer than|less than|under|below|no more|nearly|almost|maximum")
_ROUGH = re.compile(r"about|around|some|roughly|approximately|estimated|or so")
_EDGES = " .,;“”«»\"'"

Reported = tuple[StoryArticle, Figure]
Said = tuple[StoryArticle, Statement]


def find(articles: Sequence[StoryArticle], before: Container[str]) -> tuple[Disagreement, ...]:
    """At most two disagreements; one with all lines in ``before`` is left out, single lines are "still".

    An article whose text is no longer kept can't be quoted, and takes no part.
    """
    articles = [article for article in articles if article.text]
    found = (*_figures(articles), *_contacts(articles), *_denials(articles), *_accounts(articles))
    new = [d for d in found if any(line.text not in before for line in d.lines)]
    return tuple(
        replace(d, lines=tuple(replace(line, still=line.text in before) for line in d.lines))
        for d in new[:MOST]
    )


def _figures(articles: Sequence[StoryArticle]) -> Iterator[Disagreement]:
    """Figures of the same thing at the same place in reports of about the same time; the latest dispute.

    Where an article says that counts are disputed, numbers without a place are of the story's one place.
    """
    disputed = {a.id for a in articles if is_disputed(a)}
    grouped: dict[tuple[str, str], list[Reported]] = defaultdict(list)
    for article in articles:
        for figure in article.analysis.figures:
            if figure.what in _compared() and not figure.part:
                grouped[figure.what.lower(), figure.unit.lower()].append((article, figure))
    for (what, _), group in grouped.items():
        places = {_at(f) for _, f in group} - {""}
        pairs = [
            pair
            for pair in combinations(sorted(group, key=_seen), 2)
            if _same_people(*pair, loose=bool(disputed & {a.id for a, _ in pair}) and len(places) < 2)
            and _contradict(*pair, disputed=disputed)
        ]
        if pairs:
            pair = max(pairs, key=lambda p: (p[0][0].seen.date(), _apart(p[0][1], p[1][1])))
            counted = f"the number {what}" if pair[0][1].unit == "people" else what
            same = _at(pair[0][1]) and _at(pair[0][1]) == _at(pair[1][1])
            label = f"{counted} in {pair[0][1].place}" if same and pair[0][1].place else counted
            yield Disagreement(label, _lines((a, f.evidence) for a, f in pair))


def _at(figure: Figure) -> str:
    """Where the people counted were, or whose they are; empty where neither is told."""
    return (figure.place or figure.whose or "").lower()


def _same_people(one: Reported, other: Reported, *, loose: bool) -> bool:
    here, there = _at(one[1]), _at(other[1])
    if not here and not there and one[0].id == other[0].id:
        return loose  # an article may count the dead of several events
    return here == there or (loose and not (here and there))


def _lines(told: Iterable[tuple[StoryArticle, tuple[Span, ...]]]) -> tuple[DigestLine, ...]:
    """The lines of both sides; one line where both stand in one sentence."""
    return tuple(dict.fromkeys(line(article, evidence) for article, evidence in told))


@cache
def _compared() -> frozenset[str]:
    """What is comparable between reports: "eight countries" and "ten countries" may be of other countries."""
    data = load("figures")
    return frozenset([*data["classes"], *data["money"]])


def _accounts(articles: Sequence[StoryArticle]) -> Iterator[Disagreement]:
    """Two accounts that an article sets against each other, of the newest article that does."""
    found = sorted(opposed(articles), key=lambda o: o[0].seen, reverse=True)
    for article, account, against in found[:1]:
        yield Disagreement("what happened", _lines(((article, account), (article, against))))


def _seen(reported: Reported) -> tuple[float, int]:
    return reported[0].seen.timestamp(), reported[0].id


def _contradict(earlier: Reported, later: Reported, disputed: Container[int]) -> bool:
    """Whether both cannot be true: a count that has since grown, or a bound that holds, is not a dispute.

    Within one article only figures that it credits to different sources are compared; where it says that
    they are disputed, one of them may be anybody's.
    """
    (one_article, one), (other_article, other) = earlier, later
    rivals = are_rivals(one.source, other.source)
    if one_article.id == other_article.id and one_article.id in disputed:
        rivals = one.source != other.source
    if one_article.id == other_article.id and not rivals:
        return False
    since = other_article.seen - one_article.seen
    if since > TOGETHER or (since > AT_ONCE and other.value > one.value and not rivals):
        return False
    rough = any(_ROUGH.search(f.qualifier or "") for f in (one, other))
    if _apart(one, other) <= (ROUGHLY if rough else APART):
        return False
    low, high = sorted((one, other), key=lambda f: f.value)
    if low.high is not None and low.high >= high.value:
        return False
    return not (_LOWER.search(low.qualifier or "") or _UPPER.search(high.qualifier or ""))


def _apart(one: Figure, other: Figure) -> float:
    return abs(one.value - other.value) / max(abs(one.value), abs(other.value), 1e-9)


def _contacts(articles: Sequence[StoryArticle]) -> Iterator[Disagreement]:
    """A contact that one article reports and another one has denied, refused or called off."""
    found: set[frozenset[str]] = set()
    for (article, contact), (other, denial) in permutations(
        [(a, c) for a in articles for c in a.analysis.contacts], 2
    ):
        parties = _parties(contact)
        if (
            article.id != other.id
            and contact.status in _HAPPENED
            and denial.status in _DID_NOT
            and contact.kind == denial.kind
            and parties == _parties(denial)
            and parties not in found
            and not _on_other_days(contact, denial)
        ):
            found.add(parties)
            label = f"a {contact.kind} of {' and '.join(contact.parties)}"
            yield Disagreement(label, (line(article, contact.evidence), line(other, denial.evidence)))


def _parties(contact: Contact) -> frozenset[str]:
    """The last words of the parties' names, so that "Putin" is "Vladimir Putin"."""
    return frozenset(p.split()[-1].lower() for p in contact.parties if p.split())


def _on_other_days(one: Contact, other: Contact) -> bool:
    return one.day is not None and other.day is not None and one.day != other.day


def _denials(articles: Sequence[StoryArticle]) -> Iterator[Disagreement]:
    """What somebody denies and somebody else has said, in the words of both; each denial once."""
    said = [(a, s) for a in articles for s in a.analysis.statements if s.speaker is not None]
    denials = [(a, s) for a, s in said if s.act == "deny" and not s.negated and is_clause(s.text)]
    claims = [(a, s) for a, s in said if s.act not in {"deny", "reject", "ask"} and not s.negated]
    found: set[str] = set()
    for denial in denials:
        rivals = [claim for claim in claims if _is_denied(claim, denial)]
        if rivals and denial[1].text not in found:
            found.add(denial[1].text)
            claim = max(rivals, key=lambda c: _shared(c[1], denial[1]))
            matter = denial[1].text.removeprefix("that ").strip(_EDGES)
            yield Disagreement(f"whether {matter}", tuple(line(a, s.evidence) for a, s in (claim, denial)))


def _is_denied(claim: Said, denial: Said) -> bool:
    """Whether a denial clearly concerns a claim of somebody else: most words that carry it stand there."""
    (article, one), (other, two) = claim, denial
    if (
        abs(article.seen - other.seen) > TOGETHER
        or (article.id == other.id and one.evidence == two.evidence)
        or _speaker(one) == _speaker(two)
    ):
        return False
    return len(_matter(two)) > 1 and _shared(one, two) >= SAME_MATTER


def _shared(claim: Statement, denial: Statement) -> float:
    """The share of the denial's words of matter that stand in the claim."""
    matter = _matter(denial)
    return len(matter & _matter(claim)) / max(1, len(matter))


def _matter(statement: Statement) -> frozenset[str]:
    """The words of a statement that carry it, cut to a stem of five letters."""
    return frozenset(w[:5] for w in words(statement.text) if len(w) > 3 and w not in _LIGHT)


_LIGHT = frozenset(
    ("that", "this", "these", "those", "been", "being", "were", "have", "having", "would", "could", "should")
    + ("will", "with", "from", "they", "them", "their", "there", "when", "which", "while", "about", "into")
    + ("what", "than", "then", "such", "some", "also", "only", "more", "most", "very", "does", "done", "over")
)
"""Words of four letters and more that do not show what a sentence is about."""


def _speaker(statement: Statement) -> str:
    speaker = statement.speaker
    return (speaker.key or speaker.name or speaker.mention).lower() if speaker else ""


def line(article: StoryArticle, evidence: tuple[Span, ...]) -> DigestLine:
    """The sentences at ``evidence`` as a line of a digest."""
    pieces = (re.sub(r"\s+", " ", article.text[a:b]).strip() for a, b in evidence)
    return DigestLine(article.id, " … ".join(pieces), evidence)
