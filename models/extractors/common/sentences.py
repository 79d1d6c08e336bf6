"""Where a word stands: its sentence, and the date nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.extractors.common import dates
from models.reading.parser import ParsedBlock
from models.reading.quotation_marks import CLOSING
from models.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

_BOUNDARIES = frozenset({"since", "until", "till", "after", "before", "from", "between"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block: its tokens, and its span and words in the article without outer white space."""

    block: ParsedBlock
    tokens: SpacySpan
    span: Span
    text: str

    def offset(self, token: Token) -> int:
        """Where ``token`` stands in the article."""
        return self.block.block.span[0] + token.idx


def sentences(block: ParsedBlock, article: str) -> list[Sentence]:
    """The sentences of a block. A closing quotation mark goes with the sentence that it closes."""
    out: list[Sentence] = []
    for sent in block.doc.sents:
        first, last = sent.start, sent.end
        if out and sent.doc[first].text in CLOSING and not sent.doc[first - 1].whitespace_:
            first += 1
        if first == last:
            continue
        base = block.block.span[0]
        start = base + sent.doc[first].idx
        end = base + sent.doc[last - 1].idx + len(sent.doc[last - 1].text)
        following = sent.doc[last] if last < len(sent.doc) else None
        if following is not None and following.text in CLOSING and not sent.doc[last - 1].whitespace_:
            end += len(following.text)
        raw = article[start:end]
        start, end = start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip())
        if start < end:
            out.append(Sentence(block, sent.doc[first:last], (start, end), article[start:end]))
    return out


def nearest_date(sentence: Sentence, token: Token) -> str | None:
    """The date nearest to ``token`` in its sentence, as written; never the end of a period ("since …").

    Nearest is what hangs on the token most directly, what follows before what precedes, then the fewest
    characters: in "said on Monday he would meet her on Friday" they meet on Friday.
    """
    text = sentence.tokens.text
    begin = sentence.tokens[0].idx
    found = [
        (
            _steps(sentence, begin + start, token),
            begin + start < token.idx,
            abs(begin + start - token.idx),
            start,
            end,
        )
        for start, end in dates.find(text)
        if text[:start].split()[-1:] == [] or text[:start].split()[-1].casefold() not in _BOUNDARIES
    ]
    return text[slice(*min(found)[3:])] if found else None


def _steps(sentence: Sentence, at: int, token: Token) -> int:
    """How many steps up the parse lead from the word at ``at`` in the block to ``token``; many if none do."""
    word = next((t for t in sentence.tokens if t.idx + len(t.text) > at), token)
    steps = [word, *word.ancestors]
    return steps.index(token) if token in steps else len(word.doc)
