"""Cold start, seconds an article, peak memory, and how long chat waits meanwhile: ``python -m bench.speed``.

Everything is measured in a process of its own, from its very start; the articles are the dispatches of
``seeds/``. Exits with 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
AIMS = {"cold start to the first analysis": 10.0, "an article, median": 0.8, "peak memory": 1.2}
TICK = 0.005
"""Seconds between two looks at the clock from the event loop."""


def main() -> None:
    """Measure and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--threads", type=int, default=2, help="as ATTACHE_THREADS (default 2)")
    arguments.add_argument("--measured", action="store_true", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.measured:
        _measured(chosen.threads)
    else:
        sys.exit(_report(chosen.threads))


def _measured(threads: int) -> None:
    """In the process being measured: one line at the first analysis, one with all seconds at the end."""
    from models.analyst import Analyst
    from models.types import Article

    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    analyst = Analyst(threads=threads)
    analyst.analyse(Article(texts[0]))
    print("first", flush=True)
    seconds: list[float] = []
    for text in texts:
        begun = time.perf_counter()
        analyst.analyse(Article(text))
        seconds.append(time.perf_counter() - begun)
    # Linux counts the largest resident set in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    words = [len(text.split()) for text in texts]
    waits = asyncio.run(_waits(threads, texts))
    print(json.dumps({"seconds": seconds, "words": words, "peak": peak, "waits": waits}))


async def _waits(threads: int, texts: list[str]) -> list[float]:
    """How late the event loop came back at each tick while the runner analysed ``texts``, in seconds."""
    from bot.analysis import ProcessRunner
    from bot.settings import Settings
    from models.types import Article

    runner = ProcessRunner(Settings(threads=threads))
    await runner.warm()
    work = asyncio.ensure_future(asyncio.gather(*(runner.run(Article(text)) for text in texts)))
    waits: list[float] = []
    while not work.done():
        begun = time.perf_counter()
        await asyncio.sleep(TICK)
        waits.append(time.perf_counter() - begun - TICK)
    await work
    runner.close()
    return waits


def _report(threads: int) -> int:
    command = [sys.executable, "-m", "bench.speed", "--measured", "--threads", str(threads)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - ourselves
        assert child.stdout
        started = child.stdout.readline()
        cold = time.perf_counter() - begun
        rest = child.stdout.read()
    if child.returncode or started != "first\n":
        return 1
    found = json.loads(rest)
    seconds = found["seconds"]
    values = [cold, statistics.median(seconds), found["peak"] / 1e9]
    words = statistics.median(found["words"])
    print(f"{len(seconds)} dispatches of {words:.0f} words (median), {threads} threads\n")
    print(f"{'':34}{'measured':>12}{'aim':>10}")
    for (name, aim), value, unit in zip(AIMS.items(), values, ("s", "s", "GB"), strict=True):
        print(f"{name:34}{value:>9.2f} {unit:2}{aim:>7.1f} {unit:2}")
    print(f"{'an article, slowest':34}{max(seconds):>9.2f} s")
    waits = sorted(found["waits"])
    print(f"{'event loop kept waiting, 99 %':34}{waits[int(0.99 * len(waits))] * 1000:>9.0f} ms")
    print(f"{'event loop kept waiting, longest':34}{waits[-1] * 1000:>9.0f} ms")
    cores = os.cpu_count() or 1
    if os.getloadavg()[0] > cores:
        print(
            f"\nMore than {cores} processes were waiting for {cores} cores: on an idle machine it is faster."
        )
    return int(any(value > aim for value, aim in zip(values, AIMS.values(), strict=True)))


if __name__ == "__main__":
    main()
