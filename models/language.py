"""What language an article is in."""

from __future__ import annotations


def check(text: str) -> None:
    """Raise LanguageUnsupported unless ``text`` is English."""
