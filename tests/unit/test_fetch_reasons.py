"""The sentences for what could not be read: complete, short, documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.reasons import table, unreadable

ROOT = Path(__file__).parents[2]
SOURCES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot").rglob("*.py"))]
# Reasons that are no matter of what was read: what was named is no article at all.
OTHERS = {"bad_link", "no_article", "no_file", "no_files", "folder"}
WALLS = (ROOT / "bot" / "fetch" / "pages.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("reason", table())
def test_a_sentence_is_short_and_says_why(reason: str) -> None:
    text = table()[reason]["text"]
    assert (
        re.match(r"I (could|did)n't read (this|the article|the file|the PDF) because ", text)
        or reason in OTHERS
    )
    assert text.endswith(".")
    assert len(text) < 160


@pytest.mark.parametrize("reason", table())
def test_a_reason_is_given_somewhere(reason: str) -> None:
    assert any(f'"{reason}"' in source for source in SOURCES) or f"\n{reason} = '''" in WALLS


@pytest.mark.parametrize("reason", table())
def test_a_reason_is_documented_as_it_is(reason: str) -> None:
    entry = table()[reason]
    row = f"| {reason} | {entry['text']} | {'yes' if entry.get('passing') else ''} |"
    assert row in (ROOT / "docs" / "fetching.md").read_text(encoding="utf-8")


def test_the_reasons_of_walls_have_sentences() -> None:
    assert set(re.findall(r"^(\w+) = '''", WALLS, re.MULTILINE)) <= set(table())


def test_sentences_are_filled_in() -> None:
    assert str(unreadable("too_large", megabytes=5.0)).endswith("I read up to 5 MB.")
    assert "15 seconds" in str(unreadable("timeout", seconds=15.0))
    assert unreadable("rate_limited").passing
    assert not unreadable("paywall").passing
