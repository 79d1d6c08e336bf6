"""What people are told of a text that is read but is no article: the same words wherever they ask."""

from __future__ import annotations

from bot.core.errors import Unreadable
from models.types import LanguageUnsupported, NothingToRead


def refusal(error: LanguageUnsupported | NothingToRead) -> Unreadable:
    """Why the analyst did not take a text, with the remedy where there is one."""
    if isinstance(error, NothingToRead):
        return Unreadable("empty", "There is no article text in it.")
    what = f"in {error.language}" if error.language else "in a language I don't know"
    return Unreadable("language", f"This article seems to be {what}; I read English only.")
