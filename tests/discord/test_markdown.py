"""Text from articles: shown as written, never as markup, and cut where a sentence ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import flag as country_flag
from bot.gateway.render import markdown as md

SENTENCES = "The minister arrived. He said nothing. The talks, which had been prepared for weeks, went on."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*bold* claims", r"\*bold\* claims"),
        ("a_b_c", r"a\_b\_c"),
        ("||secret||", r"\|\|secret\|\|"),
        ("[click](https://evil.example)", "\\[click\\](https\\://evil.example)"),
        ("<@123> and <@&456>", r"\<@123\> and \<@&456\>"),
        ("@everyone come", "@\u200beveryone come"),
        ("# A heading", r"\# A heading"),
        ("-# small", r"\-# small"),
        ("- a list", r"\- a list"),
        ("1. a list", "1\u200b. a list"),
        ("see https://example.org now", "see https\\://example.org now"),
        ("join discord.gg/abc", "join discord.\u200bgg/abc"),
        ("C:\\temp `rm`", "C:\\\\temp \\`rm\\`"),
        ("5 - 3 is 2 # not a heading", "5 - 3 is 2 # not a heading"),
    ],
)
def test_nothing_in_an_article_acts_as_markup(written: str, shown: str) -> None:
    assert md.fit(written, 200) == shown


def test_invisible_and_turning_characters_are_dropped() -> None:
    assert md.squeeze("a\u202eb\u2066c\u200b d\x00e\n\tf") == "abc de f"


@pytest.mark.parametrize(
    "hidden",
    [
        "\u061c", "\U000e0041", "\U000e007f", "\U000e0100", "\u115f", "\u1160", "\u3164", "\uffa0", "\u180e",
        "\u034f", "\ufff9", "\ufffb", "\u00ad", "\u206a", "\x90", "\u202e", "\u2066", "\ufeff",
    ],
)  # fmt: skip
def test_no_invisible_character_gets_through(hidden: str) -> None:
    for shown in (md.fit(f"No{hidden} calls", 100), md.plain(f"No{hidden} calls", 100)):
        assert shown == "No calls"


def test_letters_carry_no_towers() -> None:
    assert md.fit("Z" + "\u0301" * 500 + "algo", 100) == "Z" + "\u0301" * 4 + "algo"
    # Vietnamese in decomposed form, Hebrew with points and accents, and an emoji that chooses its colours.
    for honest in ("Vie\u0323\u0302t", "\u05d1\u05bc\u05b7\u0596\u05d9", "\u26a0\ufe0f"):
        assert md.fit(honest, 100) == honest


def test_a_text_is_cut_after_a_whole_sentence() -> None:
    assert md.cut(SENTENCES, 60) == "The minister arrived. He said nothing. […]"


def test_a_single_long_sentence_is_cut_after_a_word() -> None:
    assert md.cut("The talks which had been prepared for weeks", 30) == "The talks which had been […]"


def test_a_text_that_fits_is_left_alone() -> None:
    assert md.cut(SENTENCES, len(SENTENCES)) == SENTENCES


@given(st.text(max_size=400), st.integers(min_value=0, max_value=120))
def test_whatever_the_text_the_escaped_form_keeps_the_limit(text: str, limit: int) -> None:
    assert len(md.fit(text, limit)) <= limit


def test_6000_quotation_marks_keep_the_limit() -> None:
    assert len(md.fit('"' * 6000, 1024)) <= 1024


@pytest.mark.parametrize(
    ("code", "emoji"), [("RU", "🇷🇺"), ("us", "🇺🇸"), ("EU", "🇪🇺"), (None, ""), ("Russia", ""), ("R1", "")]
)
def test_flags(code: str | None, emoji: str) -> None:
    assert country_flag(code) == emoji


def test_times_are_left_to_the_readers_zone() -> None:
    assert md.when(datetime(2023, 10, 9, 12, tzinfo=UTC), "d") == "<t:1696852800:d>"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org/a", "file:///etc/passwd", "", None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert md.link("Title", url) == "Title"


def test_an_address_cannot_break_out_of_its_link() -> None:
    assert md.link("T", "https://example.org/a_(b) c") == "[T](https://example.org/a_%28b%29%20c)"


def test_lists_are_cut_between_lines_and_say_how_many_are_missing() -> None:
    lines = [f"line {n}" for n in range(10)]
    assert md.join_lines(lines, 39) == "line 0\nline 1\nline 2\n… and 7 more"


@pytest.mark.parametrize("limit", [-5, 0])
def test_where_there_is_no_room_nothing_is_shown(limit: int) -> None:
    assert md.fit("A sentence.", limit) == ""
