"""Colours, lines and marks: a card of its own that can be read on Discord's dark and on its light theme.

The colours are those of Okabe and Ito (2008), which people with any kind of colour vision can tell apart, on
a dark card, where all of them have enough contrast; the blue is a little lighter than theirs for that reason.
No meaning is given by colour alone: lines differ in their dashes, marks in their shape, and words say it too.
"""

from __future__ import annotations

from typing import NamedTuple

from models.types import ContactStatus

DISCORD_DARK = "#313338"
DISCORD_LIGHT = "#ffffff"

CARD = "#1e1f22"
PANEL = "#2b2d31"
EDGE = "#80848e"
GRID = "#4a4d55"
TEXT = "#f2f3f5"
DIM = "#b9bec5"

ORANGE = "#e69f00"
SKY = "#56b4e9"
GREEN = "#009e73"
YELLOW = "#f0e442"
BLUE = "#2d8fd5"
VERMILION = "#d55e00"
PURPLE = "#cc79a7"
GREY = "#c4c9ce"

INKS = (
    *(TEXT, DIM, EDGE, GRID, PANEL),
    *(ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE, GREY),
)
"""All that is drawn on the card."""

MARGIN = 20.0
SMALL, NORMAL, LARGE = 11.0, 12.0, 15.0
"""Sizes of letters in logical pixels; a picture has twice as many."""
LEADING = 1.3


class Stroke(NamedTuple):
    """How a line is drawn. ``dash`` are lengths drawn and left out by turns, none for an unbroken line."""

    colour: str
    dash: tuple[float, ...] = ()
    width: float = 2.0


class Mark(NamedTuple):
    """A colour and a shape, in matplotlib's letters for them."""

    colour: str
    shape: str


STATUS_STROKES = {
    ContactStatus.HELD: Stroke(GREEN, (), 2.8),
    ContactStatus.UNDER_WAY: Stroke(SKY, (14, 3)),
    ContactStatus.PLANNED: Stroke(YELLOW, (6, 4)),
    ContactStatus.OFFERED: Stroke(ORANGE, (1.5, 3)),
    ContactStatus.DENIED: Stroke(VERMILION, (9, 3, 1.5, 3)),
    ContactStatus.REFUSED: Stroke(PURPLE, (9, 3, 1.5, 3, 1.5, 3)),
    ContactStatus.CANCELLED: Stroke(GREY, (3, 7)),
}
STATUS_WORDS = {status: str(status) for status in ContactStatus} | {
    ContactStatus.DENIED: "denied or not planned"
}
OUTLET_MARKS = (
    Mark(SKY, "o"),
    Mark(ORANGE, "s"),
    Mark(GREEN, "^"),
    Mark(PURPLE, "D"),
    Mark(YELLOW, "v"),
    Mark(VERMILION, "P"),
    Mark(BLUE, "X"),
)
"""For the outlets with the most reports; all others share the last of all marks."""
OTHER_MARK = Mark(GREY, "*")
KIND_MARKS = {"statement": Mark(SKY, "o"), "contact": Mark(ORANGE, "D"), "figure": Mark(YELLOW, "^")}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
