"""Rules that take an article apart: statements, speakers, contacts, figures, dates."""
