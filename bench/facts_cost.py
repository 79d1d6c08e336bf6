"""By how much contacts and figures lengthen an analysis, in CPU time: ``python -m bench.facts_cost``.

The articles are the dispatches of ``seeds/``, each analysed as the bot does it. CPU time counts the work of
all threads and not the waiting, so that other programs on the machine hardly change it.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from models.analyst import Analyst
from models.extractors.contacts import find as contacts
from models.extractors.figures import find as figures
from models.types import Article

SEEDS = Path(__file__).parents[1] / "seeds"
Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of one analysis: the whole, and what contacts and figures took of it."""

    whole: float
    contacts: float
    figures: float

    @property
    def lengthened(self) -> float:
        """What both add to the rest, as a share of the rest."""
        added = self.contacts + self.figures
        return added / (self.whole - added)


class Clock:
    """Adds up the CPU seconds spent in a function."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timing(self, function: Callable[Given, Result]) -> Callable[Given, Result]:
        """``function``, whose time is added to ``seconds`` at each call."""

        def timed(*args: Given.args, **kwargs: Given.kwargs) -> Result:
            begun = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.process_time() - begun

        return timed


def cost(analyst: Analyst, text: str) -> Cost:
    """What one analysis of ``text`` costs; models should be loaded before."""
    met, counted, whole = Clock(), Clock(), Clock()
    with (
        patch.object(contacts, "find_contacts", met.timing(contacts.find_contacts)),
        patch.object(figures, "find_figures", counted.timing(figures.find_figures)),
    ):
        whole.timing(analyst.analyse)(Article(text))
    return Cost(whole.seconds, met.seconds, counted.seconds)


def main() -> None:
    """Measure and print the medians."""
    argparse.ArgumentParser(prog="python -m bench.facts_cost", description=__doc__).parse_args()
    analyst = Analyst()
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    # The first round loads the models and the word lists.
    for text in texts[:5]:
        analyst.analyse(Article(text))
    costs = [cost(analyst, text) for text in texts]
    print(f"{len(costs)} dispatches, median CPU time of one\n")
    for name, seconds in (
        ("whole analysis", [c.whole for c in costs]),
        ("contacts", [c.contacts for c in costs]),
        ("figures", [c.figures for c in costs]),
    ):
        print(f"{name:15} {1000 * statistics.median(seconds):7.1f} ms")
    shares = [c.lengthened for c in costs]
    print(f"\nlengthened by   {100 * statistics.median(shares):7.1f} %  (at most {100 * max(shares):.1f} %)")


if __name__ == "__main__":
    main()
