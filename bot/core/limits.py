"""How much text makes an article, and how much is too much. Sizes in bytes are settings."""

from __future__ import annotations

PREVIEW_WORDS = 15
"""The fewest words of a link preview that stand in for an article that can't be read."""

PAGE_WORDS = 40
"""The fewest words on a web page that make an article."""

PASTED_WORDS = 80
"""The fewest words of a message that make an article; a shorter one is conversation."""

MOST_WORDS = 25_000
"""Longer than any magazine article: beyond this a text is a book, and its analysis would take minutes."""

MOST_CHARACTERS = 200_000
"""The same limit in characters, for texts that have hardly any spaces."""
