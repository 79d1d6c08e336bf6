"""Each turn of an official in a transcript as one statement: the first sentences that say something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.extractors.issued import roster
from models.extractors.issued.said import statement
from models.reading import splitting, turns
from models.types import Span, Speaker, Statement

if TYPE_CHECKING:
    from models.reading.text import Block, CleanCopy

_MOST = 3  # sentences of a turn
_FEWEST_WORDS = 6
_FINAL = (".", "!", "?", "…", "—", "–", "-", ":", ";")
_CLOSING = "\"'”’»)]"


@dataclass(slots=True)
class Turn:
    """What one speaker says before the next does; ``label`` is None before the first label."""

    label: Block | None
    blocks: list[Block] = field(default_factory=list["Block"])


def statements(text: str, copy: CleanCopy, title: str | None, url: str | None) -> tuple[Statement, ...]:
    """The statements of a transcript, one a turn; turns of mere courtesy and those of who asks give none."""
    texts = [title or "", *(turns.name_of(b.text) if b.kind == "label" else b.text for b in copy.blocks)]
    country = roster.home(texts, url)
    known: dict[str, roster.Person] = {}
    out: list[Statement] = []
    for turn in _turns(copy):
        sentences = telling(turn)
        if not sentences:
            continue
        content = (sentences[0][0], sentences[-1][1])
        speaker, source = _speaker(turn, texts, country, known)
        if turn.label is None and speaker.name is None:
            continue
        out.append(statement(text, content, speaker, source=source, evidence=tuple(sentences)))
    return tuple(out)


def telling(turn: Turn) -> list[Span]:
    """The first sentences of a turn that say something of substance, up to three, next to one another."""
    out: list[Span] = []
    words = 0
    for span, sentence in _sentences(turn):
        plain = sentence.rstrip(_CLOSING).endswith(_FINAL)
        length = len(sentence.split())
        if turns.is_courtesy(sentence) or not plain or (not out and length < 3) or sentence.endswith("?"):
            if out:
                break
            continue
        out.append(span)
        words += length
        if len(out) == _MOST:
            break
    return out if words >= _FEWEST_WORDS else []


def _sentences(turn: Turn) -> Iterator[tuple[Span, str]]:
    for block in turn.blocks:
        for start, end in splitting.sentences(block.text):
            begin = start + turns.aside_end(block.text[start:end])
            yield (block.span[0] + begin, block.span[0] + end), block.text[begin:end]


def _turns(copy: CleanCopy) -> Iterator[Turn]:
    turn = Turn(None)
    for block in copy.blocks:
        if block.kind == "label":
            yield turn
            turn = Turn(block)
        elif block.kind == "paragraph":
            turn.blocks.append(block)
    yield turn


def _speaker(
    turn: Turn, texts: list[str], country: str | None, known: dict[str, roster.Person]
) -> tuple[Speaker, Span | None]:
    if turn.label is None:
        return roster.briefer(texts, country).speaker(""), None
    name = turns.name_of(turn.label.text)
    start = turn.label.span[0] + max(0, turn.label.text.find(name))
    if name not in known:
        answers = turns.part_of(name) == "answers"
        known[name] = roster.briefer(texts, country) if answers else roster.person(name, texts, country)
    return known[name].speaker(name), (start, start + len(name))
