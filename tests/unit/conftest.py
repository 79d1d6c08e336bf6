"""A desk to try the use cases at; a file that needs it furnished overrides the fixture with its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from support.desk import Desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncGenerator[Desk]:
    """An empty desk over a store of its own."""
    async with Desk(tmp_path) as opened:
        yield opened
