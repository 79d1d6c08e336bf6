"""The default summary: the article's own sentences, chosen and left as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from models import encoder
from models.reading import opinion
from models.reading.parser import Parsed
from models.summarizer import (
    candidates,
    features,
    gist,
    headline,
    insertions,
    repeating,
    salience,
    selection,
    verbatim,
)
from models.summarizer.candidates import Candidate
from models.summarizer.insertions import Insertion
from models.types import Contact, Figure, Genre, NothingToRead, Point, Statement, Summary

Size = Literal["brief", "standard", "full"]
MODEL = "extractive"
REPEATS = 0.95  # of a sentence's telling words, in the headline
UNARGUED = (0.6, 0.5, 0.1)  # in an opinion piece, sentences that tell, report speech, and ask
LEANING = 0.8  # fewer such sentences are chosen then, which costs nothing on the folds


def summarize(
    parsed: Parsed,
    statements: Sequence[Statement],
    figures: Sequence[Figure],
    contacts: Sequence[Contact],
    size: Size = "standard",
    title: str | None = None,
) -> Summary:
    """Headline, gist and points of an article, every point one of its sentences.

    The points stand in the article's order and the gist is one of them. Raises NothingToRead where the
    text holds no sentence of prose. ``title`` is the headline where it is known from elsewhere, and comes
    before one that the text itself has. ``statements`` and ``contacts`` name who an opening pronoun is;
    ``figures`` are not weighed, since features made of them did not help (docs/summaries.md).
    """
    del figures
    found = candidates.find(parsed)
    if not found:
        raise NothingToRead
    title = (title or "").strip() or headline.own(parsed)
    vectors = encoder.encode([*(c.text for c in found), *([title] if title else [])])
    embeddings = vectors[: len(found)]
    known = features.Title(title, vectors[-1]) if title else None
    likely, foremost = salience.probabilities(parsed, found, embeddings, known)
    resolved = [insertions.find(c, parsed, statements, contacts) for c in found]
    alone = standing(found, resolved) * voiced(parsed, found) * heard(parsed, found, statements)
    new = alone * fresh(parsed, found, title)
    alone = new if np.any(new) else alone
    weights = foremost * alone * gist.fitness(parsed, found, title)
    counted = likely * alone
    if parsed.copy.genre is Genre.OPINION:  # else the news that the author argues about fills the summary
        counted[np.argmax(weights)] = counted.max()
    chosen = selection.choose(counted, [c.words for c in found], embeddings, selection.BUDGETS[size])
    points = {i: verbatim.point(parsed.text, found[i].span, resolved[i]) for i in chosen}
    main = points[max(chosen, key=lambda i: weights[i])]
    heading, given = headline.choose(title, main)
    return Summary(heading, main, _in_order(points), MODEL, given)


def _in_order(points: dict[int, Point]) -> tuple[Point, ...]:
    return tuple(points[i] for i in sorted(points))


def standing(found: Sequence[Candidate], resolved: Sequence[Sequence[Insertion]]) -> np.ndarray:
    """What each sentence's likelihood is multiplied with: 1 where it stands alone, 0 where it does not.

    ``resolved`` are the insertions of each. Openings that lean on the sentence before count LEANING. Where
    none stands alone, whole sentences count; where there is none, all do.
    """
    alone = [c.whole and (c.opener is None or bool(r)) for c, r in zip(found, resolved, strict=True)]
    factors = [(LEANING if c.leaning else 1.0) * a for c, a in zip(found, alone, strict=True)]
    for weights in (factors, [c.whole for c in found]):
        if any(weights):
            return np.array(weights, dtype=float)
    return np.ones(len(found))


def fresh(parsed: Parsed, found: Sequence[Candidate], title: str | None) -> np.ndarray:
    """0 for a sentence that says the headline over again, 1 for the rest; 1 for all if there is no other."""
    new = repeating.of_title(parsed, found, title) < REPEATS
    return (new if np.any(new) else np.ones(len(found))).astype(float)


def heard(parsed: Parsed, found: Sequence[Candidate], statements: Sequence[Statement]) -> np.ndarray:
    """0 for a sentence of a transcript outside the turns that make statements, 1 for the rest.

    What leads on to a talk tells nothing of what was said in it. 1 for all where no turn makes one.
    """
    if parsed.copy.genre is not Genre.TRANSCRIPT:
        return np.ones(len(found))
    ends = [b.span[0] for b in parsed.copy.blocks if b.kind in {"label", "question"}]
    starts = [s.content[0][0] for s in statements]
    turns = [(start, min((e for e in ends if e > start), default=len(parsed.text))) for start in starts]
    inside = np.array([any(a <= c.span[0] < b for a, b in turns) for c in found], dtype=float)
    return inside if np.any(inside) else np.ones(len(found))


def voiced(parsed: Parsed, found: Sequence[Candidate]) -> np.ndarray:
    """What counts of each sentence as a point: in an opinion piece, judgements most and questions least."""
    if parsed.copy.genre is not Genre.OPINION:
        return np.ones(len(found))
    return np.array([opinion.weight(c.text, *UNARGUED) for c in found])
