"""What was tried beside the salience head: ``python -m bench.train_salience --ablation``.

Each variant is fitted and scored over the same folds. Differences of a point are noise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from bench.salience_fit import RIDGE, Example, Fitter, Scorer, cross_validate, fit
from models.knowledge import seniority
from models.types import Genre, Kind, Span, Statement

ACTS = ("say", "deny", "announce", "accuse", "urge", "warn", "promise", "propose", "criticize", "support")
INTERACTING = (
    "first",
    "earliness",
    "place",
    "opens_we",
    "first_person",
    "says",
    "happens",
    "words",
    "to_title",
)
Add = Callable[[Example], np.ndarray]


def table(examples: Sequence[Example], folds: int) -> None:
    """Print a line for the head as it is and one for each variant."""
    lines: list[tuple[str, Sequence[Example], Fitter]] = [
        ("as it is", examples, fit),
        ("PolNeAR alone", examples, _polnear),
        ("all texts alike", examples, partial(fit, diplomatic=1.0)),
        ("without components", examples, partial(fit, components=0, ridge=RIDGE / 2)),
        ("32 components", examples, partial(fit, components=32)),
        ("genre times features", [replace(e, **_by_genre(e)) for e in examples], fit),
        ("without untitled copies", [replace(e, untitled=e.rows) for e in examples], fit),
        ("with statements", _with(examples, _statements), fit),
        ("place times features", _with(examples, _interactions), partial(fit, ridge=2 * RIDGE)),
    ]
    for name, given, fitter in lines:
        for part, (f1, gist, words) in cross_validate(given, folds, fitter).items():
            print(f"{name:24s} {part:10s} F1 {f1:.1f}  gist {gist:.1f}  words {words:.1f}", flush=True)


def _polnear(examples: Sequence[Example]) -> Scorer:
    return fit([e for e in examples if not e.pick.diplomatic])


def _with(examples: Sequence[Example], add: Add) -> list[Example]:
    """``examples`` with the columns of ``add`` beside the others, as they are and relative to the article."""
    out: list[Example] = []
    for e in examples:
        more = add(e).astype(np.float32)
        both = np.hstack([more, (more - more.mean(0)) / (more.std(0) + 1e-6)])
        out.append(replace(e, rows=np.hstack([e.rows, both]), untitled=np.hstack([e.untitled, both])))
    return out


def _statements(e: Example) -> np.ndarray:
    """Who speaks in a sentence, with what weight, and what kind of statement it is."""
    often = Counter(s.speaker.key for s in e.said if s.speaker)
    return np.array([_said(c.span, e.said, often) for c in e.found])


def _said(span: Span, said: Sequence[Statement], often: Counter[str | None]) -> list[float]:
    here = [s for s in said if any(span[0] <= a < span[1] for a, _ in s.cue)]
    named = [s.speaker for s in here if s.speaker and s.speaker.name]
    content = sum(max(0, min(b, span[1]) - max(a, span[0])) for s in here for a, b in s.content)
    flags = [
        bool(here),
        bool(named),
        any(s.role for s in named),
        any(s.kind in {"body", "country"} for s in named),
        any(s.negated for s in here),
        any(s.audience for s in here),
        any(s.occasion for s in here),
        any(s.via for s in here),
        *(any(s.kind == kind for s in here) for kind in Kind),
        *(any(s.act == act for s in here) for act in ACTS),
    ]
    weight = max((seniority.weight(s) for s in named), default=0) / 3
    share = max((often[s.key] for s in named), default=0) / max(1, len(said))
    return [*map(float, flags), weight, share, content / (span[1] - span[0])]


def _interactions(e: Example) -> np.ndarray:
    """Each feature times how early the sentence stands."""
    return e.rows * e.rows[:, [e.names.index("earliness")]]


def _by_genre(e: Example) -> dict[str, np.ndarray]:
    """Columns for releases, readouts and transcripts: some of the features there, 0 elsewhere."""
    columns = [e.names.index(n) for n in INTERACTING]
    flags = [float(e.genre is g) for g in (Genre.RELEASE, Genre.READOUT, Genre.TRANSCRIPT)]
    return {
        field: np.hstack([rows, *(rows[:, columns] * flag for flag in flags)])
        for field, rows in (("rows", e.rows), ("untitled", e.untitled))
    }
