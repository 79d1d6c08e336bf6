"""A digest on paper: a self-contained HTML page (light, dark, print) and Markdown."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bot.core.text import flag
from bot.core.types import Digest
from models.types import Certainty, DigestContent, Kind, Statement

LITTLE = 3
# Markdown's own marks; an article's words must not become formatting or links.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def who(statement: Statement) -> str:
    """The speaker in words: name and role, the mention where nobody is named, or "unattributed"."""
    speaker = statement.speaker
    if speaker is None or not (speaker.name or speaker.mention):
        return "unattributed"
    if speaker.name is None:
        return speaker.mention
    return f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name


def how(statement: Statement) -> str:
    """Certainty, chain and audience in words; empty for an open statement on record."""
    parts: list[str] = []
    if statement.negated:
        parts.append("negated")
    if statement.certainty is not Certainty.ON_RECORD:
        parts.append(statement.certainty.value)
    if statement.via:
        parts.append("via " + ", ".join(statement.via))
    if statement.audience:
        parts.append("to " + ", ".join(statement.audience))
    return ", ".join(parts)


def remark(content: DigestContent) -> str | None:
    """An honest line where there was little news, None where there was enough."""
    if content.stories and all(story.gist.still for story in content.stories):
        return "Nothing new: what follows stood in the last digest too."
    if 0 < content.articles < LITTLE:
        return f"Little news: {'one article' if content.articles == 1 else 'two articles'} in this time."
    return None


def window(digest: Digest, zone: ZoneInfo) -> str:
    """The days a digest covers, in the reader's zone."""
    since, until = (moment.astimezone(zone) for moment in (digest.since, digest.until))
    return f"{since:%-d %B %Y, %H:%M} – {until:%-d %B %Y, %H:%M} ({zone.key})"


def escape(text: str) -> str:
    """``text`` with Markdown's marks escaped."""
    return _MARKS.sub(r"\\\1", text)


def html(digest: Digest, zone: ZoneInfo | None = None) -> str:
    """The digest as one HTML page without outside resources or scripts."""
    return _render("digest.html.j2", digest, zone)


def markdown(digest: Digest, zone: ZoneInfo | None = None) -> str:
    """The digest as Markdown."""
    return _render("digest.md.j2", digest, zone).strip() + "\n"


def _render(template: str, digest: Digest, zone: ZoneInfo | None) -> str:
    zone = zone or ZoneInfo("UTC")
    day: datetime = digest.until.astimezone(zone)
    return (
        _templates().get_template(template).render(d=digest, day=day, window=window(digest, zone), Kind=Kind)
    )


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("bot.briefing", "templates"),
        autoescape=select_autoescape(("html.j2",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    for name, words in (("flag", flag), ("who", who), ("how", how), ("md", escape)):
        templates.filters[name] = words  # pyright: ignore[reportUnknownMemberType] -- untyped in Jinja2
    return templates
