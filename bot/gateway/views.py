"""Buttons that keep working after a restart, because their custom id contains all that they need.

At each press it is decided afresh what may be shown: what the person may read at that moment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord

from bot.core.errors import UserError
from bot.core.text import flag as country_flag
from bot.core.types import ArticleInfo, StatementPage, StatementQuery, Viewer
from bot.gateway.errors import SERVER_ONLY, explained
from bot.gateway.permissions import audience_of, viewer_of
from bot.gateway.render import cards
from bot.gateway.render import markdown as md

if TYPE_CHECKING:
    from bot.services import Services


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


async def statements(
    services: Services,
    query: StatementQuery,
    viewer: Viewer,
    user_id: int,
    page: int = 0,
    token: str | None = None,
) -> tuple[list[discord.Embed], discord.ui.View]:
    """A page of statements with buttons to turn it. Raises UserError if nothing is found.

    ``user_id`` is who asks, even if everybody in the channel is shown the answer.
    """
    found = await services.who_said.search(query, viewer, page)
    if not found.hits:
        raise UserError(_nothing(query))
    view = discord.ui.View(timeout=None)
    if found.pages > 1:
        token = token or await services.who_said.save(query, viewer, user_id)
        view.add_item(PageButton(token, max(found.page - 1, 0), "prev", disabled=found.page == 0))
        last = found.page >= found.pages - 1
        view.add_item(PageButton(token, found.page + 1, "next", disabled=last))
    return cards.statement_page(found, _asked(query, found)), view


def _asked(query: StatementQuery, found: StatementPage) -> str:
    if query.article_id is not None:
        article = found.hits[0].article
        return f"Who said what in {md.link(article.title, article.url)}"
    asked = f"What {md.fit(query.speaker, 80)} said" if query.speaker else "Who said what"
    if query.text:
        asked += f" about “{md.fit(query.text, 120)}”"
    if query.country:
        asked += f" · {country_flag(query.country) or md.fit(query.country, 40)}"
    if query.since:
        asked += f" · since {md.when(query.since, 'd')}"
    if query.until:
        asked += f" · before {md.when(query.until, 'd')}"
    return asked + (" · quotations only" if query.direct_only else "")


def _nothing(query: StatementQuery) -> str:
    if query.article_id is not None:
        return "There are no statements in that article, or it is no longer posted where you can read it."
    return "Nobody said that in the articles you can read here. Try fewer words, or different ones."


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
        query = StatementQuery(article_id=self.article_id)
        services, viewer = services_of(interaction), asker(interaction)
        embeds, view = await statements(services, query, viewer, interaction.user.id)
        await interaction.edit_original_response(embeds=embeds, view=view)


class PageButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"page:(?P<token>[\w-]{1,32}):(?P<page>\d{1,6}):(?P<way>prev|next)",
):
    """Replaces a page of statements by the one before or after it."""

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
        services = services_of(interaction)
        query = await services.who_said.load(self.token)
        if query is None:
            raise UserError("That list has expired. Please ask again.")
        private = interaction.message is not None and interaction.message.flags.ephemeral
        viewer = asker(interaction) if private else audience(interaction)
        embeds, view = await statements(services, query, viewer, interaction.user.id, self.page, self.token)
        await interaction.edit_original_response(embeds=embeds, view=view)


BUTTONS = (StatementsButton, PageButton)
