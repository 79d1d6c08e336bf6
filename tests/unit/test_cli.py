"""The command line as a script or an operator uses it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from support.command import Command

from bot.cli.commands import app
from bot.cli.upkeep import db
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
NEEDS_OPERATOR = 78
DISPATCH = ROOT / "seeds" / "2023-10-09-baltic-wire-kremlin-no-calls.txt"


def commands() -> list[str]:
    return [c.name or c.callback.__name__ for c in app.registered_commands if c.callback]


@pytest.mark.parametrize("name", commands())
def test_every_command_is_in_the_readme_and_has_help(name: str, attache: Command) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search(rf"\b(attache|python -m bot) {name}\b", readme)
    code, out, _ = attache(name, "--help")
    assert code == 0
    assert "Usage" in out


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_in_the_example(name: str) -> None:
    assert f"\n#ATTACHE_{name.upper()}=" in (ROOT / ".env.example").read_text("utf-8")


def test_analyse_prints_one_object_a_document_with_offsets_into_the_file(attache: Command) -> None:
    code, out, err = attache("analyse", DISPATCH, "--json")
    assert (code, err) == (0, "")
    [line] = out.splitlines()
    found = json.loads(line)
    text = DISPATCH.read_text("utf-8")
    assert found["doc"] == DISPATCH.name
    assert found["language"] == "en"
    assert "text" not in found
    assert found["dateline"]["place"] == "Moscow"
    quoted = [s for s in found["statements"] if "no such contacts on his schedule" in s["text"]]
    assert len(quoted) == 1
    [statement] = quoted
    assert statement["kind"] == "direct"
    assert statement["speaker"]["name"] == "Dmitry Peskov"
    [[start, end]] = statement["content"]
    assert text[start:end] == statement["text"]
    for point in found["summary"]["points"]:
        assert all(0 <= s < e <= len(text) for s, e in point["evidence"])


def test_analyse_reads_a_folder_and_tells_what_it_could_not(attache: Command, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    shutil.copy(DISPATCH, folder / "b.txt")
    (folder / "a.txt").write_bytes(b"")
    (folder / "c.txt").write_text(
        "Президент России провёл переговоры с премьер-министром Израиля в Москве. " * 4
    )
    (folder / "d.jpg").write_bytes(b"\xff\xd8")
    code, out, err = attache("analyse", folder, "--json")
    assert code == 1
    assert [json.loads(line)["doc"] for line in out.splitlines()] == ["b.txt"]
    assert re.search(r"^a\.txt: ", err, re.M)
    assert re.search(r"^c\.txt: .*Russian", err, re.M)
    assert "d.jpg" not in err


def test_analyse_reads_html_and_carries_its_text(attache: Command, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in DISPATCH.read_text("utf-8").split("\n\n"))
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><head><title>Kremlin</title></head><body><article>{paragraphs}</article></body></html>"
    )
    code, out, _ = attache("analyse", page, "--json")
    assert code == 0
    found = json.loads(out)
    statement = next(s for s in found["statements"] if "no such contacts" in s["text"])
    [[start, end]] = statement["content"]
    assert found["text"][start:end] == statement["text"]


def test_analyse_for_a_reader_from_standard_input(attache: Command) -> None:
    code, out, _ = attache("analyse", "-", stdin=DISPATCH.read_bytes())
    assert code == 0
    assert "Who said what" in out
    assert "Dmitry Peskov · Kremlin spokesman" in out


def test_analyse_tells_a_page_on_standard_input_from_text(attache: Command) -> None:
    body = "".join(f"<p>{p}</p>" for p in DISPATCH.read_text("utf-8").split("\n\n"))
    page = f"<!DOCTYPE html><html><body><article>{body}</article></body></html>"
    code, out, _ = attache("analyse", "-", "--json", stdin=page.encode())
    assert code == 0
    assert "<p>" not in json.loads(out)["text"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"   \n\n", "it is empty"),
        ("😀🎉".encode(), "no article text"),
        (b"12 34", "no article text"),
    ],
)
def test_nothing_to_read(data: bytes, why: str, attache: Command) -> None:
    code, out, err = attache("analyse", "-", stdin=data)
    assert (code, out) == (1, "")
    assert why in err


def test_a_file_that_is_not_there(attache: Command) -> None:
    code, _, err = attache("analyse", "gone.txt")
    assert (code, err.strip()) == (1, "There is no file or folder called gone.txt.")


def test_summarize_is_shorter_when_brief(attache: Command) -> None:
    lengths = {}
    for size in ("brief", "full"):
        code, out, _ = attache("summarize", DISPATCH, "--size", size)
        assert code == 0
        lengths[size] = len(out.split())
    assert lengths["brief"] < lengths["full"]


def test_summarize_refuses_a_private_address(attache: Command) -> None:
    code, _, err = attache("summarize", "http://127.0.0.1/secret")
    assert code == 1
    assert err.strip()
    assert "Traceback" not in err


def test_summarize_wants_one_file(attache: Command, tmp_path: Path) -> None:
    code, _, err = attache("summarize", tmp_path)
    assert code == 1
    assert "is a folder" in err


def test_an_empty_store_is_told_by_the_exit_code(attache: Command) -> None:
    code, out, err = attache("who-said", "ceasefire")
    assert (code, out, err.strip()) == (3, "", "No statements match.")
    code, _, err = attache("digest")
    assert code == 3
    assert "No articles were read in the last 24 hours." in err


def test_db_upgrade_may_run_twice(attache: Command, tmp_path: Path) -> None:
    assert attache("db", "upgrade")[0] == 0
    assert attache("db", "upgrade")[0] == 0
    assert (tmp_path / "data" / "attache.db").stat().st_size > 0


def test_a_wrong_setting_is_one_clear_line(attache: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTACHE_PLAYGROUND_PORT", "eighty")
    code, _, err = attache("playground")
    assert code == NEEDS_OPERATOR
    assert err.startswith("ATTACHE_PLAYGROUND_PORT must be a whole number from 0 to 65535, not “eighty”.")
    assert len(err.splitlines()) == 1


def test_a_summarizer_that_is_none_is_refused_at_once(
    attache: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATTACHE_SUMMARIZER", "extractiv")
    code, _, err = attache("summarize", DISPATCH)
    assert code == NEEDS_OPERATOR
    assert err.startswith("ATTACHE_SUMMARIZER must be extractive, seq2seq:<model> or chat:<model>")


def test_a_model_that_is_not_there_is_named_and_what_to_do(
    attache: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ATTACHE_SUMMARIZER", f"seq2seq:{tmp_path / 'no-model'}")
    code, _, err = attache("summarize", DISPATCH)
    assert code == NEEDS_OPERATOR
    assert "set it to extractive" in err
    assert "Traceback" not in err


def test_doctor_finds_nothing_wrong_with_a_fresh_install(attache: Command) -> None:
    code, out, _ = attache("doctor")
    assert code == 0, out
    for name in ("token", "zones", "store", "models"):
        assert re.search(rf"^ +(ok|note) +{name}: ", out, re.M), name


def test_a_backup_is_made_and_put_back(attache: Command, tmp_path: Path) -> None:
    assert attache("db", "upgrade")[0] == 0
    code, out, _ = attache("db", "backup", "copy.db")
    assert (code, out) == (0, "The store was copied to copy.db.\n")
    (tmp_path / "data" / "attache.db").write_bytes(b"written over " * 500)
    assert attache("db", "upgrade")[0] == NEEDS_OPERATOR
    code, out, _ = attache("db", "restore", "copy.db", "--yes")
    assert (code, out) == (0, "The store is as it was in copy.db.\n")
    assert attache("db", "upgrade")[0] == 0


def test_a_store_is_replaced_only_if_that_is_meant(attache: Command, tmp_path: Path) -> None:
    attache("db", "upgrade")
    attache("db", "backup", "copy.db")
    before = (tmp_path / "data" / "attache.db").read_bytes()
    code, out, _ = attache("db", "restore", "copy.db", stdin=b"n\n")
    assert code == 1
    assert "what was deleted since comes back" in out
    assert (tmp_path / "data" / "attache.db").read_bytes() == before
    code, _, err = attache("db", "restore", "nothing.db", "--yes")
    assert (code, err) == (1, "There is no file nothing.db.\n")


@pytest.mark.parametrize(
    "name", [c.name or c.callback.__name__ for c in db.registered_commands if c.callback]
)
def test_every_command_for_the_store_is_in_the_readme(name: str) -> None:
    assert f"attache db {name}" in (ROOT / "README.md").read_text("utf-8")
