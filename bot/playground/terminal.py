"""The playground's terminal: what is typed into it, and what it prints."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.core.errors import UserError
from bot.core.types import PostingState
from bot.playground.patience import survive

if TYPE_CHECKING:
    from simcord.actors import MemberActor
    from simcord.builders import ChannelHandle

    from bot.playground.world import Playground
    from bot.services import Services
    from bot.usecases.ingest import Outcome

HELP = """While the page is open, you can type:
  channel world-news | digest | private   show another channel
  viewer ann | ben                        view the page as Ann or Ben, who can't see #private
  skip 8h                                 skip some hours, so that digests become due
  help                                    show this help
  quit                                    stop the playground"""
_MOST_HOURS = 48


class Terminal:
    """Obeys what is typed and reports what was read. ``done`` is set by ``quit``."""

    def __init__(self, world: Playground, services: Services, say: Callable[[str], None]) -> None:
        self._world = world
        self._services = services
        self.say = say
        self.done = asyncio.Event()

    async def on_posting_processed(self, outcome: Outcome) -> None:
        """Report what was read, and where."""
        names = {c.id: f"#{name}" for name, c in self._world.channels.items()}
        ref = await self._services.ingest.where(outcome.posting_id)
        where = f"  {names.get(ref.channel_id, '') if ref else '':<12} "
        if outcome.state is PostingState.READ and outcome.reading is not None:
            analysis, seconds = outcome.reading.analysis, outcome.reading.seconds
            found = len(analysis.statements)
            facts = f"{found} statement{'' if found == 1 else 's'}, {seconds:.1f} s"
            again = "" if outcome.fresh else " (already known)"
            self.say(f"{where}{analysis.summary.headline} · {facts}{again}")
        else:
            self.say(f"{where}{outcome.reason}")

    async def listen(self) -> None:
        """Obey what is typed, until cancelled."""
        loop = asyncio.get_running_loop()
        lines: asyncio.Queue[str] = asyncio.Queue()

        def hand_on(line: str) -> None:
            loop.call_soon_threadsafe(lines.put_nowait, line)

        threading.Thread(target=_read_lines, args=(hand_on,), daemon=True).start()
        while True:
            line = await lines.get()
            await survive(f"“{line}”", self.obey(line))

    async def obey(self, line: str) -> None:
        """Do what a typed line says."""
        world = self._world
        match line.split():
            case ["quit" | "exit"]:
                self.done.set()
            case ["channel", name] if name.lstrip("#") in world.channels:
                await self._switch(world.channels[name.lstrip("#")], world.viewer)
            case ["viewer", name] if name.lower() in world.people:
                await self._switch(world.channel, world.people[name.lower()])
            case ["skip", hours] if hours.rstrip("h").isdigit() and int(hours.rstrip("h")) <= _MOST_HOURS:
                world.skip(timedelta(hours=int(hours.rstrip("h"))))
            case []:
                pass
            case _:
                self.say(HELP)

    async def _switch(self, channel: ChannelHandle, viewer: MemberActor) -> None:
        try:
            address = await self._world.switch(channel, viewer)
        except UserError as error:
            self.say(str(error))
        else:
            self.say(f"Now showing #{channel.name} as {viewer.name.title()}. Reload the page: {address}")


def _read_lines(hand_on: Callable[[str], object]) -> None:
    """Hand on the lines typed until standard input ends. Reading its descriptor takes no lock at exit."""
    rest = b""
    with contextlib.suppress(OSError, RuntimeError):  # no standard input, or the loop has ended
        while data := os.read(0, 4096):
            *whole, rest = (rest + data).split(b"\n")
            for line in whole:
                hand_on(line.decode(errors="replace"))
