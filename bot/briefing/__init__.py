"""A digest on paper: a self-contained HTML page (light, dark, print) and Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from markupsafe import escape as html_escape

from bot import wording
from bot.core.schedule import place_of
from bot.core.text import seen
from bot.core.types import Digest
from bot.wording import Piece
from models.knowledge.places import country_name
from models.types import DigestContent

LITTLE = 3
# Markdown's own marks; an article's words must not become formatting or links.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^([-+]|\d+[.)])(?=\s)")


def remark(content: DigestContent) -> str | None:
    """An honest line where there was little news, None where there was enough."""
    if content.stories and all(story.gist.still for story in content.stories):
        return "Nothing new: what follows stood in the last digest too."
    if 0 < content.articles < LITTLE:
        return f"Little news: {'one article' if content.articles == 1 else 'two articles'} in this time."
    return None


def facts(digest: Digest) -> str:
    """How much there was to read: articles, stories and outlets."""
    content = digest.content
    told = {i for story in content.stories for i in story.articles} | {line.article for line in content.rest}
    before = {change.then.article for change in content.changes} - told
    outlets = {a.outlet for i, a in digest.articles.items() if a.outlet and i not in before}
    counts = (
        (content.articles, "article", "articles"),
        (len(content.stories) + len(content.rest), "story", "stories"),
        (len(outlets), "outlet", "outlets"),
    )
    return " · ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts)


def window(digest: Digest, zone: ZoneInfo) -> str:
    """The days a digest covers, in the reader's zone."""
    since, until = (moment.astimezone(zone) for moment in (digest.since, digest.until))
    return f"{since:%-d %B %Y, %H:%M} – {until:%-d %B %Y, %H:%M} ({place_of(zone.key)})"


def escape(text: str) -> str:
    """``text`` on one line, with Markdown's marks escaped."""
    return _escape_marks(" ".join(text.split()))


def _escape_marks(line: str) -> str:
    line = _MARKS.sub(r"\\\1", line)
    return _LINE_START.sub(lambda m: f"{m[1][:-1]}\\{m[1][-1]}", line)


def is_web(url: str | None) -> bool:
    """Whether an address is one to link to: an article's page may not smuggle in ``javascript:``."""
    return bool(url) and re.match(r"https?://[^\s<>]+$", url or "") is not None


def as_html(pieces: Sequence[Piece]) -> Markup:
    """What was said, the content within its clause in bold."""
    return Markup("").join(
        Markup("<b>{}</b>").format(text) if bold else html_escape(text) for text, bold in wording.runs(pieces)
    )


def as_markdown(pieces: Sequence[Piece]) -> str:
    """What was said as Markdown, the content within its clause in bold."""
    shown = ((_escape_marks(text), bold) for text, bold in wording.runs(pieces))
    return "".join(f"**{text}**" if bold else text for text, bold in shown)


def html(digest: Digest, zone: ZoneInfo | None = None) -> str:
    """The digest as one HTML page without outside resources or scripts."""
    return _render("digest.html.j2", digest, zone)


def markdown(digest: Digest, zone: ZoneInfo | None = None) -> str:
    """The digest as Markdown."""
    text = re.sub(r"\n{3,}", "\n\n", _render("digest.md.j2", digest, zone))
    return text.strip() + "\n"


def _render(template: str, digest: Digest, zone: ZoneInfo | None) -> str:
    zone = zone or ZoneInfo("UTC")
    day: datetime = digest.until.astimezone(zone)
    return (
        _templates()
        .get_template(template)
        .render(
            d=digest, day=day, window=window(digest, zone), facts=facts(digest), remark=remark(digest.content)
        )
    )


def _finished(value: object) -> object:
    """What a template prints, without invisible characters; markup of our own as it is."""
    return seen(value) if type(value) is str else value


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("bot.briefing", "templates"),
        autoescape=select_autoescape(("html.j2",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_finished,
    )
    filters = {
        "country": country_name, "who": wording.who, "told": wording.told, "aside": wording.aside,
        "changed": wording.changed, "certainty": wording.certainty, "context": wording.context,
        "html": as_html, "markdown": as_markdown, "md": escape, "web": is_web,
    }  # fmt: skip
    templates.filters.update(filters)  # pyright: ignore[reportUnknownMemberType] -- untyped in Jinja2
    return templates
