# pyright: standard
"""What words look like: which letters can be drawn, how wide they are, where lines break.

matplotlib brings DejaVu Sans, which has Latin with all its accents, Greek, Cyrillic, Hebrew, Arabic, Armenian
and Georgian. Other scripts are drawn if the system has one of the fonts below, and else left out as "…".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.core.text import squeeze

if TYPE_CHECKING:
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.font_manager import FontProperties

SCALE = 2
"""Pixels to each logical pixel."""
ELLIPSIS = "…"
_OWN = "DejaVu Sans"
_SYSTEM = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "PingFang SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Thai",
    "Noto Sans Ethiopic",
    "Nirmala UI",
    "Leelawadee UI",
)


@cache
def families() -> tuple[str, ...]:
    """The fonts that letters are looked for in, in this order."""
    from matplotlib.font_manager import fontManager

    there = set(fontManager.get_font_names())
    return (_OWN, *(name for name in _SYSTEM if name in there))


@cache
def font(size: float, bold: bool) -> FontProperties:
    """The font for letters of ``size`` logical pixels."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=families(), size=size, weight="bold" if bold else "normal")


def drawable(words: str) -> str:
    """``words`` on one line; what no font has is left out as "…"."""
    line = squeeze(words)
    if line.isascii():
        return line
    kept = "".join(c if ord(c) in _known() else ELLIPSIS for c in line)
    return re.sub(f"{ELLIPSIS}+", ELLIPSIS, kept)


@lru_cache(maxsize=4096)
def width(words: str, size: float, bold: bool = False) -> float:
    """How many logical pixels ``words`` take on one line."""
    return _renderer().get_text_width_height_descent(words, font(size, bold), False)[0] / SCALE


def shorten(words: str, room: float, size: float, bold: bool = False) -> str:
    """``words`` on one line, or as many of its letters as fit into ``room`` with an ellipsis."""
    return wrap(words, room, size, bold, lines=1)[0]


def wrap(words: str, room: float, size: float, bold: bool = False, lines: int = 2) -> list[str]:
    """``words`` in at most ``lines`` lines of ``room`` logical pixels; an ellipsis stands for the rest."""
    found: list[str] = [""]
    for word in drawable(words).split():
        longer = f"{found[-1]} {word}".strip()
        if width(longer, size, bold) <= room or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > lines:
        found[lines - 1 :] = [f"{found[lines - 1]}{ELLIPSIS}" if lines > 1 else f"{' '.join(found)}"]
    return [_clip(line, room, size, bold) for line in found]


def _clip(line: str, room: float, size: float, bold: bool) -> str:
    if width(line, size, bold) <= room:
        return line
    fitting = bisect_right(range(len(line)), room, key=lambda end: width(_cut(line, end), size, bold))
    return _cut(line, max(0, fitting - 1))


def _cut(line: str, end: int) -> str:
    return line[:end].rstrip(" ,.…") + ELLIPSIS


@cache
def _known() -> frozenset[int]:
    """The letters that there is a font for."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    paths = [findfont(FontProperties(family=[name])) for name in families()]
    return frozenset(code for path in paths for code in get_font(path).get_charmap())


@cache
def _renderer() -> RendererAgg:
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(1, 1, 72 * SCALE)
