"""The default summary: the article's own sentences, chosen and left as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from models import encoder
from models.parser import Parsed
from models.summarizer import candidates, features, headline, salience, selection, verbatim
from models.summarizer.candidates import Candidate
from models.types import Contact, Figure, NothingToRead, Point, Span, Statement, Summary

Size = Literal["brief", "standard", "full"]
MODEL = "extractive"


def summarize(
    parsed: Parsed,
    statements: Sequence[Statement],
    figures: Sequence[Figure],
    contacts: Sequence[Contact],
    size: Size = "standard",
) -> Summary:
    """Headline, gist and points of an article, every point one of its sentences.

    The points stand in the article's order and the gist is one of them. Raises NothingToRead where the
    text holds no sentence of prose. ``statements`` name who an opening pronoun is; ``figures`` and
    ``contacts`` are not weighed, since features made of them did not help (docs/summaries.md).
    """
    del figures, contacts
    found = candidates.find(parsed)
    if not found:
        raise NothingToRead
    title = features.headline_text(parsed)
    vectors = encoder.encode([*(c.text for c in found), *([title] if title else [])])
    embeddings = vectors[: len(found)]
    likely = salience.probabilities(parsed, found, embeddings, vectors[-1] if title else None)
    resolved = [_insertions(c, parsed, statements) for c in found]
    alone = np.array([c.alone or (_only_opener(c) and bool(r)) for c, r in zip(found, resolved, strict=True)])
    if alone.any():
        likely = likely * alone
    chosen = selection.choose(likely, [c.words for c in found], embeddings, selection.BUDGETS[size])
    points = {i: verbatim.point(parsed.text, found[i].span, resolved[i]) for i in chosen}
    gist = points[chosen[0]]
    heading, given = headline.choose(parsed, gist)
    return Summary(heading, gist, _in_order(points), MODEL, given)


def _in_order(points: dict[int, Point]) -> tuple[Point, ...]:
    return tuple(points[i] for i in sorted(points))


def _only_opener(candidate: Candidate) -> bool:
    return candidate.opener is not None and not candidate.bare and candidate.complete


def _insertions(
    candidate: Candidate, parsed: Parsed, statements: Sequence[Statement]
) -> list[tuple[Span, str]]:
    """The opening "he" or "she" that is a statement's source, with the name of that person."""
    if candidate.opener is None:
        return []
    block = parsed.blocks[candidate.block]
    token = block.doc[candidate.opener]
    begin = block.block.span[0] + token.idx
    span = (begin, begin + len(token.text))
    if token.lower_ not in {"he", "she"}:
        return []
    for statement in statements:
        speaker = statement.speaker
        if span in statement.source and speaker is not None and speaker.name and speaker.kind == "person":
            return [(span, speaker.name)]
    return []
