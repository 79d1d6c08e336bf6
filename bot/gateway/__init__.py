"""Where Discord ends: converts its objects, renders cards, checks permissions, handles errors."""
