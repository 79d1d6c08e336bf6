"""The stretch of an article that a person is shown of a statement: its verb with its content, verbatim.

A content alone is often no sense ("to cease fire at once"), and may say the opposite of what was said
("whether a date had been set", which somebody refused to say).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import Candidate, points_back
from models.extractors.attribution.endings import clause_end
from models.extractors.attribution.polarity import denies
from models.extractors.attribution.spans import Context, trim
from models.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADING = frozenset({"aux", "auxpass", "neg", "advmod"})
_STOPS = frozenset({".", "!", "?", ";", ":", "”", '"', "“", "''", "``", "(", ")", "—", "–"})
_LONGEST_CUE = 18  # tokens of "told reporters in Geneva on Monday after the talks"
_PLAIN = frozenset({"say", "state", "add", "continue"})


def clause_of(found: Candidate) -> Span | None:
    """The span shown, in offsets of the article, or None where a bare label attributes.

    The verb's clause without its speaker, where the content follows the verb; the verb's part alone where a
    quotation stands outside it; else the whole sentence, source included, as where the "not" is in the
    subject ("neither side said").
    """
    ctx = found.ctx
    if found.frame.startswith("colon") or found.head.is_punct:
        return None
    content = [(s - ctx.offset, e - ctx.offset) for s, e in found.content if _stands_in(ctx, s)]
    verbal = found.head.pos_ in {"VERB", "AUX"} and not denies(found.source_token)
    if points_back(found):
        return _moved(ctx, _sentence(found, content))  # "Both governments denied it": who they are tells what
    if verbal and content and (_stands_apart(found, content) or _is_utterance(found, content)):
        span = _of_cue(found)
    elif verbal and content and _follows(found, content):
        span = (found.ctx.doc[_first(found)].idx, clause_end(found, content[-1][1]))
    else:
        span = _sentence(found, content)
    return _moved(ctx, span) if span is not None else None


def _moved(ctx: Context, span: Span) -> Span:
    return span[0] + ctx.offset, span[1] + ctx.offset


def _stands_in(ctx: Context, at: int) -> bool:
    return 0 <= at - ctx.offset < len(ctx.text)


def _stands_apart(found: Candidate, content: list[Span]) -> bool:
    """Whether a quotation stands before its verb, or in a paragraph of its own."""
    return found.frame.startswith("quote") and not _follows(found, content)


def _is_utterance(found: Candidate, content: list[Span]) -> bool:
    """Whether a whole quotation is led on to by a comma or a colon: "said, “We will not sign.”"."""
    text, (start, end) = found.ctx.text, (content[0][0], content[-1][1])
    quote = next((q for q in found.ctx.quotes if q.start <= start < q.end), None)
    if quote is None or start > quote.start + 1 or start < found.head.idx:
        return False
    covered = sum(max(0, min(e, q.end) - max(s, q.start)) for q in found.ctx.quotes for s, e in content)
    led = text[:start].rstrip()[-1:] in {",", ":"}
    return led and covered >= 0.95 * sum(e - s for s, e in content) and end > start


def _follows(found: Candidate, content: list[Span]) -> bool:
    """Whether verb and content make one stretch without the speaker, in one sentence."""
    head, (start, end) = found.head, (content[0][0], content[-1][1])
    if start < head.idx + len(head) and not found.frame.startswith("quote"):
        return False
    if start < head.idx:
        return False
    doc = found.ctx.doc
    behind = [t for t in doc[head.i : head.sent.end] if t.idx < start]
    if behind and behind[-1].i + 1 < len(doc) and any(t.text in {".", "!", "?"} for t in behind[:-1]):
        return False
    if start > head.sent.end_char:
        return False
    source = found.source
    between = source is not None and head.i < source[0] and doc[source[0]].idx < end
    return not between and any(t.is_alpha for t in doc[head.i : head.i + 1])


def _first(found: Candidate) -> int:
    """The first word of the verb's group: "had reportedly told", "was quoted as saying", "did not say"."""
    head = _governing(found.head)
    if head.dep_ == "conj" and any(c.lower_ == "neither" for c in head.head.lefts):
        head = head.head  # "neither confirmed nor denied"
    first = head.i
    stop = found.source[1] if found.source is not None and found.source[1] <= head.i else head.sent.start
    for kid in head.lefts:
        leading = kid.dep_ in _LEADING or kid.lower_ in {"neither", "either"}
        if leading and kid.i >= stop and head.i - kid.i <= 6:
            first = min(first, kid.i)
    return first


def _governing(head: Token) -> Token:
    """The verb that carries the cue's: "quoted" of "quoted as saying", "refused" of "refused to comment"."""
    above = head.head
    if head.dep_ in {"xcomp", "pcomp"}:
        if above.pos_ == "VERB" and above.i < head.i:
            return above
        leads = above.dep_ == "prep" and above.lower_ in {"as", "from", "of"}
        if leads and above.head.pos_ == "VERB" and above.head.i < head.i:
            return above.head
    return head


def _of_cue(found: Candidate) -> Span | None:
    """ "told reporters in Geneva": the verb with what stands behind it, up to a stop or the speaker."""
    doc, head = found.ctx.doc, found.head
    source = range(*found.source) if found.source is not None else range(0)
    first = _first(found)
    end = head.i + 1
    while (
        end < len(doc)
        and end - head.i < _LONGEST_CUE
        and doc[end].text not in _STOPS
        and found.ctx.quoted[end] < 0
    ):
        if end in source or doc[end].text == ",":
            break
        end += 1
    if end - first == 1 and found.key in _PLAIN:
        return None
    return trim(found.ctx.text, doc[first].idx, doc[end - 1].idx + len(doc[end - 1]))


def _sentence(found: Candidate, content: list[Span]) -> Span:
    """The sentence of the cue, stretched over the content."""
    sentence = found.head.sent
    start = min([sentence.start_char, *(s for s, _ in content)])
    end = max([sentence.end_char, *(e for _, e in content)])
    text = found.ctx.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
