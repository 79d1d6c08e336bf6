"""Colours and letters of the pictures."""

from __future__ import annotations

from itertools import combinations

import pytest
from support.pictures import contacts, opened

from bot.pictures import meetings, theme
from bot.pictures.letters import drawable, shorten, width, wrap
from bot.pictures.theme import contrast
from models.types import ContactStatus

READABLE, VISIBLE = 4.5, 3.0  # what WCAG 2.2 asks of text, and of signs and lines


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1e1f22", "#1e1f22") == 1


@pytest.mark.parametrize("ground", [theme.CARD, theme.PANEL])
def test_words_can_be_read(ground: str) -> None:
    assert contrast(theme.TEXT, ground) >= READABLE
    assert contrast(theme.DIM, ground) >= READABLE


@pytest.mark.parametrize("ground", [theme.CARD, theme.PANEL])
def test_lines_and_marks_can_be_seen(ground: str) -> None:
    colours = {stroke.colour for stroke in theme.STATUS_STROKES.values()}
    colours |= {mark.colour for mark in (*theme.OUTLET_MARKS, theme.OTHER_MARK, *theme.KIND_MARKS.values())}
    assert {colour for colour in colours if contrast(colour, ground) < VISIBLE} == set()


@pytest.mark.parametrize("background", [theme.DISCORD_DARK, theme.DISCORD_LIGHT])
def test_the_card_stands_out_from_both_themes_and_covers_them(background: str) -> None:
    assert contrast(theme.EDGE, background) >= VISIBLE
    image = opened(meetings.draw(contacts(2, 1)))
    assert not image.has_transparency_data
    corner = "#{:02x}{:02x}{:02x}".format(*image.convert("RGB").getpixel((0, 0)))  # type: ignore[misc]
    assert contrast(corner, background) >= VISIBLE
    assert image.convert("RGB").getpixel((12, 12)) == tuple(bytes.fromhex(theme.CARD[1:]))


def test_no_status_outlet_or_kind_is_told_by_colour_alone() -> None:
    strokes = [theme.STATUS_STROKES[status] for status in ContactStatus]
    assert len({stroke.dash for stroke in strokes}) == len(strokes)
    shapes = [mark.shape for mark in (*theme.OUTLET_MARKS, theme.OTHER_MARK)]
    assert len(set(shapes)) == len(shapes)
    assert len({mark.shape for mark in theme.KIND_MARKS.values()}) == 3


# Machado, Oliveira and Fernandes (2009): what people without the cones for red, green or blue see.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@pytest.mark.parametrize("deficiency", list(DEFICIENCIES))
def test_kinds_of_item_look_different_whatever_colours_one_sees(deficiency: str) -> None:
    def seen(colour: str) -> list[float]:
        linear = [(int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5)]
        rows = DEFICIENCIES[deficiency]
        mixed = (sum(a * b for a, b in zip(row, linear, strict=True)) for row in rows)
        return [255 * max(0.0, min(1.0, part)) ** (1 / 2.2) for part in mixed]

    for one, other in combinations([mark.colour for mark in theme.KIND_MARKS.values()], 2):
        assert sum(abs(a - b) for a, b in zip(seen(one), seen(other), strict=True)) > 60


@pytest.mark.parametrize(
    "name",
    ["Łukasz Nguyễn-Đỗ", "Владимир Зеленський", "Αλέξης Τσίπρας", "محمد بن سلمان", "שלום", "Նիկոլ Փաշինյան"],
)
def test_names_of_these_scripts_are_drawn_as_they_are(name: str) -> None:
    assert drawable(name) == name
    assert width(name, 12) > 20


def test_what_no_font_has_is_left_out() -> None:
    assert drawable("Xi \U00012000\U00012001 Jinping") == "Xi … Jinping"
    assert drawable("two\nlines\u202e") == "two lines"


def test_lines_break_between_words_and_are_cut_at_the_end() -> None:
    name = "Crown Prince Mohammed bin Salman of Saudi Arabia"
    lines = wrap(name, 120, 12)
    assert lines[0] == "Crown Prince"
    assert lines[1].endswith("…")
    assert all(width(line, 12) <= 120 for line in lines)
    assert wrap(name, 1000, 12) == [name]
    assert " ".join(wrap(name, 120, 12, lines=9)) == name
    assert shorten(name, 120, 12).startswith("Crown Prince")
    assert width(shorten("X" * 100, 50, 12), 12) <= 50
    assert wrap("", 100, 12) == [""]
