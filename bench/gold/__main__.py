"""``python -m bench.gold``."""

from bench.gold.measure import main

main()
