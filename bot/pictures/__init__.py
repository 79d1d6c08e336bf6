"""Pictures of what was read: plain records in, the bytes of a PNG out, and words for whoever can't see it."""
