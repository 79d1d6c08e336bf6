"""The bot in a simulated Discord, a fresh one for each test.

A test whose name holds ``expectation_NN`` keeps that line of ``docs/expectations.md``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import simcord
from support.world import World


@pytest.fixture
async def world(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """A furnished world; an indirect parameter gives it settings, as in ``[{"cooldown_seconds": 3}]``."""
    made = World(tmp_path, **getattr(request, "param", {}))
    await made.services.start()
    # Under a minute, or the wait for the next minute's tick would be waited for too.
    env = simcord.Env(made.bot, check_errors=False, settle_timeout=45.0)
    await env.start()
    try:
        with env.time_context():
            await made.enter(env)
        yield made
    finally:
        await env.shutdown()
        await made.leave()
    made.settle_errors()
