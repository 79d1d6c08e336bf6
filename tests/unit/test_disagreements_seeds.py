"""Where dispatches in ``seeds/`` disagree, as their readers see it, and articles that only seem to."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from models.analyst import Analyst
from models.digest import disagreements
from models.types import Article, Disagreement, StoryArticle

SEEDS = Path(__file__).parents[2] / "seeds"

pytestmark = pytest.mark.slow


@cache
def story(name: str) -> tuple[StoryArticle, ...]:
    known = tomllib.loads((SEEDS / "index.toml").read_text())["dispatch"]
    return tuple(
        read(number, (SEEDS / one["file"]).read_text(), one["title"], one)
        for number, one in enumerate(known)
        if one["story"] == name
    )


def read(number: int, text: str, title: str, known: dict[str, object]) -> StoryArticle:
    when, outlet = known["published"], known["outlet"]
    analysis = Analyst().analyse(Article(text, title, outlet=outlet, published=when))  # pyright: ignore
    return StoryArticle(number, title, outlet, when, text, analysis)  # pyright: ignore


def made(text: str, title: str = "Calm after the shelling") -> tuple[StoryArticle, ...]:
    first = tomllib.loads((SEEDS / "index.toml").read_text())["dispatch"][0]
    return (read(1, text, title, first),)


def told(articles: tuple[StoryArticle, ...]) -> dict[str, tuple[str, ...]]:
    found: tuple[Disagreement, ...] = disagreements.find(articles, ())
    return {d.what: tuple(line.text for line in d.lines) for d in found}


def test_the_herat_counts_of_taliban_and_un() -> None:
    ministry, united_nations = told(story("herat-first-earthquake"))["the number killed"]
    assert "stood by a toll of well over 2,000" in ministry
    assert "a figure of about 1,000 dead" in united_nations


def test_the_counts_and_the_accounts_of_the_hospital() -> None:
    found = told(story("gaza-hospital-explosion"))
    ministry, officer = found["the number killed"]
    assert "put the dead at 471" in ministry
    assert "fifty perhaps" in officer
    israel, hamas = found["what happened"]
    assert "a rocket of Islamic Jihad had misfired" in israel
    assert hamas == "Hamas called the Israeli version fabricated."


def test_an_accusation_and_its_denial_on_the_night_of_the_explosion() -> None:
    night = story("gaza-hospital-explosion")[:1]
    blamed, denied = told(night)["what happened"]
    assert "blamed an Israeli air strike" in blamed
    assert denied == "The Israeli army denied having bombed the hospital."


def test_the_rival_counts_of_those_who_left_the_north() -> None:
    army, hamas = told(story("north-gaza-evacuation"))["what happened"]
    assert '"hundreds of thousands" of Palestinians had gone south' in army
    assert hamas.startswith("Hamas disputes that. A spokesman")
    assert "only a few thousand have moved" in hamas


@pytest.mark.parametrize(
    "name",
    ["kremlin-keeps-contact", "putin-netanyahu-call", "biden-netanyahu-third-call", "rafah-first-convoy"],
)
def test_a_count_that_grows_and_two_sides_are_no_dispute(name: str) -> None:
    assert told(story(name)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The Syrian army accused Turkey of shelling a village. Jordan denied having closed the border.",
        "The minister said prices would fall. The bank rejected the offer of a loan.",
        "The Polish president said he would go to Kyiv. Hungary called the Polish plan ambitious.",
        "The ministry counted 40 dead. Officials said that 900 people had been killed in other years.",
    ],
)
def test_a_denial_of_something_else_is_no_dispute(text: str) -> None:
    assert told(made(text)) == {}
