"""Word lists as data: one TOML file a subject, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The parsed ``lexicon/<name>.toml``. The same object is handed out each time: do not change it.

    Raises FileNotFoundError where there is no such list.
    """
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def entries(name: str, *keys: str) -> frozenset[str]:
    """The list that stands under ``keys`` in ``lexicon/<name>.toml``, as a set.

    ``entries("titles", "offices", "person")`` is the list ``person`` of the table ``[offices]``.
    Raises KeyError where there is none.
    """
    found: Any = load(name)
    for key in keys:
        found = found[key]
    return frozenset(found)
