"""Each turn of an official in a transcript as one statement: the first sentences that say something.

In an interview with one person each further paragraph of an answer is one more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.extractors.issued import roster
from models.extractors.issued.said import statement
from models.reading import splitting, turns
from models.reading.patterns import patterns, plain
from models.types import Span, Speaker, Statement

if TYPE_CHECKING:
    from models.reading.text import Block, CleanCopy

_MOST = 3  # sentences of a turn
_FEWEST_WORDS = 6
_TOP = 8  # blocks in which an interview is announced
_HOSTS = 2  # who asks, and who hands over to them
_SOON = 4  # turns within which a slip is taken back
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
    spoken = list(_turns(copy))
    whole = _is_interview(spoken, texts)
    known: dict[str, roster.Person] = {}
    out: list[Statement] = []
    for place, turn in enumerate(spoken):
        if _introduces(spoken, place, texts, country):
            continue
        sentences = telling(turn)
        if not sentences or _taken_back(spoken[place:]):
            continue
        speaker, source = _speaker(turn, texts, country, known)
        if (turn.label is None or _is_dash(turn)) and speaker.name is None:
            continue
        for told in (_by_paragraph(turn) if whole else ()) or [sentences]:
            content = (told[0][0], told[-1][1])
            out.append(statement(text, content, speaker, source=source, evidence=tuple(told)))
    return tuple(out)


def _is_interview(spoken: Sequence[Turn], texts: Sequence[str]) -> bool:
    """Whether the first lines tell of an interview, and one person answers: then all of it counts."""
    named = [(turns.name_of(t.label.text).split(",")[0], t) for t in spoken if t.label is not None]
    answering = {name for name, t in named if t.blocks}
    asking = {name for name, t in named if not t.blocks} - answering
    announced = any(
        p.search(plain(t)) for t in texts[:_TOP] for p in patterns("genres", "transcripts", "interviews")
    )
    return len(answering) == 1 and 0 < len(asking) <= _HOSTS and announced


def _by_paragraph(turn: Turn) -> list[list[Span]]:
    """What each paragraph of an answer tells, for itself."""
    found = (telling(Turn(turn.label, [block])) for block in turn.blocks)
    return [told for told in found if told]


def _introduces(spoken: Sequence[Turn], place: int, texts: list[str], country: str | None) -> bool:
    """Whether a turn is the presenter's, who leads on to a talk with somebody in office."""
    label = spoken[place].label
    if label is None or any(t.label is not None and t.blocks for t in spoken[:place]):
        return False
    own = turns.name_of(label.text)
    others = {turns.name_of(t.label.text) for t in spoken[place + 1 :] if t.label is not None} - {own}
    again = any(t.label is not None and turns.name_of(t.label.text) == own for t in spoken[place + 1 :])
    if again or roster.person(own, texts, country).speaker(own).role:
        return False
    return any(roster.person(name, texts, country).speaker(name).role for name in others)


def telling(turn: Turn) -> list[Span]:
    """The first sentences of a turn that say something of substance, up to three, next to one another.

    Openers that only take up what was asked are left out where more is said. A slip that the speaker
    corrects at once is shown with its correction, or not at all.
    """
    sentences = list(_sentences(turn))
    for at in (_past_openers(sentences), 0):
        out, words = _run(sentences[at:])
        if words >= _FEWEST_WORDS:
            return out
    return []


def _run(sentences: Sequence[tuple[Span, str]]) -> tuple[list[Span], int]:
    out: list[Span] = []
    words = 0
    for place, (span, sentence) in enumerate(sentences):
        if out and turns.is_correction(sentence):
            out.append(span)
            out += [s for s, _ in sentences[place + 1 : place + 2]]
            break
        plain = sentence.rstrip(_CLOSING).endswith(_FINAL)
        length = len(sentence.split())
        if turns.is_courtesy(sentence) or not plain or (not out and length < 3) or sentence.endswith("?"):
            if out:
                break
            continue
        if len(out) == _MOST:
            break
        out.append(span)
        words += length
    return out, words


def _past_openers(sentences: Sequence[tuple[Span, str]]) -> int:
    """How many sentences at the head of a turn only take up the question or lead on."""
    at = 0
    while at < len(sentences) and (turns.is_opener(sentences[at][1]) or turns.is_courtesy(sentences[at][1])):
        at += 1
    return at


def _taken_back(following: Sequence[Turn]) -> bool:
    """Whether the speaker of a turn takes it back in the next that says something."""
    label = following[0].label
    if label is None:
        return False
    for turn in following[1 : 1 + _SOON]:
        if turn.label is None or turn.label.text != label.text:
            continue
        said = [sentence for _, sentence in _sentences(turn)]
        if any(turns.is_correction(s) for s in said):
            return True
        if telling(turn):
            return False
    return False


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
        elif block.kind == "paragraph" and not (turn.blocks and _is_dash(turn)):
            turn.blocks.append(block)
    yield turn


def _is_dash(turn: Turn) -> bool:
    """Whether only a dash opens the turn: what follows in a paragraph of its own may be the reporter's."""
    return turn.label is not None and turn.label.text.strip(" —–-") == ""


def _speaker(
    turn: Turn, texts: list[str], country: str | None, known: dict[str, roster.Person]
) -> tuple[Speaker, Span | None]:
    if turn.label is None:
        return roster.briefer(texts, country).speaker(""), None
    if _is_dash(turn):
        return (roster.interviewee(texts) or roster.briefer(texts, country)).speaker(""), None
    name = turns.name_of(turn.label.text)
    start = turn.label.span[0] + max(0, turn.label.text.find(name))
    if name not in known:
        answers = turns.part_of(name) == "answers"
        found = roster.briefer(texts, country) if answers else roster.person(name, texts, country)
        known[name] = roster.at_home(found, country)
    return known[name].speaker(name), (start, start + len(name))
