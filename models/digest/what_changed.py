"""What changed between the articles of a digest and those before them, as lines of the digest."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from models import encoder
from models.histories.changes import Changes, changes
from models.histories.contacts import join_contacts
from models.histories.figures import join_figures
from models.histories.types import ContactReport, FigureReport, Origin, StatementReport
from models.types import ChangeSide, Contact, DigestChange, Figure, Statement, Story, StoryArticle

MOST = 5


def find(
    stories: Sequence[Story], earlier: Sequence[StoryArticle], before: Container[str]
) -> tuple[DigestChange, ...]:
    """At most five changes that an article of ``stories`` tells: of contacts, then statements, then figures.

    Left out is what stands in ``before``, the lines of the last digest.
    """
    read = [(_origin(article, number), article) for number, s in enumerate(stories) for article in s.articles]
    ours = {origin.article for origin, _ in read}
    read += [(_origin(article, None), article) for article in earlier if article.id not in ours]
    read.sort(key=lambda known: (known[1].seen, known[1].id))
    new = [
        change for change in _all(read) if change.now.article in ours and change.now.told.text not in before
    ]
    return tuple(new[:MOST])


def _origin(article: StoryArticle, story: int | None) -> Origin:
    return Origin(article.id, article.seen.date(), article.outlet, story)


def _all(read: Sequence[tuple[Origin, StoryArticle]]) -> Iterator[DigestChange]:
    found = changes(
        join_contacts(ContactReport(o, c) for o, a in read for c in a.analysis.contacts),
        join_figures(FigureReport(o, f) for o, a in read for f in a.analysis.figures),
        (StatementReport(o, s) for o, a in read for s in a.analysis.statements),
        encoder.encode,
    )
    yield from as_lines(found)


def as_lines(found: Changes) -> Iterator[DigestChange]:
    """Changes as lines that can be told: of contacts, then statements, then figures."""
    for turn in found.turns:
        then, now = turn.then, turn.now
        yield DigestChange(
            _side(then.origin, then.contact), _side(now.origin, now.contact), turn.history.parties
        )
    for otherwise in found.reversals:
        then, now = otherwise.then, otherwise.now
        yield DigestChange(_side(then.origin, then.statement), _side(now.origin, now.statement))
    for move in found.moves:
        then, now = move.then, move.now
        place = move.series.place or move.series.whose
        yield DigestChange(_side(then.origin, then.figure), _side(now.origin, now.figure), place=place)


def _side(origin: Origin, told: Contact | Figure | Statement) -> ChangeSide:
    return ChangeSide(origin.article, origin.day, told)
