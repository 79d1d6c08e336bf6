"""A chosen candidate made into an attribution: kind, act, negation, audience, spans of source and cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import Candidate, noun_phrase
from models.extractors.attribution.clause import clause_of
from models.extractors.attribution.polarity import denies, polarity
from models.extractors.attribution.spans import Context, Interval, absolute, draw
from models.extractors.attribution.types import Attribution
from models.knowledge.reporting import ADDRESSED, act_of_key, lemma
from models.lexicon import entries
from models.types import Kind, Polarity, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AUX = frozenset({"aux", "auxpass", "neg"})
_COMMENTING = frozenset({"comment", "say", "elaborate"})
_TOLD = frozenset(
    {"say", "tell", "state", "name", "identify", "disclose", "reveal", "mention", "explain", "specify"}
)
_HYPHENS = frozenset({"-", "‑"})
_PLAINLY = frozenset({"clear", "known", "plain"})
# Verbs that name whom they address behind a preposition.
_SPOKEN_TO = {
    **dict.fromkeys(
        ("say", "speak", "talk", "write", "explain", "announce", "complain", "confirm"), ("to", "with")
    ),
    "appeal": ("to",),
    "call": ("on", "upon"),
}


def attribution(text: str, found: Candidate) -> Attribution:
    """What the rest of the system gets to see of a candidate."""
    ctx = found.ctx
    source: tuple[Span, ...] = ()
    if found.source is not None:
        start, end = _whole(ctx.doc, found.source)
        if ctx.kind == "headline":
            end = _occasion_at(ctx.doc, start, end)
        source = absolute(ctx, draw(ctx, [(start, end)], whole_quotes=False))
    audience = _audience(found)
    act, negated = _act(found)
    return Attribution(
        block=ctx.index,
        cue_token=found.head.i,
        source_token=found.source_token.i if found.source_token is not None and source else None,
        content=found.content,
        source=source,
        cue=absolute(ctx, _cue(found)),
        kind=_kind(found),
        act=act,
        lemma=found.key,
        negated=negated,
        audience=absolute(ctx, draw(ctx, [audience], whole_quotes=False)) if audience else (),
        clause=clause_of(found),
        polarity=polarity(found.head),
    )


def _whole(doc: Doc, source: Interval) -> Interval:
    """A subject without the auxiliary that the parse counts in ("The text had called for"), and with the
    rest of a word that it cuts at a hyphen ("relief co-ordinator")."""
    start, end = source
    end = next((i for i in range(start + 1, end) if _breaks_off(doc[i], start)), end)
    while end - start > 1 and (_trails(doc[end - 1]) or _dated(doc, start, end)):
        end -= 1
    while (
        end + 1 < len(doc)
        and doc[end].text in _HYPHENS
        and not (doc[end - 1].whitespace_ or doc[end].whitespace_)
    ):
        end += 2
    return start, end


def _occasion_at(doc: Doc, start: int, end: int) -> int:
    """Where a headline's source runs on into an occasion: "Says Top Envoy Ahead of Talks"."""
    occasion = (i for i in range(start + 1, end) if doc[i].lower_ in entries("occasions", "headlines"))
    return next(occasion, end)


def _breaks_off(token: Token, start: int) -> bool:
    """Whether a word begins a clause, or a phrase, that the parse counts into a source and is none of it."""
    if token.lower_ == "under" and token.dep_ == "prep" and token.head.i >= start:
        return any(
            t.ent_type_ == "PERSON" for t in token.doc[token.i + 1 : token.i + 4]
        )  # "the office under X Y"
    if token.lower_ in {"when", "while", "once"} and token.i + 1 < len(token.doc):
        return token.nbor(1).tag_ in {"VBN", "VBG"}  # "an official, when asked about it, said"
    if token.lower_ in {"had", "has", "have"} and token.dep_ == "acl":
        return not any(c.dep_ == "dobj" for c in token.children)  # "heads of state had by Sunday indicated"
    if token.tag_ not in {"VBD", "VBZ", "MD"}:
        return False
    within = (token, *(a for a in token.ancestors if a.i >= start))
    return not any(t.dep_ in {"relcl", "acl", "ccomp", "advcl"} for t in within)


def _trails(last: Token) -> bool:
    """Whether a source's last word leads on to something else ("an official, when", "The text had")."""
    return last.pos_ == "AUX" or last.text in {",", ";", ":"} or last.tag_ in {"WRB", "WDT"}


def _dated(doc: Doc, start: int, end: int) -> bool:
    """Whether a source ends in a date, or in the "on" before one ("a senior official on Thursday")."""
    last = doc[end - 1]
    if last.ent_type_ in {"DATE", "TIME"}:
        return end - start > 2 and last.head.i < end - 1 and last.head.pos_ == "ADP"
    return last.lower_ == "on" and last.dep_ == "prep"


def _kind(found: Candidate) -> Kind:
    ctx = found.ctx
    inside = bytearray(len(ctx.text))
    for q in ctx.quotes:
        inside[q.start : q.end] = b"\1" * (q.end - q.start)
    quoted = free = False
    for span in found.content:
        start, end = span[0] - ctx.offset, span[1] - ctx.offset
        if start >= len(ctx.text) or start < 0:  # a paragraph that runs on is quotation throughout
            quoted = True
            continue
        marks = {inside[at] for at in range(start, min(end, len(ctx.text))) if ctx.text[at].isalnum()}
        quoted, free = quoted or 1 in marks, free or 0 in marks
    if found.frame == "quote-next" or (quoted and not free):
        return Kind.DIRECT
    return Kind.MIXED if quoted else Kind.INDIRECT


def _cue(found: Candidate) -> tuple[Span, ...]:
    ctx: Context = found.ctx
    tokens = set(found.cue)
    if found.head.pos_ in {"VERB", "AUX"}:
        tokens |= {c for c in found.head.children if c.dep_ in _AUX and found.head.i - c.i <= 4}
    spans: list[Span] = []
    for token in sorted(tokens, key=lambda t: t.i):
        start, end = token.idx, token.idx + len(token)
        if spans and not ctx.text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _act(found: Candidate) -> tuple[str, bool]:
    """The name of the act and whether it is said not to have happened."""
    head = found.head
    if polarity(head) is Polarity.DECLINED:
        return _silence(head), True
    negated = any(c.dep_ == "neg" for c in head.children) or denies(found.source_token)
    above = head.head if head.dep_ == "xcomp" else None
    if above is not None and lemma(above) in entries("content", "silence", "refusals"):
        return "refuse", True
    if above is not None:
        negated = negated or any(c.dep_ == "neg" for c in above.children)
    table = act_of_key()
    words = found.key.split()
    beside = next((f"{lemma(head)} {c.lower_}" for c in head.children if c.lower_ in _PLAINLY), "")
    tail = f"{found.key} {found.frame.rpartition(':')[2]}"
    given = next((f"{lemma(head)} {lemma(c)}" for c in head.children if c.dep_ == "dobj"), "")
    name = next(
        (table[t] for t in (given, beside, tail, found.key, lemma(head), words[-1], words[0]) if t in table),
        None,
    )
    if name is None:
        name = "say" if found.frame.startswith("quote") else "express"
    if name == "decline_to_comment" and polarity(head) is not Polarity.DECLINED:
        name = "refuse"  # "declined the request"
    return name, negated


def _silence(head: Token) -> str:
    """The act of somebody who is silent: "would not say" refuses, "did not comment" declines."""
    refusals = entries("content", "silence", "refusals")
    if lemma(head) in refusals:
        return "decline_to_comment" if any(lemma(c) in _COMMENTING for c in head.rights) else "refuse"
    if head.dep_ == "xcomp" and lemma(head.head) in refusals:
        return "decline_to_comment" if lemma(head) in _COMMENTING else "refuse"
    if lemma(head) in _TOLD:
        willing = any(c.lower_ in {"would", "will", "wo"} for c in head.lefts)
        return "refuse" if willing else "say"
    return "decline_to_comment"


def _audience(found: Candidate) -> Interval | None:
    if found.audience is not None and (found.key in ADDRESSED or found.frame == "told-to"):
        return found.audience if _may_hear(found.ctx.doc[found.audience[1] - 1]) else None
    head = found.head
    if lemma(head) in ADDRESSED:
        for kid in head.children:
            if (
                kid.dep_ in {"dobj", "dative"}
                and kid.i > head.i
                and _may_hear(kid)
                and not _covers(found, kid)
            ):
                return noun_phrase(kid)
    for kid in head.rights:
        if kid.dep_ in {"prep", "dative"} and kid.lower_ in _SPOKEN_TO.get(lemma(head), ()):
            for deep in kid.children:
                if deep.dep_ == "pobj" and _may_hear(deep) and not _covers(found, deep):
                    return noun_phrase(deep)
    return None


def _may_hear(token: Token) -> bool:
    """Whether a word may name whom one speaks to; sums and dates may not."""
    return token.ent_type_ not in {"MONEY", "QUANTITY", "CARDINAL", "PERCENT", "DATE", "TIME"}


def _covers(found: Candidate, token: Token) -> bool:
    at = found.ctx.offset + token.idx
    return any(s <= at < e for s, e in found.content)
