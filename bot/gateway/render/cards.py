"""Summary cards and statement cards."""

from __future__ import annotations

import math
from collections.abc import Sequence

import discord

from bot import wording
from bot.core.lookalikes import readable_host
from bot.core.types import ArticleInfo, PostingRef, Reading, StatementHit, StatementPage
from bot.gateway.render import markdown as md
from bot.gateway.render.statements import context_line, dress, small_line
from models.digest.chosen_statements import reads_alone, reads_in_context
from models.digest.headline_speaker import rank
from models.types import Certainty, Kind, Point, Statement

READ = discord.Colour(0x2F5D8C)
PREVIEW = discord.Colour(0x8A8D91)
QUOTED = discord.Colour(0x2E7D5B)
PARAPHRASED = discord.Colour(0x7A6C9D)
UNSURE = discord.Colour(0xC07A1E)

_SAID_FULL = 620
WEIGHTIEST = 3


def message_link(article: ArticleInfo, posting: PostingRef | None) -> str:
    """The outlet, linked to the message that brought the article where there is one to link to."""
    name = md.fit(source_name(article), 30)
    return f"[{name}]({posting.jump_url})" if posting and not posting.private else name


def source_name(article: ArticleInfo) -> str:
    """The outlet, or the host of the article's address, or what the article was."""
    if article.outlet:
        return article.outlet
    return readable_host(article.url or "") or "posted text"


def _colour(statement: Statement) -> discord.Colour:
    if statement.certainty is not Certainty.ON_RECORD:
        return UNSURE
    quoted = statement.kind is not Kind.INDIRECT and wording.is_speech(statement)
    return QUOTED if quoted else PARAPHRASED


def weightiest(
    statements: Sequence[Statement], count: int = WEIGHTIEST, headline: str = ""
) -> list[Statement]:
    """The statements worth a place on a summary card: the headline's own speaker's, then in article order.

    Named speakers before unnamed, on record before hearsay, words spoken before thoughts, quotations before
    paraphrase; one per speaker as long as there are enough speakers.
    """

    def weight(statement: Statement) -> tuple[float, bool, bool, bool, bool, bool]:
        named = statement.speaker is not None and statement.speaker.name is not None
        return (
            math.ceil(rank(headline, statement.speaker)),
            named,
            wording.is_speech(statement),
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
        key = speaker.identity if speaker else None
        (again if key in heard else first).append(number)
        heard.add(key)
    chosen = sorted((first + again)[:count])
    leads = max((rank(headline, statements[n].speaker) for n in chosen), default=0.0)
    own = [n for n in chosen if leads and rank(headline, statements[n].speaker) == leads]
    return [statements[n] for n in (*own, *(n for n in chosen if n not in own))]


def headline_of(reading: Reading) -> str:
    """The headline as the article gives it, else the one that was made for it."""
    return reading.article.title or reading.analysis.title or reading.analysis.summary.headline


def telling(reading: Reading) -> list[Statement]:
    """The statements that stand by themselves and that no heading of the card tells already.

    Where there are too few, those that lean on a sentence which can be shown with them.
    """
    summary = reading.analysis.summary
    headings = (summary.headline, reading.analysis.title, reading.article.title)
    titles = [*(title for title in headings if title), ""]
    known = " ".join((*titles, summary.gist.text if summary.gist else ""))
    said = reading.analysis.statements
    alone = [s for s in said if all(reads_alone(s, title, known) for title in titles)]
    if len(alone) >= WEIGHTIEST:
        return alone
    leaning = [s for s in said if s not in alone and all(reads_in_context(s, title) for title in titles)]
    chosen = [*alone, *weightiest(leaning, WEIGHTIEST - len(alone))]
    return [s for s in said if s in chosen]


def _point(point: Point, limit: int) -> str:
    return f"• {md.fit(point.text, limit)}"


def summary_card(reading: Reading) -> discord.Embed:
    """The card of a read article: headline, outlet and time, gist, points, who said what."""
    article, summary = reading.article, reading.analysis.summary
    gist = summary.gist
    title, told = _title(reading)
    lines: list[str] = []
    if article.preview_only:
        lines.append("⚠️ **Preview only**: the article could not be read, this is what its link preview says.")
    if gist is not None and not told:
        lines.append(f"**{md.fit(gist.text, 600)}**")
    points = [_point(p, 500) for p in summary.points if gist is None or p.text != gist.text]
    if points:
        lines.append("\n".join(points))
    embed = discord.Embed(
        title=title,
        url=md.web_address(article.url),
        description=md.join_lines(lines, 3000, blank=True) or None,
        colour=PREVIEW if article.preview_only else READ,
        timestamp=article.published,
    )
    dateline = reading.analysis.dateline
    agency = dateline.agency if dateline and not article.outlet and not article.url else None
    embed.set_author(name=md.plain(agency or source_name(article), md.AUTHOR))
    for statement in weightiest(telling(reading), headline=headline_of(reading)):
        embed.add_field(
            name=md.fit(wording.speaker_line(statement), md.FIELD_NAME),
            value="\n".join(
                filter(None, (_words(statement, 420), small_line(statement), context_line(statement)))
            ),
            inline=False,
        )
    embed.set_footer(text=_small_print(reading))
    return embed


def _title(reading: Reading) -> tuple[str | None, bool]:
    """The card's title, and whether it is the gist: an article without a headline has none of its own."""
    summary = reading.analysis.summary
    if summary.headline_from_article or summary.gist is None:
        return md.fit(summary.headline or reading.article.title, md.TITLE), False
    whole = len(md.fit(summary.gist.text, 2 * md.TITLE)) <= md.TITLE
    return (md.fit(summary.gist.text, md.TITLE), True) if whole else (None, False)


def _words(statement: Statement, limit: int) -> str:
    return dress(wording.told(statement).pieces, limit)


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
    if genre := wording.GENRE_WORDS[reading.analysis.genre]:
        words.insert(0, genre)
    return " · ".join(words)


def statement_card(hit: StatementHit, room: int = 2000) -> discord.Embed:
    """One statement: who, the words, how certain, where it was read; at most ``room`` characters (≥ 600)."""
    statement = hit.statement
    embed = discord.Embed(colour=_colour(statement))
    pieces = wording.told(statement).pieces
    for brief in (False, True):
        embed.set_author(name=md.plain(wording.speaker_line(statement), 100 if brief else 200))
        context = context_line(statement, 160 if brief else 300)
        below = [*filter(None, [small_line(statement, brief=brief), context])]
        below.append(provenance(hit.article, hit.posting, brief=brief))
        left = room - len(embed) - sum(len(line) + 1 for line in below)
        if left >= len(dress(pieces, _SAID_FULL)):
            break
    embed.description = "\n".join((dress(pieces, min(left, _SAID_FULL)), *below))
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
