"""How well the dispatches are joined into stories, through the code the bot runs.

``python -m bench.stories`` reads and embeds the dispatches as the bot does, then prints B-cubed (Bagga and
Baldwin 1998) over all of them, over the windows of one and of three days, and an estimate of what to expect
elsewhere: the threshold chosen on a random half of the stories, scored on the other half, a hundred times.
The last table is the time for 300, 600 and 1,200 made-up articles of a week, without encoding.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench import dispatches
from bench.scores import f1
from models.digest import stories
from models.types import StoryArticle

HALVES = 100
THRESHOLDS = [round(0.40 + 0.02 * step, 2) for step in range(26)]
Grouping = Mapping[int, int]


def b_cubed(found: Grouping, gold: Mapping[int, str], counted: Iterable[int] | None = None) -> float:
    """F1 of Bagga and Baldwin (1998): precision and recall of each article's story, averaged.

    Articles that are not ``counted`` stand in the stories and give no score of their own.
    """
    items = list(found if counted is None else counted)
    precision = recall = 0.0
    for one in items:
        ours = {other for other in found if found[other] == found[one]}
        theirs = {other for other in found if gold[other] == gold[one]}
        precision += len(ours & theirs) / len(ours) / len(items)
        recall += len(ours & theirs) / len(theirs) / len(items)
    return f1(precision, recall)


def grouped(items: Sequence[StoryArticle], join: float = stories.JOIN) -> dict[int, int]:
    """The number of each article's story, by the article's id."""
    found = stories.build(items, join)
    return {article.id: number for number, story in enumerate(found) for article in story.articles}


def split_half(groupings: Mapping[float, Grouping], gold: Mapping[int, str]) -> list[float]:
    """F1 on half of the stories, at the threshold that is best on the other half, for each random division.

    The articles of both halves stand side by side in each grouping, so that look-alikes stay in the way.
    """
    drawn, names = random.Random(0), sorted(set(gold.values()))  # noqa: S311 - resampling, no secret
    scores: list[float] = []
    for _ in range(HALVES):
        chosen = set(drawn.sample(names, len(names) // 2))
        ours = [i for i, name in gold.items() if name in chosen]
        theirs = [i for i, name in gold.items() if name not in chosen]
        at = {join: b_cubed(found, gold, ours) for join, found in groupings.items()}
        best = [join for join, score in at.items() if score > max(at.values()) - 1e-9]
        scores.append(b_cubed(groupings[best[len(best) // 2]], gold, theirs))
    return scores


def by_days(items: Sequence[StoryArticle], gold: Mapping[int, str], days: int) -> float:
    """F1 within windows of so many days, as digests see the articles; the mean over articles."""
    first, last = min(a.seen.date() for a in items), max(a.seen.date() for a in items)
    total = count = 0.0
    for start in range((last - first).days - days + 2):
        begin = first + timedelta(days=start)
        window = [a for a in items if begin <= a.seen.date() < begin + timedelta(days=days)]
        if window:
            total += len(window) * b_cubed(grouped(window), gold)
            count += len(window)
    return total / count


def read_dispatches() -> tuple[list[StoryArticle], dict[int, str]]:
    """The dispatches with what the bot keeps of them, embeddings included; and their gold stories by id."""
    posted = dispatches.load()
    with tempfile.TemporaryDirectory() as folder:
        taken = asyncio.run(dispatches.take_in(Path(folder), posted))
    story_at = {d.url: d.story for d in posted}
    return [item for item, _, _ in taken], {item.id: story_at[info.url or ""] for item, info, _ in taken}


def made_up(items: Sequence[StoryArticle], count: int) -> list[StoryArticle]:
    """So many articles like ``items``, spread over a week: shuffled words, a third of them another's."""
    drawn = random.Random(0)  # noqa: S311 - made-up text, no secret
    vocabulary = [word for item in items for word in item.text.split()]
    out: list[StoryArticle] = []
    for number in range(count):
        item = items[number % len(items)]
        text = [w if drawn.random() < 0.67 else drawn.choice(vocabulary) for w in item.text.split()]
        drawn.shuffle(text)
        seen = items[0].seen + timedelta(hours=drawn.random() * 24 * 7)
        out.append(replace(item, id=number, text=" ".join(text * 2), seen=seen))
    return out


def main() -> None:
    """Print the tables."""
    items, gold = read_dispatches()
    print(f"{len(items)} dispatches, {len(set(gold.values()))} stories, threshold {stories.JOIN}")
    print(f"B-cubed F1, all together       {b_cubed(grouped(items), gold):.3f}")
    for days in (1, 3):
        print(f"B-cubed F1, windows of days: {days}  {by_days(items, gold, days):.3f}")
    scores = split_half({join: grouped(items, join) for join in THRESHOLDS}, gold)
    low = sorted(scores)[len(scores) // 10]
    print(f"threshold from the other half  {statistics.fmean(scores):.3f} (a tenth below {low:.3f})")
    for count in (300, 600, 1200):
        many = made_up(items, count)
        begun = time.perf_counter()
        found = stories.build(many)
        stories.digest(found)
        print(f"{count:5d} articles               {time.perf_counter() - begun:.2f} s, {len(found)} stories")


if __name__ == "__main__":
    main()
