"""Opens links and files safely and extracts the article from them."""
