"""The countries of leading politicians, for articles that do not say: known by name alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from models.knowledge import names
from models.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Callable


def country(name: str, office: str | None = None) -> str | None:
    """The code of the country or union for which the bearer of ``name`` is known to speak, or None.

    A full name is enough. A single one must be among the few that mean their bearer anywhere, or stand
    with a high ``office`` ("president", in lower case) and belong to the leaders of one country alone.
    """
    words = names.fold(name).split()
    if len(words) > 1:
        return _only(_full().get(names.person_key(name)))
    if not words:
        return None
    titled = _only(_full().get(names.person_key(f"{office} {name}"))) if office else None
    if titled or words[0] in _alone() or office in load("leaders")["high"]["offices"]:
        return titled or _only(_family().get(words[0]) or _parts().get(words[0]))
    return None


def is_known(word: str) -> bool:
    """Whether a single name means its bearer anywhere ("Putin"), so that it names a person."""
    return names.fold(word) in _alone()


def _only(codes: frozenset[str] | None) -> str | None:
    return next(iter(codes)) if codes is not None and len(codes) == 1 else None


@cache
def _full() -> dict[str, frozenset[str]]:
    return _index(lambda name: [names.person_key(name)])


@cache
def _family() -> dict[str, frozenset[str]]:
    return _index(lambda name: [names.surname_first(name)[0]])


@cache
def _parts() -> dict[str, frozenset[str]]:
    """By any word of a name, for those who go by another than the last: Thaksin, Lula, Saddam."""
    return _index(lambda name: names.fold(name).split())


def _index(keys: Callable[[str], list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, people in load("leaders")["people"].items():
        for name in people:
            for key in keys(name):
                found.setdefault(key, set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


@cache
def _alone() -> frozenset[str]:
    return frozenset(names.fold(name) for name in load("leaders")["alone"]["names"])
