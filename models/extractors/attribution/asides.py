"""Cues set off by commas or dashes: "X, he said, Y", "X, as he put it", and what commas alone show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import Candidate, noun_phrase
from models.extractors.attribution.spans import Context, minus, subtree
from models.extractors.attribution.verb_candidates import Maker

if TYPE_CHECKING:
    from spacy.tokens import Token


def aside(make: Maker, by_dep: dict[str, list[Token]]) -> Iterator[Candidate]:
    """ "X, he said, Y" and "X, as he put it": the content is the clause that the cue interrupts."""
    verb = make.verb
    host = verb.head
    if (
        verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "relcl"}
        or host.i == verb.i
        or make.source is None
    ):
        return
    if by_dep.get("ccomp") and any(c.i > verb.i for c in by_dep["ccomp"]):
        return
    aside = subtree(verb)
    before = _is_mark(make.ctx, aside[0] - 1)
    if verb.dep_ == "ccomp" and host.i > verb.i and not before:
        return
    if verb.dep_ == "advcl" and not any(c.lower_ == "as" for c in verb.children):
        return
    own = (
        [aside]
        if host.i < aside[0] or host.i >= aside[1]
        else [(min(make.source.left_edge.i, verb.i), verb.i + 1)]
    )
    whole = [subtree(host)]
    for hole in own:
        whole = minus(whole, hole)
    mark = "as" if any(c.lower_ == "as" for c in verb.children) else ""
    yield from make("aside-" + verb.dep_, whole, suffix=mark)


def _is_mark(ctx: Context, i: int) -> bool:
    """Whether token ``i`` is punctuation (or lies before the block)."""
    return i < 0 or ctx.doc[i].is_punct


def by_commas(make: Maker) -> Iterator[Candidate]:
    """What commas alone show, for sentences that the parse breaks up: "X, he said", "X, he said, Y"."""
    verb, ctx, source = make.verb, make.ctx, make.source
    if source is None or make.how != "own" or abs(source.i - verb.i) > 25:
        return
    sentence = verb.sent
    start = make.start()
    if start - 1 <= sentence.start or not _breaks(ctx, start - 1):
        return
    end = max(verb.i, noun_phrase(source, verb)[1] - 1) + 1
    stop = next((i for i in range(end, sentence.end) if _breaks(ctx, i)), sentence.end)
    opening = _opening(ctx, sentence.start)
    if stop >= sentence.end - 2:
        yield from make("tail", [(opening, start)])
    elif stop - end < 12:
        yield from make("middle", [(opening, start), (stop, sentence.end)])
        yield from make("tail", [(opening, start)])


def _breaks(ctx: Context, i: int) -> bool:
    return (
        ctx.doc[i].text in {",", "—", "–", "-", "--", ")", "”", '"', "''", "("} or not ctx.doc[i].text.strip()
    )


def _opening(ctx: Context, i: int) -> int:
    """Where the sentence of token ``i`` opens, counting a quotation that runs over sentences as one."""
    quote = ctx.quoted[i] if i < len(ctx.quoted) else -1
    while quote >= 0 and i > 0 and ctx.quoted[i - 1] == quote:
        i = ctx.doc[i - 1].sent.start
    return i
