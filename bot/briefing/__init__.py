"""A digest on paper: a self-contained HTML page (light, dark, print) and Markdown."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bot.core.schedule import place_of
from bot.core.text import flag, within_marks
from bot.core.types import Digest
from models.knowledge.places import country_name
from models.types import Certainty, DigestContent, Kind, Statement

LITTLE = 3
# Markdown's own marks; an article's words must not become formatting or links.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^([-+]|\d+[.)])(?=\s)")
_PAST = {"say": "said", "admit": "admitted", "know": "knew", "call_for": "called for"}


def who(statement: Statement) -> str:
    """The speaker's name, the mention where nobody is named, or "Unattributed"; a capital at the front."""
    speaker = statement.speaker
    name = (speaker.name or speaker.mention if speaker else "") or "unattributed"
    return name[0].upper() + name[1:]


def deed(statement: Statement) -> str:
    """What the speaker did, and whether in these words: "said", "condemned (paraphrased)", "did not deny"."""
    verb, _, rest = statement.act.replace("_", " ").partition(" ")
    if statement.negated:
        done = f"did not {verb} {rest}".strip()
    elif statement.act in _PAST:
        done = _PAST[statement.act]
    else:
        ending = "ied" if re.search(r"[^aeiou]y$", verb) else "d" if verb.endswith("e") else "ed"
        done = f"{verb[:-1] if ending == 'ied' else verb}{ending} {rest}".strip()
    heard = [a for a in statement.audience if statement.speaker is None or a != statement.speaker.name]
    to = f" to {', '.join(heard)}" if heard else ""
    return done + to + (" (paraphrased)" if statement.kind is Kind.INDIRECT else "")


def sure(statement: Statement) -> str:
    """How sure the article is, and the chain of sources; empty for what is on record."""
    parts = [] if statement.certainty is Certainty.ON_RECORD else [str(statement.certainty)]
    parts += [f"via {name}" for name in statement.via]
    return ", ".join(parts)


def said(statement: Statement) -> str:
    """The words: in curly marks where the article quotes them all, else as it writes them."""
    text = " ".join(statement.text.split())
    words = within_marks(text) if statement.kind is Kind.DIRECT else None
    return text.removeprefix("that ") if words is None else f"“{words}”"


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
    outlets = {a.outlet for a in digest.articles.values() if a.outlet}
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
    line = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _LINE_START.sub(lambda m: f"{m[1][:-1]}\\{m[1][-1]}", line)


def is_web(url: str | None) -> bool:
    """Whether an address is one to link to: an article's page may not smuggle in ``javascript:``."""
    return bool(url) and re.match(r"https?://[^\s<>]+$", url or "") is not None


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


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("bot.briefing", "templates"),
        autoescape=select_autoescape(("html.j2",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    filters = {
        "flag": flag, "country": country_name, "who": who, "deed": deed, "sure": sure, "said": said,
        "md": escape, "web": is_web,
    }  # fmt: skip
    templates.filters.update(filters)  # pyright: ignore[reportUnknownMemberType] -- untyped in Jinja2
    return templates
