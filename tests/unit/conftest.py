"""A desk to try the use cases at; a file that needs it furnished overrides the fixture with its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from support.command import Command
from support.desk import Desk

from bot.settings import Settings


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncGenerator[Desk]:
    """An empty desk over a store of its own."""
    async with Desk(tmp_path) as opened:
        yield opened


@pytest.fixture
def attache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line in an empty folder with an empty store."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ATTACHE_{name.upper()}", raising=False)
    return Command(monkeypatch, capsys)
