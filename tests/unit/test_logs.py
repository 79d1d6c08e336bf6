"""What the log must never hold."""

from __future__ import annotations

import io
import logging
import sys

import pytest

from bot import logs

# Made up: the form of a token, of nobody's application.
TOKEN = ".".join(("MTA5ODc2NTQzMjEwOTg3NjU0Mw", "GaBcDe", "abcdefghijklmnopqrstuvwxyz0123456789AB"))


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(stream: io.StringIO) -> logging.Logger:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.RedactingFormatter(["hunter-two"]))
    logger = logging.Logger("attache.test")
    logger.addHandler(handler)
    return logger


def test_tokens_are_masked(log: logging.Logger, stream: io.StringIO) -> None:
    log.warning("login with %s failed", TOKEN)
    assert "login with [redacted] failed" in stream.getvalue()


def test_given_secrets_and_webhook_addresses_are_masked(log: logging.Logger, stream: io.StringIO) -> None:
    log.warning("hunter-two at https://discord.com/api/webhooks/1234/abc-DEF_9")
    assert stream.getvalue().endswith("[redacted] at https://discord.com/api/webhooks/[redacted]\n")


def test_tracebacks_are_masked_too(log: logging.Logger, stream: io.StringIO) -> None:
    try:
        raise RuntimeError(f"bad {TOKEN}")
    except RuntimeError:
        log.error("it broke", exc_info=sys.exc_info())
    assert "RuntimeError: bad [redacted]" in stream.getvalue()


def test_libraries_that_chat_are_held_back(capsys: pytest.CaptureFixture[str]) -> None:
    root, level = list(logging.getLogger().handlers), logging.getLogger().level
    try:
        logs.set_up("DEBUG")
        assert not logging.getLogger("discord.http").isEnabledFor(logging.INFO)
        assert logging.getLogger("bot.usecases").isEnabledFor(logging.DEBUG)
        logging.getLogger("discord.client").warning("PyNaCl is not installed, voice will NOT be supported")
        logging.getLogger("discord.client").warning("heartbeat is late")
        said = capsys.readouterr().err
        assert "heartbeat is late" in said
        assert "voice" not in said
    finally:
        logging.getLogger().handlers[:] = root
        logging.getLogger().setLevel(level)
