"""Thin cogs, one per group of commands: convert, call a use case, render."""
