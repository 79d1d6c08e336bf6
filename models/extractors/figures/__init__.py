"""Reported numbers of people, things and money."""
