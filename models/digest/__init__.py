"""Articles joined into stories, and stories into a digest."""
