"""Contacts as cards: who, what became of it and when, the article's own sentence, and the messages."""

from __future__ import annotations

import discord

from bot import facts
from bot.core.lookups import ContactHit, Page
from bot.core.types import Sighting
from bot.gateway.render import markdown as md
from bot.gateway.render.cards import QUOTED, READ, UNSURE, provenance, source_name
from bot.gateway.render.pages import heading_card
from models.histories.types import ContactReport
from models.types import ContactStatus

_COLOURS = {
    ContactStatus.HELD: QUOTED,
    ContactStatus.UNDER_WAY: QUOTED,
    ContactStatus.PLANNED: READ,
    ContactStatus.OFFERED: READ,
    ContactStatus.DENIED: UNSURE,
    ContactStatus.REFUSED: UNSURE,
    ContactStatus.CANCELLED: UNSURE,
}
_SENTENCE = 400
_ALSO = 3


def contact_page(page: Page[ContactHit], heading: str) -> list[discord.Embed]:
    """A page of at most six contacts, all shown, under a line that says what was asked and found."""
    top = heading_card(heading, page, "contact")
    share = (md.EMBEDS_TOTAL - len(top)) // max(len(page.items), 1)
    return [top, *(contact_card(hit, share) for hit in page.items)]


def contact_card(hit: ContactHit, room: int = 2000) -> discord.Embed:
    """One contact with its history, in at most ``room`` characters (≥ 800)."""
    history = hit.history
    newest = history.reports[-1]
    embed = discord.Embed(colour=_COLOURS[history.status])
    embed.set_author(name=md.plain(facts.parties(history.parties, history.countries, 150), md.AUTHOR))
    seen = hit.seen[newest.origin.article]
    for brief in (False, True):
        above = [f"**{md.fit(_capital(facts.contact(newest.contact)), 90 if brief else 300)}**"]
        above.append(_history(hit, linked=not brief))
        below = [provenance(seen.article, seen.posting, brief=brief)]
        if not brief and (also := _also(hit)):
            below.append(also)
        left = room - len(embed) - sum(len(line) + 1 for line in (*above, *below) if line) - len("> ")
        if left >= min(_SENTENCE, len(newest.contact.text)):
            break
    sentence = f"> {md.fit(newest.contact.text, min(left, _SENTENCE))}" if left > 0 else ""
    embed.description = "\n".join(filter(None, (*above, sentence, *below)))
    return embed


def _history(hit: ContactHit, *, linked: bool) -> str:
    """Status by date and source, dates leading to messages: "9 Oct 2023 denied (…) → 16 Oct held (…)".

    Empty where that would add nothing: a single report in which the article itself says so.
    """
    if len(hit.history.turns) == 1 and not hit.history.turns[0].contact.source:
        return ""
    steps: list[str] = []
    before: ContactReport | None = None
    for report in facts.turns(hit.history):
        if report is None:
            steps.append("…")
            continue
        seen = hit.seen[report.origin.article]
        day = facts.day_words(report.origin.day, before.origin.day if before else None)
        words = md.fit(facts.turn(report, source_name(seen.article)), 110 if linked else 60)
        steps.append(f"{jump(day, seen) if linked else day} {words}")
        before = report
    return " → ".join(steps)


def _also(hit: ContactHit) -> str:
    """The other articles that tell of the contact, the newest first."""
    reports = hit.history.reports
    shown = {report.origin.article for report in hit.history.turns} | {reports[-1].origin.article}
    others = list(dict.fromkeys(r.origin.article for r in reversed(reports) if r.origin.article not in shown))
    links = [jump(source_name(hit.seen[article].article), hit.seen[article]) for article in others[:_ALSO]]
    more = f" · +{len(others) - _ALSO}" if len(others) > _ALSO else ""
    return f"Also: {' · '.join(links)}{more}" if links else ""


def jump(words: str, seen: Sighting) -> str:
    """Words that lead to the message in which an article was posted; a private answer is linked by nobody."""
    shown = md.fit(words, 40)
    return shown if seen.posting.private else f"[{shown}]({seen.posting.jump_url})"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
