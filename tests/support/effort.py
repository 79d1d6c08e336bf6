"""How much work something is, in measures that hold on a busy machine as on an idle one."""

from __future__ import annotations

import sys
import time
from collections.abc import Awaitable, Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How many functions ``work`` calls in this thread, Python's and C's: the same number on any machine.

    What one call of C does, be it a short look or a long one, counts as one.
    """
    number = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return number


def cpu_seconds(work: Callable[[], object], times: int = 2) -> float:
    """The processor time of ``work`` over all threads, in seconds; the least of so many ``times``.

    It does not count while other programs run, but a shared cache is slower: compare with a wide margin.
    """

    def once() -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    return min(once() for _ in range(times))


async def loop_share(work: Awaitable[object]) -> float:
    """The share of ``work``'s processor time that the event loop's own thread spends, from 0 to 1."""
    loop, all_threads = time.thread_time(), time.process_time()
    await work
    return (time.thread_time() - loop) / (time.process_time() - all_threads)
