"""Summaries whose every line carries its evidence: extractive by default, bigger models under guard."""
