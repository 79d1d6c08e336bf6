"""Arbitrary text and arbitrary attributions: no exception, and every offset inside the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import steps

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
@settings(max_examples=60)
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


def test_a_long_article_takes_work_in_proportion() -> None:
    def work(paragraphs: int) -> int:
        text = "".join(
            f"Kremlin Spokesman Dmitry Peskov said no to point {n}. He told Blinken it was over. "
            "The minister agreed.\n"
            for n in range(paragraphs)
        )
        parsed = parse(text, clean(text))
        made = []
        for number, block in enumerate(parsed.blocks):
            he = next(t for t in block.doc if t.text == "He")
            at = block.block.span[0] + he.idx
            span = (at, at + 2)
            made.append(
                Attribution(number, he.i + 1, he.i, (span,), (span,), (span,), Kind.INDIRECT, "say", "say")
            )
        assert len(made) == paragraphs
        return steps(lambda: resolve_statements(parsed, made))

    work(1)  # what is loaded once is loaded
    assert work(200) < 10 * work(50)  # all pairs of them would be sixteen times as much
