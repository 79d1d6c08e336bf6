"""Told to stop while a model is reading, the program ends soon, and loses nothing."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from support.desk import Desk
from support.stories import PESKOV

from bot.core.types import PostingState
from tests.crash.stopped import URL

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # seconds; the model of the stopped process would take an hour


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
@pytest.mark.parametrize(("told", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
async def test_a_stop_during_an_analysis(tmp_path: Path, told: signal.Signals, status: int) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.crash.stopped",
        str(tmp_path),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        assert await process.stdout.readline() == b"reading\n"
        process.send_signal(told)
        _, error = await asyncio.wait_for(process.communicate(), PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == status, error.decode()
    assert b"Traceback" not in error
    async with Desk(tmp_path) as desk:
        desk.web.add(URL, PESKOV)
        [number] = await desk.ingest.pending()
        assert await desk.rows("SELECT state, attempts FROM postings") == [("recorded", 0)]
        assert (await desk.ingest.process(number)).state is PostingState.READ
        assert await desk.ingest.pending() == []
