"""Plain records in, Discord embeds out: pure functions that respect all of Discord's limits."""
