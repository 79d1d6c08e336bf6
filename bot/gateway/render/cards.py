"""Summary cards and statement cards."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import discord

from bot.core.types import ArticleInfo, PostingRef, Reading, StatementHit, StatementPage
from bot.gateway.render import markdown as md
from models.types import Certainty, Kind, Point, Statement

READ = discord.Colour(0x2F5D8C)
PREVIEW = discord.Colour(0x8A8D91)
QUOTED = discord.Colour(0x2E7D5B)
PARAPHRASED = discord.Colour(0x7A6C9D)
UNSURE = discord.Colour(0xC07A1E)

_MANNER = {Kind.DIRECT: "💬 Quoted", Kind.MIXED: "💬 Partly quoted", Kind.INDIRECT: "📝 Paraphrased"}
_OPENING = "\"“”„«»‘’'"
WEIGHTIEST = 3


def source_name(article: ArticleInfo) -> str:
    """The outlet, or the host of the article's address, or what the article was."""
    if article.outlet:
        return article.outlet
    host = urlsplit(article.url).hostname if article.url else None
    return (host or "pasted text").removeprefix("www.")


def speaker_line(statement: Statement) -> str:
    """Who said it, with flag and role; the words of the article where nobody can be named."""
    speaker = statement.speaker
    if speaker is None:
        return "Speaker not named"
    name = speaker.name or f"“{speaker.mention}”"
    role = speaker.role if speaker.role and speaker.role.lower() not in name.lower() else None
    flag = md.flag(speaker.country)
    line = f"{name} · {role}" if role else name
    return f"{flag} {line}" if flag else line


def certainty_line(statement: Statement) -> str:
    """How sure the article is, and the chain of sources, in words: "alleged, via Ukrainska Pravda"."""
    words = [str(statement.certainty)]
    if statement.via:
        words.append("via " + ", via ".join(md.fit(name, 80) for name in statement.via[:4]))
    return ", ".join(words)


def said(statement: Statement, limit: int) -> str:
    """The statement as a line that tells a quotation from a paraphrase.

    A direct quotation stands in curly quotation marks; a paraphrase, which may hold quoted words, never does.
    """
    if statement.kind is not Kind.DIRECT:
        return md.fit(statement.text, limit)
    words = statement.text.strip().strip(_OPENING).rstrip(",").strip()
    return f"“{md.fit(words, limit - 2)}”"


def manner_line(statement: Statement) -> str:
    """One line: quoted or paraphrased, the act, to whom, when, and how certain."""
    parts = [_MANNER[statement.kind]]
    act = md.fit(statement.act.replace("_", " "), 40)
    if statement.negated:
        parts.append(f"did not {act}")
    elif act != "say":
        parts.append(_third_person(act))
    audience = [name for name in statement.audience[:3] if name not in (statement.occasion or "")]
    if audience:
        parts.append("to " + ", ".join(md.fit(name, 60) for name in audience))
    if statement.occasion:
        parts.append(md.fit(statement.occasion, 80))
    manner, certainty = " · ".join(parts), certainty_line(statement)
    if statement.certainty is Certainty.ON_RECORD:
        return f"*{manner} · {certainty}*"
    return f"*{manner}* · **{certainty}**"


def _third_person(act: str) -> str:
    """ "urge" → "urges", "deny" → "denies", "decline to comment" → "declines to comment"."""
    verb, _, rest = act.partition(" ")
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        verb = verb[:-1] + "ies"
    else:
        verb += "es" if verb.endswith(("s", "x", "ch", "sh")) else "s"
    return f"{verb} {rest}".strip()


def _colour(statement: Statement) -> discord.Colour:
    if statement.certainty is not Certainty.ON_RECORD:
        return UNSURE
    return PARAPHRASED if statement.kind is Kind.INDIRECT else QUOTED


def weightiest(statements: Sequence[Statement], count: int = WEIGHTIEST) -> list[Statement]:
    """The statements worth a place on a summary card, in article order.

    Named speakers before unnamed, on record before hearsay, quotations before paraphrase; one per speaker
    as long as there are enough speakers.
    """

    def weight(statement: Statement) -> tuple[bool, bool, bool, bool]:
        named = statement.speaker is not None and statement.speaker.name is not None
        return (
            named,
            statement.certainty is Certainty.ON_RECORD,
            statement.kind is not Kind.INDIRECT,
            40 <= len(statement.text) <= 400,
        )

    ranked = sorted(range(len(statements)), key=lambda n: weight(statements[n]), reverse=True)
    heard: set[str | None] = set()
    first: list[int] = []
    again: list[int] = []
    for number in ranked:
        speaker = statements[number].speaker
        key = speaker.key or speaker.name if speaker else None
        (again if key in heard else first).append(number)
        heard.add(key)
    return [statements[n] for n in sorted((first + again)[:count])]


def _point(point: Point, limit: int) -> str:
    return f"• {md.fit(point.text, limit)}"


def summary_card(reading: Reading) -> discord.Embed:
    """The card of a read article: headline, outlet and time, gist, points, who said what."""
    article, summary = reading.article, reading.analysis.summary
    gist = summary.gist
    lines: list[str] = []
    if article.preview_only:
        lines.append("⚠️ **Preview only**: the article could not be read, this is what its link preview says.")
    if gist is not None:
        lines.append(f"**{md.fit(gist.text, 600)}**")
    points = [_point(p, 500) for p in summary.points if gist is None or p.text != gist.text]
    if points:
        lines.append("\n".join(points))
    embed = discord.Embed(
        title=md.fit(summary.headline or article.title, md.TITLE),
        url=md.web_address(article.url),
        description=md.join_lines(lines, 3000, blank=True) or None,
        colour=PREVIEW if article.preview_only else READ,
        timestamp=article.published,
    )
    dateline = reading.analysis.dateline
    agency = dateline.agency if dateline and not article.outlet and not article.url else None
    embed.set_author(name=md.plain(agency or source_name(article), md.AUTHOR))
    for statement in weightiest(reading.analysis.statements):
        embed.add_field(
            name=md.fit(speaker_line(statement), md.FIELD_NAME),
            value=f"{said(statement, 420)}\n{manner_line(statement)}",
            inline=False,
        )
    embed.set_footer(text=_small_print(reading))
    return embed


def _small_print(reading: Reading) -> str:
    count = len(reading.analysis.statements)
    words = [f"{count} statement{'' if count == 1 else 's'}"]
    summary = reading.analysis.summary
    if any(not p.verbatim for p in summary.points):
        words.append(f"worded by {md.plain(summary.model, 60)} and checked against the article")
    else:
        words.append("the article's own sentences")
    if reading.analysis.dateline is not None:
        words.insert(0, md.plain(reading.analysis.dateline.place, 60))
    return " · ".join(words)


def statement_card(hit: StatementHit) -> discord.Embed:
    """One statement: who, the words, how certain, where it was read."""
    statement = hit.statement
    lines = (
        said(statement, 620),
        manner_line(statement),
        provenance(hit.article, hit.posting),
    )
    embed = discord.Embed(description="\n".join(lines), colour=_colour(statement))
    embed.set_author(name=md.plain(speaker_line(statement), 200))
    return embed


def provenance(article: ArticleInfo, posting: PostingRef | None) -> str:
    """Where it was read: outlet, title linked to the article, date, and the message it was posted in."""
    parts = [md.fit(source_name(article), 60)]
    parts.append(md.link(article.title, article.url, 110))
    moment = article.published or (posting.posted_at if posting else None)
    if moment:
        parts.append(md.when(moment, "d"))
    if posting:
        parts.append(f"[message]({posting.jump_url})")
    if article.preview_only:
        parts.append("preview only")
    return f"-# {' · '.join(parts)}"


def statement_page(page: StatementPage, heading: str) -> list[discord.Embed]:
    """A page of statement cards under one line that says what was asked and how much was found."""
    count = f"{page.total} statement{'' if page.total == 1 else 's'}"
    position = f" · page {page.page + 1} of {page.pages}" if page.pages > 1 else ""
    top = discord.Embed(description=f"**{heading}**\n-# {count}{position}", colour=READ)
    embeds = [top]
    room = md.EMBEDS_TOTAL - len(top)
    for hit in page.hits:
        card = statement_card(hit)
        if len(card) > room or len(embeds) == 10:
            break
        embeds.append(card)
        room -= len(card)
    return embeds
