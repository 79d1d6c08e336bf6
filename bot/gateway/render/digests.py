"""A digest as one message: a heading, the ranked stories, and the rest in a line each."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import discord

from bot.core.types import ArticleInfo, Digest, PostingRef
from bot.gateway.render import markdown as md
from bot.gateway.render.cards import READ, certainty_line, said, source_name, speaker_line
from models.types import Certainty, DigestLine, DigestStatement, DigestStory, Disagreement

_STORIES = 6
_HEADLINE = 150
_STORY = 1200
_REST = 700
_FRAME = 500
_MARK = "Digest no."


def mark(run_id: int) -> str:
    """What tells the digest of one run from every other; stands in the last embed's footer."""
    return f"{_MARK} {run_id}"


def is_marked(embeds: list[discord.Embed], run_id: int) -> bool:
    """Whether a message's embeds are the digest of this run."""
    return any(mark(run_id) == (e.footer.text or "").split(" · ")[0] for e in embeds)


def digest_message(
    digest: Digest, zone: str = "UTC", *, topic: str | None = None, run_id: int | None = None
) -> list[discord.Embed]:
    """The embeds of a digest, within the limits of one message."""
    content = digest.content
    day = digest.until.astimezone(ZoneInfo(zone))
    title = f"Digest · {day:%A} {day.day} {day:%B %Y}"
    outlets = {o for story in content.stories for o in story.outlets}
    told = len(content.stories) + len(content.rest)
    counted = f"{_count(content.articles, 'article')}, {_count(told, 'story', 'stories')}"
    if len(outlets) > 1:
        counted += f", {len(outlets)} outlets"
    since = f"{counted} since {md.when(digest.since)}"
    if topic:
        since += f" · about “{md.fit(topic, 60)}”"
    embeds = [discord.Embed(title=title, description=since, colour=READ)]
    told_in_full = content.stories[:_STORIES]
    room = (md.EMBEDS_TOTAL - _REST - _FRAME) // max(len(told_in_full), 1)
    embeds += [_story(n, s, digest, min(room, _STORY)) for n, s in enumerate(told_in_full, 1)]
    rest = [_rest_line(line, digest) for line in content.rest]
    if rest:
        embeds.append(discord.Embed(title="Also", description=md.join_lines(rest, _REST), colour=READ))
    if run_id is not None:
        embeds[-1].set_footer(text=mark(run_id))
    return embeds


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _story(rank: int, story: DigestStory, digest: Digest, room: int) -> discord.Embed:
    best = digest.articles.get(story.articles[0]) if story.articles else None
    footing = _sources(story, digest)
    lines = [md.fit(story.gist.text, 300)]
    lines += [_who_said(s) for s in story.statements[:2]]
    lines += [_disagreement(d, digest) for d in story.disagreements[:1]]
    title = f"{rank}. {md.fit(story.headline, _HEADLINE)}"
    text = md.join_lines(lines, room - len(title) - len(footing) - 1)
    return discord.Embed(
        title=title,
        url=md.web_address(best.url) if best else None,
        description=f"{text}\n{footing}" if footing else text,
        colour=READ,
    )


def _who_said(told: DigestStatement) -> str:
    statement = told.statement
    unsure = "" if statement.certainty is Certainty.ON_RECORD else f" *({certainty_line(statement)})*"
    return f"> **{md.fit(speaker_line(statement), 90)}**{unsure}: {said(statement, 180)}"


def _disagreement(found: Disagreement, digest: Digest) -> str:
    told = " — ".join(
        f"{_outlet(digest.articles.get(line.article))}: {md.fit(line.text, 90)}" for line in found.lines[:3]
    )
    return f"⚖️ **Reports differ** on {md.fit(found.what, 60)}: {told}"


def _sources(story: DigestStory, digest: Digest) -> str:
    links: list[str] = []
    for article_id in story.articles[:4]:
        article, posting = digest.articles.get(article_id), digest.postings.get(article_id)
        if article is not None:
            links.append(_source(article, posting))
    return f"-# {' · '.join(links)}" if links else ""


def _source(article: ArticleInfo, posting: PostingRef | None) -> str:
    name = md.link(source_name(article), article.url, 40)
    return f"{name} ([message]({posting.jump_url}))" if posting else name


def _rest_line(line: DigestLine, digest: Digest) -> str:
    posting = digest.postings.get(line.article)
    still = "still: " if line.still else ""
    source = f" ([message]({posting.jump_url}))" if posting else ""
    return f"• {still}{md.fit(line.text, 140)}{source}"


def _outlet(article: ArticleInfo | None) -> str:
    return md.fit(source_name(article), 40) if article else "one report"
