"""The boundary with Discord: converts its objects, renders cards, checks permissions, handles errors."""
