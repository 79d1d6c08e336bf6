"""A card to draw on, in logical pixels from its upper left corner."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.pictures import theme
from bot.pictures.letters import SCALE, font
from bot.pictures.theme import Mark, Stroke

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.text import Text
    from PIL.Image import Image as Pixels

Point = tuple[float, float]
Anchor = Literal["left", "center", "right"]
_STEPS = 8
_LARGER = {"*": 5, "P": 2.5, "X": 2.5, "^": 1.5, "v": 1.5, "D": -1}
"""What makes marks of different shapes look equally large."""


class Extent(NamedTuple):
    """Where something lies on the card."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Extent) -> bool:
        """Whether both cover some spot."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Paper:
    """A card of ``width`` by ``height`` logical pixels; later strokes lie over earlier ones."""

    def __init__(self, width: float, height: float) -> None:
        _settle()
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width, self.height = float(round(width)), float(round(height))
        # At so many dots an inch a point is a logical pixel, for letters and lines alike.
        self._figure = Figure((self.width / 72, self.height / 72), dpi=72 * SCALE, facecolor=theme.CARD)
        self._canvas = FigureCanvasAgg(self._figure)
        self._transform = Affine2D().scale(SCALE, -SCALE).translate(0, SCALE * self.height)
        self._drawn = 0
        self._texts: list[Text] = []
        self.box(Extent(0.5, 0.5, self.width - 0.5, self.height - 0.5), theme.CARD, theme.EDGE, radius=0)

    def text(
        self,
        at: Point,
        words: str,
        size: float = theme.NORMAL,
        colour: str = theme.TEXT,
        bold: bool = False,
        anchor: Anchor = "left",
    ) -> None:
        """One line of letters, the middle of its small letters at the height of ``at``."""
        from matplotlib.text import Text

        if words:
            text = Text(
                at[0],
                at[1] + 0.36 * size,
                words,
                color=colour,
                fontproperties=font(size, bold),
                horizontalalignment=anchor,
                parse_math=False,  # two dollar signs are money here
            )
            self._texts.append(text)
            self._add(text)

    def line(self, points: Sequence[Point], stroke: Stroke) -> None:
        """A line from point to point."""
        from matplotlib.lines import Line2D

        self._add(
            Line2D(
                [x for x, _ in points],
                [y for _, y in points],
                color=stroke.colour,
                linewidth=stroke.width,
                linestyle=(0, [d / stroke.width for d in stroke.dash]) if stroke.dash else "-",
                dash_capstyle="butt",
                solid_capstyle="butt",
            )
        )

    def curve(self, start: Point, end: Point, stroke: Stroke) -> None:
        """A line that leaves and arrives level."""
        middle = (start[0] + end[0]) / 2
        bend = (start, (middle, start[1]), (middle, end[1]), end)
        self.line([_bezier(*bend, step / 24) for step in range(25)], stroke)

    def box(self, extent: Extent, fill: str, edge: str | None = None, radius: float = 5) -> None:
        """A rectangle with round corners."""
        from matplotlib.patches import FancyBboxPatch

        self._add(
            FancyBboxPatch(
                (extent.left, extent.top),
                extent.right - extent.left,
                extent.bottom - extent.top,
                boxstyle=f"round,pad=0,rounding_size={radius}" if radius else "square,pad=0",
                facecolor=fill,
                edgecolor=edge or fill,
                linewidth=1,
            )
        )

    def mark(self, at: Point, mark: Mark, size: float = 8.5, hollow: bool = False) -> None:
        """A sign of ``size`` with a rim, so that marks on each other can be told apart."""
        from matplotlib.lines import Line2D

        self._add(
            Line2D(
                [at[0]],
                [at[1]],
                linestyle="none",
                marker=mark.shape,
                markersize=size + _LARGER.get(mark.shape, 0),
                markerfacecolor=theme.CARD if hollow else mark.colour,
                markeredgecolor=mark.colour if hollow else theme.CARD,
                markeredgewidth=1.8 if hollow else 1,
            )
        )

    def png(self) -> bytes:
        """The picture as it is now. Equal strokes give equal bytes."""
        from PIL import Image

        self._canvas.draw()
        size = (int(SCALE * self.width), int(SCALE * self.height))
        pixels = Image.frombuffer("RGBA", size, bytes(self._canvas.buffer_rgba()), "raw", "RGBA", 0, 1)
        # A quarter of the bytes, and no colour that the theme does not have.
        few = pixels.convert("RGB").quantize(palette=_palette(), dither=Image.Dither.NONE)
        kept = io.BytesIO()
        few.save(kept, "PNG")
        return kept.getvalue()

    def words(self) -> list[tuple[str, Extent]]:
        """All that is written, and where it lies as the renderer measures it."""
        return [(text.get_text(), self._extent(text)) for text in self._texts]

    def _extent(self, text: Text) -> Extent:
        box = text.get_window_extent(self._canvas.get_renderer())
        left, bottom, right, top = (float(edge) / SCALE for edge in (box.x0, box.y0, box.x1, box.y1))
        return Extent(left, self.height - top, right, self.height - bottom)

    def _add(self, artist: Artist) -> None:
        self._drawn += 1
        artist.set_zorder(self._drawn)
        artist.set_transform(self._transform)
        self._figure.add_artist(artist)


def _bezier(start: Point, first: Point, second: Point, end: Point, t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    points = (start, first, second, end)
    return (
        sum(weight * x for weight, (x, _) in zip(weights, points, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, points, strict=True)),
    )


@cache
def _palette() -> Pixels:
    """The theme's colours, and their blends with what they lie on at the rims of letters and lines."""
    from PIL import Image

    blends = dict.fromkeys(
        shade
        for ground, inks in ((theme.CARD, theme.INKS), (theme.PANEL, (theme.TEXT, theme.DIM)))
        for ink in inks
        for shade in _shades(ground, ink)
    )
    made = Image.new("P", (1, 1))
    made.putpalette([part for shade in blends for part in shade])
    return made


def _shades(ground: str, ink: str) -> list[tuple[int, ...]]:
    pairs = [(int(ground[i : i + 2], 16), int(ink[i : i + 2], 16)) for i in (1, 3, 5)]
    return [tuple(round(a + (b - a) * step / _STEPS) for a, b in pairs) for step in range(_STEPS + 1)]


@cache
def _settle() -> None:
    """Take no notice of an operator's own settings for matplotlib: the same input is the same picture."""
    import matplotlib

    matplotlib.rcdefaults()
