"""What the rules find before anybody is resolved: who said what, as spans."""

from __future__ import annotations

from dataclasses import dataclass

from models.types import Kind, Polarity, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as the text has it; every span is in offsets of the article as given, in order.

    ``block`` indexes ``Parsed.blocks`` and holds the cue; ``cue_token`` and ``source_token`` are indices of
    the cue's and the source's head tokens in that block's doc (-1 where a bare quotation has no cue, None
    where nobody is named). ``content`` may be in pieces and may run on into later blocks. ``act`` is a name
    in ``models/lexicon/acts.toml``, ``lemma`` the cue's lemma ("say", "according to", "statement").
    ``negated`` marks what was expressly not said ("declined to comment", "did not say"); ``clause`` and
    ``polarity`` are a statement's (``models.types.Statement``).
    """

    block: int
    cue_token: int
    source_token: int | None
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    kind: Kind
    act: str
    lemma: str
    negated: bool = False
    audience: tuple[Span, ...] = ()
    clause: Span | None = None
    polarity: Polarity = Polarity.SAID
