"""What a digest tells of each story: the gist, who said what, where outlets disagree, and in which order."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from models import disagreements, seniority
from models.likeness import words
from models.summarizer import headline
from models.types import (
    Certainty,
    DigestContent,
    DigestLine,
    DigestStatement,
    DigestStory,
    Kind,
    Point,
    Statement,
    Story,
    StoryArticle,
)

STATEMENTS = 3
SHORTEST_STATEMENT = 5


class Told:
    """Sentences that a reader has seen, compared by their words alone."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._seen = {tuple(words(s)) for s in sentences}

    def __contains__(self, sentence: str) -> bool:
        return tuple(words(sentence)) in self._seen

    def add(self, sentence: str) -> None:
        """Remember ``sentence``."""
        self._seen.add(tuple(words(sentence)))


def compose(stories: Sequence[Story], previous: Sequence[str], told: int) -> DigestContent:
    """Rank ``stories``; tell the first ``told`` and give the rest a line each.

    A line that stands in ``previous`` already is marked "still"; statements and disagreements that do are
    left out. No line is given twice.
    """
    before = Told(previous)
    ranked = sorted(stories, key=lambda s: _weight(s, before), reverse=True)
    given = Told(())
    at_length = tuple(_tell(s, before, given) for s in ranked[:told])
    rest = tuple(_line(s, before) for s in ranked[told:])
    return DigestContent(at_length, rest, sum(len(s.articles) for s in stories))


def _weight(story: Story, before: Told) -> tuple[float, float]:
    """How much is new, how many outlets, how senior the speakers; the newest first among equals."""
    originals = _originals(story)
    new = sum(p.text not in before for a in originals for p in a.analysis.summary.points)
    speakers = {
        s.speaker.key: seniority.weight(s.speaker)
        for a in originals
        for s in a.analysis.statements
        if s.speaker is not None
    }
    senior = sum(sorted(speakers.values(), reverse=True)[:STATEMENTS])
    score = math.log1p(new) + math.log1p(len(_outlets(story))) + 0.15 * senior
    return (score if new else score - 10.0), max(a.seen for a in story.articles).timestamp()


def _originals(story: Story) -> list[StoryArticle]:
    copies = {copy for group in story.reprints.values() for copy in group}
    return [a for a in story.articles if a.id not in copies]


def _outlets(story: Story) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.outlet for a in story.articles if a.outlet))


def _tell(story: Story, before: Told, given: Told) -> DigestStory:
    originals = _originals(story)
    gist = _gist(originals, before, given)
    given.add(gist.text)
    return DigestStory(
        headline=_headline(originals, gist, before),
        gist=gist,
        statements=tuple(_statements(originals, gist, before, given)),
        disagreements=disagreements.find(originals, before),
        articles=tuple(a.id for a in story.articles),
        outlets=_outlets(story),
    )


def _gist(originals: Sequence[StoryArticle], before: Told, given: Told) -> DigestLine:
    """A sentence not told before: a gist, else a point, the story's best article first.

    Where everything has been told, the best article's gist again, marked "still".
    """
    gists = [(a, a.analysis.summary.gist) for a in originals]
    points = [(a, p) for a in originals for p in a.analysis.summary.points]
    options: list[tuple[StoryArticle, Point]] = [(a, p) for a, p in gists if p is not None]
    for article, point in (*options, *points):
        if point.text not in before and point.text not in given:
            return DigestLine(article.id, point.text, point.evidence)
    for article, point in (*options, *points):
        return DigestLine(article.id, point.text, point.evidence, still=True)
    return DigestLine(originals[0].id, originals[0].title, still=originals[0].title in before)


def _headline(originals: Sequence[StoryArticle], gist: DigestLine, before: Told) -> str:
    """The best article's headline that was not told before, else one made from the gist."""
    for article in originals:
        title = article.title or article.analysis.summary.headline
        if title and title not in before:
            return headline.cleaned(title)
    return headline.from_sentence(gist.text)


def _line(story: Story, before: Told) -> DigestLine:
    best = _originals(story)[0]
    for article in _originals(story):
        title = article.title or article.analysis.summary.headline
        if title not in before:
            return DigestLine(article.id, headline.cleaned(title))
    return DigestLine(best.id, headline.cleaned(best.title), still=True)


def _statements(
    originals: Sequence[StoryArticle], gist: DigestLine, before: Told, given: Told
) -> Iterable[DigestStatement]:
    """At most three statements from different speakers, the weightiest and the latest first."""
    latest = max(a.seen for a in originals)
    options = [
        (_statement_weight(s) - (latest - a.seen).total_seconds() / 86400, a, s)
        for a in originals
        for s in a.analysis.statements
        if _worth_telling(s, gist)
    ]
    options.sort(key=lambda option: -option[0])
    speakers: set[str] = set()
    for _, article, statement in options:
        speaker = statement.speaker
        if speaker is None or speaker.name is None or (speaker.key or speaker.name) in speakers:
            continue
        if statement.text in before or statement.text in given:
            continue
        speakers.add(speaker.key or speaker.name)
        given.add(statement.text)
        yield DigestStatement(article.id, statement)
        if len(speakers) == STATEMENTS:
            return


def _statement_weight(statement: Statement) -> float:
    """Seniority first; quotations and what is on record before paraphrase and hearsay."""
    quoted = {Kind.DIRECT: 0.5, Kind.MIXED: 0.4, Kind.INDIRECT: 0.0}[statement.kind]
    sure = 0.5 if statement.certainty is Certainty.ON_RECORD else 0.0
    length = len(statement.text.split())
    return (
        seniority.weight(statement.speaker) + quoted + sure + min(length, 20) / 40 - max(0, length - 45) / 30
    )


def _worth_telling(statement: Statement, gist: DigestLine) -> bool:
    """Long enough to say something, and not what the gist has said already."""
    said = words(statement.text)
    return len(said) >= SHORTEST_STATEMENT and " ".join(said) not in " ".join(words(gist.text))
