"""When a contact is: the date that belongs to it, not to a verb of saying beside it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from models.extractors.common import dates
from models.extractors.common.sentences import Sentence
from models.extractors.contacts.leads import Lead
from models.extractors.contacts.status import governors
from models.reading.parser import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOP = 6  # blocks in which a text gives its own date
_SHORT = 60  # characters of a line that is a date and little else
_NAMED = re.compile(
    r"\b(?:(?:19|20)\d\d|(?:early |late |mid-?)?(?:January|February|March|April|June|July|August|September"
    r"|October|November|December)|(?:last|next|this) \w+)\b"
)
_BOUNDARIES = frozenset({"since", "until", "till", "after", "before", "from", "between"})


def day_of(parsed: Parsed) -> date | None:
    """The day of an article by its dateline or by a date with a year in a line of its own at the top."""
    line = parsed.copy.dateline
    if line is not None and line.day and (day := dates.day(line.day, None)):
        return day
    for block in parsed.copy.blocks[:_TOP]:
        if len(block.text) <= _SHORT and (day := dates.day(block.text, None)):
            return day
    return None


def when_of(sentence: Sentence, lead: Lead) -> str | None:
    """The date that hangs on the word that tells of the contact, or on the verbs that decide about it."""
    chain = [lead.word]
    if lead.verb is not None:
        chain += [w for w in (lead.verb, *governors(lead.verb)) if w not in chain]
    chain += [c for c in lead.word.children if c.dep_ in {"acl", "relcl"} and lead.word.pos_ != "VERB"]
    main = next((t for t in lead.word.ancestors if t.pos_ == "VERB"), None)
    if main is not None and main not in chain and any(c.tag_ == "MD" for c in main.children):
        chain.append(main)
    text, begin = sentence.tokens.text, sentence.tokens[0].idx
    spans = [(a, b) for a, b in dates.find(text)]
    spans += [
        (e.start_char - begin, e.end_char - begin)
        for e in sentence.tokens.ents
        if e.label_ == "DATE"
        and _NAMED.search(e.text)
        and not any(a < e.end_char - begin and e.start_char - begin < b for a, b in spans)
    ]
    found: list[tuple[int, bool, int, int, int]] = []
    for start, end in spans:
        before = text[:start].split()[-1:]
        if before and before[0].casefold() in _BOUNDARIES:
            continue
        word = next((t for t in sentence.tokens if t.idx + len(t.text) > begin + start), lead.word)
        holder = _holder(word, chain)
        if holder in chain:
            at = begin + start
            found.append((chain.index(holder), at < lead.word.idx, abs(at - lead.word.idx), start, end))
    return text[slice(*min(found)[3:])] if found else None


def _holder(word: Token, chain: list[Token]) -> Token:
    """What a date belongs to: the nearest verb or teller of the contact above it."""
    return next((t for t in word.ancestors if t in chain or t.pos_ in {"VERB", "AUX"}), word)
