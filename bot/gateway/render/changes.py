"""What changed, then and now with their sources, as one embed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot import wording
from bot.core.types import ArticleInfo, PostingRef
from bot.gateway.render import markdown as md
from bot.gateway.render.cards import READ, message_link
from models.types import ChangeSide, DigestChange


def changes_card(
    found: Sequence[DigestChange],
    articles: Mapping[int, ArticleInfo],
    postings: Mapping[int, PostingRef],
    room: int,
    title: str = "What changed",
) -> list[discord.Embed]:
    """A line for each change that fits in ``room`` characters; nothing where nothing changed."""
    lines: list[str] = []
    for change in found:
        told = wording.changed(change)
        then, now = (
            f"{md.fit(words, 200)} ({_dated(side, articles, postings)})"
            for words, side in ((told.then, change.then), (told.now, change.now))
        )
        lines.append(f"• **{md.fit(told.about, 120)}**: {then} → {now}")
    text = md.join_lines(lines, room)
    return [discord.Embed(title=title, description=text, colour=READ)] if text else []


def _dated(side: ChangeSide, articles: Mapping[int, ArticleInfo], postings: Mapping[int, PostingRef]) -> str:
    """The outlet, linked to the message, and the day."""
    day = f"{side.day.day} {side.day:%B}"
    article = articles.get(side.article)
    return f"{message_link(article, postings.get(side.article))}, {day}" if article else day
