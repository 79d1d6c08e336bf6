"""Fits the weights of attribution candidates to annotated articles and writes them into the lexicon.

Logistic regression with an L2 prior over the traits of candidates (models/extractors/traits.py). A candidate
counts as right where the scorer of PolNeAR's measure would count it: half of the content shared and the
source touched. Deterministic; a few minutes for the 840 training articles.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

STRENGTH = 0.3  # inverse weight of the prior, as in "C" of common libraries
RARE = 5  # a trait seen less often is left out
SMALL = 0.1  # a weight below is left out
NOUN_FRAMES = ("noun-", "according", "hedge", "preposed", "colon")

Example = tuple[list[str], bool]


def fit(examples: Iterable[Example]) -> tuple[dict[str, float], float]:
    """Weights by trait, and the bias."""
    import torch

    rows: list[list[int]] = []
    labels: list[float] = []
    index: dict[str, int] = {}
    counts: Counter[int] = Counter()
    for names, right in examples:
        row = [index.setdefault(name, len(index)) for name in set(names)]
        counts.update(row)
        rows.append(row)
        labels.append(float(right))
    kept = {old: new for new, old in enumerate(sorted(i for i, n in counts.items() if n >= RARE))}
    flat = [[kept[i] for i in row if i in kept] for row in rows]
    solved = _solve(flat, labels, len(kept))
    names = {kept[i]: name for name, i in index.items() if i in kept}
    found = {names[n]: round(float(w), 2) for n, w in enumerate(solved[:-1]) if abs(float(w)) >= SMALL}
    return found, round(float(solved[-1]), 3)


def _solve(rows: Sequence[Sequence[int]], labels: Sequence[float], size: int) -> torch.Tensor:
    import torch

    torch.manual_seed(0)
    flat = torch.tensor([i for row in rows for i in row], dtype=torch.long)
    starts = torch.tensor([0, *[len(r) for r in rows[:-1]]], dtype=torch.long).cumsum(0)
    target = torch.tensor(labels)
    weights = torch.zeros(size + 1, requires_grad=True)
    solver = torch.optim.LBFGS([weights], max_iter=150, history_size=10, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        solver.zero_grad()
        bags = torch.nn.functional.embedding_bag(flat, weights[:-1, None], starts, mode="sum").squeeze(1)
        fitted = torch.nn.functional.binary_cross_entropy_with_logits(
            bags + weights[-1], target, reduction="sum"
        )
        total = STRENGTH * fitted + 0.5 * weights[:-1].square().sum()
        total.backward()
        return total

    solver.step(loss)  # type: ignore[arg-type]
    return weights.detach()


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
        "# Traits of any candidate (models/extractors/traits.py).",
        f"bias = {bias}",
        f"threshold = {threshold}",
    ]
    (folder / "weights.toml").write_text("\n".join([*top, "", "[traits]", *lines]) + "\n", "utf-8")


_HEADER = (
    "# Written by `python -m bench.attribution FOLDER --train-lexicon`: log-odds that a cue in a frame attributes",
    "# something, fitted to the training articles of PolNeAR (Newell, Margolin and Ruths 2018).",
)


def _rows(table: dict[str, dict[str, float]]) -> Iterator[str]:
    for key, frames in sorted(table.items()):
        yield ""
        yield f"[{json.dumps(key, ensure_ascii=False)}]"
        for frame, weight in sorted(frames.items()):
            yield f"{json.dumps(frame, ensure_ascii=False)} = {weight}"
