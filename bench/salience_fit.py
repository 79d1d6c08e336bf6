# pyright: standard
# Not strict: torch is partly untyped.
"""The salience head fitted to editors' picks, and scored on articles that it was not fitted to.

Logistic regression with a ridge penalty, by L-BFGS in torch. Each article counts twice, with its headline and
without, since many pages that people post come without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bench.salience_data import Cache, Pick, picks
from bench.scores import letters, prf
from models.extractors.attribution.find import find_attributions
from models.extractors.provenance.statements import resolve_statements
from models.summarizer import candidates, extractive, features, headline, salience, selection
from models.summarizer.candidates import Candidate
from models.summarizer.salience import Head
from models.types import Statement

RIDGE = 100.0


class Scorer(Protocol):
    """Anything that scores rows of features: a Head, or another model tried in its place."""

    def logits(self, rows: np.ndarray) -> np.ndarray:
        """The logit of each row, shape (sentences,)."""
        ...

    def foremost(self, rows: np.ndarray) -> np.ndarray:
        """The same for the gist."""
        ...


Fitter = Callable[[Sequence["Example"]], Scorer]


@dataclass(frozen=True, slots=True)
class Example:
    """An article's sentences with their features, ``untitled`` as if the article had no headline.

    ``target`` is 1 where an editor picked the sentence, ``foremost`` where it is among the two weightiest
    picks; ``standing`` is what likelihoods are multiplied with.
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
    said = resolve_statements(parsed, find_attributions(parsed), parsed.copy.dateline)
    standing = extractive.standing(found, [extractive.insertions(c, parsed, said) for c in found])
    target = np.array([_overlap(c.span, pick.picks) > 0.5 for c in found], dtype=np.float32)
    top = [*pick.picks[:2], pick.gist]
    foremost = np.array([_overlap(c.span, top) > 0.5 for c in found], dtype=np.float32)
    return Example(pick, found, said, rows, untitled, names, own, target, foremost, standing)


def _overlap(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> float:
    covered = sum(max(0, min(span[1], b) - max(span[0], a)) for a, b in others)
    return covered / (span[1] - span[0])


def fit(examples: Sequence[Example], ridge: float = RIDGE) -> Head:
    """The head fitted to ``examples``."""
    rows = np.vstack([_rows(e) for e in examples])
    blank = Head(examples[0].names, rows.mean(0), rows.std(0) + 1e-6, np.zeros(()), np.zeros(()))
    scaled = blank.scaled(rows)
    picked = _logistic(scaled, np.concatenate([np.tile(e.target, 2) for e in examples]), ridge)
    foremost = _logistic(scaled, np.concatenate([np.tile(e.foremost, 2) for e in examples]), ridge)
    weight, bias = (np.stack(pair) for pair in zip(picked, foremost, strict=True))
    return Head(blank.names, blank.mean, blank.deviation, weight, bias)


def _rows(e: Example) -> np.ndarray:
    return np.vstack([e.rows, e.untitled])


def _logistic(x: np.ndarray, y: np.ndarray, ridge: float) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression: summed cross-entropy plus ``ridge`` · |w|²."""
    import torch

    rows, target = torch.from_numpy(x.astype(np.float32)), torch.from_numpy(y)
    weight = torch.zeros(rows.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    solver = torch.optim.LBFGS([weight, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        solver.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            rows @ weight + bias, target, reduction="sum"
        )
        loss = (loss + ridge * weight.square().sum()) / len(rows)
        loss.backward()
        return loss

    solver.step(closure)
    return weight.detach().numpy(), bias.detach().item()


def scores(head: Scorer, examples: Sequence[Example]) -> tuple[float, float, float]:
    """F1, gist and words of the standard summary, in percent, as ../shared/eval/score_salience.py counts."""
    out = []
    for e in examples:
        likely = salience.likely(head.logits(e.rows)) * e.standing
        chosen = selection.choose(
            likely, [c.words for c in e.found], e.embeddings, selection.BUDGETS["standard"]
        )
        foremost = salience.likely(head.foremost(e.rows)) * e.standing
        chosen.sort(key=lambda i: -foremost[i])
        out.append(_score(e, chosen))
    mean = np.array(out).mean(0)
    return 100 * float(mean[0]), 100 * float(mean[1]), float(mean[2])


def _score(e: Example, chosen: Sequence[int]) -> tuple[float, float, int]:
    text = e.pick.text
    each = [letters(text, [e.found[i].span]) for i in chosen]
    gold, said = letters(text, e.pick.picks), set[int]().union(*each)
    top = letters(text, [*e.pick.picks[:2], e.pick.gist])
    gist = float(len(each[0] & top) > 0.5 * len(each[0]))
    return prf(len(said & gold), len(said), len(gold)).f1, gist, sum(e.found[i].words for i in chosen)


def cross_validate(
    examples: Sequence[Example], folds: int, fitter: Fitter = fit, repeats: int = 1
) -> tuple[float, float, float]:
    """Mean F1, gist and words over ``folds`` folds of the articles, ``repeats`` times with other folds."""
    total = np.zeros(3)
    for repeat in range(repeats):
        order = np.random.default_rng(repeat).permutation(len(examples))
        for fold in range(folds):
            held = set(order[fold::folds].tolist())
            head = fitter([e for i, e in enumerate(examples) if i not in held])
            total += np.array(scores(head, [examples[i] for i in held])) * len(held)
    f1, gist, length = total / len(examples) / repeats
    return float(f1), float(gist), float(length)


def examples(split: str, cache: Cache) -> list[Example]:
    """The examples of ``split`` ("train" or "dev")."""
    return [e for p in picks(split) if (e := example(p, cache)) is not None]
