"""The bot as a child process against a made-up Discord: ``async with Bot(discord, folder) as bot``."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.store import Store
from bot.usecases.watching import Watching
from tests.gateway.fake import PATIENCE, FakeDiscord
from tests.gateway.state import ANN, GUILD, NEWS

ROOT = Path(__file__).parents[2]
TOKEN = "MTAwMQ.made.up"  # noqa: S105 -- opens nothing


async def watch(folder: Path, *channels: int | tuple[int, int], since: timedelta = timedelta(days=2)) -> None:
    """Make a store in which these channels have been watched for some time.

    A channel that is not in the first guild is given as a pair: guild and channel.
    """
    store = Store(f"sqlite+aiosqlite:///{folder / 'attache.db'}")
    await store.start()
    for given in channels or (NEWS,):
        guild, channel = given if isinstance(given, tuple) else (GUILD, given)
        await Watching(store, lambda: datetime.now(UTC) - since).add(guild, channel, ANN)
    await store.close()


def environment() -> dict[str, str]:
    """This process's environment without settings of Attaché, for a process that can import the tests."""
    return {k: v for k, v in os.environ.items() if not k.startswith("ATTACHE_")} | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
        "PYTHONUNBUFFERED": "1",
        "PYTHONFAULTHANDLER": "1",
    }


class Bot:
    """A process; ``lines`` is what it has logged. ``wishes`` are those of ``tests.gateway.child``."""

    def __init__(self, discord: FakeDiscord, folder: Path, **wishes: Any) -> None:
        self.discord = discord
        self.folder = folder
        self.wishes = wishes
        self.lines = discord.logged
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Bot:
        if not (self.folder / "attache.db").exists():
            await watch(self.folder)
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def start(self) -> None:
        """Start the process; its connection is for ``ready`` to wait for."""
        variables = environment() | {
            "ATTACHE_DISCORD_TOKEN": TOKEN,
            "ATTACHE_DISCORD_API": self.discord.api,
            "ATTACHE_DATA_DIR": str(self.folder),
            "ATTACHE_COOLDOWN_SECONDS": "0",
            "GATEWAY_TEST": json.dumps(self.wishes),
        }
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.gateway.child",
            cwd=self.folder,
            env=variables,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self.discord.ended = False
        self._listening = asyncio.create_task(self._listen(self._process))

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            self.lines.append(line.decode(errors="replace").rstrip())
            self.discord.changed()
        self.discord.ended = True
        self.discord.changed()

    async def ready(self, sessions: int = 1) -> None:
        """Wait until it has identified itself so many times, and has taken in the guild."""
        await self.discord.until(
            lambda: self.discord.gateway.identified >= sessions and self.discord.gateway.open
        )

    @property
    def log(self) -> str:
        """Everything that was logged, as one text."""
        return "\n".join(self.lines)

    def said(self, words: str) -> list[str]:
        """The lines of the log with these words."""
        return [line for line in self.lines if words in line]

    async def logs(self, words: str, within: float = PATIENCE) -> str:
        """Wait for a line with these words, and return it."""
        return (await self.discord.until(lambda: self.said(words), within))[0]

    async def ends(self, within: float = PATIENCE) -> int:
        """Wait for the process to end; returns its exit code."""
        assert self._process is not None
        status = await asyncio.wait_for(self._process.wait(), within)
        await self._listening
        return status

    def memory(self) -> float:
        """The MiB of memory that it has now (Linux only)."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.returncode is None

    async def stop(self, told: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop; returns its exit code."""
        assert self._process is not None
        self._process.send_signal(told)
        return await self.ends()

    async def kill(self) -> None:
        """End it as a power cut would, if it still lives."""
        if self._process is not None and self.running:
            self._process.kill()
            await self.ends()

    def rows(self, query: str) -> list[Any]:
        """Rows of its store."""
        with sqlite3.connect(self.folder / "attache.db", timeout=20) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return found

    @asynccontextmanager
    async def locked(self) -> AsyncGenerator[None]:
        """Hold the database's write lock, as a backup or another process might."""
        connection = sqlite3.connect(self.folder / "attache.db", isolation_level=None, timeout=20)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()
