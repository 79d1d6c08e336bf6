"""What is the author's own and no statement: thoughts of "we", claims of an opinion piece about others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.extractors.attribution import mood
from models.knowledge import offices
from models.knowledge.reporting import acts, lemma
from models.lexicon import entries
from models.types import Kind, Polarity, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from models.extractors.attribution.types import Attribution
    from models.reading.parser import Parsed

_AUTHOR = frozenset({"we", "i", "you", "one", "us"})
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "which", "that"})
_RELATIVE = frozenset({"which", "whoever", "whatever", "what"})
_PRESS = frozenset({"reporter", "reporters", "journalist", "journalists", "correspondent", "correspondents"})
_PERSONAL = frozenset({"he", "she", "they"})
_DATED = frozenset({"did", "was", "were", "has", "have", "had", "'ve", "’ve"})
_BELOW = frozenset({"xcomp", "advcl", "pcomp", "conj", "acl", "prep", "pobj", "dobj", "ccomp", "acomp"})
_HANGING = 6  # words from a participle or infinitive up to the verb that dates it
_QUOTED_WORDS = 4  # shorter quotations are words held up, not words reported


def not_the_authors(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements without the press's: its questions, and thoughts and claims of "we", "you" or nobody.

    A bare relative pronoun is nobody: what it stands for could not be told.
    """
    kept = (s for s in statements if not _is_the_authors(s))
    return tuple(replace(s, speaker=None) if _is_bare_relative(s) else s for s in kept)


def really_said(
    parsed: Parsed, attributions: Sequence[Attribution], statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """Of an opinion piece, the statements that somebody made; ``statements`` are those of ``attributions``.

    Quotations with a speaker, and what a speaker told in so many words. What the author supposes, guesses
    or concludes others to say, think and want is left out.
    """
    pairs = zip(attributions, statements, strict=True)
    return tuple(s for a, s in pairs if _is_said(parsed, a, s))


def _is_the_authors(statement: Statement) -> bool:
    speaker, act = statement.speaker, acts().get(statement.act)
    asked = speaker is not None and speaker.name is None and statement.act == "ask"
    if speaker is not None and asked and _PRESS & set(speaker.mention.lower().split()):
        return True  # "a reporter asked about …"
    if speaker is not None and (speaker.name or speaker.role or speaker.kind in {"body", "country"}):
        return False
    mention = speaker.mention.lower() if speaker is not None else ""
    thought = act is not None and not act.speech
    return mention in _AUTHOR or (thought and (not mention or mention in PRONOUNS))


def _is_bare_relative(statement: Statement) -> bool:
    speaker = statement.speaker
    return speaker is not None and speaker.name is None and speaker.mention.lower() in _RELATIVE


def _is_said(parsed: Parsed, attribution: Attribution, statement: Statement) -> bool:
    """Whether somebody, and not the author for them, said a statement of an opinion piece."""
    speaker = statement.speaker
    if speaker is None:
        return False
    mention = speaker.mention.lower()
    if speaker.name is None and mention in _AUTHOR:
        return False
    if statement.kind is Kind.DIRECT and len(statement.text.split()) >= _QUOTED_WORDS:
        return True
    if (speaker.name is None and mention in PRONOUNS - _PERSONAL) or attribution.cue_token < 0:
        return False
    return not (statement.negated and statement.polarity is Polarity.SAID) and _is_told(
        parsed, attribution, statement
    )


def _is_told(parsed: Parsed, attribution: Attribution, statement: Statement) -> bool:
    """Whether the cue tells what was said: "said that", "accused", "Oslo says that", "his claim that"."""
    doc = parsed.blocks[attribution.block].doc
    cue = doc[attribution.cue_token]
    source = doc[attribution.source_token] if attribution.source_token is not None else None
    word, act = lemma(cue), acts().get(statement.act)
    if cue.lower_ == "according":
        return True
    if act is None or not act.speech or mood.expected(cue):
        return False
    if cue.pos_ == "NOUN":
        return word in entries("mood", "claims")
    document = source is not None and offices.is_document_noun(source)
    if word not in entries("mood", "findings" if document else "telling"):
        return False
    if _is_past(cue):
        return True
    one = source is not None and source.tag_ in {"NN", "NNP", "NNPS", "PRP"}  # "critics say" is nobody
    worded = any(c.dep_ == "ccomp" for c in cue.children) or statement.kind is not Kind.INDIRECT
    return cue.tag_ in {"VBZ", "VBP"} and one and worded


def _is_past(cue: Token) -> bool:
    """Whether a verb tells what was said on some occasion, itself or through the verb it hangs on."""
    at = cue
    for _ in range(_HANGING):
        helped = {c.lower_ for c in at.lefts if c.dep_ in {"aux", "auxpass"}}
        if at.tag_ == "VBD" or helped & _DATED:
            return True
        if at.tag_ in {"VBZ", "VBP"} or at.dep_ not in _BELOW:
            return False
        at = at.head
    return False
