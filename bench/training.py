"""Fits the weights of attribution candidates to annotated articles and writes them into the lexicon.

Logistic regression with an L1 prior, which leaves most weights at nothing, by coordinate descent (Friedman,
Hastie and Tibshirani 2010), over the traits of candidates
(models/extractors/attribution/features.py). Deterministic.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

STRENGTH = 0.4  # inverse weight of the prior, as in "C" of common libraries
RARE = 5  # a trait seen less often is left out
SMALL = 0.05  # a weight below is left out
PASSES = 40
NOUN_FRAMES = ("noun-", "according", "hedge", "preposed", "colon")

Example = tuple[list[str], bool]


def fit(examples: Iterable[Example]) -> tuple[dict[str, float], float]:
    """Weights by trait, and the bias."""
    columns: dict[str, array[int]] = {}
    labels: list[bool] = []
    for names, right in examples:
        row = len(labels)
        for name in set(names):
            columns.setdefault(name, array("i")).append(row)
        labels.append(right)
    kept = sorted(name for name, rows in columns.items() if len(rows) >= RARE)
    solved, bias = _solve([np.array(columns[name]) for name in kept], np.array(labels, dtype=np.float64))
    found = {name: round(w, 2) for name, w in zip(kept, solved, strict=True) if abs(w) >= SMALL}
    return found, round(bias, 3)


def _solve(columns: list[np.ndarray], target: np.ndarray) -> tuple[list[float], float]:
    """Newton steps one weight at a time; after the first passes only over weights that are not nothing,
    with a pass over all of them every few rounds."""
    margin = np.zeros(len(target))
    chance = np.full(len(target), 0.5)
    weights = [0.0] * len(columns)
    bias = 0.0
    for turn in range(PASSES):
        step = float((target - chance).sum() / (chance * (1 - chance)).sum())
        bias += step
        margin += step
        chance = _chance(margin)
        everything = turn < 3 or turn % 8 == 0
        for n, rows in enumerate(columns):
            if not everything and not weights[n]:
                continue
            here = chance[rows]
            slope = STRENGTH * float((here - target[rows]).sum())
            bend = STRENGTH * float((here * (1 - here)).sum()) + 1e-6
            change = max(-2.0, min(2.0, _shrunk(weights[n] - slope / bend, 1 / bend) - weights[n]))
            if abs(change) > 1e-4:
                weights[n] += change
                moved = margin[rows] + change
                margin[rows] = moved
                chance[rows] = _chance(moved)
    return weights, bias


def _chance(margin: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(margin, -30, 30)))


def _shrunk(value: float, by: float) -> float:
    return max(0.0, value - by) if value > 0 else min(0.0, value + by)


def write(folder: Path, weights: dict[str, float], bias: float, threshold: float) -> None:
    """Write weights into ``cues_verbs.toml``, ``cues_nouns.toml`` and ``weights.toml`` under ``folder``."""
    verbs: dict[str, dict[str, float]] = {}
    nouns: dict[str, dict[str, float]] = {}
    general: dict[str, float] = {}
    for name, weight in weights.items():
        key, bar, frame = name.rpartition("|")
        if not bar:
            general[name] = weight
        else:
            table = nouns if frame.startswith(NOUN_FRAMES) else verbs
            table.setdefault(key, {})[frame or "any"] = weight
    for path, table, what in (
        (folder / "cues_verbs.toml", verbs, "verbs"),
        (folder / "cues_nouns.toml", nouns, "nouns"),
    ):
        path.write_text("\n".join([*_HEADER, f"# Cues that are {what}.", *_rows(table)]) + "\n", "utf-8")
    lines = [f"{json.dumps(k, ensure_ascii=False)} = {v}" for k, v in sorted(general.items())]
    top = [
        *_HEADER,
        "# Traits of any candidate (models/extractors/attribution/features.py).",
        f"bias = {bias}",
        f"threshold = {threshold}",
    ]
    (folder / "weights.toml").write_text("\n".join([*top, "", "[traits]", *lines]) + "\n", "utf-8")


_HEADER = (
    "# Written by `python -m bench.attribution FOLDER --train-lexicon`: log-odds that a cue in a frame",
    "# attributes something, fitted to the training articles of PolNeAR (Newell, Margolin and Ruths 2018).",
)


def _rows(table: dict[str, dict[str, float]]) -> Iterator[str]:
    for key, frames in sorted(table.items()):
        yield ""
        yield f"[{json.dumps(key, ensure_ascii=False)}]"
        for frame, weight in sorted(frames.items()):
            yield f"{json.dumps(frame, ensure_ascii=False)} = {weight}"
