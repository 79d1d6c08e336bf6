# pyright: standard
# Not strict: trafilatura and lxml are untyped.
"""An HTML page's bytes to its article, or the reason why it has none."""

from __future__ import annotations

import re
from datetime import datetime

import lxml.etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.core.article import FetchedArticle
from bot.core.reasons import unreadable
from bot.fetch import layout, metadata, walls
from bot.fetch.charset import decode

# Far more than any article's page has; anything larger would keep the extractor busy for minutes.
_MOST_ELEMENTS = 40_000
_MOST_ATTRIBUTES = 300
_MOST_CHARACTERS = 1_000_000

# A tag and its attributes; the possessive quantifiers cannot backtrack.
_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_SPACES = re.compile(r"[\s/\"']+")


def read_html(data: bytes, charset: str | None = None, url: str | None = None) -> FetchedArticle:
    """The article in an HTML page found at ``url`` (None for a file).

    Raises Unreadable for a wall, an error page, a list of links, too little text, or too complex a page.
    """
    address = url or ""
    tree = _parse(decode(data, charset))
    facts = metadata.read(tree, address)
    page = layout.look(tree)
    title, day, blocks = _extract(tree, url)
    title = metadata.tidy_title(metadata.tidy_title(facts.title or title, facts.site_name), facts.outlet)
    look = walls.Look(
        address=address.partition("://")[2],
        title=title or "",
        layout=page,
        blocks=blocks,
        declared=facts.declared,
        free=facts.free,
    )
    if reason := walls.reason_against(look):
        raise unreadable(reason)
    return FetchedArticle(
        url=url,
        canonical_url=facts.canonical_url or None,
        title=title,
        text="\n\n".join(_body(blocks, title)),
        outlet=facts.outlet,
        published=facts.published or day,
    )


def _body(blocks: tuple[str, ...], title: str | None) -> tuple[str, ...]:
    """The article's own paragraphs, without the notices around them and without repeating the headline."""
    kept = walls.trim(blocks)
    if kept and title and layout.plain(kept[0]).lower() == layout.plain(title).lower():
        return kept[1:]
    return kept


def _parse(page: str) -> HtmlElement:
    if not page.strip():
        raise unreadable("empty")
    # The parser looks for duplicates among the attributes of a tag: thousands of them take it minutes.
    if any(len(_SPACES.findall(tag)) > _MOST_ATTRIBUTES for tag in _long_tags(page)):
        raise unreadable("too_complex")
    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = document_fromstring(page.encode("utf-8", errors="ignore"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise unreadable("empty") from error
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise unreadable("too_complex")
    return tree


def _long_tags(page: str) -> list[str]:
    return [tag[0] for tag in _TAG.finditer(page) if tag.end() - tag.start() > 2 * _MOST_ATTRIBUTES]


def _extract(tree: HtmlElement, url: str | None) -> tuple[str | None, datetime | None, tuple[str, ...]]:
    """The title, day and paragraphs that trafilatura finds. Changes ``tree``."""
    from trafilatura import bare_extraction

    lxml.etree.strip_elements(tree, "script", "style", "svg", "iframe", "noscript", with_tail=False)
    if len(tree.text_content()) > _MOST_CHARACTERS:
        raise unreadable("too_complex")
    try:
        found = bare_extraction(
            tree,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # trafilatura is made for real pages and raises nearly anything on others
        raise unreadable("too_complex") from error
    if found is None or isinstance(found, dict):
        return None, None, ()
    lines = (" ".join(line.split()) for line in (found.text or "").split("\n"))
    return found.title, metadata.parse_time(found.date), tuple(line for line in lines if line)
