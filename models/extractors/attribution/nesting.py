"""Statements within statements: "Moon said he had told Kim that …", "according to X, Y expressed …".

The choice in ``find`` is flat, as in PolNeAR, where no attribution stands in another's content. What lies
wholly inside the content of another, outside quotation marks and with a speaker of its own, goes with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.extractors.attribution.candidate import Candidate
from models.knowledge.reporting import act_of_key, acts, weights
from models.types import Span

INNER = 0.6  # log-odds above the threshold that a statement within another needs
OUTER = 1.2  # and one around another
_LARGEST = 0.92  # share of the outer content that the inner one may take


def nested(flat: Sequence[Candidate], options: Sequence[Candidate]) -> list[Candidate]:
    """Those of ``options`` that stand inside or around a candidate of ``flat``, one a cue, the best first."""
    least = weights().threshold
    cues = {(c.ctx.index, c.head.i) for c in flat}
    taken: list[Candidate] = list(flat)
    added: list[Candidate] = []
    for option in sorted(options, key=lambda c: (-round(c.score, 1), -_length(c))):
        cue = (option.ctx.index, option.head.i)
        if cue in cues or option.source_token is None:
            continue
        beside = [c for c in taken if c.ctx.index == option.ctx.index and _touches(c, option)]
        inside = [c for c in beside if _holds(c, option)]
        around = [c for c in beside if _holds(option, c)]
        if len(inside) + len(around) != len(beside) or not beside:
            continue
        if option.score >= least + (INNER if inside else OUTER) and _is_speech(option):
            cues.add(cue)
            taken.append(option)
            added.append(option)
    return added


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether ``inner``, cue, source and content, lies inside the content of ``outer`` as paraphrase."""
    ctx = inner.ctx
    cue = ctx.offset + inner.head.idx
    if inner.source_token is None or ctx.quoted[inner.head.i] >= 0:
        return False
    source = ctx.offset + inner.source_token.idx
    if not (_covers(outer.content, cue) and _covers(outer.content, source)):
        return False
    within = all(any(s <= a and b <= e for s, e in outer.content) for a, b in inner.content)
    return within and _length(inner) <= _LARGEST * _length(outer)


def _touches(one: Candidate, other: Candidate) -> bool:
    at = other.ctx.offset
    cues = at + one.head.idx, at + other.head.idx
    if _covers(one.content, cues[1]) or _covers(other.content, cues[0]):
        return True
    return any(s < f and t < e for s, e in one.content for t, f in other.content)


def _covers(spans: tuple[Span, ...], at: int) -> bool:
    return any(s <= at < e for s, e in spans)


def _length(found: Candidate) -> int:
    return sum(e - s for s, e in found.content)


def _is_speech(found: Candidate) -> bool:
    act = acts().get(act_of_key().get(found.key, ""))
    return act is not None and (act.speech or found.source_token is not None)
