"""Arbitrary text and arbitrary attributions: no exception, and every offset inside the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.extractors.attribution.types import Attribution
from models.extractors.provenance.statements import resolve_statements
from models.reading.parser import parse
from models.reading.text import clean
from models.types import Kind

pytestmark = pytest.mark.slow

WORDS = [
    *(
        "Putin",
        "Vladimir",
        "he",
        "she",
        "it",
        "they",
        "the",
        "Russian",
        "leader",
        "said",
        "told",
        "According",
    ),
    *("to", "Moscow", "Kremlin", "spokesman", ",", ".", '"', "“", "”", "'s", "and", "who", "minister", "of"),
    *("Gen.", "Mr.", "\n", "al", "-", "Ukrainska", "Pravda", "citing", "quoted", "as", "saying", "officials"),
    *("his", "office", "statement", "\u200f", "李", "(", "R"),
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_with_any_attribution(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    parsed = parse(text, clean(text))
    attributions = []
    for number, block in enumerate(parsed.blocks):
        size, offset = len(block.doc), block.block.span[0]
        token = st.integers(0, size - 1)
        spans = []
        for _ in range(3):
            one, other = sorted((data.draw(token), data.draw(token)))
            last = block.doc[other]
            spans.append((offset + block.doc[one].idx, offset + last.idx + len(last)))
        cue = data.draw(st.integers(-1, size - 1))
        source = data.draw(st.one_of(st.none(), token))
        kept = (spans[1],) if data.draw(st.booleans()) else ()
        attributions.append(
            Attribution(
                number,
                cue,
                source,
                (spans[0],),
                kept,
                (spans[2],),
                Kind.INDIRECT,
                "say",
                "say",
                audience=kept,
            )
        )
    found = resolve_statements(parsed, attributions)
    assert len(found) == len(attributions)
    for statement in found:
        assert all(0 <= s <= e <= len(text) for s, e in statement.evidence)
        assert (statement.speaker is None) == (not statement.source)


def test_a_long_article_takes_time_in_proportion() -> None:
    paragraph = "Kremlin Spokesman Dmitry Peskov said no. He told Blinken it was over. The minister agreed.\n"

    def seconds(times: int) -> float:
        text = paragraph * times
        parsed = parse(text, clean(text))
        made = []
        for number, block in enumerate(parsed.blocks):
            he = next(t for t in block.doc if t.text == "He")
            at = block.block.span[0] + he.idx
            span = (at, at + 2)
            made.append(
                Attribution(number, he.i + 1, he.i, (span,), (span,), (span,), Kind.INDIRECT, "say", "say")
            )
        begun = time.process_time()
        resolve_statements(parsed, made)
        return time.process_time() - begun

    short = max(seconds(100), 0.01)
    assert seconds(400) < 12 * short
