"""The bot in a simulated Discord, a fresh one for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import simcord
from support.world import World

Opens = Callable[..., Awaitable[World]]


@pytest.fixture
async def world(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """A furnished world. ``@pytest.mark.parametrize("world", [{"cooldown_seconds": 3}], indirect=True)`` sets settings."""
    made = World(tmp_path, **getattr(request, "param", {}))
    await made.services.start()
    env = simcord.Env(made.bot, check_errors=False)
    await env.start()
    try:
        with env.time_context():
            await made.enter(env)
        yield made
    finally:
        await env.shutdown()
        await made.services.close()
    made.settle_errors()
