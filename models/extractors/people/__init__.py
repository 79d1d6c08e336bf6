"""Whom a source means: the cast of an article, roles, coreference, groups and bodies."""
