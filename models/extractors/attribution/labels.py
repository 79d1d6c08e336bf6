"""Candidates made by a label: "Lavrov: no talks", "No talks planned: Lavrov", "“No talks.” — Lavrov"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import Candidate, noun_phrase
from models.extractors.attribution.spans import Context, Interval, absolute, draw
from models.knowledge import offices, places

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_TITLES = frozenset({"headline", "heading"})
_LONGEST = 400  # tokens of what a label attributes
_TAIL = 4  # words of a name behind a headline's last colon
_NAMED = 12  # words of a name before a colon, or behind a dash
_SOMEBODY = frozenset({"PERSON", "ORG", "NORP"})
_FEWEST = 20  # words of a body in which a headline's speaker must be met
_DASHES = frozenset({"—", "–", "-", "--", "―"})


def candidates(blocks: list[Context], at: int) -> Iterator[Candidate]:
    """All candidates of a block that a name before a colon, or behind a colon or dash, attributes."""
    ctx = blocks[at]
    if ctx.kind == "headline":
        yield from _behind_colon(ctx)
    yield from _before_colon(blocks, at)
    yield from _behind_dash(ctx)


def _make(ctx: Context, frame: str, mark: Token, content: Interval, source: Token) -> Iterator[Candidate]:
    if content[1] - content[0] > _LONGEST:
        return
    drawn = draw(ctx, [content])
    if drawn:
        span = noun_phrase(source, mark)
        yield Candidate(ctx, frame, ":", (mark,), absolute(ctx, drawn), source, span, None, "colon")


def _before_colon(blocks: list[Context], at: int) -> Iterator[Candidate]:
    ctx = blocks[at]
    colon = next((t for t in ctx.doc[: _NAMED + 2] if t.text == ":" and t.i), None)
    if colon is None or colon.i + 1 >= len(ctx.doc):
        return
    before = ctx.doc[: colon.i]
    names = [t for t in before if t.pos_ in {"PROPN", "NOUN", "PRON"}]
    if not names or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in before):
        return
    if ctx.kind in _TITLES:
        if not _may_speak(ctx.doc, names[-1], [c for c in blocks if c.kind not in _TITLES]):
            return
    elif offices.is_document_noun(names[-1]) and all(t.pos_ == "PROPN" for t in names):
        return  # "Press Statement: Comments by …"
    marks = {"only-name"} if colon.i <= 3 and all(t.pos_ == "PROPN" for t in before) else set[str]()
    contents = {"colon": (colon.i + 1, len(ctx.doc))}
    if ctx.kind != "headline":
        contents["colon-sentence"] = (colon.i + 1, ctx.doc[colon.i + 1].sent.end)
    for frame, content in contents.items():
        for made in _make(ctx, frame, colon, content, names[-1]):
            made.marks |= marks
            yield made


def _may_speak(doc: Doc, head: Token, body: list[Context]) -> bool:
    """Whether what stands before a headline's colon is somebody and no topic ("Hospital: what is known")."""
    known = places.place(doc[: head.i + 1].text)
    if known is not None:
        return known.kind == "body"
    if offices.is_document_noun(head):
        return False
    office = head.lower_ in offices.listed() or offices.is_group_noun(head) or offices.is_body_noun(head)
    named = head.ent_type_ == "PERSON" or all(t.pos_ == "PROPN" for t in doc[: head.i + 1])
    return office or (named and _is_met(head, body))


def _is_met(name: Token, body: list[Context]) -> bool:
    """Whether the text below tells of somebody of that name, and not of a thing: a speaker is never in the
    headline alone, and a topic is there in lower case, or as a place."""
    if sum(len(c.doc) for c in body) < _FEWEST:
        return True
    met = [t for c in body for t in c.doc if t.lower_ == name.lower_]
    written = [t for t in met if t.text[0].isupper() and not t.is_sent_start]
    if any(t.ent_type_ in _SOMEBODY for t in met):
        return True
    return bool(written) and len(written) * 2 > len(met) and not any(t.ent_type_ for t in written)


def _behind_colon(ctx: Context) -> Iterator[Candidate]:
    doc = ctx.doc
    colon = next((t for t in reversed(doc) if t.text == ":"), None)
    if colon is None or not 0 < len(doc) - colon.i - 1 <= _TAIL or colon.i < _TAIL:
        return
    behind = doc[colon.i + 1 :]
    names = _names(behind)
    if not names:
        return
    known = places.place(behind.text)
    office = names[-1].lower_ in offices.listed() or offices.is_body_noun(names[-1])
    if known is not None and known.kind == "country":  # "No talks planned: Norway"
        office = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[: colon.i])
    if office or names[-1].ent_type_ in {"PERSON", "ORG"} or (known is not None and known.kind == "body"):
        for made in _make(ctx, "colon", colon, (0, colon.i), names[-1]):
            made.marks |= {"only-name"}
            yield made


def _behind_dash(ctx: Context) -> Iterator[Candidate]:
    """ "“We are at war.” — President Carl Brand.": a paragraph of quotation with a name at its end."""
    doc, quotes = ctx.doc, ctx.quotes
    if not quotes or not quotes[-1].closed or any(c.isalnum() for c in ctx.text[: quotes[0].start]):
        return
    dash = next((t for t in doc if t.idx >= quotes[-1].end and not t.is_space), None)
    if dash is None or dash.text not in _DASHES or not 1 < len(doc) - dash.i <= _NAMED + 2:
        return
    names = _names(doc[dash.i + 1 :])
    office = bool(names) and names[-1].lower_ in offices.listed()
    if names and (office or names[-1].ent_type_ in _SOMEBODY):
        first = next(t.i for t in doc if t.idx >= quotes[0].start)
        for made in _make(ctx, "colon", dash, (first, dash.i), names[-1]):
            made.marks |= {"only-name"}
            yield made


def _names(words: Span) -> list[Token]:
    """The nouns of a phrase that may name a speaker: none where it is a sentence."""
    names = [t for t in words if t.pos_ in {"PROPN", "NOUN"}]
    said = any(t.pos_ in {"VERB", "AUX"} for t in words)
    return names if not said and all(t.text[0].isupper() for t in names) else []
