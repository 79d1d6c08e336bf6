"""What starts quickly stays quick: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "torch",
    "transformers",
    "spacy",
    "discord",
    "sqlalchemy",
    "trafilatura",
    "aiohttp",
    "simcord",
    "numpy",
    "matplotlib",
)


def imported_by(*command: str) -> set[str]:
    """Top-level packages that a Python process imports, as ``-X importtime`` tells."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-X", "importtime", *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_help_imports_nothing_heavy() -> None:
    imported = imported_by("-m", "bot", "--help")
    assert "typer" in imported
    assert not imported & set(HEAVY)


@pytest.mark.parametrize(
    ("module", "barred"),
    [
        ("bot.services", ("torch", "transformers", "spacy", "discord")),
        ("bot.gateway.app", ("torch", "transformers", "spacy", "simcord")),
        ("bot.pictures.process", ("matplotlib", "PIL", "numpy", "pycountry", "discord", "sqlalchemy")),
        ("bot.fetch.reader", ("torch", "transformers", "spacy", "discord", "trafilatura", "pypdf")),
        ("models.analyst", ("torch", "transformers", "spacy", "discord", "bot")),
    ],
)
def test_models_load_only_when_an_article_is_read(module: str, barred: tuple[str, ...]) -> None:
    assert not imported_by("-c", f"import {module}") & set(barred)
