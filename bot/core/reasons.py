"""Why something was not read, in a sentence for people; the sentences themselves are in ``reasons.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from bot.core import files, limits
from bot.core.errors import Unreadable
from models.types import LanguageUnsupported, NothingToRead

_KNOWN = {
    "words": limits.MOST_WORDS,
    "characters": limits.MOST_CHARACTERS,
    "pasted": limits.PASTED_WORDS,
    "types": files.listed("and"),
}


@cache
def table() -> dict[str, dict[str, Any]]:
    """Every reason with its ``text`` and, where true, ``passing``."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))


def unreadable(reason: str, *, passing: bool | None = None, **facts: object) -> Unreadable:
    """The error for ``reason``, its sentence filled in with ``facts``.

    ``passing`` overrides the table where the caller knows better whether a later attempt may succeed.
    """
    entry = table()[reason]
    text: str = entry["text"].format(**_KNOWN, **facts)
    return Unreadable(reason, text, passing=entry.get("passing", False) if passing is None else passing)


def check_length(text: str) -> None:
    """Raise Unreadable if ``text`` is longer than any article."""
    if len(text) > limits.MOST_CHARACTERS or len(text.split()) > limits.MOST_WORDS:
        raise unreadable("too_long")


def refusal(error: LanguageUnsupported | NothingToRead) -> Unreadable:
    """The analyst's reason for not taking a text, in the same words wherever people ask."""
    if isinstance(error, NothingToRead):
        return unreadable("no_text")
    return unreadable("language", language=error.language or "another language")
