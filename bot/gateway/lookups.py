"""What a query is answered with: the embeds of a page, for whatever was asked.

The same for a command's first answer and for each page that is turned to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.core.errors import UserError
from bot.core.lookups import CompareQuery, ContactQuery, FigureQuery, Query, TimelineQuery
from bot.core.text import flag
from bot.core.types import StatementPage, StatementQuery, Viewer
from bot.gateway import illustrations
from bot.gateway.illustrations import Illustration
from bot.gateway.render import cards
from bot.gateway.render import markdown as md
from bot.gateway.render.changes import changes_card
from bot.gateway.render.comparisons import comparison
from bot.gateway.render.contacts import contact_page
from bot.gateway.render.figures import figure_page
from bot.gateway.render.timelines import timeline_page
from bot.pictures.lanes import MOST_ITEMS

if TYPE_CHECKING:
    from datetime import datetime

    from bot.services import Services

_FEWER = "Try fewer words, or different ones."


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found; ``page`` counts from 0. The picture shows more than the page."""

    embeds: list[discord.Embed]
    page: int
    pages: int
    picture: Illustration | None = None


async def look_up(services: Services, query: Query, viewer: Viewer, page: int) -> Found:
    """A page of the answer to a query. Raises UserError if nothing is found."""
    match query:
        case StatementQuery():
            return await _statements(services, query, viewer, page)
        case ContactQuery():
            return await _contacts(services, query, viewer, page)
        case FigureQuery():
            return await _figures(services, query, viewer, page)
        case TimelineQuery():
            return await _timeline(services, query, viewer, page)
        case CompareQuery():
            return await _compare(services, query, viewer, page)


async def _statements(services: Services, query: StatementQuery, viewer: Viewer, page: int) -> Found:
    found = await services.who_said.search(query, viewer, page)
    if not found.hits:
        if query.article_id is not None:
            raise UserError(
                "There are no statements in that article, or it is no longer posted where you can read it."
            )
        raise UserError(f"Nobody said that in the articles you can read here. {_FEWER}")
    return Found(cards.statement_page(found, _said(query, found)), found.page, found.pages)


def _said(query: StatementQuery, found: StatementPage) -> str:
    if query.article_id is not None:
        article = found.hits[0].article
        return f"Who said what in {md.link(article.title, article.url)}"
    asked = f"What {md.fit(query.speaker, 80)} said" if query.speaker else "Who said what"
    if query.text:
        asked += f" about “{md.fit(query.text, 120)}”"
    if query.country:
        asked += f" · {flag(query.country) or md.fit(query.country, 40)}"
    asked += _since(query.since)
    if query.until:
        asked += f" · before {md.when(query.until, 'd')}"
    return asked + (" · quotations only" if query.direct_only else "")


async def _contacts(services: Services, query: ContactQuery, viewer: Viewer, page: int) -> Found:
    found = await services.contacts.search(query, viewer, page)
    if not found.items:
        raise UserError(
            "There are no such contacts in the articles you can read here. "
            "Try a surname, a country, or fewer conditions."
        )
    asked = f"Contacts of {md.fit(query.who, 80)}" if query.who else "Contacts"
    asked += f" · {query.status.value}" if query.status else ""
    all_of_them = found.items
    if not page and found.pages > 1:
        all_of_them = (await services.contacts.search(query, viewer, 0, illustrations.MOST_CONTACTS)).items
    picture = illustrations.of_contacts(all_of_them) if not page else None
    return Found(contact_page(found, asked + _since(query.since)), found.page, found.pages, picture)


async def _figures(services: Services, query: FigureQuery, viewer: Viewer, page: int) -> Found:
    found = await services.figures.search(query, viewer, page)
    if not found.items:
        raise UserError(f"There are no such figures in the articles you can read here. {_FEWER}")
    asked = f"Figures about “{md.fit(query.about, 80)}”" if query.about else "Figures"
    picture = illustrations.of_figures(found.items) if not page else None
    return Found(figure_page(found, asked + _since(query.since)), found.page, found.pages, picture)


async def _timeline(services: Services, query: TimelineQuery, viewer: Viewer, page: int) -> Found:
    found = await services.timeline.search(query, viewer, page)
    if not found.items:
        raise UserError(f"There is nothing about that in the articles you can read here. {_FEWER}")
    asked = f"Timeline of {md.fit(query.who, 80)}" if query.who else "Timeline"
    asked += f" · “{md.fit(query.words, 120)}”" if query.words else ""
    entries = found.items
    if not page and found.pages > 1:
        entries = (await services.timeline.search(query, viewer, 0, MOST_ITEMS)).items
    picture = illustrations.of_timeline(entries) if not page else None
    return Found(timeline_page(found, asked + _since(query.since)), found.page, found.pages, picture)


async def changed(services: Services, query: TimelineQuery, viewer: Viewer) -> list[discord.Embed]:
    """What changed in what a timeline tells of. Raises UserError if nothing did."""
    found = await services.changes.find(query, viewer)
    if not found.changes:
        raise UserError(
            "Nothing has changed in the articles you can read here: no contact has another status, no figure "
            "has moved, and nobody says otherwise than before."
        )
    articles = {number: sighting.article for number, sighting in found.seen.items()}
    postings = {number: sighting.posting for number, sighting in found.seen.items()}
    asked = f"What changed: {md.fit(query.who or query.words or '', 80)}"
    return changes_card(found.changes, articles, postings, md.DESCRIPTION - 200, asked)


async def _compare(services: Services, query: CompareQuery, viewer: Viewer, page: int) -> Found:
    found = await services.compare.search(query, viewer, page)
    one, other = md.fit(query.one, 80), md.fit(query.other, 80)
    if not found.one.total and not found.other.total:
        raise UserError(
            f"Neither {one} nor {other} said anything about that in the articles you can read here. {_FEWER}"
        )
    asked = f"{one} and {other} on “{md.fit(query.topic, 120)}”{_since(query.since)}"
    return Found(comparison(found, asked), found.page, found.pages)


def _since(moment: datetime | None) -> str:
    return f" · since {md.when(moment, 'd')}" if moment else ""
