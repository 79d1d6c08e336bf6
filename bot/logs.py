"""Set-up of logging, and redaction: the log contains tracebacks and ids, never messages or secrets."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

# A Discord bot token: three base64url parts, the first an encoded user id. Webhook addresses end in one part.
_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=/webhooks/)\d+/[\w-]+")
_MASK = "[redacted]"
# Attaché doesn't use voice, and the playground's simulation probes discord.py with a client without intents.
_HARMLESS = ("voice will NOT be supported", "Guilds intent seems to be disabled")

# Libraries that are noisy or, like aiosqlite with the parameters of each query, log what articles say.
_CHATTY = (
    "discord",
    "aiohttp",
    "aiosqlite",
    "sqlalchemy",
    "alembic",
    "trafilatura",
    "htmldate",
    "courlan",
    "justext",
    "pypdf",
    "charset_normalizer",
    "py3langid",
    "spacy",
    "transformers",
    "huggingface_hub",
)


class RedactingFormatter(logging.Formatter):
    """Formats records and their tracebacks, with tokens and the given secrets masked."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secrets = [s for s in secrets if s]

    def format(self, record: logging.LogRecord) -> str:
        """The line for ``record`` without secrets."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _MASK)
        return _TOKEN.sub(_MASK, line)


def set_up(level: str, secrets: Iterable[str] = ()) -> None:
    """Log to standard error at ``level``; libraries that are noisy or log content are kept at WARNING."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(secrets))
    handler.addFilter(lambda record: not any(words in record.getMessage() for words in _HARMLESS))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
