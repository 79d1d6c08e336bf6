"""The content of a digest: stories in order, each with its gist, who said what and where outlets disagree."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import timedelta

from models.digest import chosen_statements, disagreements, what_changed
from models.digest.likeness import words
from models.knowledge import seniority
from models.summarizer import headline
from models.types import DigestContent, DigestLine, DigestStatement, DigestStory, Point, Story, StoryArticle

HALF_DAY = timedelta(hours=12)


class SeenLines:
    """Lines that readers have seen, compared by their words alone."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._seen = {tuple(words(line)) for line in lines}

    def __contains__(self, line: str) -> bool:
        return tuple(words(line)) in self._seen

    def add(self, line: str) -> None:
        """Count ``line`` as seen from now on."""
        self._seen.add(tuple(words(line)))


def compose(
    stories: Sequence[Story],
    previous: Sequence[str],
    in_full: int,
    earlier: Sequence[StoryArticle] = (),
) -> DigestContent:
    """Rank ``stories``: the first ``in_full`` are given in full, the rest in one line each.

    ``previous`` holds the lines of the last digest. A line that repeats one of them is marked "still";
    statements, disagreements and changes that do are left out. No line appears twice. ``earlier`` are
    articles of before, against which is told what changed.
    """
    before = SeenLines(previous)
    ranked = sorted(stories, key=lambda s: _weight(s, before), reverse=True)
    used = SeenLines(())
    full = tuple(_in_full(s, before, used) for s in ranked[:in_full])
    rest = tuple(_line(s, before) for s in ranked[in_full:])
    changed = what_changed.find(stories, earlier, before)
    return DigestContent(full, rest, sum(len(s.articles) for s in stories), changed)


def _weight(story: Story, before: SeenLines) -> tuple[float, float]:
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


def _in_full(story: Story, before: SeenLines, used: SeenLines) -> DigestStory:
    originals = _newest_first(_originals(story))
    gist = _gist(originals, before, used)
    used.add(gist.text)
    shown = words(gist.text)
    statements: list[DigestStatement] = []
    title = _headline(originals, gist, before)
    for found in chosen_statements.choose(
        originals, lambda t: t in before or t in used or _within(words(t), shown), title
    ):
        used.add(found.statement.text)
        statements.append(found)
    return DigestStory(
        headline=title,
        gist=gist,
        statements=tuple(statements),
        disagreements=disagreements.find(originals, before),
        articles=tuple(a.id for a in story.articles),
        outlets=_outlets(story),
    )


def _newest_first(articles: Sequence[StoryArticle]) -> list[StoryArticle]:
    """Newest half day first, since a digest says how things stand; within half a day in the given order."""
    newest = max(a.seen for a in articles)
    return sorted(articles, key=lambda a: (newest - a.seen) // HALF_DAY)


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _gist(originals: Sequence[StoryArticle], before: SeenLines, used: SeenLines) -> DigestLine:
    """A line not seen before: a gist, else a point, the story's best article first.

    If all have been seen, the best article's gist again, marked "still".
    """
    gists = [(a, a.analysis.summary.gist) for a in originals]
    points = [(a, p) for a in originals for p in a.analysis.summary.points]
    options: list[tuple[StoryArticle, Point]] = [(a, p) for a, p in gists if p is not None]
    for article, point in (*options, *points):
        if point.text not in before and point.text not in used:
            return DigestLine(article.id, point.text, point.evidence)
    for article, point in (*options, *points):
        return DigestLine(article.id, point.text, point.evidence, still=True)
    return DigestLine(originals[0].id, originals[0].title, still=originals[0].title in before)


def _headline(originals: Sequence[StoryArticle], gist: DigestLine, before: SeenLines) -> str:
    """The headline of the gist's article, else the best one not seen before, else one made from the gist."""
    for article in sorted(originals, key=lambda a: a.id != gist.article):
        title = headline.cleaned(article.title or article.analysis.summary.headline)
        if title and title not in before:
            return title
    return headline.from_sentence(gist.text)


def _line(story: Story, before: SeenLines) -> DigestLine:
    """One line for a story: its newest headline not seen before, else its first, marked "still"."""
    originals = _newest_first(_originals(story))
    titles = [(a, headline.cleaned(a.title or a.analysis.summary.headline)) for a in originals]
    for article, title in titles:
        if title not in before:
            return DigestLine(article.id, title)
    return DigestLine(titles[0][0].id, titles[0][1], still=True)
