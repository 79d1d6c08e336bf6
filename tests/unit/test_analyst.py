"""The analyst as a whole, whatever the text: spans hold, time is in proportion, two errors and no more."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import in_proportion

from models import export
from models.analyst import LONGEST, Analyst
from models.types import Analysis, Article, LanguageUnsupported, NothingToRead, Span

pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"
DISPATCHES = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
NEWS = (
    "GENEVA, March 3 (Example) — Foreign Minister Anna Sample said on Monday that talks would go on.\n\n"
    '"We will not leave the table," she told reporters. At least 20 people were killed in the north.'
    "\n\nPresident John Example will visit Norway next week, according to his spokesman."
)


@pytest.fixture(scope="module")
def analyst() -> Analyst:
    return Analyst()


def check_spans(text: str, analysis: Analysis) -> None:
    """Every span lies inside the text, and verbatim text is what stands there."""
    spans: list[Span] = []
    for statement in analysis.statements:
        spans += [*statement.content, *statement.source, *statement.cue, *statement.evidence]
        assert statement.text == " … ".join(text[a:b] for a, b in statement.content)
    for found in (*analysis.contacts, *analysis.figures):
        spans += found.evidence
        assert found.text == text[slice(*found.evidence[0])]
    for point in analysis.summary.points:
        spans += point.evidence
    if analysis.dateline:
        spans.append(analysis.dateline.span)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("path", DISPATCHES[:6], ids=lambda p: p.stem)
def test_dispatches(analyst: Analyst, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    analysis = analyst.analyse(Article(text))
    check_spans(text, analysis)
    assert analysis.summary.gist in analysis.summary.points
    assert export.analysis_from_dict(export.to_dict(path.name, analysis)) == analysis


def test_one_article_from_end_to_end(analyst: Analyst) -> None:
    analysis = analyst.analyse(Article(NEWS, title="Talks go on"))
    assert (analysis.language, analysis.title, analysis.summary.headline) == (
        "en",
        "Talks go on",
        "Talks go on",
    )
    assert analysis.dateline is not None
    assert analysis.dateline.agency == "Example"
    assert {s.speaker.name for s in analysis.statements if s.speaker} >= {"Anna Sample"}
    assert [(f.what, f.value) for f in analysis.figures] == [("killed", 20)]
    assert [(c.kind, c.parties) for c in analysis.contacts] == [("visit", ("John Example", "Norway"))]


def test_the_same_article_gives_the_same_analysis_in_any_thread(analyst: Analyst) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(analyst.analyse, [Article(NEWS)] * 4))
    assert found == [Analyst().analyse(Article(NEWS))] * 4


def test_embedding_is_of_unit_length(analyst: Analyst) -> None:
    vector = analyst.embed("Talks go on in Geneva.")
    assert len(vector) == 384
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    "text", ["", "  \n ", "🙂🙂🙂", "😀" * 500, '"' * 6_000, "12:30", "* * *", "Similar Posts"]
)
def test_nothing_to_read(analyst: Analyst, text: str) -> None:
    with pytest.raises(NothingToRead):
        analyst.analyse(Article(text))


def test_a_russian_article_is_declined_by_name(analyst: Analyst) -> None:
    with pytest.raises(LanguageUnsupported) as caught:
        analyst.analyse(
            Article("Министр иностранных дел заявил в понедельник, что переговоры продолжатся. " * 5)
        )
    assert caught.value.language == "Russian"


def prose(amount: float) -> str:
    words = "the minister said on Monday that talks will go on and Anna Sample told reporters".split()  # noqa: SIM905
    source = random.Random(1)  # noqa: S311 - the same text each time is the point
    return " ".join(
        source.choice(words) + source.choice(["", "", "", ",", "."]) for _ in range(int(1600 * amount))
    )


LONG_AND_BROKEN: dict[str, Callable[[float], str]] = {
    "one block": prose,
    "one sentence": lambda amount: prose(amount).replace(".", " and"),
    "no spaces": lambda amount: "talks" * int(40_000 * amount),
    "many marks": lambda amount: "“Talks will go on,” she said. " * int(200 * amount),
    "marks around": lambda amount: (
        "“" * int(3_000 * amount) + " Talks go on, he said. " + '"' * int(3_000 * amount)
    ),
    "odd characters": lambda amount: "\u202e\u200fTalks\ud800 go on, he said. " * int(150 * amount),
}


@pytest.mark.parametrize("name", LONG_AND_BROKEN)
def test_long_and_broken_texts_are_read_in_time_in_proportion(analyst: Analyst, name: str) -> None:
    def read(amount: float) -> None:
        text = LONG_AND_BROKEN[name](amount)
        with suppress(NothingToRead):
            check_spans(text.replace("\ud800", "\ufffd"), analyst.analyse(Article(text)))

    analyst.warm()
    assert in_proportion(read)


def test_what_is_too_long_is_read_from_the_beginning(analyst: Analyst) -> None:
    text = "Talks will go on, she said.\n" * 10 + "x" * LONGEST + "\nLast."
    analysis = analyst.analyse(Article(text))
    assert analysis.statements
    assert all(end <= LONGEST for s in analysis.statements for _, end in s.content)


PIECES = st.sampled_from(
    [
        *(
            "he said",
            "“Talks",
            "go on,”",
            '"',
            "''",
            "``",
            "«",
            "»",
            "according to",
            "Anna Sample",
            "the minister",
        ),
        *(
            "told",
            "met",
            "500 people",
            "were killed",
            "$5 million in aid",
            "on Monday",
            "will visit",
            "Norway",
        ),
        *(".", ". ", "\n", "\n\n", "\u202e", "—", ":", "not", "that", "denied", "[he]", "MOSCOW (TASS) -"),
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map(" ".join))
@settings(max_examples=40)
def test_any_text(text: str) -> None:
    with suppress(NothingToRead, LanguageUnsupported):
        check_spans(text, Analyst().analyse(Article(text)))
