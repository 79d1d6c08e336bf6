"""Settings for tests, whatever the ``.env`` of the checkout says."""

from __future__ import annotations

from typing import Any

from pydantic_settings import SettingsConfigDict

from bot.settings import Settings


class BareSettings(Settings):
    """Settings that read no file."""

    model_config = SettingsConfigDict(env_file=None)


def settings(**values: Any) -> Settings:
    """Settings with these ``values`` and the defaults otherwise."""
    return BareSettings(**values)
