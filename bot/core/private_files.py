"""Files that only the bot's own user may read: the store, its backups and the settings with the token."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OWN = stat.S_IRUSR | stat.S_IWUSR


def create(path: Path) -> None:
    """Make an empty file that nobody else may read, unless there is one already. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, _OWN))
    close_to_others(path)


def close_to_others(path: Path) -> None:
    """Take away what others may do with a file, if there is one and it is ours to change."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode) and mode & _OTHERS:
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
    except OSError:
        pass  # there is none, or it belongs to somebody else: what that means is told where it is opened
