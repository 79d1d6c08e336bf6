"""Reads links and attachments under guard and turns them into article text."""
