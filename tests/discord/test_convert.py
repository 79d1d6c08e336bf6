"""Where in a message an article is found."""

from __future__ import annotations

import pytest

from bot.gateway.convert import links, readable_file

LONG = "The ministry said that talks would go on. " * 12


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("https://example.org/a", ["https://example.org/a"]),
        (
            "look: https://example.org/a, and https://example.org/b.",
            ["https://example.org/a", "https://example.org/b"],
        ),
        ("(https://en.example.org/Geneva_(city))", ["https://en.example.org/Geneva_(city)"]),
        ("twice https://example.org/a https://example.org/a", ["https://example.org/a"]),
        ("**https://example.org/a**", ["https://example.org/a"]),
        ("||https://example.org/a||", ["https://example.org/a"]),
        ("`https://example.org/a` in code", []),
        ("```\nhttps://example.org/a\n```", []),
        ("https://discord.com/channels/1/2/3 is a message", []),
        ("https://cdn.discordapp.com/attachments/1/2/a.png", []),
        ("ftp://example.org/a and example.org/b", []),
        ("😀😀😀", []),
        ("", []),
    ],
)
def test_links_in_a_message(content: str, found: list[str]) -> None:
    assert links(content) == found


def test_expectation_25_a_link_in_angle_brackets_is_left_alone() -> None:
    assert links("<https://example.org/a> but https://example.org/b") == ["https://example.org/b"]


def test_in_a_pasted_article_only_links_on_their_own_line_count() -> None:
    assert links(LONG + "more at https://example.org/more\nhttps://example.org/source") == [
        "https://example.org/source"
    ]


@pytest.mark.parametrize(
    ("name", "yes"),
    [
        ("a.txt", True),
        ("A.PDF", True),
        ("b.html", True),
        ("c.md", True),
        ("d.png", False),
        ("e", False),
        ("f.txt.exe", False),
    ],
)
def test_files_that_may_hold_an_article(name: str, yes: bool) -> None:
    assert readable_file(name) is yes
