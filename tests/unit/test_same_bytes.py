"""Two runs over the same articles print the same bytes, whatever Python's hashes are salted with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[2] / "seeds"

# In the first of them many names stand equally often, and which of them lead it decides what is chosen.
DISPATCHES = (
    "2023-10-10-meridian-kremlin-in-touch-with-both.txt",
    "2023-10-17-meridian-blinken-seven-hours.txt",
)


def _analyses(hash_seed: int, folder: Path) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    command = [sys.executable, "-m", "bot", "analyse", str(folder), "--json"]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout  # noqa: S603


def test_analyses_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    for name in DISPATCHES:
        (tmp_path / name).write_bytes((SEEDS / name).read_bytes())
    one, other = _analyses(0, tmp_path), _analyses(3, tmp_path)
    assert one.count(b"\n") == len(DISPATCHES)
    assert one == other
