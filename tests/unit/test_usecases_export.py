"""What was read, as files for other programs."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.desk import ANN, NEWS, OTHER_GUILD, PRIVATE, Desk, abroad, ann, ben, everyone, link, pasted
from support.stories import CALLS, PESKOV, long_article

from bot.core.export_files import Format, What
from bot.store.visibility import Asker, Operator
from bot.usecases.export import columns

URL = "https://paper.example/1"
TEXT = PESKOV + CALLS
COLUMNS = Path(__file__).parents[2] / "docs" / "export.md"


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    desk.web.add(URL, TEXT, "A day", "The Paper")
    await desk.post(link(URL))
    return desk


async def rows(desk: Desk, what: What, viewer: Asker = ben, **when: Any) -> list[dict[str, Any]]:
    text = "".join([part async for part in desk.export.lines(what, Format.JSONL, viewer, **when)])
    return [json.loads(row) for row in text.splitlines()]


async def test_statements_with_offsets_into_the_article(desk: Desk) -> None:
    quoted, _, alleged = await rows(desk, What.STATEMENTS)
    assert quoted["speaker"] == "Dmitry Peskov"
    assert (quoted["role"], quoted["country"], quoted["kind"]) == ("Kremlin spokesman", "RU", "direct")
    [[start, end]] = quoted["content"]
    assert TEXT[start:end] == '"We keep contact with both sides,"'
    [[start, end]] = quoted["source"]
    assert TEXT[start:end] == "Dmitry Peskov"
    assert (alleged["certainty"], alleged["via"]) == ("alleged", ["Ukrainska Pravda"])
    assert (quoted["title"], quoted["outlet"], quoted["address"]) == ("A day", "The Paper", URL)
    assert (quoted["posted"], quoted["published"]) == ("2026-01-05T12:00:00+00:00", None)
    assert quoted["message"] == f"https://discord.com/channels/1/{NEWS}/1001"
    assert [row["position"] for row in await rows(desk, What.STATEMENTS)] == [0, 1, 2]


async def test_contacts_with_their_codes(desk: Desk) -> None:
    story = "More calls\nAnn Hill called Benjamin Netanyahu on 2026-01-04.\n"
    await desk.post(pasted(long_article(story)))
    denied, held = await rows(desk, What.CONTACTS)
    assert (denied["status"], denied["event"], denied["mode"], denied["cameo"]) == (
        "denied",
        None,
        None,
        None,
    )
    assert denied["parties"] == ["Vladimir Putin", "Benjamin Netanyahu"]
    assert denied["countries"] == ["RU", "IL"]
    assert (held["status"], held["day"]) == ("held", "2026-01-04")
    assert (held["event"], held["mode"], held["cameo"]) == ("CONSULT", "phone", "041")
    assert held["countries"] == ["", "IL"]
    [[start, end]] = denied["evidence"]
    assert TEXT[start:end] == denied["text"]


async def test_figures(desk: Desk) -> None:
    [figure] = await rows(desk, What.FIGURES)
    assert (figure["value"], figure["high"], figure["what"], figure["unit"]) == (
        700,
        None,
        "killed",
        "people",
    )
    assert (figure["qualifier"], figure["place"], figure["source"]) == ("at least", "Israel", "Yoav Gallant")


@pytest.mark.parametrize("what", What)
async def test_columns_are_the_same_in_both_forms_and_all_explained(desk: Desk, what: What) -> None:
    text = "".join([part async for part in desk.export.lines(what, Format.CSV, ben)])
    head, *cells = csv.reader(io.StringIO(text, newline=""))
    found = await rows(desk, what)
    assert head == columns(what) == list(found[0])
    assert len(cells) == len(found)
    assert {len(row) for row in cells} == {len(head)}
    section = COLUMNS.read_text("utf-8")
    for column in head:
        assert re.search(rf"^\| `{column}` \|", section, re.M), column


async def test_a_portion_after_the_other_and_the_head_once(desk: Desk) -> None:
    for number in range(3):
        lines = "".join(f"Ann Hill (NZ) said that item {n} of {number} counts.\n" for n in range(60))
        await desk.post(pasted(long_article(f"Much said {number}\n{lines}")))
    portions = [part async for part in desk.export.lines(What.STATEMENTS, Format.CSV, ben)]
    assert [part.count("\n") for part in portions] == [101, 83]
    assert [part.startswith("article,") for part in portions] == [True, False]


async def test_a_time_can_be_chosen(desk: Desk) -> None:
    noon = desk.now
    later = noon + timedelta(hours=1)
    assert len(await rows(desk, What.FIGURES, since=noon, until=later)) == 1
    assert await rows(desk, What.FIGURES, since=later) == []
    assert await rows(desk, What.FIGURES, until=noon) == []


@pytest.mark.parametrize("what", What)
async def test_only_what_the_asker_may_see_is_exported(desk: Desk, what: What) -> None:
    hush = (
        "Hush\nAnn Hill (NZ) said that it is done.\nAnn Hill met Ben Marsh.\n9 people were held in Kazan.\n"
    )
    await desk.post(pasted(long_article(hush)), channel=PRIVATE)
    for outsider in (ben, everyone):
        seen = await rows(desk, what, outsider)
        assert seen
        assert {row["article"] for row in seen} == {1}
    assert {row["article"] for row in await rows(desk, what, ann)} == {1, 2}
    assert {row["article"] for row in await rows(desk, what, Operator())} == {1, 2}
    assert await rows(desk, what, abroad) == []


async def test_no_link_leads_to_an_answer_that_one_person_saw(desk: Desk) -> None:
    text = "Mine alone\n30 people were fed in Kazan.\n"
    await desk.summarize.remember(
        await desk.summarize.text(text, ann), desk.message(pasted(text), private_to=ANN, author=ANN)
    )
    [mine] = [row for row in await rows(desk, What.FIGURES, ann) if row["what"] == "fed"]
    assert mine["message"] is None
    assert len(await rows(desk, What.FIGURES, ben)) == 1
    assert str(OTHER_GUILD) not in {row["message"] for row in await rows(desk, What.FIGURES, ben)}
