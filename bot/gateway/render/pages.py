"""What stands at the head of a page of anything that was looked up."""

from __future__ import annotations

from typing import Any

import discord

from bot.core.lookups import Page
from bot.gateway.render.cards import READ


def heading_card(heading: str, page: Page[Any], one: str, many: str | None = None) -> discord.Embed:
    """What was asked, how much was found, and which page this is. ``one`` names what is counted."""
    count = f"{page.total} {one if page.total == 1 else many or one + 's'}"
    return discord.Embed(description=f"**{heading}**\n{count}{position(page.page, page.pages)}", colour=READ)


def position(page: int, pages: int) -> str:
    """Which of several pages this is; nothing if it is the only one."""
    return f" · page {page + 1} of {pages}" if pages > 1 else ""
