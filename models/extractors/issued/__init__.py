"""Statements that a text's kind tells: turns of transcripts, the first person of releases, readouts."""
