"""Settings that are wrong: each is named, with what it may be and what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.settings import settings

from bot.cli import settings_check
from bot.core.errors import UserError
from bot.settings import Settings


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ATTACHE_{name.upper()}", raising=False)


def refused() -> str:
    with pytest.raises(UserError) as caught:
        settings_check.checked()
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PLAYGROUND_PORT", "eighty", "must be a whole number from 0 to 65535, not “eighty”."),
        ("PLAYGROUND_PORT", "65536", "must be a whole number from 0 to 65535, not “65536”."),
        ("CATCH_UP_HOURS", "2.5", "must be a whole number of at least 0, not “2.5”."),
        ("THREADS", "0", "must be a whole number of at least 1, not “0”."),
        ("FETCH_TIMEOUT", "-1", "must be a number greater than 0, not “-1”."),
        ("FETCH_MAX_BYTES", "5MB", "must be a whole number greater than 0, not “5MB”."),
        ("COOLDOWN_SECONDS", "long", "must be a number of at least 0, not “long”."),
        ("ANSWER_IN_CHANNEL", "maybe", "must be true or false, not “maybe”."),
        ("GUARD", "lose", "must be strict or loose, not “lose”."),
        ("LOG_LEVEL", "LOUD", "must be DEBUG, INFO, WARNING or ERROR, not “LOUD”."),
        ("SUMMARIZER", "best", "must be extractive, seq2seq:<model> or chat:<model>, not “best”."),
    ],
)
def test_a_wrong_setting_is_told_with_what_is_allowed(
    name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"ATTACHE_{name}", value)
    assert refused() == f"ATTACHE_{name} {sentence} See .env.example."


def test_every_wrong_setting_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTACHE_THREADS", "none")
    monkeypatch.setenv("ATTACHE_GUARD", "none")
    names = sorted(line.partition(" ")[0] for line in refused().splitlines())
    assert names == ["ATTACHE_GUARD", "ATTACHE_THREADS"]


def test_a_misspelt_setting_is_told_with_the_one_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTACHE_DISCORD_TOKN", "secret")
    said = refused()
    assert said.startswith("ATTACHE_DISCORD_TOKN is not a setting. Did you mean ATTACHE_DISCORD_TOKEN?")
    assert "secret" not in said


def test_other_programs_variables_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTACHE_PORT_8765_TCP", "tcp://10.0.0.1:8765")  # as Kubernetes sets them
    Path(".env").write_text("COMPOSE_PROJECT_NAME=attache\n")
    assert settings_check.checked().threads == 2


def test_an_unknown_name_in_the_settings_file_is_told() -> None:
    Path(".env").write_text("ATTACHE_THREADS=3\nATTACHE_COLOUR=blue\n")
    assert refused() == "ATTACHE_COLOUR is not a setting. See .env.example."


def test_a_settings_file_that_is_no_text_is_told() -> None:
    Path(".env").write_bytes(b"\xff\xfe\x00")
    assert refused() == ".env can't be read. It must be a text file in UTF-8."


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    wrong = settings(data_dir=tmp_path / "file" / "data")
    with pytest.raises(UserError, match="Choose another with ATTACHE_DATA_DIR"):
        wrong.make_data_dir()
