"""Tells articles from what stands in their place: walls, error pages, lists of links, next to nothing."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FEWEST_WORDS = 40
# A text of this length is taken for the whole article unless its own last lines say otherwise: many sites put
# the words of their paywall into every page and show them to some readers only.
_WHOLE = 300
# A block that repeats a link of the page is no prose; this share of such blocks makes a list of links.
_LINKED_SHARE = 0.4
_LINKED_FEWEST = 5
# A page with this many paragraphs of prose is no mere list, however many links surround them.
_PROSE_BLOCKS = 6
_PROSE_WORDS = 25
# Longer blocks are prose, whatever they mention.
_WALL_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Look:
    """A page as far as this module needs it. ``blocks`` are the paragraphs that extraction found.

    ``declared`` is True where the page calls itself an article, ``free`` False where it says that only some
    may read it. ``anchors`` are the texts of its links.
    """

    address: str
    title: str
    text: str
    blocks: tuple[str, ...]
    anchors: frozenset[str]
    declared: bool = False
    free: bool = True


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    tables = tomllib.loads(Path(__file__).with_name("pages.toml").read_text(encoding="utf-8"))
    return {
        table: {
            reason: re.compile(pattern.replace("\n", ""), re.IGNORECASE)
            for reason, pattern in entries.items()
        }
        for table, entries in tables.items()
    }


def plain(text: str) -> str:
    """``text`` for matching: one line, straight apostrophes."""
    return " ".join(text.replace("\u2019", "'").split())


def trim(blocks: tuple[str, ...]) -> tuple[str, ...]:
    """``blocks`` without lines of walls before and after the prose, such as a cookie notice."""
    first, last = 0, len(blocks)
    while first < last and _is_wall(blocks[first]):
        first += 1
    while last > first and _is_wall(blocks[last - 1]):
        last -= 1
    return blocks[first:last]


def reason_against(look: Look) -> str | None:
    """Why the page is no article that can be summarised, or None where it is one."""
    kept = trim(look.blocks)
    words = _words(kept)
    whole = words >= _WHOLE
    if found := _first("address", look.address):
        return None if whole else found
    if not whole and (found := _first("title", plain(look.title))):
        return found
    if words < FEWEST_WORDS:
        return _first("walls", plain(look.text)) or _too_little(look)
    if _breaks_off(look, whole=whole):
        return "paywall"
    if not look.declared and _is_link_list(look.blocks, look.anchors):
        return "link_list"
    return None


def _too_little(look: Look) -> str:
    if len(look.anchors) >= 2 * _LINKED_FEWEST and not look.declared:
        return "link_list"
    return "not_article" if look.text.strip() else "empty"


def _breaks_off(look: Look, *, whole: bool) -> bool:
    cut = _patterns()["cut"]["paywall"]
    if any(cut.search(plain(block[-_WALL_CHARACTERS:])) for block in look.blocks[-3:]):
        return True
    return not whole and (not look.free or bool(cut.search(plain(look.text))))


def _is_link_list(blocks: tuple[str, ...], anchors: frozenset[str]) -> bool:
    linked = [plain(block).lstrip("- ") in anchors for block in blocks]
    prose = sum(
        len(block.split()) >= _PROSE_WORDS and not is_link
        for block, is_link in zip(blocks, linked, strict=True)
    )
    many = sum(linked) >= max(_LINKED_FEWEST, _LINKED_SHARE * len(blocks))
    return many and prose < max(_PROSE_BLOCKS, sum(linked))


def _is_wall(block: str) -> bool:
    return len(block) < _WALL_CHARACTERS and _first("walls", plain(block)) is not None


def _first(table: str, text: str) -> str | None:
    return next((reason for reason, pattern in _patterns()[table].items() if pattern.search(text)), None)


def _words(blocks: tuple[str, ...]) -> int:
    return sum(len(block.split()) for block in blocks)
