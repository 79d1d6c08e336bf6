"""Worker processes: what hangs, grows or dies ends alone, and waiting is not working."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator

import pytest

from bot.core.errors import Unreadable
from bot.core.processes import Crashed, Processes, TookTooLong
from models.types import LanguageUnsupported

AN_HOUR = 3600.0
SHORT = 0.3  # seconds for a job that never ends
AMPLE = 60.0  # seconds for one that takes none


def doubled(number: int) -> int:
    return 2 * number


def worker() -> int:
    return os.getpid()


def napped(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def endless() -> None:
    while True:
        pass


def greedy() -> int:
    return len(bytearray(2_000_000_000))


def dying() -> None:
    os._exit(9)


def refusing() -> None:
    raise Unreadable("paywall", "It is behind a paywall.", passing=True)


def foreign() -> None:
    raise LanguageUnsupported("Dutch")


@pytest.fixture
def workers() -> Iterator[Processes]:
    made = Processes("test", 1, 500)
    yield made
    made.close()


async def test_a_job_runs_in_another_process(workers: Processes) -> None:
    assert await workers.run(AMPLE, doubled, 21) == 42
    assert await workers.run(AMPLE, worker) != os.getpid()


@pytest.mark.parametrize(
    ("job", "end"),
    [
        (endless, TookTooLong),
        pytest.param(greedy, Crashed, marks=pytest.mark.skipif(sys.platform == "win32", reason="no limits")),
        (dying, Crashed),
    ],
)
async def test_what_hangs_grows_or_dies_ends_alone(workers: Processes, job: object, end: type) -> None:
    with pytest.raises(end):
        await workers.run(SHORT if job is endless else AMPLE, job)  # type: ignore[arg-type]
    assert await workers.run(AMPLE, doubled, 21) == 42


async def test_waiting_for_a_worker_is_not_working(workers: Processes) -> None:
    """Four jobs behind each other in one worker: the last waits longer than any of them may work."""
    naps = [workers.run(1.0, napped, 0.4) for _ in range(4)]
    assert await asyncio.gather(*naps) == [0.4] * 4


async def test_the_wait_for_a_job_that_hangs_is_not_held_against_the_next(workers: Processes) -> None:
    hanging = asyncio.create_task(workers.run(SHORT, endless))
    innocent = asyncio.create_task(workers.run(SHORT, doubled, 21))
    assert await innocent == 42
    with pytest.raises(TookTooLong):
        await hanging


async def test_errors_come_back_whole(workers: Processes) -> None:
    with pytest.raises(Unreadable, match="behind a paywall") as refused:
        await workers.run(AMPLE, refusing)
    assert (refused.value.reason, refused.value.passing) == ("paywall", True)
    with pytest.raises(LanguageUnsupported) as unsupported:
        await workers.run(AMPLE, foreign)
    assert unsupported.value.language == "Dutch"


async def test_a_job_whose_caller_is_cancelled_is_ended(workers: Processes) -> None:
    task = asyncio.create_task(workers.run(None, napped, AN_HOUR))
    await asyncio.sleep(SHORT)  # whether it has begun or not, it ends
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await workers.run(AMPLE, doubled, 21) == 42


async def test_closing_ends_what_is_at_work() -> None:
    workers = Processes("test", 1, 500)
    await workers.run(AMPLE, worker)
    hanging = asyncio.create_task(workers.run(None, napped, AN_HOUR))
    await asyncio.sleep(SHORT)  # whether it has begun or not, it ends
    workers.close()
    with pytest.raises(Crashed):
        await hanging
