"""How the program ends when it is told to: at once, with everything closed, whatever a model is at."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from typing import Any

from bot.analysis import THREAD

_PATIENCE = 0.3
INTERRUPTED = 130
"""What a shell expects after Ctrl-C."""


def serve(work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` until it ends, or Ctrl-C or SIGTERM cancels it; it closes what it opened. Then leave.

    What was being read stays recorded, and the next start takes it up.
    """
    status = 0
    try:
        asyncio.run(_until_terminated(work))
    except KeyboardInterrupt:
        status = INTERRUPTED
    except asyncio.CancelledError:
        status = 0  # asked to stop by SIGTERM, and did
    leave(status)


async def _until_terminated(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.current_task()
    if task is not None and sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await work


def leave(status: int) -> None:
    """End the process, at once where a model is still reading."""
    abandon(status)
    raise SystemExit(status)


def abandon(status: int) -> None:
    """End the process if a model is still loading or reading: Python would wait for its thread, for long."""
    busy = [t for t in threading.enumerate() if t.name.startswith(THREAD)]
    for thread in busy:
        thread.join(_PATIENCE)
    if any(thread.is_alive() for thread in busy):
        logging.shutdown()
        sys.stdout.flush()
        os._exit(status)
