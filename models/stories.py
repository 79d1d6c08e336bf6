"""Articles of the last days joined into stories, and stories into the content of a digest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models import digest_content
from models.likeness import Traits, days_apart, likeness, reprint, traits
from models.types import DigestContent, Story, StoryArticle

JOIN = 0.4
SILENCE = 6.5  # days; a weekly digest's story may rest over a weekend


def build(items: Sequence[StoryArticle]) -> list[Story]:
    """Join articles into stories, the story with the newest article first.

    An article joins the story it is most like on average, if it is like enough and the story's
    nearest article is at most six days away; reprints of one wire copy are compared once and credited to all.
    """
    if not items:
        return []
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
    """Agglomerative joining by average likeness, until no two groups are like enough.

    Groups join only while some article of one follows one of the other before the story has gone silent.
    """
    groups = [[i] for i in range(len(originals))]
    total, gap = likeness(originals), days_apart(originals)
    sizes = np.ones(len(originals))
    np.fill_diagonal(gap, np.inf)
    while len(groups) > 1:
        average = np.where(gap <= SILENCE, total / np.outer(sizes, sizes), -np.inf)
        one, other = sorted(divmod(int(np.argmax(average)), len(groups)))
        if average[one, other] < JOIN:
            break
        groups[one] += groups.pop(other)
        sizes[one] += sizes[other]
        total[one], gap[one] = total[one] + total[other], np.minimum(gap[one], gap[other])
        total[:, one], gap[:, one] = total[one], gap[one]
        gap[one, one] = np.inf
        total, gap = (np.delete(np.delete(m, other, 0), other, 1) for m in (total, gap))
        sizes = np.delete(sizes, other)
    return [[originals[i] for i in sorted(group)] for group in groups]


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
