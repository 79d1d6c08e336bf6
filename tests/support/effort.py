"""How much work something is, in measures that hold on a busy machine as on an idle one."""

from __future__ import annotations

import sys
import time
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python ``work`` runs through in this thread: the same number on any machine.

    What happens inside of C counts nothing; for that there is :func:`in_proportion`.
    """
    number = 0

    def count(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal number
        number += 1
        return count

    before = sys.gettrace()  # where coverage is measured it is not over this work
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return number


def in_proportion(work: Callable[[float], object]) -> bool:
    """Whether the processor time of ``work(1.0)`` is in proportion to that of ``work(0.25)``.

    Time in proportion to the amount makes a factor of four, time that grows with its square sixteen; twelve
    passes, and so do two seconds in any case. Processor time does not count while other programs run, but a
    shared cache is slower, hence the margin.
    """
    return _cpu_seconds(work, 1.0) < 12 * max(_cpu_seconds(work, 0.25), 2 / 12)


def _cpu_seconds(work: Callable[[float], object], amount: float) -> float:
    begun = time.process_time()
    work(amount)
    return time.process_time() - begun


async def loop_share(work: Awaitable[object]) -> float:
    """The share of ``work``'s processor time that the event loop's own thread spends, from 0 to 1."""
    loop, all_threads = time.thread_time(), time.process_time()
    await work
    return (time.thread_time() - loop) / (time.process_time() - all_threads)
