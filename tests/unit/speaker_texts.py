"""Texts with hand-made attributions, so that speakers are tested apart from the finding of attributions."""

from __future__ import annotations

from dataclasses import dataclass

from models.extractors.attribution.types import Attribution
from models.extractors.provenance.statements import resolve_statements
from models.reading.parser import Parsed, parse
from models.reading.text import clean
from models.types import Kind, Span, Speaker, Statement


@dataclass(frozen=True)
class Said:
    """One attribution by its words, each looked for after the cue of the one before (or in ``after``)."""

    source: str
    cue: str
    content: str
    audience: str = ""
    act: str = "say"


def resolve(text: str, *said: Said) -> tuple[Statement, ...]:
    """The statements of ``text``; the words of each ``said`` are looked for from the last cue on."""
    parsed = parse(text, clean(text))
    at, found = 0, []
    for one in said:
        attribution, at = _attribution(parsed, one, at)
        found.append(attribution)
    return resolve_statements(parsed, found, parsed.copy.dateline)


def speaker(text: str, *said: Said) -> Speaker:
    """The speaker of the last attribution."""
    found = resolve(text, *said)[-1].speaker
    assert found is not None
    return found


def _attribution(parsed: Parsed, said: Said, at: int) -> tuple[Attribution, int]:
    text = parsed.text
    phrase = _find(text, said.content, at)
    beside = text.find(f"{said.source} {said.cue}", at) if said.source else -1
    source = _find(text, said.source, max(at, beside)) if said.source else None
    cue = _find(text, said.cue, source[1] if source and beside >= 0 else at)
    block = next(i for i, b in enumerate(parsed.blocks) if b.block.span[0] <= cue[0] < b.block.span[1])
    doc, offset = parsed.blocks[block].doc, parsed.blocks[block].block.span[0]
    token = next(t.i for t in doc if offset + t.idx + len(t) > cue[1] - len(said.cue.split()[-1]))
    audience = (_find(text, said.audience, cue[1]),) if said.audience else ()
    return Attribution(
        block=block,
        cue_token=token,
        source_token=None,
        content=(phrase,),
        source=(source,) if source else (),
        cue=(cue,),
        kind=Kind.INDIRECT,
        act=said.act,
        lemma=said.cue,
        audience=audience,
    ), cue[0]


def _find(text: str, words: str, at: int) -> Span:
    start = text.find(words, at)
    if start < 0:
        start = text.index(words)
    return start, start + len(words)
