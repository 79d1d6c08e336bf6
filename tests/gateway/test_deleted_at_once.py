"""What is deleted leaves nothing, whatever the bot was doing with it."""

from __future__ import annotations

from pathlib import Path

from tests.gateway.deletions import deletions


async def test_deletions_at_the_worst_moments_leave_nothing(tmp_path: Path) -> None:
    assert await deletions(10, tmp_path, say=False) == []
