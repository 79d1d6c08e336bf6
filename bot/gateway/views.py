"""Buttons that keep working after a restart, because their custom id contains all that they need.

At each press it is decided afresh what may be shown: what the person may read at that moment.
"""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Any

import discord

from bot.core.errors import UserError
from bot.core.lookups import Query, TimelineQuery
from bot.core.types import ArticleInfo, StatementQuery, Viewer
from bot.gateway.errors import SERVER_ONLY, explained
from bot.gateway.lookups import changed, look_up
from bot.gateway.permissions import audience_of, viewer_of
from bot.gateway.render import markdown as md

if TYPE_CHECKING:
    from bot.gateway.illustrations import Illustration
    from bot.pictures.process import Pictures
    from bot.services import Services

log = logging.getLogger(__name__)


def asker(interaction: discord.Interaction) -> Viewer:
    """What the person behind an interaction may read now. Raises UserError outside a server."""
    if not isinstance(interaction.user, discord.Member):
        raise UserError(SERVER_ONLY)
    return viewer_of(interaction.user, interaction.channel)


def audience(interaction: discord.Interaction) -> Viewer:
    """What everybody in the channel may read, for an answer that everybody can see."""
    channel = interaction.channel
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        raise UserError(SERVER_ONLY)
    return audience_of(channel)


def services_of(interaction: discord.Interaction) -> Services:
    """The running bot's services."""
    return interaction.client.services  # type: ignore[attr-defined]


async def show(
    interaction: discord.Interaction,
    query: Query,
    viewer: Viewer,
    page: int = 0,
    token: str | None = None,
) -> None:
    """Replace the answer to an interaction by a page of what was asked for, with buttons to turn it.

    ``viewer`` is whoever is shown the answer, be it everybody in the channel. Raises UserError if nothing is
    found.
    """
    services = services_of(interaction)
    found = await look_up(services, query, viewer, page)
    view = discord.ui.View(timeout=None)
    if isinstance(query, TimelineQuery):
        token = token or await services.queries.save(query, viewer, interaction.user.id)
    if found.pages > 1:
        token = token or await services.queries.save(query, viewer, interaction.user.id)
        view.add_item(PageButton(token, max(found.page - 1, 0), "prev", disabled=found.page == 0))
        last = found.page >= found.pages - 1
        view.add_item(PageButton(token, found.page + 1, "next", disabled=last))
    if isinstance(query, TimelineQuery) and token:
        view.add_item(ChangesButton(token))
    await interaction.edit_original_response(embeds=found.embeds, view=view)
    if found.picture is not None and services.pictures is not None:
        await _illustrate(interaction, found.picture, services.pictures)


async def _illustrate(interaction: discord.Interaction, picture: Illustration, pictures: Pictures) -> None:
    """Add the picture to the answer, which is complete without it."""
    try:
        png = await picture.draw(pictures)
    except UserError:
        log.warning("a picture took too much time or memory")
        return
    file = discord.File(io.BytesIO(png), picture.name, description=picture.alt)
    await interaction.edit_original_response(attachments=[file])


def summary_buttons(article: ArticleInfo, statements: int) -> discord.ui.View:
    """The buttons under a summary card."""
    view = discord.ui.View(timeout=None)
    if statements:
        view.add_item(StatementsButton(article.id))
    if md.web_address(article.url):
        view.add_item(discord.ui.Button(label="Source", url=md.web_address(article.url)))
    return view


class StatementsButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"statements:(?P<id>\d+)"):
    """Shows all statements of an article, privately."""

    def __init__(self, article_id: int) -> None:
        super().__init__(
            discord.ui.Button(
                label="All statements",
                style=discord.ButtonStyle.primary,
                custom_id=f"statements:{article_id}",
            )
        )
        self.article_id = article_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> StatementsButton:
        """The button as it was, from its custom id."""
        return cls(int(match["id"]))

    @explained("All statements")
    async def callback(self, interaction: discord.Interaction) -> None:
        """Answer privately, with what the person may read."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await show(interaction, StatementQuery(article_id=self.article_id), asker(interaction))


class PageButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"page:(?P<token>[\w-]{1,32}):(?P<page>\d{1,6}):(?P<way>prev|next)",
):
    """Replaces a page of what was looked up by the one before or after it."""

    def __init__(self, token: str, page: int, way: str, *, disabled: bool = False) -> None:
        super().__init__(
            discord.ui.Button(
                label="◀ Previous" if way == "prev" else "Next ▶",
                custom_id=f"page:{token}:{page}:{way}",
                disabled=disabled,
            )
        )
        self.token = token
        self.page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> PageButton:
        """The button as it was, from its custom id."""
        return cls(match["token"], int(match["page"]), match["way"])

    @explained("page button")
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the other page: privately what the person may read, publicly what everybody may read."""
        await interaction.response.defer()
        query = await services_of(interaction).queries.load(self.token)
        if query is None:
            raise UserError("That list has expired. Please ask again.")
        private = interaction.message is not None and interaction.message.flags.ephemeral
        viewer = asker(interaction) if private else audience(interaction)
        await show(interaction, query, viewer, self.page, self.token)


class ChangesButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"changed:(?P<token>[\w-]{1,32})"
):
    """Shows privately what changed in what a timeline tells of."""

    def __init__(self, token: str) -> None:
        super().__init__(discord.ui.Button(label="What changed?", custom_id=f"changed:{token}"))
        self.token = token

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> ChangesButton:
        """The button as it was, from its custom id."""
        return cls(match["token"])

    @explained("What changed?")
    async def callback(self, interaction: discord.Interaction) -> None:
        """Answer privately, with what the person may read."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        services = services_of(interaction)
        query = await services.queries.load(self.token)
        if not isinstance(query, TimelineQuery):
            raise UserError("That timeline has expired. Please ask again.")
        await interaction.edit_original_response(embeds=await changed(services, query, asker(interaction)))


BUTTONS = (StatementsButton, PageButton, ChangesButton)
