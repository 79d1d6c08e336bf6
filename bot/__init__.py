"""The chat side of Attaché: Discord, fetching, the store and the schedule."""
