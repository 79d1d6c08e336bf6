"""Who said what, as spans: candidates by verb, noun and quotation mark, weighed and chosen."""
