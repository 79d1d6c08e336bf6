"""From raw text to a parsed copy: paragraphs, boilerplate, dateline, language and the parse."""
