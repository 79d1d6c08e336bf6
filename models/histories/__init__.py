"""What several articles tell of one contact or one figure, joined over time."""
