"""/export: a file for those who manage the server, with what they can read."""

from __future__ import annotations

import csv
import io
import json

import discord
import pytest
import simcord
from simcord.results import InteractionResult
from support.stories import CALLS, PESKOV, long_article
from support.world import World, shown


@pytest.fixture
async def manager(world: World) -> simcord.actors.MemberActor:
    """Somebody who manages the server, and who can't read #private."""
    role = world.guild.create_role("editors", permissions=discord.Permissions(manage_guild=True))
    member = world.guild.add_member(world.env.create_user("mona"), roles=[role])
    await world.env.settle()
    return member


async def content(result: InteractionResult) -> tuple[str, str]:
    assert result.response is not None
    (attached,) = result.response.attachments
    return attached.filename, (await attached.read()).decode()


async def test_a_file_with_a_row_for_each_statement(
    world: World, manager: simcord.actors.MemberActor
) -> None:
    await world.ann.send(world.news, long_article(PESKOV + CALLS))
    result = await manager.slash(world.news, "export", what="statements")
    assert result.ephemeral
    name, text = await content(result)
    assert name == "statements-2026-01-01.csv"
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["speaker"] for row in rows] == ["Dmitry Peskov", "Antony Blinken", "Vladimir Putin"]
    name, text = await content(await manager.slash(world.news, "export", what="contacts", format="jsonl"))
    assert name == "contacts-2026-01-01.jsonl"
    assert json.loads(text)["status"] == "denied"


async def test_only_what_the_asker_can_read_is_exported(
    world: World, manager: simcord.actors.MemberActor
) -> None:
    await world.ann.send(world.private, long_article("Hush\nAnn Hill met Ben Marsh.\n"))
    nothing = await manager.slash(world.news, "export", what="contacts")
    assert shown(nothing).startswith("There are no contacts in the articles you can read here")
    await world.ann.send(world.news, long_article(CALLS))
    _, text = await content(await manager.slash(world.news, "export", what="contacts"))
    assert "Putin" in text
    assert "Ann Hill" not in text


async def test_a_time_can_be_chosen_and_is_checked(world: World, manager: simcord.actors.MemberActor) -> None:
    await world.ann.send(world.news, long_article(CALLS))
    await world.jump(3 * 86400)
    early = await manager.slash(world.news, "export", what="figures", since="2 days")
    assert shown(early).startswith("There are no figures")
    both = {"since": "2026-01-05", "until": "2026-01-01"}
    refused = await manager.slash(world.news, "export", what="figures", **both)
    assert shown(refused) == "“since” must be earlier than “until”."


async def test_a_file_that_is_too_large_is_refused_with_a_remedy(
    world: World, manager: simcord.actors.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.Guild, "filesize_limit", 100)
    await world.ann.send(world.news, long_article(CALLS))
    answer = shown(await manager.slash(world.news, "export", what="figures"))
    assert answer.startswith("That is more than Discord takes in one file.")


async def test_export_is_for_those_who_manage_the_server(world: World) -> None:
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await world.ben.slash(world.news, "export", what="figures")
