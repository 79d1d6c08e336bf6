"""Statements within statements: "Moon said Kim had agreed to …", "the agency said the union had warned of …".

The choice in ``find`` is flat, as in PolNeAR, where no attribution stands in another's content; so the
weights fitted there speak against every cue inside another's clause. What is plainly a saying and lies
wholly inside the content of another, outside quotation marks and with a subject of its own, goes with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.extractors.attribution.candidate import Candidate
from models.extractors.attribution.polarity import polarity
from models.extractors.attribution.spans import covers, length
from models.knowledge.reporting import act_of_key, acts, lemma
from models.types import Polarity

WITHIN = 1.9  # log-odds that the weights take from a cue for standing in another's clause
OUTER = 1.2  # log-odds above the threshold that a statement around another needs
_LARGEST = 0.92  # share of the outer content that the inner one may take
_FRAMES = (
    "clause",
    "infinitive",
    "inf-",
    "told-to",
    "object",
    "prep:",
    "gerund",
    "noun-clause",
    "dobj-prep",
    "complement",
)


def nested(
    flat: Sequence[Candidate], uncut: Sequence[Candidate], options: Sequence[Candidate], threshold: float
) -> list[Candidate]:
    """Those of ``options`` that stand inside or around a candidate of ``flat``, one a cue, the best first.

    ``uncut`` are those of ``flat`` with the content that the parse gives them; where it has been cut short,
    what stood in the rest may be a statement beside.
    """
    cues = {(c.ctx.index, c.head.i) for c in flat}
    taken: list[Candidate] = list(flat)
    added: list[Candidate] = []
    for option in sorted(options, key=lambda c: (-round(c.score, 1), -length(c.content))):
        cue = (option.ctx.index, option.head.i)
        if cue in cues or option.source_token is None or not _is_act(option):
            continue
        if option.host is not None and (option.ctx.index, option.host.i) in cues:
            continue  # "according to X, Y said Z": that it comes by way of X is for the chain to tell
        beside = [c for c in taken if c.ctx.index == option.ctx.index and _touches(c, option)]
        outer = [c for c in beside if _holds(c, option)]
        inside = bool(outer)
        if any(polarity(c.head) is not Polarity.SAID for c in outer):
            continue  # what is denied, or kept silent, nobody said
        if not beside:
            outer = [c for c in uncut if c.ctx.index == option.ctx.index and _holds(c, option)]
            heard = bool(outer) and _is_plain_saying(option)
            if any(polarity(c.head) is not Polarity.SAID for c in outer):
                heard = False
            joined = bool(outer) and option.head.dep_ == "conj" and option.score >= threshold
            if not heard and (option.score < threshold or not (joined or _led_to(option))):
                continue
            heard_here = _of_same_speaker(option, outer[0], options) if joined else option
            cues.add(cue)
            taken.append(heard_here)
            added.append(heard_here)
            continue
        if not all(_holds(c, option) or _holds(option, c) for c in beside):
            continue
        if _is_plain_saying(option) if inside else option.score >= threshold + OUTER:
            cues.add(cue)
            taken.append(option)
            added.append(option)
    return added


def _of_same_speaker(joined: Candidate, first: Candidate, options: Sequence[Candidate]) -> Candidate:
    """The like of ``joined`` whose source is that of the statement it was cut from: "noted the need for
    the council to act and | asked Oslo to wait" is all the minister's."""
    if joined.how == "own" or first.source_token is None:
        return joined
    wanted = (joined.ctx.index, joined.head.i, joined.frame, first.source_token.i)
    for other in options:
        if other.source_token is not None and wanted == (
            other.ctx.index, other.head.i, other.frame, other.source_token.i
        ):  # fmt: skip
            return other
    return joined


def _led_to(found: Candidate) -> bool:
    """Whether another statement's content was cut short before it: "urged it to yield by | saying …"."""
    before = found.head.nbor(-1) if found.head.i else found.head
    return found.head.tag_ == "VBG" and (before.lower_ == "by" or found.head.dep_ in {"advcl", "pcomp"})


def _is_plain_saying(found: Candidate) -> bool:
    """A finite verb of saying with its own subject: only its place within another speaks against it."""
    act = acts()[act_of_key()[_key(found)]]
    if found.frame == "noun-that":
        return act.speech and found.how in {"poss", "by"}
    finite = found.head.tag_ in {"VBD", "VBZ", "VBP"} or any(c.lower_ in _HAVE for c in found.head.lefts)
    return act.speech and finite and found.how == "own" and found.frame.startswith(_FRAMES)


_HAVE = frozenset({"has", "have", "had", "'s", "’s"})


def _is_act(found: Candidate) -> bool:
    return _key(found) in act_of_key()


def _key(found: Candidate) -> str:
    return found.key if found.key in act_of_key() else lemma(found.head)


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether ``inner``, cue, source and content, lies inside the content of ``outer`` as paraphrase."""
    ctx = inner.ctx
    cue = ctx.offset + inner.head.idx
    if inner.source_token is None or ctx.quoted[inner.head.i] >= 0:
        return False
    source = ctx.offset + inner.source_token.idx
    if not (covers(outer.content, cue) and covers(outer.content, source)):
        return False
    within = all(any(s <= a and b <= e for s, e in outer.content) for a, b in inner.content)
    return within and length(inner.content) <= _LARGEST * length(outer.content)


def _touches(one: Candidate, other: Candidate) -> bool:
    at = other.ctx.offset
    if covers(one.content, at + other.head.idx) or covers(other.content, at + one.head.idx):
        return True
    return any(s < f and t < e for s, e in one.content for t, f in other.content)
