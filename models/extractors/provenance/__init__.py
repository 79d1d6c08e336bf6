"""How the words reached the article: certainty, the chain of sources, the occasion; statements in full."""
