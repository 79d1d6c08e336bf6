"""The command line's answers about contacts, figures, timelines and two sides, from a store with articles."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from pathlib import Path

import pytest
from support.command import Command
from support.desk import ELSEWHERE, OTHER_GUILD, Desk, link
from support.stories import CALLED, CALLS, PESKOV


@pytest.fixture
def filled(attache: Command, tmp_path: Path) -> Command:
    """The command line beside a store with articles of two servers."""

    async def fill() -> None:
        (tmp_path / "data").mkdir()
        async with Desk(tmp_path / "data") as desk:
            for number, story in enumerate((CALLS, PESKOV, CALLED)):
                url = desk.web.add(f"https://paper.example/{number}", story, outlet="The Paper")
                where = {"guild": OTHER_GUILD, "channel": ELSEWHERE} if number else {}
                await desk.post(link(url), **where)
                desk.pass_time(days=1)

    asyncio.run(fill())
    return attache


def test_contacts_with_their_history(filled: Command) -> None:
    code, out, err = filled("contacts", "Putin", "--status", "held")
    assert (code, err) == (0, "")
    lines = [line.strip() for line in out.splitlines()]
    assert lines[:2] == ["🇷🇺 Vladimir Putin – 🇮🇱 Benjamin Netanyahu", "call · held"]
    assert "5 Jan 2026: denied (Dmitry Peskov, The Paper)" in lines
    assert "7 Jan 2026: held (The Paper)" in lines
    assert "Putin telephones Netanyahu · https://paper.example/2" in lines
    assert lines[-1] == "Vladimir Putin called Benjamin Netanyahu."
    assert filled("contacts", "--since", "2026-01-08")[0] == 3


def test_figures_as_a_table(filled: Command) -> None:
    code, out, _ = filled("figures", "Israel")
    assert code == 0
    assert out.splitlines() == [
        "killed, Israel",
        "  2026-01-05  at least 700  Yoav Gallant, The Paper  Kremlin plans no call",
        "  2026-01-07   about 1,300  The Paper                Putin telephones Netanyahu",
    ]


def test_a_timeline_in_order(filled: Command) -> None:
    code, out, err = filled("timeline", "Russia", "--limit", "3")
    assert code == 0
    order = ["2026-01-05 12:00", "call · denied", "2026-01-06 12:00", "“We keep contact with both sides”"]
    assert [out.index(part) for part in order] == sorted(out.index(part) for part in order)
    assert err.strip() == "1 more; use --limit to see them."


def test_two_sides(filled: Command) -> None:
    code, out, _ = filled("compare", "Russia", "Blinken", "calls planned")
    assert code == 0
    assert out.index("Russia (2)") < out.index("Dmitry Peskov") < out.index("Blinken (1)")
    assert "talks go on" in out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("contacts", "Merkel"), "No contacts match."),
        (("figures", "zebra"), "No figures match."),
        (("timeline", "Merkel"), "Nothing matches."),
        (("compare", "Putin", "Merkel", "zebra"), "No statements match."),
    ],
)
def test_nothing_found_is_told_by_the_exit_code(filled: Command, command: tuple[str, ...], said: str) -> None:
    code, out, err = filled(*command)
    assert (code, out, err.strip()) == (3, "", said)


def test_a_status_that_is_none_is_wrong_usage(filled: Command) -> None:
    code, _, err = filled("contacts", "--status", "rumoured")
    assert code == 2
    assert "rumoured" in err


def test_an_export_covers_all_servers(filled: Command) -> None:
    code, out, err = filled("export", "contacts", "--format", "jsonl")
    assert (code, err) == (0, "")
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["denied", "held"]
    code, out, _ = filled("export", "figures", "--since", "2026-01-06")
    assert code == 0
    assert [row["value"] for row in csv.DictReader(io.StringIO(out))] == ["1300"]


def test_an_export_of_nothing_is_told_by_the_exit_code(attache: Command) -> None:
    code, out, err = attache("export", "statements")
    assert (code, out, err.strip()) == (3, "", "There are no statements to export.")
