"""Room for labels beside what they tell of."""

from __future__ import annotations

from collections.abc import Iterable

from bot.pictures.paper import Extent, Point

_AWAY = 9.0


class Placing:
    """Keeps apart what is put on one part of the card."""

    def __init__(self, within: Extent) -> None:
        self._within = within
        self._taken: list[Extent] = []

    def take(self, extent: Extent) -> None:
        """Nothing may be put here from now on."""
        self._taken.append(extent)

    def beside(self, point: Point, wide: float, tall: float, far: float = 1.0) -> Extent | None:
        """Room of this size near ``point``, which is taken; None if there is none.

        ``far`` is how many times the usual distance lies between.
        """
        for extent in _candidates(point, wide, tall, far * _AWAY):
            if self._free(extent):
                self.take(extent)
                return extent
        return None

    def _free(self, extent: Extent) -> bool:
        within = self._within
        return (
            extent.left >= within.left
            and extent.right <= within.right
            and extent.top >= within.top
            and extent.bottom <= within.bottom
            and not any(extent.meets(taken) for taken in self._taken)
        )


def _candidates(point: Point, wide: float, tall: float, away: float) -> Iterable[Extent]:
    """To the right, to the left, above, below."""
    x, y = point
    for rise in (0.0, -tall / 2, tall / 2):
        yield _extent(x + away, y - tall / 2 + rise, wide, tall)
        yield _extent(x - away - wide, y - tall / 2 + rise, wide, tall)
    for shift in (0.5, 0.2, 0.8):
        yield _extent(x - shift * wide, y - away - tall, wide, tall)
        yield _extent(x - shift * wide, y + away, wide, tall)


def _extent(left: float, top: float, wide: float, tall: float) -> Extent:
    return Extent(left, top, left + wide, top + tall)
