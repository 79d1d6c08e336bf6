"""Articles of the last days joined into stories, and stories into the content of a digest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.digest.compose import compose
from models.digest.likeness import Traits, days_apart, first_carriers, likeness, traits
from models.types import DigestContent, Story, StoryArticle

JOIN = 0.68
SILENCE = 6.5  # days; a weekly digest's story may rest over a weekend


def build(items: Sequence[StoryArticle], join: float = JOIN) -> list[Story]:
    """Join articles into stories, the story with the newest article first.

    Stories grow together while they are at least ``join`` alike on average, and their nearest articles lie
    at most SILENCE apart; reprints of one wire copy are compared once and credited to all.
    """
    if not items:
        return []
    known = sorted(traits(items), key=lambda t: (t.article.seen, t.article.id))
    originals, copies = _without_reprints(known)
    grouped = _group(originals, join)
    found = [_story(group, copies) for group in grouped]
    return sorted(found, key=_newest, reverse=True)


def digest(
    stories: Sequence[Story],
    previous: Sequence[str] = (),
    in_full: int = 5,
    earlier: Sequence[StoryArticle] = (),
) -> DigestContent:
    """The content of a digest over ``stories``: the first ``in_full`` in full, the rest in one line each.

    ``previous`` are the sentences of the digest before this one; none is repeated unless marked "still".
    ``earlier`` are articles from before the digest's time, against which it tells what changed.
    """
    return compose(stories, previous, in_full, earlier)


def _without_reprints(known: Sequence[Traits]) -> tuple[list[Traits], dict[int, list[StoryArticle]]]:
    """The first carrier of each copy, and the later ones by the first one's id."""
    originals: list[Traits] = []
    copies: dict[int, list[StoryArticle]] = {}
    for place, (item, first) in enumerate(zip(known, first_carriers(known), strict=True)):
        if first == place:
            originals.append(item)
        else:
            copies.setdefault(known[first].article.id, []).append(item.article)
    return originals, copies


def _group(originals: Sequence[Traits], join: float) -> list[list[Traits]]:
    """Agglomerative joining by average likeness, until no two groups are like enough.

    Groups join only while some article of one follows one of the other before the story has gone silent.
    A group that was joined to another stays in the matrices, out of reach of all.
    """
    groups = [[i] for i in range(len(originals))]
    total, gap = likeness(originals), days_apart(originals)
    sizes = np.ones(len(originals))
    average = np.where(gap <= SILENCE, total, -np.inf)
    np.fill_diagonal(average, -np.inf)
    nearest, every = average.argmax(axis=1), np.arange(len(groups))
    while True:
        closest = average[every, nearest]
        one = int(closest.argmax())
        if closest[one] < join:
            break
        one, other = sorted((one, int(nearest[one])))
        groups[one], groups[other] = groups[one] + groups[other], []
        sizes[one] += sizes[other]
        total[one], gap[one] = total[one] + total[other], np.minimum(gap[one], gap[other])
        total[:, one], gap[:, one] = total[one], gap[one]
        gap[one, one] = np.inf
        gap[other] = gap[:, other] = np.inf
        average[other] = average[:, other] = -np.inf
        joined = np.where(gap[one] <= SILENCE, total[one] / (sizes[one] * sizes), -np.inf)
        average[one] = average[:, one] = joined
        outdated = (nearest == one) | (nearest == other)
        outdated[one] = True
        nearest[outdated] = average[outdated].argmax(axis=1)
        nearest[joined > average[every, nearest]] = one
    return [[originals[i] for i in sorted(group)] for group in groups if group]


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
