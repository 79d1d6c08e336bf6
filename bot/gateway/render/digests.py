"""A digest as one message: a heading, the ranked stories, and the rest in a line each."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import discord

from bot.briefing import remark
from bot.core.types import ArticleInfo, Digest, PostingRef
from bot.gateway.render import markdown as md
from bot.gateway.render.cards import READ, message_link, source_name
from bot.gateway.render.changes import changes_card
from bot.gateway.render.statements import context_line, in_a_line
from models.types import DigestLine, DigestStatement, DigestStory, Disagreement

_STORIES = 6
_HEADLINE = 150
_STORY = 1200
_REST = 700
_MOST_REST = 2000
_FRAME = 500
_CHANGES = 1000
_GIST = 300
_LINE = 200  # the least room for one line of who said what
_SAID = 320
_SOURCES = 4
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
    if quiet := remark(content):
        since += f"\n*{quiet}*"
    embeds = [discord.Embed(title=title, description=since, colour=READ)]
    changed = changes_card(content.changes, digest.articles, digest.postings, _CHANGES)
    embeds += changed
    told_in_full, others = _stories(digest, sum(map(len, changed)))
    embeds += told_in_full
    rest = [rest_line(line, digest) for line in (*others, *content.rest)]
    if rest:
        room = md.EMBEDS_TOTAL - sum(map(len, embeds)) - len(mark(run_id or 0)) - len("Also")
        embeds.append(
            discord.Embed(title="Also", description=md.join_lines(rest, min(room, _MOST_REST)), colour=READ)
        )
    if run_id is not None:
        embeds[-1].set_footer(text=mark(run_id))
    return embeds


def _stories(digest: Digest, used: int) -> tuple[list[discord.Embed], list[DigestLine]]:
    """The stories that fit beside what has ``used`` room, told; and a line for each that does not."""
    stories = digest.content.stories
    left = md.EMBEDS_TOTAL - _REST - _FRAME - used
    room = min(left // max(min(len(stories), _STORIES), 1), _STORY)
    embeds: list[discord.Embed] = []
    others: list[DigestLine] = []
    for story in stories:
        embed = _story(len(embeds) + 1, story, digest, room)
        if len(embeds) < _STORIES and len(embed) <= left:
            embeds.append(embed)
            left -= len(embed)
        else:
            others.append(DigestLine(story.gist.article, story.headline))
    return embeds, others


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def story_title(rank: int, story: DigestStory) -> str:
    """The rank and the headline of a story."""
    return f"{rank}. {md.fit(story.headline, _HEADLINE)}"


def best_address(story: DigestStory, digest: Digest) -> str | None:
    """The address of a story's best article, where it has one."""
    best = digest.articles.get(story.articles[0]) if story.articles else None
    return md.web_address(best.url) if best else None


def gist_line(gist: DigestLine, room: int) -> str:
    """The gist of a story, marked where the last digest told it too."""
    return _still(gist) + md.fit(gist.text, room - len(_still(gist)))


def _still(line: DigestLine) -> str:
    return "*Still:* " if line.still else ""


def _story(rank: int, story: DigestStory, digest: Digest, room: int) -> discord.Embed:
    title = story_title(rank, story)
    room -= len(title)
    footing = _sources(story, digest, room // 3)
    lines = _lines(story, digest, room - len(footing) - 2)
    return discord.Embed(
        title=title,
        url=best_address(story, digest),
        description="\n".join((*lines, "", footing) if footing else lines),
        colour=READ,
    )


def _lines(story: DigestStory, digest: Digest, room: int) -> list[str]:
    """The gist always, then what there is room for: a statement, a disagreement, the other ones of both."""
    gist = gist_line(story.gist, min(_GIST, room - _LINE - 1 if story.statements else room))
    room -= len(gist)
    spoken = [who_said(told, min(_SAID, room - 1)) for told in story.statements[:1]]
    room -= sum(len(line) + 1 for line in spoken)
    differing = [disagreement(found, digest, 90) for found in story.disagreements[:1]]
    differing = [line for line in differing if len(line) < room]
    room -= sum(len(line) + 1 for line in differing)
    for told in story.statements[1:]:
        if room > _LINE:
            spoken.append(who_said(told, min(_SAID, room - 1)))
            room -= len(spoken[-1]) + 1
    others = (disagreement(found, digest, 90) for found in story.disagreements[1:])
    differing += [line for line in others if len(line) < room][:1]
    return [gist, *spoken, *differing]


def who_said(told: DigestStatement, room: int) -> str:
    """Who said what, with flag, role and certainty, and below it the sentence that it leans on."""
    context = context_line(told.statement, min(160, room // 2))
    below = f"\n> {context}" if context else ""
    return f"> {in_a_line(told.statement, room - len(below) - 2)}{below}"


def disagreement(found: Disagreement, digest: Digest, room: int) -> str:
    """Where reports differ, each line with its outlet and at most ``room`` of its words."""
    told = " — ".join(
        f"{_outlet(digest.articles.get(line.article))}: {_still(line)}{md.fit(line.text, room)}"
        for line in found.lines[:3]
    )
    return f"⚖️ **Reports differ** on {md.fit(found.what, 60)}: {told}"


def _sources(story: DigestStory, digest: Digest, room: int) -> str:
    """Outlets and messages, as many as ``room`` holds; where addresses are long, the messages alone."""
    known = [i for i in story.articles[:_SOURCES] if i in digest.articles]
    for count in range(len(known), 0, -1):
        more = f" · +{len(known) - count}" if count < len(known) else ""
        for form in (_source, message_link):
            links = [form(digest.articles[i], digest.postings.get(i)) for i in known[:count]]
            line = f"{' · '.join(links)}{more}"
            if len(line) <= room or (count == 1 and form is message_link):
                return line
    return ""


def _source(article: ArticleInfo, posting: PostingRef | None) -> str:
    name = md.link(source_name(article), article.url, 40)
    return f"{name} ([message]({posting.jump_url}))" if posting and not posting.private else name


def source(article_id: int, digest: Digest) -> str:
    """An article by its headline and outlet, with links to it and to the message that brought it."""
    article, posting = digest.articles[article_id], digest.postings.get(article_id)
    outlet = f" · {md.fit(article.outlet, 40)}" if article.outlet else ""
    message = f" · [message]({posting.jump_url})" if posting and not posting.private else ""
    return f"🔗 {md.link(article.title, article.url, 90)}{outlet}{message}"


def rest_line(line: DigestLine, digest: Digest) -> str:
    """A story in one line."""
    posting = digest.postings.get(line.article)
    still = "still: " if line.still else ""
    source = f" ([message]({posting.jump_url}))" if posting and not posting.private else ""
    return f"• {still}{md.fit(line.text, 140)}{source}"


def _outlet(article: ArticleInfo | None) -> str:
    return md.fit(source_name(article), 40) if article else "one report"
