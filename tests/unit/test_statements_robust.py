"""Attribution on texts that no editor wrote: no exception, spans inside the text, time in proportion."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import steps

from models.extractors.attribution.find import find_attributions
from models.extractors.attribution.types import Attribution
from models.reading.parser import parse
from models.reading.text import clean

pytestmark = pytest.mark.slow

PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "''",
        "``",
        "«",
        "»",
        "„",
        "'",
        "’",
        "\n\n",
        "\n",
        ", ",
        ". ",
        ": ",
        " – ",
        " (",
        ") ",
        "? ",
        "Lavrov said",
        "he said",
        "told reporters",
        "according to ",
        "the ministry ",
        "reportedly ",
        "that ",
        "to ",
        "We are ready",
        "talks have failed",
        "\u200f",
        "\u202e",
        "\u00a0",
        "\u2028",
        "é",
        "[sic]",
        "… ",
        "not ",
    ]
)


def found(text: str) -> tuple[Attribution, ...]:
    return find_attributions(parse(text, clean(text)))


def check(text: str) -> None:
    for one in found(text):
        assert one.content
        for spans in (one.content, one.source, one.cue, one.audience):
            at = 0
            for start, end in spans:
                assert at <= start < end <= len(text)
                assert text[start:end].strip()
                at = end


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=40))
def test_broken_marks_and_pieces_of_speech(pieces: list[str]) -> None:
    check("".join(pieces))


@settings(max_examples=25)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "“" * 6000,
        '"' * 6000,
        "''" * 3000,
        '"a ' * 3000,
        "x" * 20_000,
        "Lavrov\u200f said\u202e that “talks\u202c failed”.",
    ],
    ids=["openers", "straight", "doubled", "unclosed", "no spaces", "right to left"],
)
def test_odd_texts(text: str) -> None:
    check(text)


def test_work_grows_with_length_only() -> None:
    def work(times: int) -> int:
        text = "".join(
            f"“We are ready to talk,” Lavrov said, “but not at price {n}.” He added that talk {n} failed. "
            for n in range(times)
        )
        parsed = parse(text, clean(text))
        return steps(lambda: find_attributions(parsed))

    work(1)  # what is loaded once is loaded
    assert work(160) < 8 * work(40)


def test_a_giant_sentence_and_two_hundred_thousand_characters() -> None:
    check("Lavrov said that " + "the talks with the ministry had failed and " * 1500 + "ended.")
    check("Lavrov said that the talks had failed. He denied it.\n\n" * 3700)
