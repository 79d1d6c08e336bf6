"""Posting of the digests that are due: claim, post, mark, and look before posting again."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.core.types import DigestRun
from bot.gateway.delivery import Postable
from bot.gateway.digest_button import more, of_run
from bot.gateway.permissions import audience_of
from bot.gateway.render.digests import digest_message, is_marked

if TYPE_CHECKING:
    from bot.gateway.app import AttacheBot

log = logging.getLogger(__name__)

_LOOK_BACK = 1000
_SKEW = timedelta(minutes=10)  # Discord's clock and ours may differ


class DueDigests:
    """Posts digest runs; one that fails never holds up another."""

    def __init__(self, bot: AttacheBot) -> None:
        self._bot = bot
        self._digests = bot.services.digests

    async def tick(self) -> None:
        """Deliver the runs that a crash left unmarked, and then those that are due now."""
        now = self._bot.services.clock()
        for run in await self._digests.claimed(now):
            await self._guarded(run, look_first=True)
        for run in await self._digests.due(now):
            await self._guarded(run, look_first=False)

    async def _guarded(self, run: DigestRun, *, look_first: bool) -> None:
        try:
            if look_first:
                await self._digests.trying(run.id)
            await self._deliver(run, look_first=look_first)
        except discord.Forbidden as error:
            await self._digests.failed(
                run.id, f"Discord rejected my message in that channel (error {error.code})."
            )
        except Exception:
            log.exception("digest run %s was not delivered", run.id)

    async def _deliver(self, run: DigestRun, *, look_first: bool) -> None:
        delivery = self._bot.delivery
        channel = self._bot.get_channel(run.schedule.channel_id)
        problem = delivery.problem(channel)
        if problem is not None or not isinstance(channel, Postable):
            problem = problem or "The channel no longer exists."
            await self._digests.failed(run.id, problem)
            await delivery.notify(channel, f"I can't post the digest here. {problem}")
            return
        posted = await self._look_for(channel, run) if look_first else None
        if posted is None:
            digest = await self._digests.content(run, audience_of(channel))
            if digest is not None:
                schedule = run.schedule
                embeds = digest_message(digest, schedule.zone, topic=schedule.topic, run_id=run.id)
                view = more(digest, of_run(run.id))
                posted = (await delivery.send(channel, embeds, view=view)).id
        await self._digests.posted(run.id, posted)

    async def _look_for(self, channel: Postable, run: DigestRun) -> int | None:
        """The run's message, which can only have been posted since the run was claimed; or None."""
        since = (run.claimed_at or run.due_at) - _SKEW
        async for message in channel.history(limit=_LOOK_BACK, after=since, oldest_first=False):
            if message.author == self._bot.user and is_marked(message.embeds, run.id):
                return message.id
        return None
