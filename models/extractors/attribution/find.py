"""Who said what, by rules over the parse, the text's typography and the lexicon of reporting words.

The rules propose candidates (verbs, nouns, quotations); the weights of the lexicon, fitted on the training
articles of PolNeAR (Newell et al. 2018), decide which of them stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.extractors.attribution import noun_frames, quotation_frames, verb_frames
from models.extractors.attribution.candidate import Candidate
from models.extractors.attribution.content import settled
from models.extractors.attribution.deeds import is_deed
from models.extractors.attribution.features import features_of
from models.extractors.attribution.nesting import WITHIN, nested
from models.extractors.attribution.shaping import attribution
from models.extractors.attribution.spans import Context, contexts, covers, length
from models.extractors.attribution.types import Attribution
from models.knowledge.reporting import Weights, act_of_key, acts, literal, weights
from models.reading.parser import Parsed

_SAYING_FRAMES = ("clause", "cut-", "told-to", "infinitive", "inf-", "quote", "fronted", "tail", "object")
_CELL = 2000  # characters: what is kept is looked up by the stretch of text it lies in


def find_attributions(parsed: Parsed) -> tuple[Attribution, ...]:
    """All attributions of a parsed article, in order of their content; headings within the text make none."""
    blocks = contexts(parsed.blocks)
    scale = weights()
    text = next((ctx.index for ctx in blocks if ctx.kind == "paragraph"), 0)
    options = [
        c for c in weighed(blocks, scale, margin=WITHIN) if c.ctx.kind != "heading" or c.ctx.index < text
    ]
    flat = chosen(c for c in options if c.score >= scale.threshold)
    uncut = [replace(c) for c in flat]
    for candidate in flat:
        candidate.content = settled(candidate)
    added = nested(flat, uncut, options, scale.threshold)
    for candidate in added:
        candidate.content = settled(candidate)
    kept = [*flat, *added]
    for candidate in kept:
        candidate.content = quotation_frames.running_on(blocks, candidate)
    found = [attribution(parsed.text, c) for c in kept]
    return tuple(sorted(found, key=lambda a: (a.content[0], a.cue)))


def propose(blocks: list[Context]) -> Iterator[Candidate]:
    """Every candidate of an article, good or bad."""
    deeds = literal()
    for at, ctx in enumerate(blocks):
        for made in (
            verb_frames.candidates(ctx),
            noun_frames.candidates(blocks, at),
            quotation_frames.candidates(blocks, at),
        ):
            for candidate in made:
                if candidate.key not in deeds and candidate.key.rpartition(" ")[2] not in deeds:
                    yield candidate


def weighed(blocks: list[Context], scale: Weights, margin: float = 0.0) -> Iterator[Candidate]:
    """The candidates that the weights hold for attributions and that tell no deed, with their scores.

    With ``margin`` also those that miss the threshold by no more than that.
    """
    for candidate in propose(blocks):
        candidate.score = scale.score(features_of(candidate))
        if candidate.score >= scale.threshold - margin and not is_deed(candidate):
            yield candidate


def chosen(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best candidates that go together: one a cue, contents disjoint, no cue inside another's content."""
    ranked = sorted(candidates, key=lambda c: (-round(c.score, 1), -length(c.content)))
    spoken = {(c.ctx.index, c.head.i) for c in ranked if c.source is not None and _is_speech(c)}
    kept: list[Candidate] = []
    cells: dict[int, list[Candidate]] = {}
    for candidate in ranked:
        # "According to X, Y said Z" is Y's statement; that it comes by way of X is for the chain to tell.
        if candidate.host is not None and (candidate.ctx.index, candidate.host.i) in spoken:
            continue
        around = _cells(candidate)
        if any(_clash(candidate, other) for n in around for other in cells.get(n, ())):
            continue
        kept.append(candidate)
        for n in around:
            cells.setdefault(n, []).append(candidate)
    return kept


def _is_speech(candidate: Candidate) -> bool:
    act = acts().get(act_of_key().get(candidate.key, ""))
    return act is not None and act.speech and candidate.frame.startswith(_SAYING_FRAMES)


def _cells(candidate: Candidate) -> set[int]:
    out = {_cue_at(candidate) // _CELL}
    for start, end in candidate.content:
        out.update(range(start // _CELL, end // _CELL + 1))
    return out


def _cue_at(candidate: Candidate) -> int:
    return candidate.ctx.offset + candidate.head.idx


def _clash(one: Candidate, other: Candidate) -> bool:
    here, there = _cue_at(one), _cue_at(other)
    if here == there or covers(other.content, here) or covers(one.content, there):
        return True
    shared = sum(max(0, min(e, f) - max(s, t)) for s, e in one.content for t, f in other.content)
    return 2 * shared > min(length(one.content), length(other.content))
