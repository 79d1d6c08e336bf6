"""Articles of the last days joined into stories, and stories into the content of a digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from models import digest_content
from models.likeness import Likeness, Traits, reprint, traits
from models.types import DigestContent, Story, StoryArticle

JOIN = 0.46
SILENCE = timedelta(days=4)


def build(items: Sequence[StoryArticle]) -> list[Story]:
    """Join articles into stories, the story with the newest article first.

    An article joins the story it is most like on average, if it is like enough and the story's last
    article is at most four days older; reprints of one wire copy are compared once and credited to all.
    """
    known = sorted(traits(items), key=lambda t: (t.article.seen, t.article.id))
    originals, copies = _without_reprints(known)
    grouped = _group(originals)
    found = [_story(group, copies) for group in grouped]
    return sorted(found, key=_newest, reverse=True)


def digest(stories: Sequence[Story], previous: Sequence[str] = (), told: int = 5) -> DigestContent:
    """The content of a digest over ``stories``: the first ``told`` at length, the rest in one line each.

    ``previous`` are the sentences of the digest before this one; none is repeated unless marked "still".
    """
    return digest_content.compose(stories, previous, told)


def _without_reprints(known: Sequence[Traits]) -> tuple[list[Traits], dict[int, list[StoryArticle]]]:
    """The first carrier of each copy, and the later ones by the first one's id."""
    originals: list[Traits] = []
    copies: dict[int, list[StoryArticle]] = {}
    for item in known:
        first = next((o for o in originals if reprint(o, item)), None)
        if first is None:
            originals.append(item)
        else:
            copies.setdefault(first.article.id, []).append(item.article)
    return originals, copies


def _group(originals: Sequence[Traits]) -> list[list[Traits]]:
    """Agglomerative joining by average likeness, until no two groups are like enough."""
    like = Likeness(originals)
    pairs = np.array([[like(a, b) for b in originals] for a in originals]).reshape(len(originals), -1)
    groups = [[i] for i in range(len(originals))]
    while True:
        best = max(
            (
                (float(pairs[np.ix_(a, b)].mean()), x, y)
                for x, a in enumerate(groups)
                for y, b in enumerate(groups[:x])
                if _alive(originals, a, b)
            ),
            default=(0.0, 0, 0),
        )
        if best[0] < JOIN:
            return [[originals[i] for i in sorted(group)] for group in groups]
        groups[best[2]] += groups.pop(best[1])


def _alive(originals: Sequence[Traits], one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether some article of one group follows one of the other before the story has gone silent."""
    times = sorted((originals[i].article.seen, i in one) for i in (*one, *other))
    return any(
        mine != theirs and later - earlier <= SILENCE
        for (earlier, mine), (later, theirs) in zip(times, times[1:], strict=False)
    )


def _story(group: Sequence[Traits], copies: dict[int, list[StoryArticle]]) -> Story:
    """The story of ``group``, the article closest to the others first, each followed by its reprints."""
    middle = np.mean([t.vector for t in group], axis=0)
    ranked = sorted(group, key=lambda t: (-float(t.vector @ middle), t.article.seen))
    ordered: list[StoryArticle] = []
    for item in ranked:
        ordered += [item.article, *copies.get(item.article.id, [])]
    reprints = {
        t.article.id: tuple(c.id for c in copies[t.article.id]) for t in group if t.article.id in copies
    }
    return Story(tuple(ordered), reprints)


def _newest(story: Story) -> tuple[float, int]:
    last = max(story.articles, key=lambda a: a.seen)
    return last.seen.timestamp(), last.id
