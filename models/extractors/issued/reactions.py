"""Lists of reactions: what stands below a heading that names a speaker is that speaker's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from models.extractors.attribution.quotations import Quote, of_paragraphs
from models.extractors.issued.roster import Person, cased
from models.extractors.issued.said import statement
from models.extractors.provenance.authors import PRONOUNS
from models.knowledge import places
from models.reading import reactions
from models.types import Kind, Span, Speaker, Statement

if TYPE_CHECKING:
    from models.reading.parser import Parsed, ParsedBlock
    from models.reading.reactions import Named

_FEWEST = 4  # words of a quotation that stands by itself
_QUOTED = re.compile(r"[\"“„«][^\"”»]*(?:[\"”»]|$)")
_STOPS = (".", "!", "?", "…", "”", '"')


def statements(parsed: Parsed, said: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of an article, those below headings that name a speaker given to that speaker.

    Somebody else whom the paragraph names keeps what is theirs. Where the text is no list of reactions,
    the statements are returned as they are.
    """
    texts = [b.block.text for b in parsed.blocks]
    heads = reactions.headings(texts)
    if not heads:
        return tuple(said)
    quotes = of_paragraphs(texts)
    starts = sorted(heads)
    out = [s for s in said if s.content[0][0] < parsed.blocks[starts[0]].block.span[0]]
    for start, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        section = _Section(parsed, heads[start], start)
        for at in range(start + 1, end):
            block = parsed.blocks[at]
            first, last = block.block.span
            here = [s for s in said if first <= s.content[0][0] < last]
            out += section.heard(block, quotes[at], here)
    return tuple(sorted(out, key=lambda s: (s.content[0], s.cue)))


class _Section:
    """The paragraphs below one heading, heard in order."""

    def __init__(self, parsed: Parsed, named: Named, start: int) -> None:
        self._text = parsed.text
        self._start = parsed.blocks[start].block.span[0]
        self._source = _where(parsed.blocks[start], named.name or named.phrase)
        self._speaker = _speaker(named, parsed.text)
        self._last: Speaker | None = None  # whoever of others was named last
        self._told = False  # whether a paragraph has told something that is no quotation

    def heard(
        self, block: ParsedBlock, quotes: Sequence[Quote], here: Sequence[Statement]
    ) -> list[Statement]:
        """The statements of a paragraph; ``here`` are those that the attributions give."""
        told, self._told = self._told, self._told or not _is_bare(block.block.text, quotes)
        others = [s for s in here if self._is_anothers(s)]
        pointed = [
            s for s in here if s not in others and s.speaker is not None and _points_back(s.speaker.mention)
        ]
        alone = not others and not pointed and self._last is None
        country = self._speaker.kind == "country"
        if alone and quotes and not (country and self._told):
            return [self._whole(block, quotes)]
        kept: list[Statement] = []
        for found in here:
            if found in others:
                self._last = self._of_here(found.speaker)
                kept.append(replace(found, speaker=self._last))
            else:
                kept.append(self._given(found))
        loose = not others and self._last is None and not (country and told)
        return [*kept, *self._loose(block, quotes, kept)] if loose else kept

    def _of_here(self, speaker: Speaker | None) -> Speaker | None:
        """Somebody below a country's heading, who is that country's unless the text says otherwise."""
        if speaker is None or speaker.kind != "person" or self._speaker.kind != "country":
            return speaker
        return replace(speaker, country=speaker.country or self._speaker.country)

    def _given(self, found: Statement) -> Statement:
        mention = found.speaker.mention if found.speaker is not None else ""
        if self._last is not None:
            same = found.speaker is not None and found.speaker.identity == self._last.identity
            return found if same else replace(found, speaker=replace(self._last, mention=mention))
        if found.speaker is not None and self._is_met(found):
            self._last = self._of_here(found.speaker)
            return replace(found, speaker=self._last)
        if self._speaker.kind == "country" and mention:
            return replace(found, speaker=Speaker(mention, country=self._speaker.country))
        return replace(found, speaker=replace(self._speaker, mention=mention or self._speaker.mention))

    def _is_met(self, found: Statement) -> bool:
        """Whether the person whom "he" was taken for is named in this section."""
        name = found.speaker.name if found.speaker is not None else None
        before = _QUOTED.sub(" ", self._text[self._source[1] : found.content[0][0]])
        return name is not None and re.search(rf"\b{re.escape(name.split()[-1])}\b", before) is not None

    def _is_anothers(self, found: Statement) -> bool:
        """Whether a paragraph names the speaker, who is not just the state that the heading's speaks for."""
        speaker = found.speaker
        if speaker is None or not found.source or found.source[0][0] < self._start:
            return False
        if _points_back(speaker.mention):
            return False
        words = {w.casefold() for w in re.findall(r"\w{3,}", speaker.name or speaker.mention)}
        mine = {w.casefold() for w in re.findall(r"\w{3,}", self._speaker.name or self._speaker.mention)}
        state = speaker.kind == "country" and speaker.country == self._speaker.country
        return not state and not words & mine

    def _whole(self, block: ParsedBlock, quotes: Sequence[Quote]) -> Statement:
        first, _ = block.block.span
        text = block.block.text
        kind = Kind.DIRECT if _is_bare(text, quotes) else Kind.MIXED
        span = (first, first + len(text.rstrip()))
        return statement(self._text, span, self._speaker, source=self._source, kind=kind)

    def _loose(
        self, block: ParsedBlock, quotes: Sequence[Quote], kept: Sequence[Statement]
    ) -> Iterator[Statement]:
        """The quotations that no verb of the paragraph takes, each a sentence or more."""
        first, text = block.block.span[0], block.block.text
        for quote in quotes:
            before = text[: quote.start].rstrip()
            whole = (not before or before.endswith(_STOPS)) and text[: quote.end].rstrip(" \"”'’").endswith(
                _STOPS
            )
            span = (first + quote.start, first + len(text[: quote.end].rstrip()))
            taken = any(s < span[1] and span[0] < e for found in kept for s, e in found.content)
            if whole and not taken and len(text[quote.start : quote.end].split()) >= _FEWEST:
                yield statement(self._text, span, self._speaker, source=self._source)


def _points_back(mention: str) -> bool:
    """Whether a source only points at somebody: "he", "the minister"."""
    words = mention.casefold().split()
    return mention.casefold() in PRONOUNS or (
        words[:1] == ["the"] and len(words) <= 3 and mention[4:].islower()
    )


def _is_bare(text: str, quotes: Sequence[Quote]) -> bool:
    """Whether a paragraph is quotation and nothing else."""
    free, at = "", 0
    for quote in quotes:
        free += text[at : quote.start]
        at = quote.end
    return not any(c.isalnum() for c in free + text[at:])


def _where(block: ParsedBlock, words: str) -> Span:
    at = max(block.block.text.find(words), 0)
    start = block.block.span[0] + at
    return start, start + len(words)


def _speaker(named: Named, text: str) -> Speaker:
    if named.place is not None:
        known = places.place(named.place)
        if known is not None:
            return Speaker(named.phrase, known.name, None, known.country, known.kind)
        return Speaker(named.phrase, cased(named.phrase), None, places.country_in(named.phrase)[1], "body")
    country = places.country_in(named.phrase)[1]
    name = _written(named.name, text) if named.name is not None else None
    return Person(name, _role(named.role), country).speaker(named.name or named.phrase)


def _written(name: str, text: str) -> str:
    """A name in capitals as the rest of the text writes it."""
    if not name.isupper():
        return name
    found = (m.group() for m in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE))
    return next((n for n in found if not n.isupper()), cased(name))


def _role(role: str | None) -> str | None:
    """The office without the country and, where it was in capitals, in lower case."""
    words = (role or "").split()
    for n in (3, 2, 1):
        lead = " ".join(words[:n])
        known = places.place(lead)
        if len(words) > n and (places.demonym(lead) or (known is not None and known.kind == "country")):
            words = words[n:]
            break
    if role is not None and role.isupper():
        words = [w if places.place(w) is not None and len(w) <= 4 else w.lower() for w in words]
    return " ".join(words) or None
