"""The language side of Attaché: text in, Analysis out. Knows nothing of Discord or of the bot."""

import os

# Threads that wait for one another by spinning take ten times as long on a machine that has other work.
# OpenMP reads this when PyTorch is loaded, which no module here does before it is called.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
