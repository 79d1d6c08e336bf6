"""*More* under a digest: its pages, shown privately and composed afresh at each press.

The custom id contains all that is needed, so that the buttons keep working after a restart: the run or the
period of time, the topic and the page.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any

import discord

from bot.core.errors import UserError
from bot.core.types import Digest
from bot.gateway.errors import explained
from bot.gateway.render.digest_pages import pages
from bot.gateway.views import audience, services_of

MORE = "More"
GONE = "That digest is no longer available. Use `/digest preview` for a new one."


def of_window(digest: Digest, topic: str | None = None) -> str:
    """The part of a custom id that names a digest made on demand."""
    since, until = math.floor(digest.since.timestamp()), math.ceil(digest.until.timestamp())
    return f"{since}-{until}:{topic or ''}"


def of_run(run_id: int) -> str:
    """The part of a custom id that names a scheduled digest."""
    return f"run-{run_id}:"


def more(digest: Digest, which: str) -> discord.ui.View | None:
    """The button under a digest, or None if there is nothing more to show."""
    if not digest.content.stories:
        return None
    view = discord.ui.View(timeout=None)
    view.add_item(DigestButton(which, 1))
    return view


def _turning(which: str, page: int, count: int) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(DigestButton(which, page - 1, "◀", disabled=page <= 1))
    view.add_item(DigestButton(which, page + 1, "▶", disabled=page >= count))
    return view


class DigestButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"digest:(?P<page>\d{1,3}):(?P<which>(?:run-\d{1,18}|\d{1,12}-\d{1,12}):.{0,60})",
):
    """Opens a page of a digest; pages count from one."""

    def __init__(self, which: str, page: int, label: str = MORE, *, disabled: bool = False) -> None:
        super().__init__(
            discord.ui.Button(label=label, custom_id=f"digest:{max(page, 0)}:{which}", disabled=disabled)
        )
        self.which, self.page = which, page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> DigestButton:
        """The button as it was, from its custom id."""
        label = item.label if isinstance(item, discord.ui.Button) else None
        return cls(match["which"], int(match["page"]), label or MORE)

    @explained(MORE)
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the page privately, replacing the current one if this turns a page."""
        if self.item.label == MORE:
            await interaction.response.defer(ephemeral=True, thinking=True)
        else:
            await interaction.response.defer()
        digest = await _compose(interaction, self.which)
        shown = pages(digest) if digest else []
        if not shown:
            raise UserError(GONE)
        page = min(max(self.page, 1), len(shown))
        view = _turning(self.which, page, len(shown))
        await interaction.edit_original_response(embeds=shown[page - 1], view=view)


async def _compose(interaction: discord.Interaction, which: str) -> Digest | None:
    """The digest that a custom id names, made from what everybody in its channel may read."""
    digests, viewer = services_of(interaction).digests, audience(interaction)
    of, _, topic = which.partition(":")
    if of.startswith("run-"):
        return await digests.again(int(of.removeprefix("run-")), viewer)
    since, until = (datetime.fromtimestamp(int(moment), UTC) for moment in of.split("-"))
    return await digests.preview(viewer, since, until, topic or None)
