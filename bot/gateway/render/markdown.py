"""Text from articles, made safe to show and cut at the end of a sentence.

Nothing in an article may act as Discord markup: no formatting, links, mentions, invites, spoilers or
headings. All text from outside passes through ``plain`` or ``fit`` on its way into an embed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from bot.core.text import cut, squeeze

TITLE = 256
AUTHOR = 256
FIELD_NAME = 256
DESCRIPTION = 4096
EMBEDS_TOTAL = 6000

_SPECIAL = re.compile(r"([\\*_~`|\[\]<>])")
_LINE_START = re.compile(r"^(#{1,3}|-#|[-+])(?=\s)|^(\d+)(?=[.)]\s)")
_SCHEME = re.compile(r"\b([a-z][a-z0-9+.-]{1,15}):(?=//)", re.IGNORECASE)
_INVITE = re.compile(r"\b(discord(?:app)?)\.(gg|com/invite|me)\b", re.IGNORECASE)
_EVERYBODY = re.compile(r"@(?=everyone\b|here\b)", re.IGNORECASE)
_BREAK = "\u200b"
_INLINE_ADDRESS = 300


def escape(text: str) -> str:
    """A single line of text as Discord Markdown that displays exactly that text."""
    text = _SPECIAL.sub(r"\\\1", text)
    text = _LINE_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}{_BREAK}", text)
    text = _SCHEME.sub(r"\1\\:", text)
    text = _INVITE.sub(rf"\1.{_BREAK}\2", text)
    return _EVERYBODY.sub(f"@{_BREAK}", text)


def fit(text: str, limit: int) -> str:
    """``text`` squeezed, cut and escaped so that the escaped form fits into ``limit`` characters."""
    line = squeeze(text)
    room = limit = max(limit, 0)
    while True:
        shown = escape(cut(line, room))
        if len(shown) <= limit:
            return shown
        room -= max(1, len(shown) - limit)


def plain(text: str, limit: int) -> str:
    """``text`` for a place where Discord renders no Markdown (author, footer): squeezed and cut."""
    return cut(_EVERYBODY.sub(f"@{_BREAK}", squeeze(text)), limit)


def web_address(url: str | None) -> str | None:
    """``url`` percent-encoded for a Markdown link, or None if it is not a plain http(s) address."""
    if not url or len(url) > 1000 or urlsplit(url).scheme not in {"http", "https"}:
        return None
    return re.sub(r"[\s()<>\[\]\\|`]", lambda m: f"%{ord(m[0]):02X}" if ord(m[0]) < 128 else "", url)


def link(label: str, url: str | None, limit: int = 120) -> str:
    """``label`` as a link for an embed, where links have no previews.

    Only the label if there is no address, or such a long one that it would leave no space for the text.
    """
    shown = fit(label, limit)
    address = web_address(url)
    return f"[{shown}]({address})" if address and len(address) <= _INLINE_ADDRESS else shown


def when(moment: datetime | None, style: str = "f") -> str:
    """A time that each reader sees in their own zone, in one of Discord's timestamp styles; or nothing."""
    return f"<t:{int(moment.timestamp())}:{style}>" if moment else ""


def join_lines(lines: Iterable[str], limit: int, *, blank: bool = False) -> str:
    """As many whole lines as fit into ``limit``, and the number of those left out."""
    separator = "\n\n" if blank else "\n"
    items = list(lines)
    shown = ""
    for number, line in enumerate(items):
        rest = len(items) - number - 1
        note = f"{separator}… and {rest + 1} more"
        candidate = f"{shown}{separator}{line}" if shown else line
        if len(candidate) + (len(note) if rest else 0) > limit:
            return f"{shown}{note}" if shown else cut(line, limit)
        shown = candidate
    return shown
