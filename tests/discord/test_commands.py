"""Every command: what it answers, who may not use it, and what it says to bad input."""

from __future__ import annotations

import re

import discord
import pytest
import simcord
from discord import app_commands
from support.stories import GUTERRES, PESKOV, long_article
from support.world import World, shown, words

URL = "https://example.org/no-calls"


async def test_expectation_28_commands_appear_without_a_ritual_and_only_when_they_changed(
    world: World,
) -> None:
    def registered() -> int:
        return sum(r.method == "PUT" and r.path.endswith("/commands") for r in world.env.http_requests)

    assert registered() == 1
    await world.restart()
    assert registered() == 1
    (world.settings.data_dir / "commands.sha256").write_text("of an older version")
    await world.restart()
    assert registered() == 2


async def test_help_names_every_command(world: World) -> None:
    answer = shown(await world.ben.slash(world.news, "help"))
    tree = world.bot.tree
    commands = {c.qualified_name for c in tree.walk_commands() if isinstance(c, app_commands.Command)}
    assert {"summarize link", "who-said", "digest now", "watch add", "help"} <= commands
    for command in commands - {"help"}:
        group, _, name = command.rpartition(" ")
        # A group may be written once, its commands behind it.
        wanted = rf"/{group}\b[^\n]*\b{name}\b" if group else rf"/{name}\b"
        assert re.search(wanted, answer), command
    menus = tree.get_commands(type=discord.AppCommandType.message)
    assert {menu.name for menu in menus} == {"Summarize", "Who said what"}
    assert re.search(r"message[^\n]*\bSummarize\b[^\n]*\bWho said what\b", answer)


async def test_about_states_the_promises(world: World) -> None:
    result = await world.ben.slash(world.news, "about")
    assert result.ephemeral
    assert "nothing leaves it" in shown(result)


async def test_watch_add_list_and_remove(world: World) -> None:
    assert "is now being read" in shown(await world.ann.slash(world.digest, "watch add"))
    assert "already being read" in shown(await world.ann.slash(world.news, "watch add", channel=world.digest))
    listed = shown(await world.ann.slash(world.news, "watch list"))
    assert {world.news.mention, world.digest.mention, world.private.mention} <= set(listed.split())
    assert "no longer" in shown(await world.ann.slash(world.news, "watch remove", channel=world.digest))
    assert "was not being read" in shown(await world.ann.slash(world.digest, "watch remove"))


async def test_watch_is_for_those_who_manage_channels(world: World) -> None:
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await world.ben.slash(world.news, "watch add")


async def test_watch_takes_manage_channels_in_the_channel_itself(world: World) -> None:
    world.guild.set_command_permissions(_id(world, "watch"), {world.ben: True})
    answer = shown(await world.ben.slash(world.news, "watch add", channel=world.digest))
    assert answer == "You need the Manage Channels permission to do that."
    assert world.digest.mention not in shown(await world.ann.slash(world.news, "watch list"))


async def test_watch_list_hides_channels_the_asker_cannot_see(world: World) -> None:
    world.guild.set_command_permissions(_id(world, "watch"), {world.ben: True})
    listed = shown(await world.ben.slash(world.news, "watch list"))
    assert world.news.mention in listed
    assert world.private.mention not in listed


def _id(world: World, name: str) -> int:
    found = world.env.backend.find_command(name, world.guild.id)
    assert found is not None
    return int(found["id"])


async def test_summarize_text_answers_privately_unless_told_otherwise(world: World) -> None:
    private = await world.ben.slash(world.news, "summarize text", text=PESKOV)
    assert private.acknowledged
    assert private.ephemeral
    assert "Dmitry Peskov" in shown(private)
    public = await world.ben.slash(world.news, "summarize text", text=GUTERRES, public=True)
    assert not public.ephemeral
    assert "Antonio Guterres" in shown(public)


@pytest.mark.parametrize(("size", "points"), [("brief", 0), ("standard", 2), ("full", 5)])
async def test_summarize_comes_in_three_sizes(world: World, size: str, points: int) -> None:
    text = PESKOV + "The talks began at noon.\nThey ended late.\nMore are planned.\n"
    result = await world.ben.slash(world.news, "summarize text", text=text, size=size)
    assert shown(result).count("•") == points


async def test_summarize_link_and_its_failure(world: World) -> None:
    world.web.add(URL, PESKOV, "No calls planned", "Baltic Wire")
    assert "Baltic Wire" in shown(await world.ben.slash(world.news, "summarize link", url=f"<{URL}>"))
    failed = await world.ben.slash(world.news, "summarize link", url="https://example.org/gone", public=True)
    assert shown(failed) == "That link leads nowhere."


@pytest.mark.parametrize("command", ["summarize link", "digest now"])
async def test_what_went_wrong_is_told_privately_even_where_the_answer_was_to_be_public(
    world: World, command: str
) -> None:
    options = {"url": "https://example.org/gone", "public": True} if command == "summarize link" else {}
    failed = await world.ann.slash(world.news, command, **options)
    assert failed.response is None
    (told,) = failed.followups
    assert told.ephemeral
    assert world.cards(world.news) == []


async def test_a_persons_own_words_come_back_as_plain_text(world: World) -> None:
    answer = shown(await world.ben.slash(world.news, "who-said", since="**x** [a](http://a.example/)"))
    assert r"\*\*x\*\*" in answer
    assert "[a](" not in answer
    answer = shown(await world.ann.slash(world.news, "digest schedule", time="7", zone="[a](http://a.ex)"))
    assert "[a](" not in answer


async def test_summarize_file_and_a_file_of_another_kind(world: World) -> None:
    done = await world.ben.slash(
        world.news, "summarize file", file=("wire.txt", long_article(PESKOV).encode())
    )
    assert "Dmitry Peskov" in shown(done)
    image = await world.ben.slash(world.news, "summarize file", file=("photo.png", b"\x89PNG"))
    assert "I read only .txt, .md, .html and .pdf files." in shown(image)


async def test_a_private_summary_is_found_again_by_its_reader_alone(world: World) -> None:
    result = await world.ben.slash(world.news, "summarize text", text=PESKOV)
    assert result.response is not None
    assert "Peskov" in shown(await world.ben.click(result.response, label="All statements"))
    assert "Peskov" in shown(await world.ben.slash(world.news, "who-said", speaker="Peskov"))
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))


async def test_the_menu_summarize_reads_a_message_in_a_channel_that_is_not_watched(world: World) -> None:
    message = await world.ann.send(world.digest, long_article(PESKOV))
    result = await world.ben.context_menu(world.digest, "Summarize", message)
    assert result.ephemeral
    assert "Dmitry Peskov" in shown(result)


async def test_the_menu_summarize_says_when_there_is_nothing_to_read(world: World) -> None:
    message = await world.ann.send(world.digest, "good morning")
    answer = shown(await world.ben.context_menu(world.digest, "Summarize", message))
    assert answer.startswith("There is no article in that message")


async def test_the_menu_who_said_what_lists_the_statements_of_a_message(world: World) -> None:
    message = await world.ann.send(world.news, long_article(PESKOV))
    result = await world.ben.context_menu(world.news, "Who said what", message)
    answer = shown(result)
    assert result.ephemeral
    assert "3 statements" in answer
    assert "“We keep contact with both sides”" in answer
    assert "alleged, via Ukrainska Pravda" in answer


async def test_the_menu_who_said_what_reads_an_attached_file(world: World) -> None:
    text = long_article(PESKOV).encode()
    message = await world.ann.send(world.digest, attachments=[("wire.txt", text)])
    assert "3 statements" in shown(await world.ben.context_menu(world.digest, "Who said what", message))


async def test_who_said_by_words_speaker_country_and_manner(world: World) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    await world.ann.send(world.news, long_article(GUTERRES))

    async def found(**asked: object) -> str:
        return shown(await world.ben.slash(world.news, "who-said", **asked))

    assert "Guterres" in await found(words="civilians protected")
    assert "Blinken" not in await found(words="civilians protected")
    assert "2 statements" in await found(country="Russia")
    assert "1 statement" in await found(country="Russia", **{"quotes-only": True})
    assert "Putin" in await found(speaker="Vladimir Putin")
    assert "https://discord.com/channels/" in await found(speaker="Blinken")
    assert "Nobody said that" in await found(words="zebra")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"since": "the other day"}, "I can't read “the other day” as a time"),
        ({"since": "2026-01-05", "until": "2026-01-01"}, "“since” must be earlier than “until”."),
        ({"country": "Atlantis"}, "Nobody said that"),
        ({"words": '"" OR AND ((('}, "Nobody said that"),
        ({"words": "*" * 200}, "Nobody said that"),
    ],
)
async def test_who_said_explains_bad_input(world: World, asked: dict[str, str], answer: str) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    assert answer in shown(await world.ben.slash(world.news, "who-said", **asked))


async def test_who_said_reaches_back_as_far_as_asked(world: World) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    await world.jump(3 * 86400)
    assert "Nobody said that" in shown(await world.ben.slash(world.news, "who-said", since="2 days"))
    assert "3 statements" in shown(await world.ben.slash(world.news, "who-said", since="4 days"))
    assert "3 statements" in shown(await world.ben.slash(world.news, "who-said", until="1 day"))


async def test_who_said_offers_speakers_and_countries_that_were_quoted(world: World) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    speakers = await world.ben.autocomplete(world.news, "who-said", "speaker", "Pesk")
    assert [c["value"] for c in speakers] == ["Dmitry Peskov"]
    countries = await world.ben.autocomplete(world.news, "who-said", "country", "Rus")
    assert [c["name"] for c in countries] == ["Russia"]


async def test_expectation_27_private_answers_are_private_and_times_are_local_to_the_reader(
    world: World,
) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    result = await world.ben.slash(world.news, "who-said", speaker="Peskov")
    assert result.ephemeral
    assert "<t:1767225600:d>" in shown(result)
    assert (await world.ben.slash(world.news, "status")).ephemeral


async def test_digest_now_is_posted_for_all_and_preview_is_not(world: World) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    await world.env.advance_time(60)
    preview = await world.ben.slash(world.digest, "digest preview")
    assert preview.ephemeral
    assert "1. No calls planned" in shown(preview)
    posted = await world.ann.slash(world.digest, "digest now")
    assert not posted.ephemeral
    assert "1. No calls planned" in shown(posted)


async def test_expectation_24_a_digest_can_be_about_one_thing(world: World) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    await world.ann.send(world.news, long_article(GUTERRES))
    await world.env.advance_time(60)
    answer = shown(await world.ben.slash(world.digest, "digest preview", topic="Peskov"))
    assert "No calls planned" in answer
    assert "Guterres" not in answer


async def test_a_digest_of_nothing_says_so(world: World) -> None:
    assert "No articles were posted in that time" in shown(
        await world.ben.slash(world.digest, "digest preview")
    )


@pytest.mark.parametrize(
    "command", ["digest now", "digest pause", "digest resume", "digest remove", "digest schedule"]
)
async def test_managing_digests_takes_manage_channels(world: World, command: str) -> None:
    options = {"schedule": {"time": "07:30"}, "now": {}}.get(command.split()[1], {"number": 1})
    answer = await world.ben.slash(world.digest, command, **options)
    assert answer.ephemeral
    assert shown(answer) == "You need the Manage Channels permission to do that."


async def test_digests_are_scheduled_listed_paused_resumed_and_removed(world: World) -> None:
    asked = {"time": "07:30", "zone": "europe/berlin", "every": "Monday", "minimum": 2, "topic": "grain"}
    planned = shown(await world.ann.slash(world.digest, "digest schedule", **asked))
    assert "Mondays at 07:30, Berlin time · at least 2 articles · about “grain”" in planned
    assert "07:30" in shown(await world.ben.slash(world.news, "digest list"))
    assert "Digest 1 has been paused." in shown(await world.ann.slash(world.digest, "digest pause", number=1))
    assert "⏸ paused" in shown(await world.ann.slash(world.digest, "digest list"))
    assert "Digest 1 has been resumed." in shown(
        await world.ann.slash(world.digest, "digest resume", number=1)
    )
    assert "Digest 1 has been removed." in shown(
        await world.ann.slash(world.digest, "digest remove", number=1)
    )
    assert "None yet" in shown(await world.ann.slash(world.digest, "digest list"))


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"time": "25:00"}, "Write it like 07:30"),
        ({"time": "07:30", "zone": "Mars/Olympus"}, "I don't know the time zone “Mars/Olympus”"),
    ],
)
async def test_digest_schedule_explains_bad_input(world: World, options: dict[str, str], answer: str) -> None:
    assert answer in shown(await world.ann.slash(world.digest, "digest schedule", **options))
    assert "None yet" in shown(await world.ann.slash(world.digest, "digest list"))


async def test_digest_numbers_that_do_not_exist_are_explained(world: World) -> None:
    assert "There is no digest 7 here" in shown(await world.ann.slash(world.digest, "digest pause", number=7))


@pytest.mark.parametrize("command", ["pause", "resume", "remove"])
async def test_changing_a_digest_takes_manage_channels_in_its_own_channel(world: World, command: str) -> None:
    await world.ann.slash(world.digest, "digest schedule", time="07:30")
    own = discord.PermissionOverwrite(manage_channels=True)
    desk = world.guild.create_text_channel("desk", overwrites={world.ben: own})
    answer = shown(await world.ben.slash(desk, f"digest {command}", number=1))
    assert answer == "You need the Manage Channels permission to do that."
    listed = shown(await world.ann.slash(world.digest, "digest list"))
    assert "07:30" in listed
    assert "paused" not in listed


async def test_expectation_13_a_digest_cannot_be_planned_where_it_could_not_be_posted(world: World) -> None:
    mute = discord.PermissionOverwrite(send_messages=False)
    closed = world.guild.create_text_channel("closed", overwrites={world.me: mute})
    answer = shown(await world.ann.slash(world.digest, "digest schedule", time="07:30", channel=closed))
    assert "I need the Send Messages and Embed Links permissions in #closed." in answer


async def test_time_zones_are_offered(world: World) -> None:
    offered = await world.ann.autocomplete(world.digest, "digest schedule", "zone", "kyi", time="07:30")
    assert [c["value"] for c in offered] == ["Europe/Kyiv"]


@pytest.mark.parametrize("world", [{"cooldown_seconds": 3.0}], indirect=True)
async def test_a_second_command_has_to_wait_its_turn(world: World) -> None:
    assert "Attaché" in shown(await world.ben.slash(world.news, "help"))
    assert shown(await world.ben.slash(world.news, "about")) == "Slow down a little: try again in 3 s."
    assert "Attaché" in shown(await world.ann.slash(world.news, "help"))
    await world.env.advance_time(3)
    assert "Attaché" in shown(await world.ben.slash(world.news, "about"))


@pytest.mark.parametrize("world", [{"cooldown_seconds": 3.0}], indirect=True)
async def test_buttons_wait_their_turn_like_commands(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    (card,) = world.cards(world.news)
    assert "3 statements" in shown(await world.ben.click(card, label="All statements"))
    again = await world.ben.click(card, label="All statements")
    assert again.ephemeral
    assert shown(again) == "Slow down a little: try again in 3 s."
    await world.env.advance_time(3)
    assert "3 statements" in shown(await world.ben.click(card, label="All statements"))
    assert [r.message for r in caplog.records if r.levelname == "ERROR"] == []


async def test_a_private_message_is_answered_politely(world: World) -> None:
    await world.ben.send_dm("hello?")
    answer = world.ben.user.dm_channel.last_message
    assert answer is not None
    assert answer.content.startswith("I read articles in servers")
    assert "Attaché" in shown(await world.ben.user.slash("help"))


@pytest.mark.parametrize("world", [{"cooldown_seconds": 3.0}], indirect=True)
async def test_private_messages_wait_their_turn_like_commands(world: World) -> None:
    for _ in range(3):
        await world.ben.send_dm("hello?")
    assert len(world.cards(world.ben.user.dm_channel)) == 1
    await world.env.advance_time(3)
    await world.ben.send_dm("hello again?")
    assert len(world.cards(world.ben.user.dm_channel)) == 2


async def test_expectation_25_the_bots_own_links_do_not_unfurl(world: World) -> None:
    world.web.add(URL, PESKOV)
    await world.ann.send(world.news, URL)
    (card,) = world.cards(world.news)
    assert card.content == ""
    assert "https://" not in shown(await world.ann.slash(world.news, "watch list"))
    assert "https://" not in words(card).replace("(https://", "")
