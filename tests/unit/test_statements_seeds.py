"""Who said what in the two articles the project began with. Expectations by reading them."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.extractors.attribution.find import find_attributions
from models.extractors.attribution.types import Attribution
from models.knowledge.reporting import acts
from models.reading.parser import parse
from models.reading.text import clean
from models.types import Kind, Span

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"
TASS = SEEDS / "000_0ff94aa2f413bfe9.txt"
SCRAPED = SEEDS / "004_1e176b80536de613.txt"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not TASS.exists(), reason="the two first articles lie in ../shared/seeds, which is absent"
    ),
]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[s:e] for s, e in spans)


def read(path: Path) -> tuple[str, tuple[Attribution, ...]]:
    text = path.read_text("utf-8")
    return text, find_attributions(parse(text, clean(text)))


def about(path: Path, *parts: str) -> tuple[str, Attribution]:
    """The one attribution whose content has all the parts."""
    text, found = read(path)
    hits = [a for a in found if all(p in words(text, a.content) for p in parts)]
    assert len(hits) == 1, [words(text, a.content) for a in found]
    return text, hits[0]


@pytest.mark.parametrize(
    ("path", "part", "source"),
    [
        (TASS, "such contacts could be arranged", "Kremlin Spokesman Dmitry Peskov"),
        (TASS, "no such contacts on his schedule", "he"),
        (TASS, "serious danger for the region", "Peskov"),
        (TASS, "anything can be added here", "the Kremlin spokesman"),
        (TASS, "steer this situation", "Peskov"),
        (TASS, "Operation Iron Swords", "The Israel Defense Forces (IDF)"),
        (TASS, "aggressive actions by the Israeli authorities", "Hamas Politburo Head Ismail Haniyeh"),
        (SCRAPED, "a million people have fled", "The latest UN calculations"),
        (SCRAPED, "his country was ready", "Putin"),
        (SCRAPED, "a significant threat to Joe Biden", "Advisers to the US president cited by CNN"),
        (SCRAPED, "is to go to Israel on Wednesday", "Blinken’s words"),
        (SCRAPED, "previously talked to the leaders of Iran", "Ukrainska Pravda"),
    ],
)
def test_who_said_it(path: Path, part: str, source: str) -> None:
    text, found = about(path, part)
    assert source in words(text, found.source)


def test_three_sentences_of_peskov_are_one_statement() -> None:
    text, found = about(TASS, "At the moment, there are", "If necessary, such contacts")
    assert len(found.content) == 1
    assert found.kind is Kind.DIRECT
    assert words(text, found.cue) == "said"


def test_putin_told_netanyahu() -> None:
    text, found = about(SCRAPED, "to facilitate the normalization")
    assert words(text, found.source) == "the Russian leader"
    assert words(text, found.audience) == "the Israeli prime minister"
    assert found.kind is Kind.MIXED


def test_condolences_and_condemnation_are_two() -> None:
    text, found = read(SCRAPED)
    mine = {words(text, a.cue): a for a in found if words(text, a.source) == "He"}
    assert "condolences to the families" in words(text, mine["expressed"].content)
    assert "all actions that constitute repression" in words(text, mine["condemning"].content)
    assert mine["condemning"].act == "condemn"


@pytest.mark.parametrize("path", [TASS, SCRAPED])
def test_every_act_is_in_the_vocabulary(path: Path) -> None:
    assert {a.act for a in read(path)[1]} <= set(acts())


def test_an_attack_is_no_statement() -> None:
    text, found = read(SCRAPED)
    assert not [a for a in found if "attack" in words(text, a.cue)]
