"""Whether a page shows an article, or instead of it a wall, an error, a list of links or next to nothing."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.core.limits import PAGE_WORDS
from bot.fetch.layout import Layout, plain

# A text of this length is taken for the whole article unless its own last lines say otherwise: many sites
# include the words of their paywall in every page and show them only to some readers.
_WHOLE = 300
# A block that repeats a link of the page is not prose; this share of such blocks makes a list of links.
_LINKED_SHARE = 0.4
_LINKED_FEWEST = 5
# With fewer words of prose than this between any two headings that are links, the page is a section front.
_STRETCH = 80
# A page with this many paragraphs of prose is not a list, however many links surround them.
_PROSE_BLOCKS = 6
_PROSE_WORDS = 25
# Longer blocks are prose, whatever they mention.
_WALL_CHARACTERS = 900
# Notices address the reader or are very short; prose about such notices is neither.
_ADDRESSED = re.compile(r"\b(you|your|we|our|please)\b", re.IGNORECASE)
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Look:
    """A page, as far as this module needs it. ``blocks`` are the paragraphs that extraction found.

    ``address`` comes without its scheme. ``declared`` is True if the page calls itself an article, ``free``
    False if it says that only some may read it.
    """

    address: str
    title: str
    layout: Layout
    blocks: tuple[str, ...]
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


def trim(blocks: tuple[str, ...]) -> tuple[str, ...]:
    """``blocks`` without the notices before and after the prose, such as one about cookies."""
    first, last = 0, len(blocks)
    while first < last and _is_wall(blocks[first]):
        first += 1
    while last > first and _is_wall(blocks[last - 1]):
        last -= 1
    return blocks[first:last]


def reason_against(look: Look) -> str | None:
    """Why the page is not an article that can be summarised, or None if it is one."""
    kept = trim(look.blocks)
    words = _words(kept)
    whole = words >= _WHOLE
    if found := _first("address", look.address):
        return None if whole else found
    if not whole and (found := _first("title", plain(look.title))):
        return found
    walled = _words(tuple(block for block in look.blocks if _is_wall(block)))
    if words < PAGE_WORDS or walled > _words(look.blocks) / 2:
        return _first("walls", look.layout.text) or _too_little(look)
    if _breaks_off(look, whole=whole):
        return "paywall"
    if not look.declared and _is_link_list(look):
        return "link_list"
    return None


def _too_little(look: Look) -> str:
    if len(look.layout.anchors) >= _LINKED_FEWEST and not look.declared:
        return "link_list"
    return "not_article" if look.layout.text else "empty"


def _breaks_off(look: Look, *, whole: bool) -> bool:
    cut = _patterns()["cut"]["paywall"]
    if any(cut.search(plain(block[-_WALL_CHARACTERS:])) for block in look.blocks[-3:]):
        return True
    return not whole and (not look.free or bool(cut.search(look.layout.notices)))


def _is_link_list(look: Look) -> bool:
    if look.layout.headings >= _LINKED_FEWEST and look.layout.stretch < _STRETCH:
        return True
    linked = [plain(block).lstrip("- ") in look.layout.anchors for block in look.blocks]
    prose = sum(
        len(block.split()) >= _PROSE_WORDS and not is_link
        for block, is_link in zip(look.blocks, linked, strict=True)
    )
    many = sum(linked) >= max(_LINKED_FEWEST, _LINKED_SHARE * len(look.blocks))
    return many and prose < max(_PROSE_BLOCKS, sum(linked))


def _is_wall(block: str) -> bool:
    if len(block) > _WALL_CHARACTERS or not (_ADDRESSED.search(block) or len(block.split()) < _SHORT):
        return False
    return _first("walls", plain(block)) is not None


def _first(table: str, text: str) -> str | None:
    return next((reason for reason, pattern in _patterns()[table].items() if pattern.search(text)), None)


def _words(blocks: tuple[str, ...]) -> int:
    return sum(len(block.split()) for block in blocks)
