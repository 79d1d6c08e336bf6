"""Summary cards and statement cards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import discord

from bot.core.text import flag as country_flag
from bot.core.text import within_marks
from bot.core.types import ArticleInfo, PostingRef, Reading, StatementHit, StatementPage
from bot.gateway.render import markdown as md
from models.knowledge.reporting import acts
from models.types import Certainty, Kind, Point, Statement

READ = discord.Colour(0x2F5D8C)
PREVIEW = discord.Colour(0x8A8D91)
QUOTED = discord.Colour(0x2E7D5B)
PARAPHRASED = discord.Colour(0x7A6C9D)
UNSURE = discord.Colour(0xC07A1E)

_MANNER = {Kind.DIRECT: "💬 Quoted", Kind.MIXED: "💬 Partly quoted", Kind.INDIRECT: "📝 Paraphrased"}
_THOUGHT = "💭 Thought or wish"
_SAID_FULL = 620
WEIGHTIEST = 3
_FEWEST_WORDS = 3


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
    flag = country_flag(speaker.country)
    line = f"{name} · {role}" if role else name
    return f"{flag} {line}" if flag else line


def certainty_line(statement: Statement, sources: int = 4) -> str:
    """How sure the article is, and the chain of sources, in words: "alleged, via Ukrainska Pravda"."""
    words = [str(statement.certainty)]
    if statement.via:
        room = 80 if sources > 1 else 40
        words.append("via " + ", via ".join(md.fit(name, room) for name in statement.via[:sources]))
    return ", ".join(words)


def is_speech(statement: Statement) -> bool:
    """Whether words were spoken or written; beliefs, wishes and intentions are attributed without any."""
    act = acts().get(statement.act)
    return act is None or act.speech


def said(statement: Statement, limit: int) -> str:
    """The statement as a line that tells a quotation from a paraphrase.

    A quotation that the article sets in quotation marks as a whole stands in curly ones; anything else is
    shown as it is written, so that no word of the reporter's ever stands within quotation marks.
    """
    text = md.squeeze(statement.text)
    words = within_marks(text) if statement.kind is Kind.DIRECT and is_speech(statement) else None
    return md.fit(text, limit) if words is None else f"“{md.fit(words, limit - 2)}”"


def manner_line(statement: Statement, *, brief: bool = False) -> str:
    """One line: quoted, paraphrased or only thought, the act, to whom, when, and how certain.

    ``brief`` leaves out to whom and when, and all but the first source.
    """
    parts = [_MANNER[statement.kind] if is_speech(statement) else _THOUGHT]
    if statement.negated or statement.act != "say":
        parts.append(act_phrase(statement))
    audience = [name for name in statement.audience[:3] if name not in (statement.occasion or "")]
    if audience and not brief:
        parts.append("to " + ", ".join(md.fit(name, 60) for name in audience))
    if statement.occasion and not brief:
        parts.append(md.fit(statement.occasion, 80))
    manner, certainty = " · ".join(parts), certainty_line(statement, 1 if brief else 4)
    if statement.certainty is Certainty.ON_RECORD:
        return f"*{manner} · {certainty}*"
    return f"*{manner}* · **{certainty}**"


def act_phrase(statement: Statement) -> str:
    """What was done, in a phrase that follows the speaker: "denies", "did not deny"."""
    act = md.fit(statement.act.replace("_", " "), 40)
    return f"did not {act}" if statement.negated else _third_person(act)


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
    quoted = statement.kind is not Kind.INDIRECT and is_speech(statement)
    return QUOTED if quoted else PARAPHRASED


def weightiest(statements: Sequence[Statement], count: int = WEIGHTIEST) -> list[Statement]:
    """The statements worth a place on a summary card, in article order.

    Named speakers before unnamed, on record before hearsay, words spoken before thoughts, quotations before
    paraphrase; one per speaker as long as there are enough speakers.
    """

    def weight(statement: Statement) -> tuple[bool, bool, bool, bool, bool]:
        named = statement.speaker is not None and statement.speaker.name is not None
        return (
            named,
            is_speech(statement),
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


def telling(reading: Reading) -> list[Statement]:
    """The statements that say something by themselves: no mere "it" or "so", none that is the headline."""
    headings = (reading.analysis.summary.headline, reading.analysis.title, reading.article.title)
    titles = [_bare(title) for title in headings if title]
    return [
        s
        for s in reading.analysis.statements
        if len(s.text.split()) >= _FEWEST_WORDS and not any(_bare(s.text) in title for title in titles)
    ]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


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
    for statement in weightiest(telling(reading)):
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


def statement_card(hit: StatementHit, room: int = 2000) -> discord.Embed:
    """One statement: who, the words, how certain, where it was read; at most ``room`` characters (≥ 600)."""
    statement = hit.statement
    embed = discord.Embed(colour=_colour(statement))
    for brief in (False, True):
        embed.set_author(name=md.plain(speaker_line(statement), 100 if brief else 200))
        manner = manner_line(statement, brief=brief)
        where = provenance(hit.article, hit.posting, brief=brief)
        left = room - len(embed) - len(manner) - len(where) - 2
        if left >= min(_SAID_FULL, len(md.fit(statement.text, _SAID_FULL)) + 2):
            break
    embed.description = "\n".join((said(statement, min(left, _SAID_FULL)), manner, where))
    return embed


def provenance(article: ArticleInfo, posting: PostingRef | None, *, brief: bool = False) -> str:
    """Where it was read: outlet, title linked to the article, date, and the message it was posted in.

    ``brief`` leaves out the article's address. A private answer is linked to by nobody.
    """
    parts = [md.fit(source_name(article), 30 if brief else 60)]
    parts.append(md.fit(article.title, 60) if brief else md.link(article.title, article.url, 110))
    moment = article.published or (posting.posted_at if posting else None)
    if moment:
        parts.append(md.when(moment, "d"))
    if posting and not posting.private:
        parts.append(f"[message]({posting.jump_url})")
    if article.preview_only:
        parts.append("preview only")
    return " · ".join(parts)


def statement_page(page: StatementPage, heading: str) -> list[discord.Embed]:
    """A page of at most nine statement cards, all shown, under a line that says what was asked and found."""
    count = f"{page.total} statement{'' if page.total == 1 else 's'}"
    position = f" · page {page.page + 1} of {page.pages}" if page.pages > 1 else ""
    top = discord.Embed(description=f"**{heading}**\n{count}{position}", colour=READ)
    share = (md.EMBEDS_TOTAL - len(top)) // max(len(page.hits), 1)
    return [top, *(statement_card(hit, share) for hit in page.hits)]
