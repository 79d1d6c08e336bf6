"""Names in the place of opening pronouns, where the article leaves no doubt whom they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from models.lexicon import entries
from models.reading.parser import Parsed
from models.summarizer.candidates import Candidate
from models.types import Contact, ContactStatus, Genre, Span, Statement

Insertion = tuple[Span, str]
_PARTICLES = frozenset(
    ("al", "bin", "d'", "da", "de", "del", "der", "di", "du", "el", "la", "of", "the", "van", "von")
)


def find(
    candidate: Candidate, parsed: Parsed, statements: Sequence[Statement], contacts: Sequence[Contact] = ()
) -> list[Insertion]:
    """The pronoun that opens a sentence, with the name to be shown in its place; empty where none is sure.

    A "he" or "she" that is a statement's source is that person, a "they" those who speak together. In a
    readout, a "they" that discussed or agreed something is the two who met or spoke.
    """
    if candidate.opener is None:
        return []
    block = parsed.blocks[candidate.block]
    token = block.doc[candidate.opener]
    begin = block.block.span[0] + token.idx
    span = (begin, begin + len(token.text))
    name: str | None = None
    if token.lower_ in {"he", "she"}:
        name = _speaker(span, statements, "person")
    elif token.lower_ == "they":
        name = _speaker(span, statements, "group")
        confers = token.dep_ == "nsubj" and token.head.lemma_.lower() in entries("salience", "conferring")
        if name is None and parsed.copy.genre is Genre.READOUT and confers and token.head.tag_ == "VBD":
            name = _both(begin, contacts, statements)
    return [(span, name)] if name else []


def _speaker(span: Span, statements: Sequence[Statement], kind: str) -> str | None:
    for statement in statements:
        speaker = statement.speaker
        if span in statement.source and speaker is not None and speaker.name and speaker.kind == kind:
            return speaker.name
    return None


def _both(before: int, contacts: Sequence[Contact], statements: Sequence[Statement]) -> str | None:
    """The two parties of the readout's contact, told ``before`` that place; None unless both have names."""
    held = [c for c in contacts if c.status is ContactStatus.HELD and c.evidence[0][0] < before]
    if not held or len(held[0].parties) != 2 or not all(map(_is_name, held[0].parties)):
        return None
    return " and ".join(_fullest(party, statements) for party in held[0].parties)


def _is_name(party: str) -> bool:
    return all(word[:1].isupper() or word in _PARTICLES for word in party.split())


def _fullest(party: str, statements: Sequence[Statement]) -> str:
    """The longest name by which a person of the same last names speaks in the article."""
    speakers = [s.speaker for s in statements if s.speaker is not None and s.speaker.kind == "person"]
    names = {s.name for s in speakers if s.name}
    return max((n for n in sorted(names) if n.endswith(f" {party}")), key=len, default=party)
