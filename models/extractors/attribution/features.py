"""What speaks for and against a candidate: its traits, as names that the weights know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import Candidate
from models.knowledge.reporting import act_of_key, lemma, trait_word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from models.extractors.attribution.spans import Context

_WH = frozenset(
    {"that", "to", "whether", "if", "how", "why", "what", "who", "which", "where", "when", "as", "it"}
)
_TELLING = frozenset({"ccomp", "xcomp", "dobj", "prep", "advcl", "oprd", "dative", "acomp", "attr", "agent"})
_MODALS = frozenset({"will", "would", "could", "can", "may", "might", "should", "must", "shall"})


def features_of(found: Candidate) -> list[str]:
    """The names of all traits of a candidate; the first three are its lexical ones."""
    frame = found.frame
    key = found.key
    verb = found.head
    out = [f"{key}|{frame}", f"{key}|", f"frame={frame}"]
    group = frame.split(":")[0]
    out += [f"group={group}", f"how={found.how}", f"group&how={group}&{found.how}"]
    act = act_of_key().get(key) or act_of_key().get(key.split()[-1])
    if act is not None:
        out += [f"act={act}", f"act={act}&{group}", f"act={act}&{frame}"]
    words = key.split()
    if len(words) > 1:
        out += [f"last={words[-1]}", f"last={words[-1]}&{group}", f"verb={words[0]}&{group}"]
    out += [f"mark={m}" for m in found.marks]
    out += [f"{group}&mark={m}" for m in found.marks]
    of_source = _of_source(found)
    out += [f"{group}&{t}" for t in of_source]
    out += of_source
    out += _of_cue(found, verb, group)
    out += _of_content(found, group)
    return out


def _of_source(found: Candidate) -> list[str]:
    source = found.source_token
    if source is None or found.source is None:
        return ["src=none"]
    kind = source.ent_type_ or source.pos_
    out = [f"src={kind}", f"srcword={trait_word(source)}"]
    if source.pos_ == "PRON":
        out.append(f"srcpron={source.lower_}")
    a, b = found.source
    out.append("srclen=" + _bucket(b - a, (1, 2, 4, 8, 15)))
    distance = found.head.i - source.i
    out.append("srcside=" + ("left" if distance > 0 else "right"))
    out.append("srcdist=" + _bucket(abs(distance), (1, 2, 4, 8, 15)))
    if found.ctx.quoted[source.i] >= 0:
        out.append("srcquoted")
    return out


def _of_cue(found: Candidate, verb: Token, group: str) -> list[str]:
    cues = found.ctx.cues
    if verb.i not in cues:
        cues[verb.i] = (
            _of_word(found.ctx, verb),
            [f"has={c.dep_}" for c in verb.rights if c.dep_ in _TELLING],
        )
    alone, has = cues[verb.i]
    out = alone + [f"{group}&{t}" for t in has]
    if found.ctx.index == 0:
        out += ["first-block", f"{group}&first-block"]
    return out


def _of_word(ctx: Context, verb: Token) -> list[str]:
    out = [f"tag={verb.tag_}", f"dep={verb.dep_}", f"tagdep={verb.tag_}&{verb.dep_}"]
    quoted = ctx.quoted[verb.i]
    if quoted >= 0:
        quote = ctx.quotes[quoted]
        out.append("cuequoted")
        if quote.end - quote.start > 60:
            out.append("cuequotedlong")
    out += [t for t in (_helper(verb, kid) for kid in verb.children) if t]
    out += _above(verb)
    head = verb.head
    if head.i != verb.i:
        out.append(f"under={verb.dep_}&{trait_word(head)}")
        if verb.dep_ == "xcomp":
            out.append("underx=" + trait_word(head))
        if any(c.dep_ == "neg" for c in head.children) and verb.dep_ in {"xcomp", "ccomp"}:
            out.append("headneg")
    ending = verb.sent[-2:]
    if ending[-1].text == "?" or "?" in ending.text:
        out.append("question")
    return out


def _helper(verb: Token, kid: Token) -> str:
    """What a small word beside the cue says of it: denied, possible, conditional, dated."""
    if kid.dep_ == "neg":
        return "neg"
    if kid.dep_ == "aux":
        return "modal=" + kid.lower_ if kid.lower_ in _MODALS else "aux=" + kid.lemma_
    if (kid.dep_ == "mark" and verb.dep_ == "advcl") or (kid.dep_ == "advmod" and kid.tag_ == "WRB"):
        return "sub=" + kid.lower_
    return "when" if kid.dep_ == "npadvmod" else ""


def _above(verb: Token) -> list[str]:
    """Whether the cue itself stands in what somebody else says, as the parse has it."""
    at = verb
    for _ in range(6):
        head = at.head
        if head.i == at.i:
            break
        if at.dep_ in {"ccomp", "xcomp"} and head.pos_ == "VERB":
            act = act_of_key().get(lemma(head))
            return [f"within={at.dep_}&{act}"]
        at = head
    return []


def _of_content(found: Candidate, group: str) -> list[str]:
    ctx = found.ctx
    spans = [(s - ctx.offset, e - ctx.offset) for s, e in found.content]
    size = sum(e - s for s, e in spans)
    start, end = spans[0][0], spans[-1][1]
    out = ["len=" + _bucket(size, (8, 15, 30, 60, 120, 240)), f"pieces={min(len(spans), 4)}"]
    out.append(f"{group}&{out[0]}")
    if spans[0][1] <= len(ctx.text):
        word = ctx.text[start:end][:30].split()
        first = word[0].strip("\"'“”‘’").lower() if word else ""
        if first in _WH:
            out.append(f"starts={first}")
    covered = sum(max(0, min(e, q.end) - max(s, q.start)) for q in ctx.quotes for s, e in spans)
    share = covered / max(1, size)
    out.append("quoted=" + ("none" if not covered else "all" if share > 0.9 else "part"))
    out.append(f"{group}&{out[-1]}")
    if any(q.start < s < q.end and e > q.end for q in ctx.quotes for s, e in spans):
        out.append("breaks-quote")
    inside = spans[0][0] > found.head.idx
    out.append("order=" + ("after" if inside else "before"))
    return out


def _bucket(value: int, edges: tuple[int, ...]) -> str:
    for edge in edges:
        if value <= edge:
            return str(edge)
    return "more"
