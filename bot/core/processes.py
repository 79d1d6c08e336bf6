"""Work on strangers' input, in processes that can be ended: what hangs or eats memory ends alone."""

from __future__ import annotations

import asyncio
import contextvars
import multiprocessing
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.context import BaseContext
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

P = ParamSpec("P")
T = TypeVar("T")


class TookTooLong(Exception):
    """A job was ended because its time was up."""


class Crashed(Exception):
    """The process of a job died, or ran out of the memory it may use."""


class Processes:
    """A few worker processes, begun at the first job. Make one for each kind of work, and ``close`` it.

    A job's time begins when a worker takes it: waiting is not working. A job that is ended or dies takes its
    process along, and the next job finds a new one. Jobs and their results must be picklable.
    """

    def __init__(self, name: str, workers: int, megabytes: int, preload: Sequence[str] = ()) -> None:
        """``megabytes`` is how much data each worker may hold on Linux and macOS; 0 sets no limit.

        ``preload`` are modules without threads that every new worker has at once.
        """
        self._name = name
        self._workers = workers
        self._megabytes = megabytes
        self._context = _context(preload)
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()
        self._unfinished: set[Future[Any]] = set()
        self._threads = ThreadPoolExecutor(max_workers=64, thread_name_prefix=name)

    async def run(self, seconds: float | None, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of ``job``, which may work for ``seconds`` (None: for as long as it likes).

        Raises TookTooLong, Crashed, or whatever the job raises. If the caller is cancelled, so is the job.
        """
        # Both in threads: starting a process must not hold up the event loop, and a simulated Discord counts
        # threads as work, but not bare futures. In a context of its own: workers outlive whoever asked first.
        loop, context = asyncio.get_running_loop(), contextvars.Context()
        task: Callable[[], T] = partial(job, *args, **kwargs)
        schedule: Callable[[], ProcessFuture[T]] = partial(
            context.run, partial(self._schedule, seconds, task)
        )
        future = await loop.run_in_executor(self._threads, schedule)
        try:
            result: Callable[[], T] = partial(_result, future)
            return await loop.run_in_executor(self._threads, result)
        except asyncio.CancelledError:
            future.cancel()
            raise

    def close(self) -> None:
        """End the workers, whatever they are doing, without waiting until they are gone."""
        if self._pool is not None:
            for future in tuple(self._unfinished):  # of which the pool itself may leave some waiting for ever
                future.cancel()
            self._pool.stop()
            threading.Thread(target=self._pool.join, name=f"{self._name}-closing").start()
            self._pool = None
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _schedule(self, seconds: float | None, job: Callable[[], T]) -> ProcessFuture[T]:
        with self._lock:
            if self._pool is None or not self._pool.active:  # it may have broken for want of memory
                self._pool = ProcessPool(
                    self._workers,
                    initializer=_limit_memory,
                    initargs=[self._megabytes],
                    context=self._context,
                )
            future = self._pool.schedule(job, timeout=seconds)
            self._unfinished.add(future)
        future.add_done_callback(self._unfinished.discard)
        return future


def _result(future: ProcessFuture[T]) -> T:
    try:
        return future.result()
    except TimeoutError as error:
        raise TookTooLong from error
    except (ProcessExpired, MemoryError, BrokenExecutor, CancelledError) as error:
        raise Crashed from error


def _context(preload: Sequence[str]) -> BaseContext:
    """How workers begin: forked from a small clean process where the system can, which takes milliseconds."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    if preload:
        context.set_forkserver_preload(list(preload))
    return context


def _limit_memory(megabytes: int) -> None:
    """Let this process hold so much data and no more: beyond it, allocations fail as MemoryError."""
    try:
        import resource
    except ImportError:  # Windows
        return
    if not megabytes:
        return
    limit = megabytes * 1_000_000
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    if most != resource.RLIM_INFINITY:
        limit = min(limit, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
