"""Reads the gold: dispatches written for this project and the statements annotated in them by hand.

A dispatch is a text in ``dispatches/``; the file of the same name in ``annotations/`` lists its statements
(README.md explains the fields). Spans are written as the words themselves and turned into offsets here; a
string that does not stand exactly once where it is looked for is an error, never a guess.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.types import Certainty, Kind, Span

HERE = Path(__file__).parent

SPEECH = {"say", "announce", "claim", "suggest", "confirm", "deny", "agree", "reject", "promise", "threaten"}
DEMANDS = {"ask", "call_for", "urge", "warn", "accuse", "condemn", "praise", "refuse", "decline_to_comment"}
ATTITUDES = {"believe", "want", "intend", "expect", "fear", "hope"}
ACTS = SPEECH | DEMANDS | ATTITUDES
FIELDS = {"content", "source", "cue", "within", "kind", "act", "certainty", "via", "audience", "speaker"}
SPEAKER_FIELDS = {"name", "also", "role", "country"}


class GoldError(ValueError):
    """The annotation and its dispatch do not fit together. The message names the file and the string."""


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    """Who said it. ``names`` count as right, the best first; there are none where nobody can be named.

    ``country`` is an ISO 3166 alpha-2 code.
    """

    names: tuple[str, ...] = ()
    role: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One attribution. Spans are half-open character offsets into the dispatch, as in ``models.types``."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    kind: Kind
    act: str
    certainty: Certainty
    via: tuple[str, ...]
    audience: tuple[str, ...]
    speaker: GoldSpeaker


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A dispatch with every attribution in it. ``name`` is the file's name without its ending.

    ``aside`` marks the dispatches whose errors nobody reads (README.md).
    """

    name: str
    text: str
    statements: tuple[GoldStatement, ...]
    aside: bool = False


def load(folder: Path = HERE) -> tuple[GoldDocument, ...]:
    """Read all dispatches below ``folder`` in order of their names.

    Raises GoldError for a dispatch without annotation or the reverse, an unknown field, a word outside the
    vocabulary, and a string that is not found exactly once.
    """
    texts = {path.stem: path for path in (folder / "dispatches").glob("*.txt")}
    notes = {path.stem: path for path in (folder / "annotations").glob("*.toml")}
    if alone := texts.keys() ^ notes.keys():
        raise GoldError(f"dispatch without annotation, or the reverse: {', '.join(sorted(alone))}")
    return tuple(_document(name, texts[name], notes[name]) for name in sorted(texts))


def part(*, aside: bool) -> tuple[GoldDocument, ...]:
    """The dispatches that are set aside, or the others, which are open to be read."""
    return tuple(document for document in load() if document.aside == aside)


def locate(piece: str, text: str, within: str | None = None) -> Span:
    """Offsets of ``piece`` in ``text``: in the passage ``within`` where it stands there, else anywhere.

    Matches whole words only. Raises GoldError unless ``piece`` (and ``within``) is found exactly once.
    """
    if within is not None:
        begin, end = locate(within, text)
        inside = _matches(piece, text[begin:end])
        if inside:
            start, stop = _only(inside, piece)
            return begin + start, begin + stop
    return _only(_matches(piece, text), piece)


def _matches(piece: str, text: str) -> list[Span]:
    before = r"(?<!\w)" if piece[:1].isalnum() else ""
    after = r"(?!\w)" if piece[-1:].isalnum() else ""
    return [match.span() for match in re.finditer(before + re.escape(piece) + after, text)]


def _only(matches: Sequence[Span], piece: str) -> Span:
    if not piece or len(matches) != 1:
        raise GoldError(f"stands {len(matches)} times and not once: {piece!r}")
    return matches[0]


def _document(name: str, text_path: Path, notes_path: Path) -> GoldDocument:
    text = text_path.read_bytes().decode("utf-8")
    notes = tomllib.loads(notes_path.read_text(encoding="utf-8"))
    statements: list[GoldStatement] = []
    for number, row in enumerate(notes["statement"], 1):
        try:
            statements.append(_statement(row, text))
        except (KeyError, ValueError) as problem:
            raise GoldError(f"{notes_path.name}, statement {number}: {problem}") from problem
    return GoldDocument(name, text, tuple(statements), aside=notes.get("aside", False))


def _statement(row: dict[str, Any], text: str) -> GoldStatement:
    speaker = row.get("speaker", {})
    if unknown := (row.keys() - FIELDS) | (speaker.keys() - SPEAKER_FIELDS):
        raise GoldError(f"unknown fields: {', '.join(sorted(unknown))}")
    if row["act"] not in ACTS:
        raise GoldError(f"act outside the vocabulary: {row['act']}")
    if "also" in speaker and "name" not in speaker:
        raise GoldError("a speaker with other names needs a name")

    def spans(field: str) -> tuple[Span, ...]:
        return tuple(locate(piece, text, row.get("within")) for piece in row[field])

    return GoldStatement(
        content=spans("content"),
        source=spans("source"),
        cue=spans("cue"),
        kind=Kind(row["kind"]),
        act=row["act"],
        certainty=Certainty(row.get("certainty", "on record")),
        via=tuple(row.get("via", ())),
        audience=tuple(row.get("audience", ())),
        speaker=GoldSpeaker(
            names=(speaker["name"], *speaker.get("also", ())) if "name" in speaker else (),
            role=speaker.get("role"),
            country=speaker.get("country"),
        ),
    )
