"""The playground's news feed: posts the dispatches, in every way in which articles reach a channel."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from itertools import cycle
from typing import TYPE_CHECKING

import discord

from bot.playground.dispatches import Dispatch
from bot.playground.patience import survive

if TYPE_CHECKING:
    from simcord.actors import MemberActor
    from simcord.builders import ChannelHandle, WebhookHandle

    from bot.playground.world import Playground
    from bot.usecases.ingest import Outcome

    _Way = Callable[[MemberActor, WebhookHandle, ChannelHandle, Dispatch], Awaitable[None]]

_PAUSE_SECONDS = 1.5
_PATIENCE_SECONDS = 60.0
_MESSAGE_LENGTH = 2000
# One dispatch in so many is posted where only Ann can see it.
_PRIVATE_EVERY = 5


class Feed:
    """Posts one dispatch after another, each once the one before has been read."""

    def __init__(self, world: Playground) -> None:
        self._world = world
        self._processed = asyncio.Event()

    async def on_posting_processed(self, _: Outcome) -> None:
        """Note that a dispatch has been read."""
        self._processed.set()

    async def post_all(self, items: list[Dispatch]) -> None:
        """Post the dispatches."""
        for number, (item, way) in enumerate(zip(items, cycle(_WAYS))):
            self._processed.clear()
            async with self._world.turn:
                await survive(f"posting “{item.title}”", self._post(number, item, way))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._processed.wait(), _PATIENCE_SECONDS)
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _post(self, number: int, item: Dispatch, way: _Way) -> None:
        people, channels, hook = self._world.people, self._world.channels, self._world.hook
        if number % _PRIVATE_EVERY == _PRIVATE_EVERY - 1:
            await _as_file(people["ann"], hook, channels["private"], item)
        else:
            await way(people["ben" if number % 2 else "ann"], hook, channels["world-news"], item)


def _text(item: Dispatch) -> str:
    return item.text if item.text.startswith(item.title) else f"{item.title}\n\n{item.text}"


async def _by_wire(_: MemberActor, hook: WebhookHandle, __: ChannelHandle, item: Dispatch) -> None:
    preview = discord.Embed(url=item.url, title=item.title, description=item.text[:200])
    await hook.send(item.url, username=item.outlet, embed=preview)


async def _as_file(person: MemberActor, _: WebhookHandle, channel: ChannelHandle, item: Dispatch) -> None:
    await person.send(channel, attachments=[(item.name, _text(item).encode())])


async def _as_text(person: MemberActor, hook: WebhookHandle, channel: ChannelHandle, item: Dispatch) -> None:
    text = _text(item)
    if len(text) > _MESSAGE_LENGTH:
        await _as_file(person, hook, channel, item)
    else:
        await person.send(channel, text)


_WAYS = (_by_wire, _as_file, _by_wire, _as_text, _by_wire, _by_wire)
