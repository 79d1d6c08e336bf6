"""How the program ends when told to: promptly, and with everything closed."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine
from typing import Any

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
    raise SystemExit(status)


async def _until_terminated(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.current_task()
    if task is not None and sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await work
