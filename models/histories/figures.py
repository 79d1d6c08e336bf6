"""Reports of figures joined into series."""

from __future__ import annotations

from collections.abc import Iterable

from models.histories.types import FigureReport, FigureSeries


def join_figures(reports: Iterable[FigureReport]) -> list[FigureSeries]:
    """The quantities that these reports are about, in the order of their newest report, newest first."""
    joined: dict[tuple[str, str, str | None], list[FigureReport]] = {}
    for report in sorted(reports, key=lambda r: r.origin.day):
        figure = report.figure
        joined.setdefault((figure.what, figure.unit, figure.place), []).append(report)
    series = [FigureSeries(*key, tuple(told)) for key, told in joined.items()]
    return sorted(series, key=lambda s: s.reports[-1].origin.day, reverse=True)
