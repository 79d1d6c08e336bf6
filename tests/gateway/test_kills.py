"""Killed at random moments, the bot loses nothing and doubles nothing."""

from __future__ import annotations

from pathlib import Path

from tests.gateway.kills import Plan, kills


async def test_kills_at_random_moments_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    assert await kills(Plan(kills=3, postings=20, digests=2, seed=3), tmp_path, say=False) == []
