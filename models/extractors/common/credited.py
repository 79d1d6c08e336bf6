"""Who says what stands at a place of an article: the statement around it, if it is one that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.extractors.common.sentences import Sentence
from models.knowledge.reporting import acts
from models.lexicon import load
from models.reading.parser import ParsedBlock
from models.types import Certainty, Kind, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token


def said_by(statements: Sequence[Statement], sentence: Sentence, token: Token) -> str | None:
    """Who says what ``token`` is part of, in words that go after "according to"; None where the article does.

    Nobody says what merely stands beside a deed ("launched an attack that killed 12") or is the thing
    wished for, feared or condemned. Where somebody says it whom the article does not name, that is told
    without a name, since a claim is not to pass for a fact.
    """
    statement = _around(statements, sentence, token)
    if statement is None:
        return None
    unnamed: dict[str, str] = load("figures")["unnamed"]
    speaker = statement.speaker
    if speaker is None:
        hearsay = statement.certainty is not Certainty.ON_RECORD or not statement.source
        return statement.via[0] if statement.via else unnamed["report"] if hearsay else None
    if speaker.name:
        return _inside_a_sentence(speaker.name)
    if speaker.mention.casefold() in unnamed["pronouns"]:
        return unnamed["speaker"]
    return _mention(statement, sentence.block) or None


def is_denied(statements: Sequence[Statement], sentence: Sentence, token: Token) -> bool:
    """Whether ``token`` is part of what somebody denies, or declines to say or confirm."""
    statement = _around(statements, sentence, token)
    return statement is not None and (statement.negated or statement.act in load("figures")["denials"])


def _around(statements: Sequence[Statement], sentence: Sentence, token: Token) -> Statement | None:
    """The innermost statement that tells ``token``."""
    offset = sentence.offset(token)
    around = [
        (end - start, i)
        for i, statement in enumerate(statements)
        for start, end in statement.content
        if start <= offset < end and _tells(statement, sentence.block, (start, end))
    ]
    return statements[min(around)[1]] if around else None


def _tells(statement: Statement, block: ParsedBlock, piece: tuple[int, int]) -> bool:
    """Whether a statement is an act of speech with a clause for its content, or a noun that tells as much."""
    act = acts().get(statement.act)
    if act is None or not act.speech:
        return False
    if statement.kind is Kind.DIRECT:
        return True
    data = load("figures")["sources"]
    cue = _token_at(block, statement.cue[0][0]) if statement.cue else None
    lemma = cue.lemma_.casefold() if cue is not None else ""
    if lemma in data["deeds"]:
        return False
    head = _head(block, piece)
    is_object = head is not None and head.pos_ not in {"VERB", "AUX"} and head.dep_ in {"dobj", "pobj"}
    return not is_object or lemma in data["tellers"]


def _head(block: ParsedBlock, piece: tuple[int, int]) -> Token | None:
    start, end = (at - block.block.span[0] for at in piece)
    inside = block.doc.char_span(max(start, 0), end, alignment_mode="expand") if end > 0 else None
    return inside.root if inside is not None else None


def _token_at(block: ParsedBlock, offset: int) -> Token | None:
    at = offset - block.block.span[0]
    inside = (
        block.doc.char_span(at, at + 1, alignment_mode="expand") if 0 <= at < len(block.doc.text) else None
    )
    return inside[0] if inside is not None and len(inside) else None


def _mention(statement: Statement, block: ParsedBlock) -> str:
    """The mention of an unnamed speaker, in lower case where only a sentence's beginning made it upper."""
    speaker = statement.speaker
    if speaker is None or not statement.source:
        return ""
    first = _token_at(block, statement.source[0][0])
    common = first is not None and first.pos_ in {"NOUN", "ADJ", "NUM"} and not first.ent_type_
    if (
        common
        and first is not None
        and first.text.istitle()
        and speaker.kind not in {"person", "body", "country"}
    ):
        return speaker.mention[:1].lower() + speaker.mention[1:]
    return _inside_a_sentence(speaker.mention)


def _inside_a_sentence(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith(("The ", "A ", "An ")) else name
