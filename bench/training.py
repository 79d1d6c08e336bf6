"""Fits the weights of attribution candidates to annotated articles and writes them into the lexicon.

Logistic regression with an L1 prior, which leaves most weights at nothing, by coordinate descent (Friedman,
Hastie and Tibshirani 2010), over the traits of candidates (models/extractors/attribution/features.py).
Deterministic. Nothing is fitted to a name: traits hold none that the parse recognises, and the names that it
takes for common nouns are recognised here by their capitals.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import numpy as np

STRENGTH = 0.4  # inverse weight of the prior, as in "C" of common libraries
RARE = 5  # a trait seen less often is left out
SMALL = 0.05  # a weight below is left out
PASSES = 40
CAPITAL = 0.9  # a word that has a capital more often is taken for a name
NOUN_FRAMES = ("noun-", "according", "hedge", "preposed", "colon")

_INSIDE = re.compile(r"(?<=[a-z,] )[^\W\d_][\w'’.-]*\w")
_PARTS = re.compile(r"[=&|: ]")

Example = tuple[list[str], bool]


def names(texts: Iterable[str]) -> frozenset[str]:
    """The words, in lower case, that are written with a capital inside sentences nearly always.

    With the lemma that a name in -s has where it is taken for a plural.
    """
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for word in _INSIDE.findall(text):
            seen[word.lower()] += 1
            capital[word.lower()] += word[0].isupper()
    found = {word for word, often in capital.items() if often >= CAPITAL * seen[word]}
    return frozenset(found | {word[:-1] for word in found if word.endswith("s") and word[:-1] not in seen})


def fit(examples: Iterable[Example], barred: Collection[str] = ()) -> tuple[dict[str, float], float]:
    """Weights by trait, and the bias. Traits that hold one of the words ``barred`` are left out."""
    columns: dict[str, array[int]] = {}
    labels: list[bool] = []
    for names, right in examples:
        row = len(labels)
        for name in set(names):
            columns.setdefault(name, array("i")).append(row)
        labels.append(right)
    kept = sorted(
        name
        for name, rows in columns.items()
        if len(rows) >= RARE and not any(word in barred for word in _PARTS.split(name))
    )
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
