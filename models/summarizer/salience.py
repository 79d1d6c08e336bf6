# pyright: standard
# Not strict: transformers, safetensors and the like are untyped or partly so.
"""How likely an editor would pick each sentence: a linear head on features and embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from models import checksums
from models.reading.parser import Parsed
from models.summarizer import features
from models.summarizer.candidates import Candidate

WEIGHTS = Path(__file__).with_name("salience.safetensors")
CLIP = 4.0
TENSORS = ("center", "basis", "mean", "deviation", "weight", "bias")


@dataclass(frozen=True, slots=True)
class Head:
    """``names`` of the features, and what turns them and the sentence's embedding into two logits.

    The input is the features followed by the embedding's components: (embedding - ``center``) @ ``basis``,
    with ``center`` of shape (384,) and ``basis`` (384, components). ``mean`` and ``deviation`` of that input
    over the training data have shape (inputs,), ``weight`` (2, inputs) and ``bias`` (2,): first that an
    editor picks the sentence, then that it is one of the two weightiest picks.
    """

    names: tuple[str, ...]
    center: np.ndarray
    basis: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray
    weight: np.ndarray
    bias: np.ndarray

    def logits(self, rows: np.ndarray, embeddings: np.ndarray) -> np.ndarray:
        """The logit of each sentence that it is picked, shape (sentences,)."""
        return self.scaled(rows, embeddings) @ self.weight[0] + self.bias[0]

    def foremost(self, rows: np.ndarray, embeddings: np.ndarray) -> np.ndarray:
        """The logit of each sentence that it is one of the two weightiest picks, shape (sentences,)."""
        return self.scaled(rows, embeddings) @ self.weight[1] + self.bias[1]

    def scaled(self, rows: np.ndarray, embeddings: np.ndarray) -> np.ndarray:
        """The input in standard deviations from the training mean, outliers cut."""
        inputs = np.hstack([rows, (embeddings - self.center) @ self.basis])
        return np.clip((inputs - self.mean) / self.deviation, -CLIP, CLIP)


class WeightsMismatch(RuntimeError):
    """The weights were trained on other features; the message says what to do."""


def probabilities(
    parsed: Parsed,
    found: Sequence[Candidate],
    embeddings: np.ndarray,
    title: features.Title | None,
) -> tuple[np.ndarray, np.ndarray]:
    """How likely an editor would pick each sentence for a summary of two to four, and as its gist.

    Both of shape (sentences,). ``embeddings`` are of the sentences, of unit length. Raises WeightsMismatch
    where the weights do not fit the features.
    """
    rows, names = features.matrix(features.setting(parsed, found, embeddings, title))
    head = load()
    if head.names != names:
        raise WeightsMismatch(
            "The salience weights do not fit this version. Run: python -m bench.train_salience"
        )
    return likely(head.logits(rows, embeddings)), likely(head.foremost(rows, embeddings))


def likely(logits: np.ndarray) -> np.ndarray:
    """Logits as probabilities."""
    return 1.0 / (1.0 + np.exp(-logits))


@cache
def load(path: Path = WEIGHTS) -> Head:
    """The head saved at ``path``. Raises WrongWeights if the one that comes with this version was changed."""
    if path == WEIGHTS:
        checksums.verify("salience")
    from safetensors import safe_open

    with safe_open(path, framework="np") as file:
        names = tuple(file.metadata()["features"].split("\n"))
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - no mapping
    return Head(names, **tensors)


def save(head: Head, path: Path = WEIGHTS) -> None:
    """Write ``head`` to ``path`` as safetensors, the features' names in the metadata."""
    from safetensors.numpy import save_file

    # safetensors writes the memory as it lies, which of a transposed array is another array.
    tensors = {name: np.ascontiguousarray(getattr(head, name), dtype=np.float32) for name in TENSORS}
    save_file(tensors, path, {"features": "\n".join(head.names)})
