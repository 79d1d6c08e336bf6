"""A timeline as one embed: what was said, who met whom and what was counted, each with its source."""

from __future__ import annotations

import discord

from bot import facts
from bot.core.lookups import Page, TimelineEntry
from bot.gateway.render import markdown as md
from bot.gateway.render.cards import provenance
from bot.gateway.render.pages import heading_card
from bot.gateway.render.statements import in_a_line
from models.types import Contact, Statement

_TEXT = 320


def timeline_page(page: Page[TimelineEntry], heading: str) -> list[discord.Embed]:
    """A page of at most six entries, all shown, under a line that says what was asked and found."""
    top = heading_card(heading, page, "entry", "entries")
    room = (md.DESCRIPTION - len(top.description or "") - 2) // max(len(page.items), 1) - 2
    top.description = "\n\n".join((top.description or "", *(_entry(entry, room) for entry in page.items)))
    return [top]


def _entry(entry: TimelineEntry, room: int) -> str:
    """One entry in at most ``room`` characters (≥ 600): what was told, and below it when and where."""
    seen, told = entry.seen, entry.told
    source = provenance(seen.article, seen.posting)
    if len(source) > room - _TEXT:
        source = provenance(seen.article, seen.posting, brief=True)
    left = min(_TEXT, room - len(source) - 1)
    if isinstance(told, Statement):
        return f"💬 {in_a_line(told, left - 2)}\n{source}"
    if isinstance(told, Contact):
        who = md.fit(facts.parties(told.parties, entry.countries, 100), 120)
        words = f"🤝 **{who}** · {md.fit(_status(told), 80)}"
    else:
        named = f" · {md.fit(told.source, 50)}" if told.source else ""
        words = f"🔢 **{md.fit(facts.figure(told), 120)}**{named}"
    return f"{words}\n> {md.fit(told.text, left - len(words) - 3)}\n{source}"


def _status(contact: Contact) -> str:
    source = f" ({contact.source})" if contact.source else ""
    return f"{contact.kind}, {contact.status.value}{source}"
