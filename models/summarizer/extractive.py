"""The default summary: the article's own sentences, chosen and left as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from models import encoder
from models.parser import Parsed
from models.summarizer import candidates, headline, selection, verbatim
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
    text holds no sentence of prose.
    """
    found = candidates.find(parsed)
    if not found:
        raise NothingToRead
    embeddings = encoder.encode([c.text for c in found])
    scores = _plain_scores(found, embeddings)
    resolved = [_insertions(c, parsed, statements) for c in found]
    alone = np.array([c.alone or (_only_opener(c) and bool(r)) for c, r in zip(found, resolved, strict=True)])
    usable = np.where(alone, scores, scores - 10.0)
    budget = selection.BUDGETS[size]
    chosen = selection.choose(usable, [c.words for c in found], embeddings, budget)
    if alone[chosen[0]]:
        chosen = [i for i in chosen if alone[i]]
    points = {i: verbatim.point(parsed.text, found[i].span, resolved[i]) for i in chosen}
    gist = points[chosen[0]]
    title, given = headline.choose(parsed, gist)
    return Summary(title, gist, _in_order(points), MODEL, given)


def _in_order(points: dict[int, Point]) -> tuple[Point, ...]:
    return tuple(points[i] for i in sorted(points))


def _plain_scores(found: Sequence[Candidate], embeddings: np.ndarray) -> np.ndarray:
    """Closeness to the middle of the article, and an early place."""
    middle = embeddings.mean(0)
    centrality = embeddings @ (middle / max(1e-9, float(np.linalg.norm(middle))))
    return centrality + 1.0 / (1.0 + np.arange(len(found))) ** 0.5


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
