"""Thin cogs, one a command group: convert, call a use case, render."""
