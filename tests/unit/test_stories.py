"""Articles joined into stories: reprints, look-alikes, and the gold over the dispatches."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bench.stories import b_cubed
from models.digest import likeness, stories
from models.types import Analysis, Kind, Statement, StoryArticle, Summary

pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[2] / "seeds"
START = datetime(2023, 10, 9, 12, tzinfo=UTC)
QUAKE = (
    "A strong earthquake shook the province of Herat on Saturday and flattened a dozen villages. "
    "Rescuers dug with their hands, and the hospital in Herat city put its wounded in the yard. "
    "The Taliban's disaster ministry said that more than 2,000 people had died in Zinda Jan district."
)
VOTE = (
    "The General Assembly kept Russia out of the Human Rights Council in a secret ballot on Tuesday. "
    "Bulgaria and Albania took the two seats of the eastern European group. "
    "Moscow's ambassador Vassily Nebenzia said that the campaign against his country had been dirty."
)


def article(number: int, text: str, hours: float = 0, outlet: str = "Wire", title: str = "") -> StoryArticle:
    summary = Summary(title or text[:40], None, (), "extractive")
    seen = START + timedelta(hours=hours)
    return StoryArticle(number, title or text[:40], outlet, seen, text, Analysis("en", title, summary))


def members(found: list[stories.Story]) -> set[frozenset[int]]:
    return {frozenset(a.id for a in story.articles) for story in found}


def test_nothing_makes_no_story() -> None:
    assert stories.build([]) == []


def test_a_reprint_is_counted_once_and_credited() -> None:
    copy = QUAKE.replace("'", "’").replace("dug with their hands", "dug by hand")
    found = stories.build(
        [article(1, QUAKE, outlet="Wire"), article(2, copy, 3, "Gazette"), article(3, VOTE, 4)]
    )
    assert members(found) == {frozenset({1, 2}), frozenset({3})}
    quake = next(s for s in found if len(s.articles) == 2)
    assert quake.reprints == {1: (2,)}
    assert [a.outlet for a in quake.articles] == ["Wire", "Gazette"]


def test_a_cut_copy_is_a_reprint() -> None:
    found = stories.build([article(1, QUAKE), article(2, QUAKE[: len(QUAKE) // 2], 1)])
    assert found[0].reprints == {1: (2,)}


def test_a_text_is_compared_with_originals_only_and_belongs_to_the_first() -> None:
    beginning, end = QUAKE[: len(QUAKE) // 2], QUAKE[len(QUAKE) // 2 :]
    items = [article(1, QUAKE), article(2, VOTE, 1), article(3, beginning, 2), article(4, end, 3)]
    known = likeness.traits(items)
    assert likeness.first_carriers(known) == [0, 1, 0, 0]


def test_quotations_and_rare_names_make_articles_alike() -> None:
    plain = [article(1, QUAKE), article(2, VOTE)]
    apart = likeness.likeness(likeness.traits(plain))[0, 1]
    named = [article(1, QUAKE + " Zubrowski was there."), article(2, VOTE + " Zubrowski was there.")]
    assert likeness.likeness(likeness.traits(named))[0, 1] > apart
    words = Statement(((0, 1),), (), (), "we shall not give up hope tonight", Kind.DIRECT, "say")
    quoted = [replace(a, analysis=replace(a.analysis, statements=(words,))) for a in plain]
    assert likeness.likeness(likeness.traits(quoted))[0, 1] == pytest.approx(apart + 0.2)


def test_articles_grow_less_alike_day_by_day() -> None:
    def alike(hours: float) -> float:
        return float(likeness.likeness(likeness.traits([article(1, QUAKE), article(2, VOTE, hours)]))[0, 1])

    assert alike(0) - alike(24) == pytest.approx(0.05)
    assert alike(5 * 24) == pytest.approx(alike(60 * 24))


def test_the_same_event_months_later_is_another_story() -> None:
    later = (
        "An earthquake shook the province of Herat on Wednesday and flattened villages just rebuilt. "
        "Rescuers reached Zinda Jan district, the Taliban's disaster ministry said."
    )
    found = stories.build([article(1, QUAKE), article(2, later, 24 * 60)])
    assert len(found) == 2


def test_the_story_with_the_newest_article_comes_first() -> None:
    found = stories.build([article(1, QUAKE, 0), article(2, VOTE, 5)])
    assert [s.articles[0].id for s in found] == [2, 1]


def test_order_of_the_items_does_not_matter() -> None:
    items = [article(1, QUAKE), article(2, VOTE, 5), article(3, QUAKE + " Aid was on its way.", 7)]
    assert members(stories.build(items)) == members(stories.build(items[::-1]))


def naive(items: list[StoryArticle], join: float) -> set[frozenset[int]]:
    """Average linkage as in the textbook: look at every two groups, join the most alike, begin again."""
    known = likeness.traits(items)
    alike, days = likeness.likeness(known), likeness.days_apart(known)
    groups = [[i] for i in range(len(items))]
    while True:
        pairs = [
            (float(alike[np.ix_(a, b)].mean()), a, b)
            for n, a in enumerate(groups)
            for b in groups[n + 1 :]
            if days[np.ix_(a, b)].min() <= stories.SILENCE
        ]
        best = max(pairs, key=lambda p: p[0], default=None)
        if best is None or best[0] < join:
            return {frozenset(items[i].id for i in group) for group in groups}
        groups = [g for g in groups if g is not best[1] and g is not best[2]] + [best[1] + best[2]]


@pytest.mark.parametrize("join", [0.2, 0.5, 0.8])
def test_stories_grow_as_by_the_plain_rule(join: float) -> None:
    drawn = np.random.default_rng(7)
    items: list[StoryArticle] = []
    for number in range(40):
        vector = drawn.normal(size=6)
        vector /= np.linalg.norm(vector)
        text = f"Talks{drawn.integers(9)} town{drawn.integers(9)} place{number}."
        item = article(number, text, float(drawn.uniform(0, 24 * 20)))
        items.append(replace(item, embedding=tuple(map(float, vector))))
    assert likeness.first_carriers(likeness.traits(items)) == list(range(40))
    items.sort(key=lambda a: (a.seen, a.id))
    assert members(stories.build(items, join)) == naive(items, join)


def test_gold_over_the_dispatches() -> None:
    index = tomllib.loads((SEEDS / "index.toml").read_text(encoding="utf-8"))["dispatch"]
    told = [d for d in index if d.get("story")]
    items = [
        StoryArticle(
            number,
            d["title"],
            d["outlet"],
            d["published"],
            (SEEDS / d["file"]).read_text(encoding="utf-8"),
            Analysis("en", d["title"], Summary(d["title"], None, (), "extractive")),
        )
        for number, d in enumerate(told)
    ]
    gold = {number: d["story"] for number, d in enumerate(told)}
    assert len(items) >= 40
    assert len(set(gold.values())) >= 12
    found = {a.id: n for n, story in enumerate(stories.build(items)) for a in story.articles}
    assert b_cubed(found, gold) >= 0.90


def test_b_cubed_by_hand() -> None:
    gold = {1: "a", 2: "a", 3: "b"}
    assert b_cubed({1: 0, 2: 0, 3: 1}, gold) == pytest.approx(1.0)
    # precision (1 + 1 + 1) / 3, recall (1/2 + 1/2 + 1) / 3
    assert b_cubed({1: 0, 2: 1, 3: 2}, gold) == pytest.approx(2 * (2 / 3) / (1 + 2 / 3))


def test_every_article_is_in_one_story() -> None:
    items = [article(n, QUAKE if n % 2 else VOTE, n) for n in range(6)]
    counted: dict[int, int] = defaultdict(int)
    for story in stories.build(items):
        for a in story.articles:
            counted[a.id] += 1
    assert counted == dict.fromkeys(range(6), 1)
