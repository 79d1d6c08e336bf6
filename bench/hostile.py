"""What an analysis costs on texts that are made to cost much: ``python -m bench.hostile [PATTERN ...]``.

Each pattern is repeated to three lengths, each four times the one before, in one paragraph and in many.
Time in proportion to the length makes a factor of four; each last column is the factor from the second length
to the third. Of one paragraph only the beginning is read, so there the factor is smaller.
"""

from __future__ import annotations

import contextlib
import sys
import time

from models.analyst import Analyst
from models.types import Article, LanguageUnsupported, NothingToRead

LENGTHS = (10_000, 40_000, 160_000)
LEAD = "The foreign minister, Ann Holm, said on Monday that talks would go on in Geneva.\n\n"
PATTERNS = {
    "titles": "Mr. ",
    "joined names": "Putin and Biden and ",
    "offices": "President of the ",
    "speech": "said that ",
    "open quotations": "“",
    "quotations and speech": '" said ',
    "brackets": "(",
    "surnames": "Smith ",
    "capitals": "USA ",
    "dots": "… ",
    "dashes": "– ",
    "numbers": "1,000 ",
    "dates": "on 9 October ",
    "meetings": "met with Putin ",
    "ministers": "minister of ",
    "negations": "not ",
    "appositions": "Smith, minister, ",
    "labels": "SMITH: yes ",
    "links": "http://a.example/c ",
    "lines": "a.\n",
    "plans": "will meet ",
    "qualifiers": "at least ",
    "spokespeople": "a spokesman for the ",
    "talks": "called for talks between ",
}


def seconds(analyst: Analyst, pattern: str, length: int, paragraph: int | None) -> float:
    """Processor time of an analysis of ``pattern`` repeated, in paragraphs of so many characters or in one.

    Each paragraph begins with its number, for repeated ones are read once.
    """
    text = (pattern * (length // len(pattern) + 1))[:length]
    if paragraph:
        parts = [text[at : at + paragraph] for at in range(0, length, paragraph)]
        text = ".\n\n".join(f"No. {number} {part}" for number, part in enumerate(parts))
    begun = time.process_time()
    with contextlib.suppress(NothingToRead, LanguageUnsupported):
        analyst.analyse(Article(LEAD + text + "."))
    return time.process_time() - begun


def main() -> None:
    """Print the table, for the patterns named on the command line or for all."""
    chosen = sys.argv[1:] or list(PATTERNS)
    analyst = Analyst()
    analyst.warm()
    print(f"{'pattern':24}{'one paragraph':^34}{'paragraphs of 500':^34}")
    for name in chosen:
        pattern = PATTERNS[name]
        row = f"{name:24}"
        for paragraph in (None, 500):
            costs = [seconds(analyst, pattern, length, paragraph) for length in LENGTHS]
            row += "".join(f"{cost:8.2f}" for cost in costs) + f"{costs[2] / costs[1]:8.1f}  "
        print(row, flush=True)


if __name__ == "__main__":
    main()
