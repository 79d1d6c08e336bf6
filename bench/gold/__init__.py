"""The project's own gold of diplomatic dispatches, and how far from it the statements are."""
