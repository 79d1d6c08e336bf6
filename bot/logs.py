"""Logging set-up and redaction: the log holds tracebacks and ids, never message content or secrets."""
