"""How the program ends when told to: promptly, with everything closed, even while a model is at work."""

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

_GRACE_SECONDS = 0.3
INTERRUPTED = 130
"""The exit code that a shell expects after Ctrl-C."""


def serve(work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` until it ends or is cancelled by Ctrl-C or SIGTERM, and then end the process.

    ``work`` closes what it opened. What was being read stays recorded, and the next start resumes it.
    """
    status = 0
    try:
        asyncio.run(_until_terminated(work))
    except KeyboardInterrupt:
        status = INTERRUPTED
    except asyncio.CancelledError:
        status = 0  # SIGTERM asked it to stop, and it did
    leave(status)


async def _until_terminated(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.current_task()
    if task is not None and sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await work


def leave(status: int) -> None:
    """End the process with an exit code, at once if a model is still at work."""
    abandon(status)
    raise SystemExit(status)


def abandon(status: int) -> None:
    """End the process if a model is still loading or reading: Python would wait long for its thread."""
    busy = [t for t in threading.enumerate() if t.name.startswith(THREAD)]
    for thread in busy:
        thread.join(_GRACE_SECONDS)
    if any(thread.is_alive() for thread in busy):
        logging.shutdown()
        sys.stdout.flush()
        os._exit(status)
