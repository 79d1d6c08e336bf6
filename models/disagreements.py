"""Where the articles of one story differ: the same figure with other values, or a claim and its denial."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from datetime import timedelta

from models.types import Contact, ContactStatus, DigestLine, Disagreement, Figure, Span, StoryArticle

MOST = 2
APART = 0.05
TOGETHER = timedelta(days=2)
_HAPPENED = {ContactStatus.HELD, ContactStatus.UNDER_WAY, ContactStatus.PLANNED, ContactStatus.OFFERED}
_DID_NOT = {ContactStatus.DENIED, ContactStatus.REFUSED, ContactStatus.CANCELLED}


def find(articles: Sequence[StoryArticle], before: Container[str]) -> tuple[Disagreement, ...]:
    """At most two disagreements between different articles; those told ``before`` in full are left out."""
    found = [*_figures(articles), *_contacts(articles)]
    return tuple(d for d in found if any(line.text not in before for line in d.lines))[:MOST]


def _figures(articles: Sequence[StoryArticle]) -> list[Disagreement]:
    """Figures of the same thing at the same place in different articles of about the same time."""
    grouped: dict[tuple[str, str, str], list[tuple[StoryArticle, Figure]]] = defaultdict(list)
    for article in articles:
        for figure in article.analysis.figures:
            key = (figure.what.lower(), figure.unit.lower(), (figure.place or "").lower())
            grouped[key].append((article, figure))
    out: list[Disagreement] = []
    for (what, _, place), group in grouped.items():
        pair = _contradiction(group)
        if pair is not None:
            label = f"{what}, {pair[0][1].place}" if place else what
            out.append(Disagreement(label, tuple(line(a, f.evidence) for a, f in pair)))
    return out


def _contradiction(
    group: Sequence[tuple[StoryArticle, Figure]],
) -> tuple[tuple[StoryArticle, Figure], tuple[StoryArticle, Figure]] | None:
    """The pair that lies furthest apart, if any two differ by more than a twentieth."""
    pairs = [
        ((a, f), (b, g))
        for i, (a, f) in enumerate(group)
        for b, g in group[i + 1 :]
        if a.id != b.id and abs(a.seen - b.seen) <= TOGETHER and _apart(f, g) > APART
    ]
    return max(pairs, key=lambda p: _apart(p[0][1], p[1][1]), default=None)


def _apart(one: Figure, other: Figure) -> float:
    return abs(one.value - other.value) / max(abs(one.value), abs(other.value), 1e-9)


def _contacts(articles: Sequence[StoryArticle]) -> list[Disagreement]:
    """A contact that one article reports and another one has denied, refused or called off."""
    all_contacts = [(a, c) for a in articles for c in a.analysis.contacts]
    out: list[Disagreement] = []
    told: set[frozenset[str]] = set()
    for article, contact in all_contacts:
        for other, denial in all_contacts:
            parties = _parties(contact)
            if (
                article.id != other.id
                and contact.status in _HAPPENED
                and denial.status in _DID_NOT
                and parties == _parties(denial)
                and contact.kind == denial.kind
                and parties not in told
            ):
                told.add(parties)
                label = f"{contact.kind}: {' and '.join(contact.parties)}"
                lines = (line(article, contact.evidence), line(other, denial.evidence))
                out.append(Disagreement(label, lines))
    return out


def _parties(contact: Contact) -> frozenset[str]:
    """The last words of the parties' names, so that "Putin" is "Vladimir Putin"."""
    return frozenset(p.split()[-1].lower() for p in contact.parties if p.split())


def line(article: StoryArticle, evidence: tuple[Span, ...]) -> DigestLine:
    """The sentences at ``evidence`` as a line of a digest."""
    pieces = (re.sub(r"\s+", " ", article.text[a:b]).strip() for a, b in evidence)
    return DigestLine(article.id, " … ".join(pieces), evidence)
