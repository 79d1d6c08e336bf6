"""What the lexicons know: names, places, offices, outlets and reporting words, loaded and looked up."""
