"""Two sides of one matter as two columns, in the articles' own words."""

from __future__ import annotations

import discord

from bot.core.lookups import Comparison, Side
from bot.core.types import StatementHit
from bot.gateway.render import markdown as md
from bot.gateway.render.cards import READ, source_name
from bot.gateway.render.pages import position
from bot.gateway.render.statements import in_a_line

_COLUMN = 1024
_SHORT_ADDRESS = 100


def comparison(found: Comparison, heading: str) -> list[discord.Embed]:
    """A page of both sides, at most three statements each."""
    turned = position(found.page, found.pages).removeprefix(" · ")
    embed = discord.Embed(description=f"**{heading}**\n{turned}".rstrip(), colour=READ)
    for side in (found.one, found.other):
        count = f"{side.total} statement{'' if side.total == 1 else 's'}"
        embed.add_field(name=f"{md.fit(side.who, 100)} · {count}", value=_column(side))
    return [embed]


def _column(side: Side) -> str:
    if not side.total:
        return "Nothing about that in the articles you can read here."
    room = (_COLUMN - 2 * len(side.hits)) // max(len(side.hits), 1)
    return "\n\n".join(_said(hit, room) for hit in side.hits) or "No more."


def _said(hit: StatementHit, room: int) -> str:
    """One statement with its speaker, its date and its links, in at most ``room`` characters (≥ 330)."""
    article, posting = hit.article, hit.posting
    outlet = source_name(article)
    address = md.web_address(article.url)
    short = address is not None and len(address) <= _SHORT_ADDRESS
    parts = [md.when(article.published or posting.posted_at, "d")]
    parts.append(md.link(outlet, article.url, 30) if short else md.fit(outlet, 30))
    if not posting.private:
        parts.append(f"[message]({posting.jump_url})")
    source = " · ".join(parts)
    if len(source) > room // 2 and short:
        parts[1] = md.fit(outlet, 30)
        source = " · ".join(parts)
    return f"{in_a_line(hit.statement, room - len(source) - 1)}\n{source}"
