"""Those who report what others say: outlets, agencies, and the press at large."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from models.knowledge import places
from models.lexicon import entries, load

Use = Literal["agency", "outlet", "dateline", "credit"]


@cache
def agencies(use: Use) -> frozenset[str]:
    """The agencies of ``lexicon/outlets.toml`` whose names serve that use, as written there."""
    return frozenset(name for name, uses in load("outlets")["agencies"].items() if use in uses)


@cache
def _outlets() -> frozenset[str]:
    names = {*entries("outlets", "outlets", "names"), *agencies("agency"), *agencies("outlet")}
    return frozenset(name.casefold() for name in names)


def bare(name: str) -> str:
    """A name without its article and without quotation marks and commas around it."""
    return re.sub(r"^the\s+", "", name.strip(" \"“”„'‘’«»,.;:"), flags=re.IGNORECASE)


def is_outlet(name: str) -> bool:
    """Whether a name is that of a news outlet: listed, or ending as outlets do ("Delta Herald")."""
    known = bare(name).casefold()
    if known in _outlets():
        return True
    words = known.split()
    return len(words) > 1 and words[-1] in entries("outlets", "endings", "words") and not places.place(known)


def is_agency(name: str) -> bool:
    """Whether an outlet is a news agency: listed as one, or called so."""
    known = bare(name)
    return known in agencies("agency") or "agency" in known.lower()


def is_common(noun: str) -> bool:
    """Whether a noun names a kind of outlet ("newspaper", "agency")."""
    return noun in entries("outlets", "common", "nouns")


def is_document(noun: str) -> bool:
    """Whether a noun names a text ("cable", "report")."""
    return noun in entries("titles", "offices", "document")


def is_press(noun: str) -> bool:
    """Whether a noun stands for the press at large ("media", "reports")."""
    return noun.casefold() in entries("outlets", "common", "press")
