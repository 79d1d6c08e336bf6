"""The two articles the project began with, read from end to end. Expectations by reading them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from models.analyst import Analyst, Size
from models.types import Analysis, Article

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"
TASS = "000_0ff94aa2f413bfe9.txt"
SCRAPED = "004_1e176b80536de613.txt"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the two first articles in ../shared/seeds"),
]


@cache
def read(name: str, size: Size) -> tuple[str, Analysis]:
    text = (SEEDS / name).read_text("utf-8")
    return text, Analyst().analyse(Article(text), size)


@pytest.mark.parametrize("size", ["brief", "standard", "full"])
@pytest.mark.parametrize(
    "words",
    [
        "Similar Posts",
        "Putin announced what steps Russia would take",
        "He talked to Netanyahu about it",
        "The US president will visit Israel",
    ],
)
def test_page_furniture_and_headings_are_in_no_summary(words: str, size: Size) -> None:
    summary = read(SCRAPED, size)[1].summary
    assert summary.points
    assert not [point.text for point in summary.points if words in point.text]


def test_the_headline_stands_once() -> None:
    summary = read(SCRAPED, "standard")[1].summary
    assert summary.headline == "Putin announced what steps Russia would take. He talked to Netanyahu about it"


def test_the_dateline() -> None:
    dateline = read(TASS, "standard")[1].dateline
    assert dateline is not None
    assert (dateline.place, dateline.day, dateline.agency) == ("Moscow", "October 9", "TASS")
    summary = read(TASS, "full")[1].summary
    assert not [p.text for p in summary.points if "TASS" in p.text or "MOSCOW" in p.text]


@pytest.mark.parametrize("size", ["brief", "standard", "full"])
@pytest.mark.parametrize("name", [TASS, SCRAPED])
def test_points_stand_alone(name: str, size: Size) -> None:
    summary = read(name, size)[1].summary
    assert summary.gist in summary.points
    for point in summary.points:
        assert point.verbatim
        assert not point.text.startswith(("He ", "She ", "They ", "It "))
        assert point.text.count('"') % 2 == 0, point.text
        assert point.text.count("“") == point.text.count("”"), point.text


def test_a_summary_keeps_the_hedge() -> None:
    """Whatever it tells of Putin's words to Netanyahu, it tells as hearsay."""
    sizes: tuple[Size, ...] = ("brief", "standard", "full")
    points = [p.text for size in sizes for p in read(SCRAPED, size)[1].summary.points]
    told = [text for text in points if "facilitate the normalization" in text]
    assert told
    assert all("allegedly" in text or "reportedly" in text for text in told)


def test_the_toll_of_the_attack_is_the_articles_own() -> None:
    """'Hamas launched an attack killing at least 1,400 people': nobody is cited for it."""
    [toll] = [f for f in read(SCRAPED, "standard")[1].figures if f.value == 1400]
    assert (toll.what, toll.qualifier, toll.source) == ("killed", "at least", None)


def test_nothing_is_said_that_is_one_word() -> None:
    for name in (TASS, SCRAPED):
        lengths = [len(s.text.split()) for s in read(name, "standard")[1].statements]
        assert min(lengths) > 1
