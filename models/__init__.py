"""The language side of Attaché: text in, Analysis out. Knows nothing of Discord or of the bot."""
