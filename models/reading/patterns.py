"""Patterns over whole lines of text, kept as data: one a line in a lexicon, ``{name}`` for lists of words."""

from __future__ import annotations

import re
from functools import cache

from models.knowledge import outlets
from models.lexicon import load

_STRAIGHT = str.maketrans("’‘“”", "''\"\"")


def plain(text: str) -> str:
    """``text`` as patterns see it: lower case, straight quotation marks, single spaces, no closing stop."""
    return " ".join(text.translate(_STRAIGHT).casefold().split()).rstrip(" .:!")


@cache
def patterns(lexicon: str, table: str, key: str | None = None) -> tuple[re.Pattern[str], ...]:
    """The patterns of a table of a lexicon, or of one ``key`` of it.

    ``{name}`` in a pattern is any word or phrase that the lexicon's ``words`` list under that name; agencies
    are those whose picture credits the outlets list.
    """
    data = load(lexicon)
    words = {name: "|".join(w.split("\n")).strip("|") for name, w in data.get("words", {}).items()}
    if "agency" in words:
        credited = sorted(re.escape(name.casefold()) for name in outlets.agencies("credit"))
        words["agency"] = "|".join([words["agency"], *credited])
    groups = [data[table][key]] if key is not None else list(data[table].values())
    lines = [line for group in groups for line in group.split("\n") if line]
    for name, alternatives in words.items():
        lines = [line.replace(f"{{{name}}}", alternatives) for line in lines]
    return tuple(re.compile(line) for line in lines)


def matches(text: str, lexicon: str, table: str, key: str | None = None) -> bool:
    """Whether ``text``, as :func:`plain` gives it, is one of the patterns from end to end."""
    return any(p.fullmatch(text) for p in patterns(lexicon, table, key))
