"""The sentences that say why something could not be read; they live in ``reasons.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from bot.core.errors import Unreadable


@cache
def table() -> dict[str, dict[str, Any]]:
    """Every reason with its ``text`` and, where true, ``passing``."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))


def unreadable(reason: str, **facts: object) -> Unreadable:
    """The error for ``reason``, its sentence filled in with ``facts``."""
    entry = table()[reason]
    return Unreadable(reason, entry["text"].format(**facts), passing=entry.get("passing", False))
