# pyright: standard
# Not strict: torch is partly untyped.
"""The salience head fitted to editors' picks, and scored on articles that it was not fitted to.

Logistic regression with a ridge penalty, by L-BFGS in torch. Each article counts twice, with its headline and
without, since many pages that people post come without; a diplomatic text counts more than one of PolNeAR.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from bench.salience_data import Cache, Pick, picks
from bench.scores import letters, prf
from models.summarizer import (
    candidates,
    extractive,
    features,
    gist,
    headline,
    insertions,
    salience,
    selection,
)
from models.summarizer.candidates import Candidate
from models.summarizer.salience import Head
from models.types import Genre, Statement

RIDGE = 300.0
COMPONENTS = 64  # of the embeddings
DIPLOMATIC = 2.0  # how much such a text counts
PARTS = {"PolNeAR": False, "diplomatic": True}
Means = dict[str, tuple[float, float, float]]


class Scorer(Protocol):
    """Anything that scores sentences by features and embeddings: a Head, or another model in its place."""

    def logits(self, rows: np.ndarray, embeddings: np.ndarray) -> np.ndarray:
        """The logit of each sentence, shape (sentences,)."""
        ...

    def foremost(self, rows: np.ndarray, embeddings: np.ndarray) -> np.ndarray:
        """The same for the gist."""
        ...


Fitter = Callable[[Sequence["Example"]], Scorer]


@dataclass(frozen=True, slots=True)
class Example:
    """An article's sentences with their features, ``untitled`` as if the article had no headline.

    ``target`` is 1 where an editor picked the sentence, ``foremost`` where it is among the two weightiest
    picks; ``standing`` is what likelihoods are multiplied with, ``fitness`` those of being the gist besides.
    """

    pick: Pick
    found: Sequence[Candidate]
    said: Sequence[Statement]
    rows: np.ndarray
    untitled: np.ndarray
    names: tuple[str, ...]
    embeddings: np.ndarray
    target: np.ndarray
    foremost: np.ndarray
    standing: np.ndarray
    fitness: np.ndarray
    genre: Genre


def example(pick: Pick, cache: Cache) -> Example | None:
    """The training example made of ``pick``, or None for a text without sentences."""
    parsed = cache.parsed(pick.text)
    found = candidates.find(parsed)
    if not found:
        return None
    title = headline.own(parsed)
    vectors = cache.embeddings([*(c.text for c in found), *([title] if title else [])])
    own, known = vectors[: len(found)], features.Title(title, vectors[-1]) if title else None
    rows, names = features.matrix(features.setting(parsed, found, own, known))
    untitled, _ = features.matrix(features.setting(parsed, found, own, None))
    said = cache.statements(parsed)
    standing = extractive.standing(found, [insertions.find(c, parsed, said) for c in found])
    target = np.array([_overlap(c.span, pick.picks) > 0.5 for c in found], dtype=np.float32)
    top = [*pick.picks[:2], pick.gist]
    foremost = np.array([_overlap(c.span, top) > 0.5 for c in found], dtype=np.float32)
    fitness = gist.fitness(parsed, found, title)
    return Example(
        pick,
        found,
        said,
        rows,
        untitled,
        names,
        own,
        target,
        foremost,
        standing,
        fitness,
        parsed.copy.genre,
    )


def _overlap(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> float:
    covered = sum(max(0, min(span[1], b) - max(span[0], a)) for a, b in others)
    return covered / (span[1] - span[0])


def fit(
    examples: Sequence[Example],
    ridge: float = RIDGE,
    components: int = COMPONENTS,
    diplomatic: float = DIPLOMATIC,
) -> Head:
    """The head fitted to ``examples``.

    ``components`` of the embeddings are part of the input; a diplomatic text counts ``diplomatic`` times.
    """
    center, basis = _components(examples, components)
    vectors = np.vstack([np.tile(e.embeddings, (2, 1)) for e in examples])
    rows = np.vstack([np.vstack([e.rows, e.untitled]) for e in examples])
    inputs = np.hstack([rows, (vectors - center) @ basis])
    mean, deviation = inputs.mean(0), inputs.std(0) + 1e-6
    blank = Head(examples[0].names, center, basis, mean, deviation, np.zeros(()), np.zeros(()))
    scaled = blank.scaled(rows, vectors)
    counts = [np.full(2 * len(e.found), diplomatic if e.pick.diplomatic else 1.0) for e in examples]
    targets = ([np.tile(e.target, 2) for e in examples], [np.tile(e.foremost, 2) for e in examples])
    fitted = [_logistic(scaled, np.concatenate(t), np.concatenate(counts), ridge) for t in targets]
    weight, bias = (np.stack(pair) for pair in zip(*fitted, strict=True))
    return replace(blank, weight=weight, bias=bias)


def _components(examples: Sequence[Example], count: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean of the sentences' embeddings and their first principal components, as columns."""
    vectors = np.vstack([e.embeddings for e in examples])
    center = vectors.mean(0)
    return center, np.linalg.svd(vectors - center, full_matrices=False)[2][:count].T


def _logistic(x: np.ndarray, y: np.ndarray, counts: np.ndarray, ridge: float) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression: summed cross-entropy plus ``ridge`` · |w|².

    ``counts`` are how often each row counts.
    """
    import torch

    rows, target, often = (torch.from_numpy(a.astype(np.float32)) for a in (x, y, counts))
    weight = torch.zeros(rows.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    solver = torch.optim.LBFGS([weight, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        solver.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            rows @ weight + bias, target, weight=often, reduction="sum"
        )
        loss = (loss + ridge * weight.square().sum()) / len(rows)
        loss.backward()
        return loss

    solver.step(closure)
    return weight.detach().numpy(), bias.detach().item()


def scores(head: Scorer, examples: Sequence[Example]) -> Means:
    """F1, gist and words of the standard summary, in percent, as ../shared/eval/score_salience.py counts.

    The means over the news articles of each part.
    """
    return _means([(e, _scored(head, e)) for e in examples])


def _means(scored: Sequence[tuple[Example, tuple[float, float, float]]]) -> Means:
    out: Means = {}
    for part, diplomatic in PARTS.items():
        of = [s for e, s in scored if e.pick.news and e.pick.diplomatic == diplomatic]
        if of:
            f1, right, words = np.array(of).mean(0)
            out[part] = 100 * float(f1), 100 * float(right), float(words)
    return out


def _scored(head: Scorer, e: Example) -> tuple[float, float, float]:
    likely = salience.likely(head.logits(e.rows, e.embeddings)) * e.standing
    chosen = selection.choose(likely, [c.words for c in e.found], e.embeddings, selection.BUDGETS["standard"])
    foremost = salience.likely(head.foremost(e.rows, e.embeddings)) * e.standing * e.fitness
    return _score(e, sorted(chosen, key=lambda i: -foremost[i]))


def _score(e: Example, chosen: Sequence[int]) -> tuple[float, float, float]:
    text = e.pick.text
    each = [letters(text, [e.found[i].span]) for i in chosen]
    gold, said = letters(text, e.pick.picks), set[int]().union(*each)
    top = letters(text, [*e.pick.picks[:2], e.pick.gist])
    gist = float(len(each[0] & top) > 0.5 * len(each[0]))
    return prf(len(said & gold), len(said), len(gold)).f1, gist, sum(e.found[i].words for i in chosen)


def cross_validate(examples: Sequence[Example], folds: int, fitter: Fitter = fit) -> Means:
    """Mean F1, gist and words of each part over ``folds`` folds of the articles."""
    order = np.random.default_rng(0).permutation(len(examples))
    scored: list[tuple[Example, tuple[float, float, float]]] = []
    for fold in range(folds):
        held = set(order[fold::folds].tolist())
        head = fitter([e for i, e in enumerate(examples) if i not in held])
        scored += [(examples[i], _scored(head, examples[i])) for i in sorted(held)]
    return _means(scored)


def examples(split: str, cache: Cache) -> list[Example]:
    """The examples of ``split`` ("train" or "dev"); of PolNeAR the news alone."""
    chosen = [p for p in picks(split) if p.news or p.diplomatic]
    return [e for p in chosen if (e := example(p, cache)) is not None]
