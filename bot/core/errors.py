"""The one exception whose message may be shown to a person as it is."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can understand and mend. ``str(error)`` is one or two short plain sentences."""


class Unreadable(UserError):
    """A source could not be read as an article.

    ``reason`` is a short machine word kept in the posting's row (dead_link, private_address, too_large,
    timeout, paywall, consent_wall, forbidden, not_found, empty, not_article, language, bad_file …);
    ``passing`` is True where trying again later may help.
    """

    def __init__(self, reason: str, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.reason = reason
        self.passing = passing
