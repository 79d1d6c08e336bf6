"""What a digest tells of each story: the gist, who said what, where outlets disagree, and in which order."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import timedelta

from models.digest import chosen_statements, disagreements
from models.digest.likeness import words
from models.knowledge import seniority
from models.summarizer import headline
from models.types import DigestContent, DigestLine, DigestStatement, DigestStory, Point, Story, StoryArticle

HALF_DAY = timedelta(hours=12)


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
    senior = sum(sorted(speakers.values(), reverse=True)[: chosen_statements.STATEMENTS])
    score = math.log1p(new) + math.log1p(len(_outlets(story))) + 0.15 * senior
    return (score if new else score - 10.0), max(a.seen for a in story.articles).timestamp()


def _originals(story: Story) -> list[StoryArticle]:
    copies = {copy for group in story.reprints.values() for copy in group}
    return [a for a in story.articles if a.id not in copies]


def _outlets(story: Story) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.outlet for a in story.articles if a.outlet))


def _tell(story: Story, before: Told, given: Told) -> DigestStory:
    originals = _newest_first(_originals(story))
    gist = _gist(originals, before, given)
    given.add(gist.text)
    shown = words(gist.text)
    statements: list[DigestStatement] = []
    for found in chosen_statements.choose(
        originals, lambda t: t in before or t in given or _within(words(t), shown)
    ):
        given.add(found.statement.text)
        statements.append(found)
    return DigestStory(
        headline=_headline(originals, gist, before),
        gist=gist,
        statements=tuple(statements),
        disagreements=disagreements.find(originals, before),
        articles=tuple(a.id for a in story.articles),
        outlets=_outlets(story),
    )


def _newest_first(articles: Sequence[StoryArticle]) -> list[StoryArticle]:
    """By half days, those of one half day in the given order: the digest tells how things stand."""
    newest = max(a.seen for a in articles)
    return sorted(articles, key=lambda a: (newest - a.seen) // HALF_DAY)


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    return f" {' '.join(short)} " in f" {' '.join(long)} "


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
    """The gist's article's headline, else the best that was not told, else one made of the gist."""
    for article in sorted(originals, key=lambda a: a.id != gist.article):
        title = headline.cleaned(article.title or article.analysis.summary.headline)
        if title and title not in before:
            return title
    return headline.from_sentence(gist.text)


def _line(story: Story, before: Told) -> DigestLine:
    """One line for a story: the newest of the best headlines not told, else the first, as "still"."""
    originals = _newest_first(_originals(story))
    titles = [(a, headline.cleaned(a.title or a.analysis.summary.headline)) for a in originals]
    for article, title in titles:
        if title not in before:
            return DigestLine(article.id, title)
    return DigestLine(titles[0][0].id, titles[0][1], still=True)
