"""The pages behind a digest's *More*: every story with all that is known of it, changes, then the rest."""

from __future__ import annotations

import discord

from bot.core.types import Digest
from bot.gateway.render import digests
from bot.gateway.render import markdown as md
from bot.gateway.render.cards import READ
from bot.gateway.render.changes import changes_card
from models.types import DigestStory

_ROOM = 5600  # of the 6,000 characters of a message; the page number needs some
_STORIES = 3
_TEXT = 700
_REST = 3800
_SOURCES = 20


def pages(digest: Digest) -> list[list[discord.Embed]]:
    """The embeds of each page; no page breaks a limit of one message."""
    found: list[list[discord.Embed]] = []
    left = 0
    for rank, story in enumerate(digest.content.stories, 1):
        embed = _story(rank, story, digest)
        if len(embed) > left or len(found[-1]) == _STORIES:
            found.append([])
            left = _ROOM
        found[-1].append(embed)
        left -= len(embed)
    changed = changes_card(digest.content.changes, digest.articles, digest.postings, _REST)
    found += [[embed] for embed in (*changed, *_rest(digest))]
    for number, embeds in enumerate(found, 1):
        embeds[-1].set_footer(text=f"Page {number} of {len(found)}")
    return found


def _story(rank: int, story: DigestStory, digest: Digest) -> discord.Embed:
    lines = [digests.gist_line(story.gist, _TEXT)]
    lines += [digests.who_said(told, _TEXT) for told in story.statements]
    lines += [digests.disagreement(found, digest, 300) for found in story.disagreements]
    sources = [digests.source(i, digest) for i in story.articles[:_SOURCES] if i in digest.articles]
    more = len(story.articles) - len(sources)
    text = md.join_lines(lines, md.DESCRIPTION - 1200, blank=True)
    footing = md.join_lines(sources + ([f"… and {more} more"] if more else []), 1100)
    return discord.Embed(
        title=digests.story_title(rank, story),
        url=digests.best_address(story, digest),
        description=f"{text}\n\n{footing}" if footing else text,
        colour=READ,
    )


def _rest(digest: Digest) -> list[discord.Embed]:
    """The stories told in a line each, as many embeds as they take."""
    texts: list[str] = []
    for line in digest.content.rest:
        shown = digests.rest_line(line, digest)
        if not texts or len(texts[-1]) + len(shown) + 1 > _REST:
            texts.append(shown)
        else:
            texts[-1] += f"\n{shown}"
    return [discord.Embed(title="Also", description=text, colour=READ) for text in texts]
