"""The marks that show how far an article has got: reactions in the channel, and lines of ``/status``."""

from __future__ import annotations

WAITING, READING, READ, UNREADABLE = "🕓", "👀", "📰", "⚠️"
