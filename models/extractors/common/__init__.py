"""What several extractors need: sentences, dates, and who is credited with a claim."""
