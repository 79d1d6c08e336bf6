"""Letters that look like others: what a name reads as, whatever it is spelt with."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from bot.core.text import seen
from bot.core.urls import host


def folded(text: str) -> str:
    """What ``text`` reads as, in lower case: accents, invisible characters and look-alikes folded."""
    letters, digits = _tables()
    return _plain(text).translate(letters | digits)


def disguised(text: str) -> bool:
    """Whether ``text`` mixes Latin letters with letters of other scripts that look like Latin ones."""
    plain = _plain(text)
    borrowed = any(ord(c) in _tables()[0] and not _is_latin(c) for c in plain)
    return borrowed and any("a" <= c <= "z" for c in plain)


def readable_host(url: str) -> str:
    """The host of an address as it may be shown; empty for text that is not an address.

    In ASCII (``xn--…``) if it has letters other than Latin ones with accents: they may pass for others.
    """
    site = host(url)
    try:
        name = site.encode("ascii").decode("idna")
    except UnicodeError:
        return site
    return name if _plain(name).isascii() else site


def _plain(text: str) -> str:
    """``text`` in lower case without accents and invisible characters; compatible forms count as one."""
    apart = unicodedata.normalize("NFKD", seen(text)).lower()
    return "".join(c for c in apart if unicodedata.category(c) not in {"Mn", "Me"})


def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")


@cache
def _tables() -> tuple[dict[int, str], dict[int, str]]:
    data = tomllib.loads(Path(__file__).with_name("lookalikes.toml").read_text(encoding="utf-8"))
    letters = {ord(c): latin for script in data["letters"].values() for c, latin in script.items()}
    return letters, {ord(c): latin for c, latin in data["digits"].items()}
