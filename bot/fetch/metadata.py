# pyright: standard
# Not strict: trafilatura and lxml are untyped.
"""What a page says about itself: its title, outlet, time and canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from lxml.html import HtmlElement
from yarl import URL

from bot.fetch import outlets

_ARTICLE_TYPES = re.compile(
    r"(^|Reportage|News|Analysis|Opinion|Background|Scholarly|Live)(Article|BlogPosting)$"
)
_TIME_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_MOBILE = re.compile(r"^(www\d?|m|mobile|amp)\.")
_TITLE_TAIL = re.compile(r"\s+[|\u2013\u2014\u00b7:-]+\s+(?P<tail>[^|\u2013\u2014\u00b7]{2,60})$")
# What templates put between headline and outlet; never a word that tells of the kind of text ("Opinion").
_SECTIONS = frozenset(
    (
        "news",
        "worldnews",
        "world",
        "international",
        "politics",
        "latestnews",
        "breakingnews",
        "home",
        "homepage",
    )
)
_JSON_CHARACTERS = 300_000
_JSON_NODES = 2_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts from meta tags and JSON-LD.

    ``outlet`` is the name to show, and ``site_name`` what the page calls itself, to be believed or not.
    ``declared`` is True if the page calls itself an article, ``free`` False if schema.org's
    ``isAccessibleForFree`` says so.
    """

    title: str | None
    outlet: str | None
    site_name: str | None
    canonical_url: str
    published: datetime | None
    declared: bool
    free: bool


def read(tree: HtmlElement, url: str) -> PageFacts:
    """The facts of the page parsed into ``tree`` and found at ``url``."""
    metas = _metas(tree)
    linked = _article_node(tree)
    name = _short(metas.get("og:site_name")) or _short(_name(linked.get("publisher")))
    times = (*(metas.get(name) for name in _TIME_NAMES), linked.get("datePublished"), _first_time(tree))
    return PageFacts(
        title=metas.get("og:title") or _text(linked.get("headline")),
        outlet=outlets.shown(name, url),
        site_name=name,
        canonical_url=_canonical(tree, metas, url),
        published=next((moment for moment in map(parse_time, times) if moment), None),
        declared=bool(linked) or metas.get("og:type") == "article",
        free=str(linked.get("isAccessibleForFree", True)).lower() != "false",
    )


def parse_time(value: object) -> datetime | None:
    """An ISO 8601 or RFC 2822 time in UTC (taken as UTC if it names no zone), or None.

    Times before 1990 or in the future are a template's mistakes and count as None.
    """
    if not isinstance(value, str) or len(value) > 64:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value.strip())
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return moment if moment.year >= 1990 and moment <= datetime.now(UTC) + timedelta(days=1) else None
    return None


def tidy_title(title: str | None, outlet: str | None) -> str | None:
    """``title`` on one line without the outlet and section that templates append; None if that was all."""
    title = " ".join((title or "").split())[:300]
    names = {_letters(outlet or ""), _letters((outlet or "").partition(".")[0])} - {""}
    while found := _TITLE_TAIL.search(title):
        tail = _letters(found["tail"])
        if tail not in names and not (tail in _SECTIONS and _letters(title[: found.start()]) not in names):
            break
        title = title[: found.start()]
    return None if not title or _letters(title) in names else title


def host_name(url: str) -> str | None:
    """The host of ``url`` without ``www.`` and the like."""
    try:
        return _MOBILE.sub("", (URL(url).host or "").lower()) or None
    except ValueError:
        return None


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _article_node(tree: HtmlElement) -> dict[str, Any]:
    """The first JSON-LD node whose type is a kind of article, or an empty dict."""
    for script in tree.iter("script"):
        if script.get("type", "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads((script.text or "")[:_JSON_CHARACTERS])
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            if any(
                _ARTICLE_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return node
    return {}


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """The objects in JSON data, outermost first; at most ``_JSON_NODES`` values are examined."""
    queue = [data]
    for index in range(_JSON_NODES):
        if index >= len(queue):
            return
        value = queue[index]
        if isinstance(value, dict):
            yield value
            queue.extend(value.values())
        elif isinstance(value, list):
            queue.extend(value)


def _canonical(tree: HtmlElement, metas: dict[str, str], url: str) -> str:
    """The address that the page claims as its own, if it is on the same site; otherwise ``url``.

    A page must not pass itself off as another site's article: articles are matched by this address.
    """
    links = [link.get("href") for link in tree.iter("link") if link.get("rel", "").lower() == "canonical"]
    for candidate in (*links, metas.get("og:url")):
        if not candidate:
            continue
        try:
            absolute = URL(url).join(URL(candidate.strip())).with_fragment(None)
        except ValueError:
            continue
        if absolute.scheme in ("http", "https") and _same_site(str(absolute), url) and absolute.path != "/":
            return str(absolute)
    return url


def _same_site(one: str, other: str) -> bool:
    a, b = host_name(one) or "", host_name(other) or ""
    return bool(a and b) and (a == b or a.endswith(f".{b}") or b.endswith(f".{a}"))


def _first_time(tree: HtmlElement) -> str | None:
    return next((node.get("datetime") for node in tree.iter("time") if node.get("datetime")), None)


def _name(node: object) -> str | None:
    if isinstance(node, list):
        node = node[0] if node else None
    return _text(node.get("name")) if isinstance(node, dict) else _text(node)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _short(value: str | None) -> str | None:
    value = " ".join((value or "").split())
    return value if 0 < len(value) <= 60 else None


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
