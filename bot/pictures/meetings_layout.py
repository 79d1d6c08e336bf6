"""Who stands where in a picture of who met whom: parties in two columns by country, contacts between them.

The order within each column follows the mean height of what is joined with it, as Sugiyama, Tagawa and Toda
(1981) do, and then neighbours change over as long as fewer lines cross.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.text import squeeze
from models.histories.types import ContactHistory

MOST_PARTIES = 20
MOST_CONTACTS = 18
MOST_OF_ONE = 8
"""Of a contact with more parties, a summit for instance, so many are drawn."""
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A contact and those of its parties that are drawn, by their keys."""

    history: ContactHistory
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Parties of one country, or a single one whose country is not known."""

    country: str | None
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What is drawn, from above downwards. ``names`` are those of the parties, by their keys."""

    names: Mapping[str, str]
    left: tuple[Group, ...]
    right: tuple[Group, ...]
    rows: tuple[Row, ...]
    contacts_left_out: int
    parties_left_out: int


def arrange(histories: Sequence[ContactHistory]) -> Layout:
    """A place for every party and contact, the first contacts before later ones if there are too many."""
    rows = _chosen(histories)
    names: dict[str, str] = {}
    countries: dict[str, str | None] = {}
    for row in rows:
        for party, country in zip(row.history.parties, row.history.countries, strict=True):
            if (key := _key(party)) in row.parties:
                names.setdefault(key, squeeze(party))
                countries[key] = countries.get(key) or country
    left, right = _sides(_groups(countries), rows)
    left, right, rows = _uncrossed(left, right, rows)
    everybody = {_key(party) for history in histories for party in history.parties}
    return Layout(
        names, tuple(left), tuple(right), tuple(rows), len(histories) - len(rows), len(everybody - set(names))
    )


def _key(party: str) -> str:
    return squeeze(party).casefold()


def _chosen(histories: Sequence[ContactHistory]) -> list[Row]:
    rows: list[Row] = []
    known: set[str] = set()
    for history in histories:
        parties = tuple(dict.fromkeys(_key(party) for party in history.parties))[:MOST_OF_ONE]
        if len(rows) < MOST_CONTACTS and len(known.union(parties)) <= MOST_PARTIES:
            rows.append(Row(history, parties))
            known.update(parties)
    return rows


def _groups(countries: Mapping[str, str | None]) -> list[Group]:
    by_country: dict[str, list[str]] = {}
    for party, country in countries.items():
        by_country.setdefault(country or f"alone {party}", []).append(party)
    return [Group(countries[parties[0]], tuple(parties)) for parties in by_country.values()]


def _sides(groups: Sequence[Group], rows: Sequence[Row]) -> tuple[list[Group], list[Group]]:
    """Whoever met on opposite sides as far as possible, and both columns of about the same height."""
    group_of = {party: number for number, group in enumerate(groups) for party in group.parties}
    side = [number % 2 for number in range(len(groups))]

    def cost() -> float:
        together = sum(len({side[group_of[party]] for party in row.parties}) == 1 for row in rows)
        height = sum((len(group.parties) + 1) * (1 - 2 * s) for group, s in zip(groups, side, strict=True))
        return 4 * together + abs(height)

    best = cost()
    better = True
    while better:
        better = False
        for number in range(len(groups)):
            side[number] = 1 - side[number]
            if (now := cost()) < best:
                best, better = now, True
            else:
                side[number] = 1 - side[number]
    if side and side[group_of[rows[0].parties[0]]] == 1:
        side = [1 - s for s in side]  # whoever is named first stands on the left
    return (
        [group for group, s in zip(groups, side, strict=True) if s == 0],
        [group for group, s in zip(groups, side, strict=True) if s == 1],
    )


def _uncrossed(
    left: list[Group], right: list[Group], rows: list[Row]
) -> tuple[list[Group], list[Group], list[Row]]:
    best = left, right, rows
    fewest = _crossings(*best)
    for _ in range(_ROUNDS):
        heights = _party_heights(left) | _party_heights(right)
        rows = sorted(rows, key=lambda row: _mean([heights[party] for party in row.parties]))
        of_rows: dict[str, list[float]] = {}
        for number, row in enumerate(rows):
            for party in row.parties:
                of_rows.setdefault(party, []).append((number + 0.5) / len(rows))
        means = {party: _mean(found) for party, found in of_rows.items()}
        left, right = _sorted_groups(left, means), _sorted_groups(right, means)
        if (crossings := _crossings(left, right, rows)) < fewest:
            best, fewest = (left, right, rows), crossings
    left, right, rows = best
    for _ in range(_ROUNDS):
        before = fewest
        for column in (rows, left, right):
            fewest = _swapped(column, lambda: _crossings(left, right, rows), fewest)
        if fewest == before:
            break
    return left, right, rows


def _swapped(column: list[Row] | list[Group], crossings: Callable[[], int], fewest: int) -> int:
    """Change neighbours over wherever fewer lines cross then; how many still do."""
    for i in range(len(column) - 1):
        column[i : i + 2] = column[i + 1], column[i]  # type: ignore[assignment]
        if (now := crossings()) < fewest:
            fewest = now
        else:
            column[i : i + 2] = column[i + 1], column[i]  # type: ignore[assignment]
    return fewest


def _crossings(left: Sequence[Group], right: Sequence[Group], rows: Sequence[Row]) -> int:
    """How many pairs of lines cross, on either side of the contacts."""
    crossings = 0
    for groups in (left, right):
        order = {party: n for n, party in enumerate(p for group in groups for p in group.parties)}
        above = [0] * len(order)
        for row in rows:
            ends = [order[party] for party in row.parties if party in order]
            crossings += sum(sum(above[end + 1 :]) for end in ends)
            for end in ends:
                above[end] += 1
    return crossings


def _sorted_groups(groups: list[Group], means: Mapping[str, float]) -> list[Group]:
    within = [Group(g.country, tuple(sorted(g.parties, key=means.__getitem__))) for g in groups]
    return sorted(within, key=lambda group: _mean([means[party] for party in group.parties]))


def _party_heights(groups: Sequence[Group]) -> dict[str, float]:
    parties = [party for group in groups for party in group.parties]
    return {party: (number + 0.5) / len(parties) for number, party in enumerate(parties)}


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
