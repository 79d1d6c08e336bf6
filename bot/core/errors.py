"""Errors whose message may be shown to people as it stands."""

from __future__ import annotations


class UserError(Exception):
    """Something that a person can understand and put right. ``str(error)`` is one or two short sentences.

    ``exit_status`` is that of a command which ends with it.
    """

    exit_status = 1


class NeedsOperator(UserError):
    """The bot can't run until the operator changes something: the next start would fail in the same way."""

    exit_status = 78  # EX_CONFIG of sysexits.h


class StoreUnavailable(UserError):
    """The store could not be written just now: another process holds its lock, or the disk is full."""


class Unreadable(UserError):
    """A source could not be read as an article.

    ``reason`` is a short machine word kept in the posting's row: the name of an entry in ``reasons.toml``,
    where the sentences are. ``passing`` is True where a later attempt may succeed.
    """

    def __init__(self, reason: str, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.reason = reason
        self.passing = passing

    def __reduce__(self) -> tuple[object, ...]:
        """How it crosses from one process to another."""
        return _unreadable, (self.reason, str(self), self.passing)


def _unreadable(reason: str, message: str, passing: bool) -> Unreadable:
    return Unreadable(reason, message, passing=passing)
