"""Calls, meetings, visits, summits, talks and letters between parties, and what became of them."""
