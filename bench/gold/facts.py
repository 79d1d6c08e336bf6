"""Reads the contacts and figures annotated in our own dispatches, and the places that tell of neither.

A file in ``facts/`` belongs to the dispatch of the same name, in ``dispatches/`` or in ``seeds/``
(README.md explains the fields). Evidence that does not stand exactly once in the text is an error.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.gold.loader import HERE, GoldError
from models.types import ContactStatus, Span

SEEDS = HERE.parents[1] / "seeds"
KINDS = {"call", "meeting", "visit", "talks", "summit", "letter"}
FIELDS = {
    "contact": {"kind", "parties", "status", "when", "evidence", "doubtful"},
    "figure": {"value", "high", "qualifier", "what", "place", "evidence", "doubtful"},
    "none": {"of", "value", "evidence"},
}


@dataclass(frozen=True, slots=True)
class GoldContact:
    """A contact. Each party is given by the names that count as right for it.

    A ``doubtful`` row is one about which two readers may differ: it counts neither as missed nor as wrong.
    """

    kind: str
    parties: tuple[tuple[str, ...], ...]
    status: ContactStatus
    evidence: Span
    when: str | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A reported number, in units; ``what`` and ``place`` are the words that count as right, if any."""

    value: float
    what: tuple[str, ...]
    evidence: Span
    high: float | None = None
    qualifier: str | None = None
    place: tuple[str, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class HardNegative:
    """A place that tells of no contact (``of`` is "contact"), or whose number ``value`` is no figure."""

    of: str
    evidence: Span
    value: float | None = None


@dataclass(frozen=True, slots=True)
class GoldFacts:
    """What a dispatch tells of contacts and figures; ``aside`` as in ``GoldDocument``."""

    name: str
    text: str
    contacts: tuple[GoldContact, ...]
    figures: tuple[GoldFigure, ...]
    negatives: tuple[HardNegative, ...]
    aside: bool = False


def load(folder: Path = HERE / "facts") -> tuple[GoldFacts, ...]:
    """Read every file in ``folder``, in order of the names.

    Raises GoldError for a dispatch that does not exist, an unknown field, a word outside the vocabulary,
    and evidence that is not found exactly once.
    """
    return tuple(_facts(path) for path in sorted(folder.glob("*.toml")))


def part(*, aside: bool) -> tuple[GoldFacts, ...]:
    """The dispatches that are set aside, or those that are open to be read."""
    return tuple(facts for facts in load() if facts.aside == aside)


def _facts(path: Path) -> GoldFacts:
    name = path.stem
    source = next(
        (f / f"{name}.txt" for f in (HERE / "dispatches", SEEDS) if (f / f"{name}.txt").exists()), None
    )
    if source is None:
        raise GoldError(f"no dispatch of this name: {name}")
    text = source.read_bytes().decode("utf-8")
    notes = tomllib.loads(path.read_text(encoding="utf-8"))
    if unknown := notes.keys() - FIELDS.keys() - {"aside"}:
        raise GoldError(f"{path.name}: unknown fields: {', '.join(sorted(unknown))}")
    try:
        contacts = tuple(_contact(row, text) for row in _rows(notes, "contact"))
        figures = tuple(_figure(row, text) for row in _rows(notes, "figure"))
        negatives = tuple(_negative(row, text) for row in _rows(notes, "none"))
    except (KeyError, ValueError) as problem:
        raise GoldError(f"{path.name}: {problem}") from problem
    return GoldFacts(name, text, contacts, figures, negatives, notes.get("aside", False))


def _rows(notes: dict[str, Any], table: str) -> Iterable[dict[str, Any]]:
    for row in notes.get(table, ()):
        if unknown := row.keys() - FIELDS[table]:
            raise GoldError(f"unknown fields of a {table}: {', '.join(sorted(unknown))}")
        yield row


def _contact(row: dict[str, Any], text: str) -> GoldContact:
    if row["kind"] not in KINDS:
        raise GoldError(f"kind outside the vocabulary: {row['kind']}")
    when = row.get("when")
    if when is not None and when not in text:
        raise GoldError(f"does not stand in the text: {when!r}")
    return GoldContact(
        kind=row["kind"],
        parties=tuple(_either(party) for party in row["parties"]),
        status=ContactStatus(row["status"]),
        evidence=_once(row["evidence"], text),
        when=when,
        doubtful=row.get("doubtful", False),
    )


def _figure(row: dict[str, Any], text: str) -> GoldFigure:
    return GoldFigure(
        value=float(row["value"]),
        what=_either(row["what"]),
        evidence=_once(row["evidence"], text),
        high=row.get("high"),
        qualifier=row.get("qualifier"),
        place=_either(row["place"]) if "place" in row else (),
        doubtful=row.get("doubtful", False),
    )


def _negative(row: dict[str, Any], text: str) -> HardNegative:
    if row["of"] not in {"contact", "figure"} or (row["of"] == "figure") != ("value" in row):
        raise GoldError(f"neither a contact's nor a figure's: {row['evidence']!r}")
    return HardNegative(row["of"], _once(row["evidence"], text), row.get("value"))


def _either(words: str) -> tuple[str, ...]:
    return tuple(words.split(" | "))


def _once(piece: str, text: str) -> Span:
    if not piece or text.count(piece) != 1:
        raise GoldError(f"stands {text.count(piece)} times and not once: {piece!r}")
    start = text.index(piece)
    return start, start + len(piece)
