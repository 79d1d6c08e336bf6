"""Statements made by hand from the sentences that make them: what tests of their wording share."""

from __future__ import annotations

from typing import Any

from models.types import Kind, Polarity, Speaker, Statement

ORLEN = Speaker("Orlen", "Pavel Orlen", "envoy", "CZ", "person", "orlen")


def span(text: str, part: str) -> tuple[int, int]:
    """Where ``part`` stands in ``text``, once."""
    assert text.count(part) == 1
    return text.index(part), text.index(part) + len(part)


def stated(
    text: str, *content: str, clause: str | None, cue: str = "", kind: Kind = Kind.INDIRECT, **fields: Any
) -> Statement:
    """The statement that the sentence ``text`` makes; every part is given by its words."""
    where = span(text, clause) if clause else None
    source = fields.pop("source", "Orlen")
    given: dict[str, Any] = {"act": "say", "speaker": ORLEN, "evidence": ((0, len(text)),), **fields}
    return Statement(
        content=tuple(span(text, part) for part in content),
        source=(span(text, str(source)),) if source else (),
        cue=(span(text, cue),) if cue else (),
        text=" … ".join(content),
        kind=kind,
        clause=where,
        clause_text=clause or "",
        **given,
    )


REFUSAL = stated(
    "Orlen declined to say whether a date had been set.",
    "whether a date had been set",
    clause="declined to say whether a date had been set",
    cue="declined to say",
    act="decline_to_comment",
    polarity=Polarity.DECLINED,
)
DENIAL = stated(
    "Orlen denied that his staff had met the rebels.",
    "that his staff had met the rebels",
    clause="denied that his staff had met the rebels",
    cue="denied",
    act="deny",
    polarity=Polarity.DENIED,
)
INFINITIVE = stated(
    "On Friday Orlen urged both sides to cease fire at once.",
    "to cease fire at once",
    clause="urged both sides to cease fire at once",
    cue="urged",
    act="urge",
)
NOUN = stated(
    "Orlen expressed reservations about the presence of any party from outside.",
    "reservations about the presence of any party from outside",
    clause="expressed reservations about the presence of any party from outside",
    cue="expressed",
    act="express",
)
MIXED = stated(
    'Orlen called the raid "a grave mistake" on Monday.',
    'the raid "a grave mistake"',
    clause='called the raid "a grave mistake"',
    cue="called",
    kind=Kind.MIXED,
)
QUOTATION = stated(
    '"We will not leave the table," Orlen told reporters in Geneva.',
    '"We will not leave the table,"',
    clause="told reporters in Geneva",
    cue="told",
    kind=Kind.DIRECT,
)
SENTENCE = stated(
    "The convoy, in Orlen's account, never reached the crossing.",
    "never reached the crossing",
    clause="The convoy, in Orlen's account, never reached the crossing.",
    cue="account",
)
BARE = stated("Orlen said that the road is open to all.", "that the road is open to all", clause=None)
