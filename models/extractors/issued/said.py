"""A statement that stands in the text as it was issued: its own words, its speaker known from the form."""

from __future__ import annotations

from models.knowledge.reporting import act_of_key, acts
from models.types import Kind, Span, Speaker, Statement


def statement(
    text: str,
    content: Span,
    speaker: Speaker | None,
    *,
    source: Span | None = None,
    cue: tuple[Span, ...] = (),
    key: str = "",
    kind: Kind = Kind.DIRECT,
    evidence: tuple[Span, ...] = (),
) -> Statement:
    """A statement of ``content``; spans are of the article's ``text``, ``key`` is the cue's lexicon entry.

    Where there is a cue, the clause runs from it to the end of the content.
    """
    name = act_of_key().get(key, "express" if key else "say")
    act = acts().get(name)
    clause = (cue[0][0], max(content[1], cue[-1][1])) if cue else None
    return Statement(
        content=(content,),
        source=(source,) if source is not None else (),
        cue=cue,
        text=text[slice(*content)],
        kind=kind,
        act=name,
        speaker=speaker,
        event=act.event if act else None,
        evidence=evidence or (content,),
        clause=clause,
        clause_text=text[slice(*clause)] if clause else "",
    )
