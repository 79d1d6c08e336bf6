# pyright: standard
# Not strict: what simcord keeps to itself about its page is untyped.
"""A simulated Discord server with the real bot in it, the page that shows it, and its clock.

The page shows one channel at a time. Simulated time keeps pace with real time, so that digests are posted
when they are due.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import discord
import simcord
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.builders import ChannelHandle
from simcord.preview import Preview

from bot.core.errors import UserError
from bot.playground.patience import survive

if TYPE_CHECKING:
    from bot.services import Services

DIGEST_IN = timedelta(minutes=5)
# Simulated seconds are lived through one by one; a longer gap than this is skipped.
_LEAP_SECONDS = 60.0
_TICK_SECONDS = 0.5
_BUSY_SECONDS = 2.0


class Playground:
    """A guild with three channels and two people, its page, and its clock.

    Whoever moves the simulation holds ``turn``: simcord allows only one at a time.
    """

    def __init__(self, env: simcord.Env, services: Services) -> None:
        self._env = env
        self._services = services
        self.turn = asyncio.Lock()
        self._skipped = timedelta()
        self._shown = 0
        self._page: Preview | None = None

    def furnish(self) -> None:
        """Create the guild: #world-news, #digest, and #private, which Ben can't see."""
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
            "world-news": guild.create_text_channel("world-news", topic="Wire copy, read by Attaché"),
            "digest": guild.create_text_channel("digest", topic="The day's news in one message"),
            "private": guild.create_text_channel("private", topic="Only Ann can see this", overwrites=hidden),
        }
        self.hook = guild.create_webhook(self.channels["world-news"], "newswire")
        self.channel, self.viewer = self.channels["world-news"], ann

    async def configure(self) -> None:
        """Watch two channels, and schedule a daily digest that is due soon after the start."""
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
        """Open the page on the current channel; returns its address, which is as good as a password."""
        readers = [self.viewer, *(p for p in self.people.values() if p is not self.viewer)]
        if self.channel is self.channels["private"]:
            readers = [self.people["ann"]]
        page = self._env.preview(self.channel, viewers=readers, layout="channel", port=port)
        if capability is not None:
            page.capability = capability  # keeps the address when the channel changes
        try:
            await page.__aenter__()
        except SetupError as error:
            raise UserError(
                f"Port {port} is in use. Choose another with ATTACHE_PLAYGROUND_PORT, or 0 for any free one."
            ) from error
        act = page._action

        async def in_turn(context: str | None, body: Any) -> Any:
            """Let a click during a tick of the clock wait its turn; simcord alone would refuse it.

            Nor does an article that arrived while somebody was typing make it outdated.
            """
            async with self.turn:
                if isinstance(body, dict) and "published_revision" in body:
                    body = {**body, "published_revision": page._get_page(context).revision}
                done = await act(context, body)
                self._shown = self._content()
                return done

        page._action = in_turn  # type: ignore[method-assign]
        self._page = page
        return page.url

    async def switch(self, channel: ChannelHandle, viewer: MemberActor) -> str:
        """Show a channel to a person, at the same address, which is returned.

        Raises UserError if the person can't see the channel.
        """
        if channel is self.channels["private"] and viewer is self.people["ben"]:
            raise UserError("Ben can't see #private. To open it, view the page as Ann: viewer ann")
        async with self.turn:
            if self._page is None:
                raise RuntimeError("the page is not open")
            address, capability = self._page.url, self._page.capability
            await self._page.close()
            self.channel, self.viewer = channel, viewer
            await self.present(urlsplit(address).port or 0, capability)
        return address

    def skip(self, time: timedelta) -> None:
        """Let simulated time run ahead by so much more, from the next tick on."""
        self._skipped += time

    async def tick(self) -> None:
        """Let simulated time catch up with real time, and the page with what has happened."""
        async with self.turn:
            behind = (datetime.now(UTC) + self._skipped - self._env.now()).total_seconds()
            if behind > _LEAP_SECONDS:
                self._env.backend.advance_clock(behind)
                behind = 0.0
            await self._env.advance_time(max(behind, 0.0))
            content = self._content()
            if content != self._shown and self._page is not None:
                await self._page.refresh()
            self._shown = content

    def _content(self) -> int:
        """The content of the current channel, as a number that changes with it.

        A refresh makes whatever the page is about to send outdated, so there is none without a reason.
        """
        messages = self._env.backend.messages.get(self.channel.id, {})
        return hash(tuple(repr(message) for message in messages.values()))

    async def run_clock(self) -> None:
        """Tick until cancelled, whatever a tick raises."""
        while True:
            done = await survive("a tick of the clock", self.tick())
            await asyncio.sleep(_TICK_SECONDS if done else _BUSY_SECONDS)

    async def close(self) -> None:
        """Close the page."""
        if self._page is not None:
            await self._page.close()
