"""Candidates made by typography: quotations, the words around them that say whose they are, and what
continues them later in the paragraph or in the next ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import SUBJECTS, Candidate, noun_phrase, passive, subject
from models.extractors.attribution.quotations import Quote
from models.extractors.attribution.spans import Context
from models.knowledge import offices
from models.knowledge.reporting import ADDRESSED, lemma
from models.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# What the parse takes the subject behind its verb for: "said Peskov".
_INVERTED = frozenset({"dobj", "attr", "npadvmod", "ccomp", "oprd"})
_CUES_TRIED = 4
_NEAR = 4  # tokens before a verb in which its speaker's name ends
# Never who speaks: "“I deny” everything that the reports say, the spokesman told reporters".
_WHOLES = frozenset({"everything", "anything", "all", "what", "whatever", "nothing"})
_STOPS = ".?!"


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two quotations (or at either end of the block): tokens outside any of them."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]


def candidates(blocks: list[Context], at: int) -> Iterator[Candidate]:
    """All candidates of the quotations of a block; what runs on is taken from the following blocks."""
    ctx = blocks[at]
    quotes = ctx.quotes
    if not quotes:
        return
    gaps = _gaps(ctx)
    for n, quote in enumerate(quotes):
        if not is_free(ctx, quote):
            continue
        after, before = gaps[n + 1], gaps[n]
        if _leads_on(ctx, quote):
            yield from _with_cue(blocks, at, n, after, "after", gaps)
        lead = before.text.rstrip()
        if lead.endswith((",", ":")) or (lead and not lead.endswith(tuple(_STOPS))):
            yield from _with_cue(blocks, at, n, before, "before", gaps)
        elif not lead and n == 0:
            yield from _from_previous(blocks, at)


def _gaps(ctx: Context) -> list[Gap]:
    edges = [0, *(x for q in ctx.quotes for x in (q.start, q.end)), len(ctx.text)]
    spans = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    out: list[Gap] = []
    tokens = iter([t for t in ctx.doc if ctx.quoted[t.i] < 0])
    pending = next(tokens, None)
    for start, end in spans:
        mine: list[Token] = []
        while pending is not None and pending.idx < end:
            if pending.idx >= start:
                mine.append(pending)
            pending = next(tokens, None)
        out.append(Gap(start, end, ctx.text[start:end], tuple(mine)))
    return out


def is_free(ctx: Context, quote: Quote) -> bool:
    """Whether a quotation stands by itself, as somebody's utterance, and is not a phrase in a sentence."""
    inner = ctx.text[quote.start : quote.end].strip("\"'“”‘’„«»` ")
    if not any(c.isalpha() for c in inner):
        return False
    before = ctx.text[max(0, quote.start - 12) : quote.start].rstrip()
    if not before or before[-1] in _STOPS + ":,—–-”\"'…;":
        return True
    after = ctx.text[quote.end : quote.end + 2]
    return inner[-1] in ".?!," and inner[0].isupper() and after[:1] in {" ", ""}


def _leads_on(ctx: Context, quote: Quote) -> bool:
    """Whether the text behind a quotation may name its speaker: the sentence goes on there."""
    if not quote.closed:
        return False
    rest = ctx.text[quote.end : quote.end + 40].lstrip(" \u00a0,—–-")
    return bool(rest)


def _first_sentence(gap: Gap) -> tuple[Token, ...]:
    for n, token in enumerate(gap.tokens):
        if token.text in {".", "?", "!", ";"} and n:
            return gap.tokens[:n]
    return gap.tokens


def _last_sentence(gap: Gap) -> tuple[Token, ...]:
    tokens = gap.tokens
    for n in range(len(tokens) - 2, -1, -1):
        if tokens[n].text in {".", "?", "!", ";"}:
            return tokens[n + 1 :]
    return tokens


def _with_cue(
    blocks: list[Context], at: int, n: int, gap: Gap, side: str, gaps: list[Gap]
) -> Iterator[Candidate]:
    ctx = blocks[at]
    tokens = _first_sentence(gap) if side == "after" else _last_sentence(gap)
    verbs = [t for t in tokens if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass"}]
    verbs = [t for t in verbs if not _is_of_a_thing(t)]
    tried = verbs[:_CUES_TRIED] if side == "after" else verbs[::-1][:_CUES_TRIED]
    for rank, verb in enumerate(tried):
        source, how = _speaker(verb, tokens)
        frame = f"quote-{side}"
        pieces = [_span(ctx, ctx.quotes[n])]
        joined = [n]
        if side == "after" and gap.end < len(ctx.text) and n + 1 < len(ctx.quotes):
            joined += _continued(ctx, n, gaps)
        elif side == "before":
            joined += _run_on(ctx, n, gaps)
        pieces = [_span(ctx, ctx.quotes[k]) for k in joined]
        content = tuple((s + ctx.offset, e + ctx.offset) for s, e in pieces)
        if n == 0 and ctx.quotes[0].continued:
            content = _opened_before(blocks, at) + content
        tail = _reaches_end(ctx, ctx.quotes[joined[-1]])
        ahead = following(blocks, at) if tail else ()
        made = Candidate(
            ctx, frame, lemma(verb), (verb,), content + ahead, source,
            _source_span(source, verb, tokens) if source is not None else None, None, how,
        )  # fmt: skip
        made.marks |= {f"rank{rank}", "joined" if len(joined) > 1 else "single-quote"}
        if ahead:
            made.marks.add("runs-on")
        if _complete(ctx, ctx.quotes[n]):
            made.marks.add("full-stop-inside")
        yield made


def _span(ctx: Context, quote: Quote) -> Span:
    end = quote.end
    while end > quote.start and ctx.text[end - 1].isspace():
        end -= 1
    return quote.start, end


def _complete(ctx: Context, quote: Quote) -> bool:
    inner = ctx.text[quote.start : quote.end].rstrip("\"'”’“» ")
    return inner.endswith((".", "?", "!", "…"))


def _speaker(verb: Token, tokens: tuple[Token, ...]) -> tuple[Token | None, str]:
    """The verb's subject if it stands in the same gap, else what the order of words suggests."""
    inside = {t.i for t in tokens}
    if not passive(verb):
        found, how = subject(verb)
        if found is not None and found.i in inside and not _is_paper(found, verb):
            return found, how
    for kid in verb.children:
        if kid.i not in inside or kid.i < verb.i or kid.dep_ not in _INVERTED:
            continue
        if kid.dep_ == "dobj" and lemma(verb) in ADDRESSED:
            continue  # "told reporters": they hear it
        if kid.pos_ in {"PROPN", "NOUN", "PRON"} and kid.lower_ not in {"him", "her", "them", "me", "us"}:
            return kid, "inverted"
    position = next((n for n, t in enumerate(tokens) if t.i == verb.i), 0)
    for token in reversed(tokens[:position]):
        if token.pos_ in {"PROPN", "NOUN", "PRON"} and token.dep_ not in {"pobj", "npadvmod", "compound"}:
            beside = token.ent_type_ == "PERSON" and verb.i - token.i == 2 and verb.nbor(-1).text == ","
            return token, "own" if beside else "near-left"
    for token in tokens[position + 1 : position + 8]:
        if token.pos_ in {"PROPN", "NOUN"} and token.dep_ not in {"compound", "npadvmod"}:
            return token, "near-right"
    return None, "none"


def _is_paper(subject: Token, verb: Token) -> bool:
    """Whether what the parse takes for the subject is a text, or all that it says, and somebody is named
    between it and the verb."""
    if subject.lower_ not in _WHOLES and not offices.is_document_noun(subject):
        return False
    return any(t.ent_type_ == "PERSON" for t in verb.doc[max(subject.i + 1, verb.i - _NEAR) : verb.i])


def _is_of_a_thing(verb: Token) -> bool:
    """Whether a verb only tells which thing is meant: "all that the reports | say", "| leaked cables"."""
    if verb.dep_ != "relcl":
        return verb.dep_ == "amod"
    own = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    return own is not None and own.tag_ not in {"WDT", "WP"}


def _source_span(source: Token, verb: Token, tokens: tuple[Token, ...]) -> tuple[int, int]:
    a, b = noun_phrase(source, verb)
    inside = [t.i for t in tokens]
    return max(a, inside[0]), min(b, inside[-1] + 1)


def _continued(ctx: Context, n: int, gaps: list[Gap]) -> list[int]:
    """Later quotations of the paragraph that go on with what quotation ``n`` began."""
    out: list[int] = []
    for k in range(n + 1, len(ctx.quotes)):
        gap = gaps[k]
        if k > n + 1 and any(c.isalnum() for c in gap.text):
            break
        if not is_free(ctx, ctx.quotes[k]):
            break
        if k == n + 1 and _names_other(gap):
            break
        out.append(k)
    return out


def _names_other(gap: Gap) -> bool:
    """Whether the words between two quotations are more than the cue of the first."""
    text = gap.text.strip()
    if text.endswith(":"):
        return True
    sentences = [s for s in _sentences(gap) if any(t.is_alpha for t in s)]
    return len(sentences) > 1


def _sentences(gap: Gap) -> list[list[Token]]:
    out: list[list[Token]] = [[]]
    for token in gap.tokens:
        out[-1].append(token)
        if token.text in {".", "?", "!"}:
            out.append([])
    return out


def _run_on(ctx: Context, n: int, gaps: list[Gap]) -> list[int]:
    """Quotations that follow quotation ``n`` with nothing but space between."""
    out: list[int] = []
    for k in range(n + 1, len(ctx.quotes)):
        if any(c.isalnum() for c in gaps[k].text):
            break
        out.append(k)
    return out


def _reaches_end(ctx: Context, quote: Quote) -> bool:
    return not any(c.isalnum() for c in ctx.text[quote.end :])


def following(blocks: list[Context], at: int) -> tuple[Span, ...]:
    """What of a quotation that paragraph ``at`` ends in stands in the paragraphs behind it."""
    out: list[Span] = []
    for ctx in blocks[at + 1 :]:
        if ctx.quotes and ctx.quotes[0].continued:
            out.append((ctx.offset, ctx.offset + _span(ctx, ctx.quotes[0])[1]))
            if ctx.quotes[0].closed:
                break
            continue
        if not is_bare(ctx):
            break
        first, last = ctx.quotes[0], ctx.quotes[-1]
        out.append((ctx.offset + first.start, ctx.offset + _span(ctx, last)[1]))
        if last.end < len(ctx.text.rstrip(" .")):
            break
    return tuple(out)


def running_on(blocks: list[Context], found: Candidate) -> tuple[Span, ...]:
    """The content of ``found``, with what goes on in later paragraphs where it ends in an open quotation."""
    ctx = found.ctx
    last = ctx.quotes[-1] if ctx.quotes else None
    end = found.content[-1][1] - ctx.offset
    if last is None or last.closed or not last.end - 3 <= end <= len(ctx.text):
        return found.content
    return found.content + following(blocks, ctx.index)


def _opened_before(blocks: list[Context], at: int) -> tuple[Span, ...]:
    """What of a quotation stands in the paragraphs before the one that closes it."""
    out: list[Span] = []
    for ctx in reversed(blocks[:at]):
        quote = ctx.quotes[-1]
        out.append((ctx.offset + quote.start, ctx.offset + _span(ctx, quote)[1]))
        if not quote.continued and not _left_open(blocks, ctx.index):
            break
    return tuple(reversed(out))


def _left_open(blocks: list[Context], at: int) -> bool:
    """Whether the paragraph before ``at`` ends in an open quotation that ``at`` takes up by a new mark."""
    before = blocks[at - 1].quotes if at else ()
    here = blocks[at].quotes
    return bool(before and not before[-1].closed and here and here[0].start == 0 and not here[0].closed)


def is_bare(ctx: Context) -> bool:
    """Whether a block is quotation and nothing else."""
    if not ctx.quotes or any(c.isalnum() for c in ctx.text[: ctx.quotes[0].start]):
        return False
    at = ctx.quotes[0].end
    for quote in ctx.quotes[1:]:
        if any(c.isalnum() for c in ctx.text[at : quote.start]):
            return False
        at = quote.end
    return not any(c.isalnum() for c in ctx.text[at:])


def _from_previous(blocks: list[Context], at: int) -> Iterator[Candidate]:
    """A bare paragraph of quotation introduced by the paragraph before: "Peskov said:"."""
    if not at or not is_bare(blocks[at]):
        return
    before = blocks[at - 1]
    if not before.text.rstrip().endswith(":"):
        return
    tokens = list(before.doc)[-40:]
    cut = max((n for n, t in enumerate(tokens[:-1]) if t.text in {".", "?", "!"}), default=-1)
    tokens = tuple(tokens[cut + 1 :])
    verbs = [t for t in tokens if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass"}]
    ctx = blocks[at]
    first, last = ctx.quotes[0], ctx.quotes[-1]
    here = ((ctx.offset + first.start, ctx.offset + _span(ctx, last)[1]),)
    for rank, verb in enumerate(verbs[::-1][:_CUES_TRIED]):
        source, how = _speaker(verb, tokens)
        span = _source_span(source, verb, tokens) if source is not None else None
        made = Candidate(
            before,
            "quote-next",
            lemma(verb),
            (verb,),
            here + following(blocks, at),
            source,
            span,
            None,
            how,
        )
        made.marks.add(f"rank{rank}")
        yield made
