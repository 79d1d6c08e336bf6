"""Whether two figures are given by one source."""

from __future__ import annotations

from models.knowledge import names, places
from models.lexicon import load


def same_source(one: str | None, other: str | None) -> bool:
    """Whether both are named, and one name holds the other ("Gaza's health ministry")."""
    mine, others = _words(one), _words(other)
    return bool(mine and others) and (mine <= others or others <= mine)


def rivals(one: str | None, other: str | None) -> bool:
    """Whether two sources may count in different ways, so that one's later number is no news of the other's.

    The authorities of a place are one voice, whichever office of theirs is named; whom nobody names is
    nobody's rival.
    """
    if one is None or other is None or same_source(one, other):
        return False
    if not (_is_local(one) and _is_local(other)):
        return True
    codes = {code for name in (one, other) if (code := places.country_in(name)[1])}
    return len(codes) > 1


def _is_local(source: str) -> bool:
    said = f" {' '.join(source.casefold().split())} "
    return any(f" {office} " in said for office in load("histories")["sources"]["local"])


def _words(source: str | None) -> frozenset[str]:
    return frozenset(names.fold(source or "").split()) - {"the", "tha"}
