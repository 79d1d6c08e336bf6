"""Who said what, by rules over the parse, the text's typography and the lexicon of reporting words."""

from __future__ import annotations

from models.extractors.attribution import Attribution
from models.parser import Parsed


def find(parsed: Parsed) -> tuple[Attribution, ...]:
    """All attributions of a parsed article, in order of their content."""
    del parsed
    return ()
