"""Attaché's settings, read from the environment and ``.env``. Make one object and pass it on."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.errors import NeedsOperator


class Settings(BaseSettings):
    """The settings; each is ``ATTACHE_<NAME>`` in the environment or in ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix="ATTACHE_", env_file=".env", extra="ignore", env_ignore_empty=True
    )

    discord_token: SecretStr | None = None
    discord_api: str | None = Field(
        default=None, description="REST address of another server that speaks Discord's API"
    )

    data_dir: Path = Path("data")
    database_url: str | None = Field(default=None, description="by default SQLite in data_dir")

    keep_days: int = Field(default=0, ge=0, description="how long articles are kept; 0 is for ever")
    keep_text_days: int = Field(default=0, ge=0, description="how long their texts are; 0 is as long")

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    summarizer: str = Field(
        default="extractive",
        pattern=r"^(extractive|(seq2seq|chat):\S.*)$",
        description="extractive, seq2seq:<model> or chat:<model>",
    )
    summarizer_download: bool = Field(default=False, description="fetch a model given by name")
    summarizer_pickle: bool = Field(default=False, description="load weights that can run code")
    guard: Literal["strict", "loose"] = "strict"
    device: str = "cpu"
    threads: int = Field(default=2, ge=1)
    analysis_seconds: float = Field(default=120.0, gt=0, description="how long one article may be analysed")
    analysis_megabytes: int = Field(
        default=4000, ge=0, description="memory for the models and one article; 0 for no limit"
    )

    pictures: bool = Field(default=True, description="draw the answers of /contacts, /figures and /timeline")

    fetch_timeout: float = Field(default=15.0, gt=0, description="seconds for one link, redirects included")
    fetch_max_bytes: int = Field(default=5_000_000, gt=0)
    fetch_max_redirects: int = Field(default=5, ge=0)

    answer_in_channel: bool = Field(default=True, description="post a summary card under each article")
    catch_up_hours: int = Field(
        default=24, ge=0, description="how old a missed posting may be and still be read"
    )
    cooldown_seconds: float = Field(
        default=3.0, ge=0, description="between two commands from the same person"
    )

    playground_port: int = Field(default=8765, ge=0, le=65535)

    @property
    def store_url(self) -> str:
        """The database address in SQLAlchemy's form."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'attache.db'}"

    def make_data_dir(self) -> None:
        """Make sure that the folder of the store exists; a new one is for its owner alone.

        Raises NeedsOperator if it can't be made.
        """
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise NeedsOperator(
                f"The folder {self.data_dir} can't be used for the store: {error.strerror}. "
                "Choose another with ATTACHE_DATA_DIR."
            ) from error
