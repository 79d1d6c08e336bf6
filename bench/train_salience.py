"""Fit the salience head to the editors' picks: ``python -m bench.train_salience [--cache DIR] [--folds 5]``.

``--folds`` prints the cross-validated scores on the training articles before the fit; ``--ablation`` prints
those of bench/salience_variants.py beside them and fits nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import salience_variants
from bench.salience_data import Cache
from bench.salience_fit import Means, cross_validate, examples, fit, scores
from models import checksums
from models.summarizer import salience


def show(label: str, means: Means) -> None:
    """Print a line for each part of the articles."""
    for part, (f1, gist, words) in means.items():
        print(f"{label:24s} {part:10s} F1 {f1:.1f}  gist {gist:.1f}  words {words:.1f}", flush=True)


def main() -> None:
    """Train, print scores, and write the weights beside models/summarizer/salience.py."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cache", type=Path, help="folder that keeps parses and embeddings between runs")
    options.add_argument("--folds", type=int, default=5, help="0 for no cross-validation")
    options.add_argument("--ablation", action="store_true", help="print what other heads and features bring")
    given = options.parse_args()
    cache = Cache(given.cache)
    train = examples("train", cache)
    if given.ablation:
        salience_variants.table(train, given.folds or 5)
        return
    if given.folds:
        show("cross-validated", cross_validate(train, given.folds))
    head = fit(train)
    show("dev", scores(head, examples("dev", cache)))
    salience.save(head)
    checksums.record()


if __name__ == "__main__":
    main()
