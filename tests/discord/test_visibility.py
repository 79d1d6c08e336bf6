"""Expectation 1: never show what the asker may not read. #private is Ann's, and Ben finds no trace of it."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from support.stories import GUTERRES, PESKOV, long_article
from support.world import HIDDEN, SHOWN, World, shown

URL = "https://example.org/no-calls"
SECRET = ("Peskov", "No calls planned", "Blinken", "example.org")


def assert_no_trace(answer: str) -> None:
    for trace in SECRET:
        assert trace not in answer


@pytest.fixture
async def secret(world: World) -> discord.Message:
    """An article that was read in #private only."""
    world.web.add(URL, PESKOV, "No calls planned", "Baltic Wire")
    return await world.ann.send(world.private, URL)


async def test_who_said_keeps_to_channels_the_asker_can_read(world: World, secret: discord.Message) -> None:
    assert "Peskov" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))
    for asked in ({"speaker": "Peskov"}, {"country": "Russia"}, {"words": "contact"}, {}):
        assert_no_trace(shown(await world.ben.slash(world.news, "who-said", **asked)))


async def test_a_public_answer_keeps_to_what_everybody_there_can_read(
    world: World, secret: discord.Message
) -> None:
    assert_no_trace(shown(await world.ann.slash(world.news, "who-said", speaker="Peskov", public=True)))
    assert "Peskov" in shown(await world.ann.slash(world.private, "who-said", speaker="Peskov", public=True))


async def test_autocomplete_offers_nobody_from_a_hidden_channel(
    world: World, secret: discord.Message
) -> None:
    assert await world.ben.autocomplete(world.news, "who-said", "speaker", "Pes") == []
    assert await world.ben.autocomplete(world.news, "who-said", "speaker", "") == []
    assert await world.ben.autocomplete(world.news, "who-said", "country", "Rus") == []
    assert await world.ann.autocomplete(world.news, "who-said", "speaker", "Pes") != []


async def test_status_shows_nothing_of_a_hidden_channel(world: World, secret: discord.Message) -> None:
    await world.ann.send(world.private, "https://example.org/gone")
    answer = shown(await world.ben.slash(world.news, "status"))
    assert_no_trace(answer)
    assert "0 articles" in answer
    assert "0 not read" in answer
    assert "1 article " in shown(await world.ann.slash(world.news, "status"))


async def test_a_digest_tells_only_what_all_its_readers_can_read(
    world: World, secret: discord.Message
) -> None:
    await world.ann.send(world.news, long_article(GUTERRES))
    await world.env.advance_time(60)
    for who in (world.ann, world.ben):
        answer = shown(await who.slash(world.digest, "digest preview"))
        assert_no_trace(answer)
        assert "Guterres" in answer
    assert_no_trace(shown(await world.ann.slash(world.digest, "digest now")))
    assert "No calls planned" in shown(await world.ann.slash(world.private, "digest preview"))


async def test_a_scheduled_digest_tells_only_what_all_its_readers_can_read(
    world: World, secret: discord.Message
) -> None:
    await world.ann.send(world.news, long_article(GUTERRES))
    await world.ann.slash(world.digest, "digest schedule", time="00:05")
    await world.env.advance_time(360)
    (posted,) = world.cards(world.digest)
    answer = "\n".join(f"{e.title} {e.description}" for e in posted.embeds)
    assert "Guterres" in answer
    assert_no_trace(answer)


async def test_a_digest_in_a_private_channel_is_listed_for_its_readers_alone(world: World) -> None:
    await world.ann.slash(world.private, "digest schedule", time="07:30")
    assert "07:30" in shown(await world.ann.slash(world.news, "digest list"))
    assert "None yet" in shown(await world.ben.slash(world.news, "digest list"))


async def test_a_link_known_from_a_hidden_channel_gives_away_no_place(
    world: World, secret: discord.Message
) -> None:
    result = await world.ben.slash(world.news, "summarize link", url=URL)
    answer = shown(result)
    assert "No calls planned" in answer
    assert str(secret.id) not in answer
    assert result.response is not None
    statements = shown(await world.ben.click(result.response, label="All statements"))
    assert "Peskov" in statements
    assert str(secret.id) not in statements
    assert str(world.private.id) not in statements


async def test_the_button_under_a_card_is_decided_by_who_presses_it(world: World) -> None:
    desk = world.guild.create_text_channel("desk")
    await world.ann.slash(desk, "watch add")
    await world.ann.send(desk, long_article(PESKOV))
    card = next(m for m in world.cards(desk) if m.components)
    assert "3 statements" in shown(await world.ben.click(card, label="All statements"))
    channel = world.env.bot.get_channel(desk.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.set_permissions(channel.guild.me, overwrite=SHOWN)
    await channel.set_permissions(channel.guild.default_role, overwrite=HIDDEN)
    await world.env.settle()
    assert "Nobody said that" in shown(await world.ben.slash(world.news, "who-said", speaker="Peskov"))


async def test_losing_a_channel_closes_its_pages(world: World) -> None:
    """Ben turns a page of an answer that he got while he could still read the channel."""
    many = "Many said much\n" + "".join(
        f"Speaker Number{chr(65 + n)} (US) said that item {n} counts.\n" for n in range(12)
    )
    desk = world.guild.create_text_channel("desk")
    await world.ann.slash(desk, "watch add")
    await world.ann.send(desk, attachments=[("many.txt", many.encode())])
    answer = await world.ben.slash(world.news, "who-said", words="counts")
    assert answer.response is not None
    assert "page 1 of 3" in shown(answer)
    turned = await world.ben.click(answer.response, label="Next ▶")
    assert turned.acknowledged
    assert answer.response is not None
    assert "page 2 of 3" in shown(answer)
    channel = world.env.bot.get_channel(desk.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.set_permissions(channel.guild.default_role, overwrite=HIDDEN)
    await world.env.settle()
    refused = await world.ben.click(answer.response, label="Next ▶")
    assert "Nobody said that" in shown(refused)
    assert refused.followups[0].ephemeral


async def test_pages_of_a_public_answer_keep_to_what_all_can_read_whoever_turns_them(world: World) -> None:
    def many(tag: str) -> bytes:
        lines = (f"Speaker {tag}{chr(65 + n)} (US) said that item {n} of {tag} counts.\n" for n in range(6))
        return f"{tag} said much\n{''.join(lines)}".encode()

    await world.ann.send(world.news, attachments=[("open.txt", many("Open"))])
    await world.ann.send(world.private, attachments=[("hidden.txt", many("Hidden"))])
    answer = await world.ann.slash(world.news, "who-said", words="counts", public=True)
    assert answer.response is not None
    assert "6 statements · page 1 of 2" in shown(answer)
    await world.ann.click(answer.response, label="Next ▶")
    assert "6 statements · page 2 of 2" in shown(answer)
    assert "Hidden" not in shown(answer)


async def test_another_guild_sees_nothing(world: World, secret: discord.Message) -> None:
    await world.ann.send(world.news, long_article(GUTERRES))
    other = world.env.create_guild("Elsewhere")
    lobby = other.create_text_channel("lobby")
    eve = other.add_member(world.env.create_user("eve"))
    await world.env.settle()
    for command, options in (("who-said", {"words": "protected"}), ("status", {}), ("digest preview", {})):
        answer = shown(await eve.slash(lobby, command, **options))
        assert "Guterres" not in answer
        assert_no_trace(answer)
    assert await eve.autocomplete(lobby, "who-said", "speaker", "") == []
    result = await eve.slash(lobby, "summarize text", text=long_article(GUTERRES))
    assert str(world.guild.id) not in shown(result)


async def test_expectation_22_removing_the_bot_removes_the_guilds_data_and_an_outage_does_not(
    world: World, secret: discord.Message
) -> None:
    backend = world.env.backend
    backend.emit("GUILD_DELETE", {"id": str(world.guild.id), "unavailable": True})
    await world.env.settle()
    assert len(await world.services.watching.list(world.guild.id)) == 2
    guild = world.env.bot.get_guild(world.guild.id)
    if guild is None:  # Discord comes back
        from simcord.backend import serializers

        backend.emit(
            "GUILD_CREATE", serializers.guild_create_payload(backend, backend.get_guild(world.guild.id))
        )
        await world.env.settle()
    backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    assert await world.services.watching.list(world.guild.id) == []


async def test_expectation_22_a_deleted_channel_takes_its_articles_along(
    world: World, secret: discord.Message
) -> None:
    channel = world.env.bot.get_channel(world.private.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await world.env.settle()
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))
    assert [c.channel_id for c in await world.services.watching.list(world.guild.id)] == [world.news.id]


def addresses(rows: list[Any]) -> list[str]:
    """Where the buttons in these rows lead."""
    return [button["url"] for row in rows for button in row["components"] if "url" in button]


async def test_a_secret_link_stays_where_it_was_posted(world: World) -> None:
    """Neither what is behind it nor the link itself is told to somebody in another guild."""
    link = world.web.add("https://docs.example/d/1?share=SECRET", PESKOV, "No calls planned")
    await world.ann.send(world.private, link)
    other = world.env.create_guild("Elsewhere")
    lobby = other.create_text_channel("lobby")
    eve = other.add_member(world.env.create_user("eve"))
    await world.env.settle()
    asked = await eve.slash(lobby, "summarize link", url="https://docs.example/d/1")
    assert "leads nowhere" in shown(asked)
    assert "No calls planned" not in shown(asked)
    copy = world.web.add("https://docs.example/d/1", PESKOV, "No calls planned")
    found = await eve.slash(lobby, "summarize link", url=copy)
    assert found.response is not None
    assert addresses(found.response.components) == [copy]
    assert "SECRET" not in shown(found)
    assert "SECRET" not in shown(await eve.click(found.response, label="All statements"))
