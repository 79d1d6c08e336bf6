"""Raw attributions into statements: who is meant, through whom, how surely, to whom and on what occasion."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from models.extractors.people.cast import Cast
from models.extractors.people.resolve import Sources, Voice
from models.extractors.people.source_phrases import Phrase
from models.extractors.provenance import chain
from models.extractors.provenance.authors import PRONOUNS
from models.extractors.provenance.tellers import Case, Tellers
from models.knowledge import outlets
from models.knowledge.reporting import acts
from models.types import Certainty, Dateline, Span, Speaker, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from models.extractors.attribution.types import Attribution
    from models.reading.parser import Parsed


_STEM = 5  # letters: "deny" and "denied" apart, "Russia" and "Russian" the same
_FEWEST_TOLD = 3


def resolve_statements(
    parsed: Parsed,
    attributions: Sequence[Attribution],
    dateline: Dateline | None = None,
    issued_in: str | None = None,
) -> tuple[Statement, ...]:
    """Turn attributions into statements, one each and in the order given.

    Speakers that cannot be told safely keep their mention and have no name. ``issued_in`` is the country that
    issues the text, where one does: its are the officials of whom the text does not say whose they are.
    """
    named = [s for a in attributions for s in a.source]
    cast = Cast(parsed, named, dateline or parsed.copy.dateline, issued_in)
    sources = Sources(cast)
    cases = [Case(a) for a in attributions]
    tellers = Tellers(parsed, cast, sources)
    for case in sorted(cases, key=_position):
        _hear(parsed, sources, tellers, case)
        tellers.listen(case)
    return tuple(_statement(parsed, case, tellers.chain(case, cases), cast) for case in cases)


def without_echoes(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements without repeats, word for word, and those that a speaker makes inside their own.

    "Wu said he believed the island was safe" is one statement, as the annotation of world press counts; so is
    one whose inner "he" cannot be told.
    """
    first: set[tuple[str, str]] = set()
    kept: list[Statement] = []
    for statement in statements:
        said = " ".join(re.findall(r"\w+", statement.text.casefold()))
        who = statement.speaker.identity if statement.speaker is not None else ""
        if (who, said) not in first and not any(_echoes(statement, outer) for outer in statements):
            kept.append(statement)
        first.add((who, said))
    return tuple(
        s for n, s in enumerate(kept) if not any(_is_fuller(o, s, m < n) for m, o in enumerate(kept))
    )


def _is_fuller(other: Statement, statement: Statement, before: bool) -> bool:
    """Whether another statement of the same speaker says all that ``statement`` says, and more.

    That is, all its words of four letters and more, in the same sense and with the same act.
    """
    if other is statement or other.speaker is None or statement.speaker is None:
        return False
    alike = ("act", "polarity", "negated", "certainty", "via")
    if any(getattr(other, name) != getattr(statement, name) for name in alike):
        return False
    if statement.speaker.name is None or other.speaker.identity != statement.speaker.identity:
        return False
    said, more = _telling(statement.text), _telling(other.text)
    return len(said) >= _FEWEST_TOLD and (said < more or (said == more and before))


def _telling(text: str) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in re.findall(r"\w{4,}|\d+", text.casefold()))


def _echoes(inner: Statement, outer: Statement) -> bool:
    if inner is outer or inner.speaker is None or outer.speaker is None or not inner.cue:
        return False
    at = inner.cue[0][0]
    if not any(s <= at < e for s, e in outer.content):
        return False
    unclear = inner.speaker.name is None and inner.speaker.mention.lower() in PRONOUNS
    return unclear or inner.speaker.identity == outer.speaker.identity


def _position(case: Case) -> tuple[int, int]:
    spans = case.attribution.source or case.attribution.cue or case.attribution.content
    return spans[0]


def _hear(parsed: Parsed, sources: Sources, tellers: Tellers, case: Case) -> None:
    attribution = case.attribution
    if attribution.source:
        case.voice = tellers.quoted(case) or _voice(parsed, sources, attribution, attribution.source)
    case.audience = tuple(
        _voice(parsed, sources, attribution, (s,), speaks=False) for s in attribution.audience
    )


def _voice(
    parsed: Parsed, sources: Sources, attribution: Attribution, spans: tuple[Span, ...], speaks: bool = True
) -> Voice:
    """Resolve the tokens that ``spans`` cover; a span outside the cue's block is left as written."""
    doc, offset = parsed.blocks[attribution.block].doc, parsed.blocks[attribution.block].block.span[0]
    inside = _tokens(doc, [(s - offset, e - offset) for s, e in spans])
    written = " ".join(parsed.text[s:e] for s, e in spans)
    if not inside:
        return Voice(written)
    head = attribution.source_token if speaks else None
    if head is None or head not in inside:
        head = doc[inside[0] : inside[-1] + 1].root.i
        if doc[head].pos_ in ("VERB", "AUX", "PUNCT"):
            head = next((i for i in inside if doc[i].pos_ in ("NOUN", "PROPN", "PRON")), head)
    begin = attribution.content[0][0] - offset if attribution.content else 0
    first = next((t.i for t in doc if t.idx >= begin), None) if 0 <= begin < doc[inside[0]].idx else None
    before = (attribution.block, first) if speaks and first is not None else None
    voice = sources.resolve(Phrase(attribution.block, inside[0], inside[-1] + 1, head, before), speaks)
    return replace(voice, mention=written)


def _tokens(doc: Doc, spans: list[Span]) -> list[int]:
    """The tokens of a block that begin inside any of the spans, given in offsets of the block."""
    found: list[int] = []
    for start, end in spans:
        if end <= 0 or start >= len(doc.text):
            continue
        span = doc.char_span(max(start, 0), min(end, len(doc.text)), alignment_mode="expand")
        found.extend(range(span.start, span.end) if span is not None else ())
    return sorted(set(found))


def _statement(parsed: Parsed, case: Case, via: tuple[str, ...], cast: Cast) -> Statement:
    attribution = case.attribution
    block = parsed.blocks[attribution.block]
    act = acts().get(attribution.act)
    speaker = case.voice.finished() if case.voice else None
    spans = (*attribution.content, *attribution.source, *attribution.cue)
    clause = attribution.clause
    return Statement(
        content=attribution.content,
        source=attribution.source,
        cue=attribution.cue,
        text=" … ".join(parsed.text[s:e] for s, e in attribution.content),
        kind=attribution.kind,
        act=attribution.act,
        certainty=_certainty(parsed, case, via, speaker, cast),
        via=via,
        audience=tuple(_addressed(v) for v in case.audience if not _same(v, case.voice)),
        speaker=speaker,
        occasion=chain.occasion(
            block.doc, attribution.cue_token, (*attribution.content, *attribution.source), block.block.span[0]
        ),
        negated=attribution.negated,
        event=act.event if act else None,
        evidence=chain.evidence(parsed, spans),
        clause=clause,
        clause_text=parsed.text[clause[0] : clause[1]] if clause else "",
        polarity=attribution.polarity,
    )


def _same(audience: Voice, speaker: Voice | None) -> bool:
    """Whether a pronoun was taken for the very one who speaks; then it is left open whom it means."""
    return speaker is not None and audience.entity is not None and audience.entity is speaker.entity


def _addressed(voice: Voice) -> str:
    speaker = voice.finished()
    words = outlets.bare(voice.mention).split()
    plain = " ".join(words[1:]) if len(words) > 1 and words[0].lower() in ("a", "an") else " ".join(words)
    return speaker.name or plain


def _certainty(
    parsed: Parsed, case: Case, via: tuple[str, ...], speaker: Speaker | None, cast: Cast
) -> Certainty:
    attribution = case.attribution
    hedged = chain.certainty(parsed.blocks[attribution.block].doc, attribution.cue_token)
    if hedged is not Certainty.ON_RECORD:
        return hedged
    outlet = speaker is not None and (
        cast.is_outlet(speaker.name) or outlets.is_press(_last_word(speaker)) or _is_medium(speaker)
    )
    return Certainty.REPORTED if via or outlet else Certainty.ON_RECORD


def _last_word(speaker: Speaker) -> str:
    return (speaker.mention.lower().split() or [""])[-1]


def _is_medium(speaker: Speaker) -> bool:
    """ "Czech television", "army radio": a body by kind of outlet and not by name."""
    return speaker.kind == "body" and outlets.is_common(_last_word(speaker))
