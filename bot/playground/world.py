# pyright: standard
# Not strict: what simcord keeps to itself about its page is untyped.
"""The real bot in a local browser page: a simulated Discord, sample dispatches, no token and no network.

Everything but Discord itself is real. The page shows one channel at a time; a line typed in the terminal
switches it. Simulated time keeps step with the clock on the wall, so digests come at their hour.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import discord
import simcord
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.builders import ChannelHandle, WebhookHandle
from simcord.preview import Preview

from bot.core.errors import UserError
from bot.core.types import PostingState
from bot.gateway.app import AttacheBot, create_bot
from bot.playground import dispatches
from bot.playground.simulation import Aside, WorldTime
from bot.settings import Settings
from bot.stopping import INTERRUPTED, abandon

if TYPE_CHECKING:
    from bot.services import Services
    from bot.usecases.ingest import Outcome

HELP = """Type here while the page is open:
  channel world-news | digest | private   show another channel (then reload the page)
  viewer ann | ben                        be somebody else; ben can't see #private
  skip 8h                                 let hours pass, for digests to come due
  help, quit"""
PAUSE = 1.5
DIGEST_IN = timedelta(minutes=5)
LEAP = 60.0


class Playground:
    """A guild with three channels and two people, its page, and its clock."""

    def __init__(
        self, env: simcord.Env, bot: AttacheBot, services: Services, say: Callable[[str], None]
    ) -> None:
        self._env = env
        self._services = services
        self.say = say
        self._turn = asyncio.Lock()
        self._skip = timedelta()
        self._shown = 0
        self._page: Preview | None = None
        self._processed = asyncio.Event()
        bot.add_listener(self.on_posting_processed)
        self.done = asyncio.Event()

    def furnish(self) -> None:
        """Build the guild: #world-news, #digest, and #private, which Ben can't see."""
        env = self._env
        self.guild = guild = env.create_guild("Foreign Desk")
        ann, ben = (guild.add_member(env.create_user(n, global_name=n.title())) for n in ("ann", "ben"))
        hidden: dict[Any, discord.PermissionOverwrite] = {
            guild.default_role: discord.PermissionOverwrite(view_channel=False),
            ann: discord.PermissionOverwrite(view_channel=True),
            env.bot.user: discord.PermissionOverwrite(view_channel=True),
        }
        self.people = {"ann": ann, "ben": ben}
        self.channels = {
            "world-news": guild.create_text_channel("world-news", topic="Wire copy; Attaché reads it"),
            "digest": guild.create_text_channel("digest", topic="The day in one message"),
            "private": guild.create_text_channel("private", topic="Ann's own desk", overwrites=hidden),
        }
        self.hook = guild.create_webhook(self.channels["world-news"], "newswire")
        self.channel, self.viewer = self.channels["world-news"], ann

    async def configure(self) -> None:
        """Watch two channels, and plan a daily digest that comes soon after the start."""
        await self._env.settle()
        services, ann = self._services, self.people["ann"]
        for name in ("world-news", "private"):
            await services.watching.add(self.guild.id, self.channels[name].id, ann.id)
        at = self._env.now() + DIGEST_IN
        if not await services.digests.list(self.guild.id):
            await services.digests.schedule(
                self.guild.id, self.channels["digest"].id, "UTC", at.hour * 60 + at.minute
            )

    async def present(self, port: int, capability: str | None = None) -> str:
        """Open the page on the current channel and return its address, which is as good as a password."""
        readers = [self.viewer, *(p for p in self.people.values() if p is not self.viewer)]
        if self.channel is self.channels["private"]:
            readers = [self.people["ann"]]
        page = self._env.preview(self.channel, viewers=readers, layout="channel", port=port)
        if capability is not None:
            page.capability = capability  # the address stays the same when the channel changes
        try:
            await page.__aenter__()
        except SetupError as error:
            raise UserError(
                f"Port {port} is taken. Choose another with ATTACHE_PLAYGROUND_PORT, or 0 for any free one."
            ) from error
        act = page._action

        async def in_turn(context: str | None, body: Any) -> Any:
            """A click during a tick of the clock waits its turn, where simcord alone would refuse it.

            It is not outdated by an article that arrived while somebody was typing, either.
            """
            async with self._turn:
                if isinstance(body, dict) and "published_revision" in body:
                    body = {**body, "published_revision": page._get_page(context).revision}
                done = await act(context, body)
                self._shown = self._shows()
                return done

        page._action = in_turn  # type: ignore[method-assign]
        self._page = page
        return page.url

    async def switch(self, channel: ChannelHandle, viewer: MemberActor) -> None:
        """Show another channel, or show it to somebody else, under the same address."""
        if channel is self.channels["private"] and viewer is self.people["ben"]:
            self.say("Ben can't see #private: that is what it is for. Type `viewer ann` first.")
            return
        async with self._turn:
            page = self._page
            if page is None:
                return
            address, capability = page.url, page.capability
            await page.close()
            self.channel, self.viewer = channel, viewer
            await self.present(urlsplit(address).port or 0, capability)
        self.say(f"Now #{channel.name}, as {viewer.name.title()}. Reload the page: {address}")

    async def tick(self) -> None:
        """Let simulated time catch up with the clock on the wall, and the page with what happened."""
        async with self._turn:
            behind = (datetime.now(UTC) + self._skip - self._env.now()).total_seconds()
            if behind > LEAP:
                self._env.backend.advance_clock(behind)
                behind = 0.0
            await self._env.advance_time(max(behind, 0.0))
            shows = self._shows()
            if shows != self._shown and self._page is not None:
                await self._page.refresh()
            self._shown = shows

    def _shows(self) -> int:
        """What stands in the channel that is presented, as a number that changes with it.

        A refresh outdates what the page is about to send, so there is none without a reason.
        """
        messages = self._env.backend.messages.get(self.channel.id, {})
        return hash(tuple(repr(message) for message in messages.values()))

    async def pump(self) -> None:
        """Tick until cancelled."""
        while True:
            await self.tick()
            await asyncio.sleep(0.5)

    async def post_all(self, items: list[dispatches.Dispatch]) -> None:
        """Post the dispatches one by one, in every way that articles reach a channel."""
        for number, (item, way) in enumerate(zip(items, cycle(_WAYS))):
            private = number % 5 == 4
            self._processed.clear()
            async with self._turn:
                if private:
                    await _as_file(self.people["ann"], self.hook, self.channels["private"], item)
                else:
                    person = self.people["ben" if number % 2 else "ann"]
                    await way(person, self.hook, self.channels["world-news"], item)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._processed.wait(), 60)
            await asyncio.sleep(PAUSE)
        self.say("All dispatches are posted. Try /who-said, /digest preview or /status in the page.")

    async def on_posting_processed(self, outcome: Outcome) -> None:
        """Tell the terminal what was read."""
        self._processed.set()
        names = {c.id: name for name, c in self.channels.items()}
        ref = await self._services.ingest.where(outcome.posting_id)
        where = f"#{names.get(ref.channel_id, 'elsewhere') if ref else 'gone'}"
        if outcome.state is PostingState.READ and outcome.reading is not None:
            analysis, seconds = outcome.reading.analysis, outcome.reading.seconds
            again = "" if outcome.fresh else " (known already)"
            headline = analysis.summary.headline
            self.say(
                f"  {where:<12} {headline} · {len(analysis.statements)} statements, {seconds:.1f} s{again}"
            )
        else:
            self.say(f"  {where:<12} not read: {outcome.reason}")

    async def listen(self) -> None:
        """Obey what is typed."""
        loop = asyncio.get_running_loop()
        lines: asyncio.Queue[str] = asyncio.Queue()

        def hand_on(line: str) -> None:
            loop.call_soon_threadsafe(lines.put_nowait, line)

        threading.Thread(target=_typed_lines, args=(hand_on,), daemon=True).start()
        while True:
            await self.obey(await lines.get())

    async def obey(self, line: str) -> None:
        """A line typed in the terminal."""
        match line.split():
            case ["quit" | "exit"]:
                self.done.set()
            case ["channel", name] if name.lstrip("#") in self.channels:
                await self.switch(self.channels[name.lstrip("#")], self.viewer)
            case ["viewer", name] if name.lower() in self.people:
                await self.switch(self.channel, self.people[name.lower()])
            case ["skip", hours] if hours.rstrip("h").isdigit() and int(hours.rstrip("h")) <= 48:
                self._skip += timedelta(hours=int(hours.rstrip("h")))
            case []:
                pass
            case _:
                self.say(HELP)

    async def close(self) -> None:
        """Close the page."""
        if self._page is not None:
            await self._page.close()


def _with_title(item: dispatches.Dispatch) -> str:
    return item.text if item.text.startswith(item.title) else f"{item.title}\n\n{item.text}"


async def _by_wire(_: MemberActor, hook: WebhookHandle, __: ChannelHandle, item: dispatches.Dispatch) -> None:
    preview = discord.Embed(url=item.url, title=item.title, description=item.text[:200])
    await hook.send(item.url, username=item.outlet, embed=preview)


async def _as_file(
    person: MemberActor, _: WebhookHandle, channel: ChannelHandle, item: dispatches.Dispatch
) -> None:
    await person.send(channel, attachments=[(item.name, _with_title(item).encode())])


async def _pasted(
    person: MemberActor, hook: WebhookHandle, channel: ChannelHandle, item: dispatches.Dispatch
) -> None:
    text = _with_title(item)
    if len(text) > 2000:
        await _as_file(person, hook, channel, item)
    else:
        await person.send(channel, text)


_WAYS = (_by_wire, _as_file, _by_wire, _pasted, _by_wire, _by_wire)


def _typed_lines(hand_on: Callable[[str], object]) -> None:
    """Hand on what is typed, until standard input ends; from the file itself, which needs no lock at exit."""
    rest = b""
    with contextlib.suppress(OSError, RuntimeError):  # no standard input, or the loop has ended
        while data := os.read(0, 4096):
            *whole, rest = (rest + data).split(b"\n")
            for line in whole:
                hand_on(line.decode(errors="replace"))


async def _open(world: Playground, aside: Aside, items: list[dispatches.Dispatch]) -> None:
    world.say("Loading the language models …")
    world.say(f"Ready after {await aside.warm():.1f} s. Reading the dispatches:")
    await world.post_all(items)


async def _first_to_end(lasting: list[asyncio.Task[Any]], opening: asyncio.Task[None]) -> None:
    """Return when any of the ``lasting`` tasks ends; whatever any task raises comes out here."""
    waiting: set[asyncio.Task[Any]] = {*lasting, opening}
    while not any(task.done() for task in lasting):
        finished, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in finished:
            task.result()


async def run_playground(settings: Settings, data: Path | None = None) -> None:
    """Serve the page until ``quit`` or Ctrl-C. ``data`` keeps the store in that folder."""
    try:
        with contextlib.ExitStack() as stack:
            folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="attache-")))
            await _serve(settings.model_copy(update={"data_dir": folder, "database_url": None}))
    except asyncio.CancelledError:
        abandon(INTERRUPTED)
        raise
    abandon(0)


async def _serve(settings: Settings) -> None:
    from bot.analysis import ThreadRunner
    from bot.fetch.reader import Reader
    from bot.services import Services

    items = dispatches.load()
    time = WorldTime()
    files, runner = Reader(settings), ThreadRunner(settings)
    aside = Aside(runner)
    services = Services(settings, reader=dispatches.CannedPages(items, files), runner=aside, clock=time)
    try:
        await services.start()
        await play(services, aside, time, items)
    finally:
        await services.close()
        await files.close()
        runner.close()


async def play(services: Services, aside: Aside, time: WorldTime, items: list[dispatches.Dispatch]) -> None:
    """Open the world around started services and keep it going until ``quit``."""
    bot = create_bot(services)
    env = simcord.Env(bot, settle_timeout=30.0)
    aside.env = time.env = env
    env.backend.bot_user.name = "Attaché"
    env.backend.advance_clock(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))
    world = Playground(env, bot, services, lambda text: print(text, flush=True))  # noqa: T201 - the terminal's part
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
        loop.add_signal_handler(signal.SIGTERM, world.done.set)
    running: list[asyncio.Task[Any]] = [asyncio.create_task(aside.work())]
    await env.start()
    try:
        world.furnish()
        await world.configure()
        address = await world.present(services.settings.playground_port)
        world.say(f"Attaché's playground is open at\n\n    {address}\n\n{HELP}\n")
        running += [asyncio.create_task(job) for job in (world.pump(), world.listen(), world.done.wait())]
        running.append(asyncio.create_task(_open(world, aside, items)))
        await _first_to_end(running[:-1], running[-1])
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await world.close()
        await env.shutdown()
