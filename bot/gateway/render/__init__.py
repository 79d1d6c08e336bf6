"""Plain records in, Discord embeds out: pure functions that keep every limit Discord sets."""
