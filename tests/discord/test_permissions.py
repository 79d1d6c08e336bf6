"""Who may read what: one member, and everybody who can read a channel."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from itertools import combinations

import discord
import pytest
import simcord
from discord.ext import commands
from simcord.builders import ChannelHandle, GuildHandle
from support.effort import steps
from support.world import Overwrites, own_user

from bot.gateway.app import intents
from bot.gateway.permissions import audience_of, can_read, missing, viewer_of

SHOW = discord.PermissionOverwrite(view_channel=True, read_message_history=True)
HIDE = discord.PermissionOverwrite(view_channel=False)


@pytest.fixture
async def env() -> AsyncIterator[simcord.Env]:
    bot = commands.Bot("!", intents=intents(), member_cache_flags=discord.MemberCacheFlags.none())
    running = simcord.Env(bot, settle_timeout=45.0)
    await running.start()
    yield running
    await running.shutdown()
    running.raise_errors()


def guild_of(env: simcord.Env, handle: GuildHandle) -> discord.Guild:
    found = env.bot.get_guild(handle.id)
    assert found is not None
    return found


def channel_of(env: simcord.Env, handle: ChannelHandle) -> discord.abc.GuildChannel:
    found = env.bot.get_channel(handle.id)
    assert isinstance(found, discord.abc.GuildChannel)
    return found


def shared(env: simcord.Env, home: ChannelHandle, *others: ChannelHandle) -> list[str | None]:
    """The names among ``others`` that everybody who reads ``home`` may read."""
    channels = audience_of(channel_of(env, home)).channels
    assert home.id in channels
    return [o.name for o in others if o.id in channels]


async def test_an_open_channel_is_shared_with_an_open_channel(env: simcord.Env) -> None:
    guild = env.create_guild()
    news, digest = guild.create_text_channel("news"), guild.create_text_channel("digest")
    await env.settle()
    assert shared(env, digest, news) == ["news"]


async def test_a_channel_for_one_role_is_not_shared_with_an_open_one(env: simcord.Env) -> None:
    guild = env.create_guild()
    staff = guild.create_role("staff")
    private = guild.create_text_channel("private", overwrites={guild.default_role: HIDE, staff: SHOW})
    digest = guild.create_text_channel("digest")
    await env.settle()
    assert shared(env, digest, private) == []


async def test_a_channel_for_one_role_is_shared_with_another_for_that_role(env: simcord.Env) -> None:
    guild = env.create_guild()
    staff = guild.create_role("staff")
    rule: Overwrites = {guild.default_role: HIDE, staff: SHOW}
    private, desk = (guild.create_text_channel(n, overwrites=rule) for n in ("private", "desk"))
    news = guild.create_text_channel("news")
    await env.settle()
    assert shared(env, desk, private, news) == ["private", "news"]


async def test_one_member_let_in_alone_breaks_the_audience(env: simcord.Env) -> None:
    guild = env.create_guild()
    staff = guild.create_role("staff")
    ben = guild.add_member(env.create_user("ben"))
    private = guild.create_text_channel("private", overwrites={guild.default_role: HIDE, staff: SHOW})
    desk = guild.create_text_channel("desk", overwrites={guild.default_role: HIDE, staff: SHOW, ben: SHOW})
    await env.settle()
    assert shared(env, desk, private) == []
    assert shared(env, private, desk) == ["desk"]


async def test_a_role_that_is_kept_out_breaks_the_audience(env: simcord.Env) -> None:
    guild = env.create_guild()
    muted = guild.create_role("muted")
    news = guild.create_text_channel("news", overwrites={muted: HIDE})
    digest = guild.create_text_channel("digest")
    await env.settle()
    assert shared(env, digest, news) == []


async def test_a_view_without_history_is_no_reading(env: simcord.Env) -> None:
    guild = env.create_guild()
    news = guild.create_text_channel(
        "news", overwrites={guild.default_role: discord.PermissionOverwrite(read_message_history=False)}
    )
    digest = guild.create_text_channel("digest")
    ann = guild.add_member(env.create_user("ann"))
    await env.settle()
    member = await guild_of(env, guild).fetch_member(ann.id)
    assert shared(env, digest, news) == []
    assert news.id not in viewer_of(member).channels


async def test_the_bots_own_role_and_overwrite_do_not_count(env: simcord.Env) -> None:
    guild = env.create_guild()
    digest = guild.create_text_channel("digest", overwrites={guild.default_role: HIDE, own_user(env): SHOW})
    private = guild.create_text_channel("private", overwrites={guild.default_role: HIDE})
    await env.settle()
    assert shared(env, digest, private) == ["private"]


async def test_administrators_do_not_break_the_audience(env: simcord.Env) -> None:
    guild = env.create_guild()
    admin = guild.create_role("admin", permissions=discord.Permissions(administrator=True))
    rule: Overwrites = {guild.default_role: HIDE, admin: SHOW}
    desk = guild.create_text_channel("desk", overwrites=rule)
    private = guild.create_text_channel("private", overwrites={guild.default_role: HIDE})
    await env.settle()
    assert shared(env, desk, private) == ["private"]


async def test_a_member_reads_what_roles_and_overwrites_allow(env: simcord.Env) -> None:
    guild = env.create_guild()
    staff = guild.create_role("staff")
    private = guild.create_text_channel("private", overwrites={guild.default_role: HIDE, staff: SHOW})
    news = guild.create_text_channel("news")
    ann = guild.add_member(env.create_user("ann"), roles=[staff])
    ben = guild.add_member(env.create_user("ben"))
    await env.settle()
    here = guild_of(env, guild)
    reads = {who.name: viewer_of(await here.fetch_member(who.id)).channels for who in (ann, ben)}
    assert {private.id, news.id} <= reads["ann"]
    assert private.id not in reads["ben"]
    assert news.id in reads["ben"]


async def test_missing_permissions_are_named_as_in_discords_settings(env: simcord.Env) -> None:
    guild = env.create_guild()
    closed = discord.PermissionOverwrite(send_messages=False, embed_links=False)
    news = guild.create_text_channel("news", overwrites={guild.default_role: closed, own_user(env): closed})
    await env.settle()
    assert missing(channel_of(env, news), ("view_channel", "send_messages", "embed_links")) == [
        "Send Messages",
        "Embed Links",
    ]


@pytest.mark.parametrize("seed", range(6))
async def test_the_audience_is_exact(env: simcord.Env, seed: int) -> None:
    """Against discord.py's own answer for a member with every possible set of roles."""
    dice = random.Random(seed)  # noqa: S311

    def overwrite() -> discord.PermissionOverwrite:
        bits = ("view_channel", "read_message_history", "connect")
        return discord.PermissionOverwrite(**{bit: dice.choice((None, None, True, False)) for bit in bits})

    guild = env.create_guild()
    roles = []
    for name in ("a", "b", "c"):
        held = discord.Permissions(view_channel=dice.random() < 0.5, connect=dice.random() < 0.5)
        roles.append(guild.create_role(name, permissions=held))
    handles = []
    for number in range(9):
        targets = dice.sample([guild.default_role, *roles], dice.randint(0, 4))
        rules: Overwrites = {target: overwrite() for target in targets}
        handles.append(guild.create_text_channel(f"c{number}", overwrites=rules))
    handles.append(guild.create_voice_channel("voice"))
    sets = [held for size in range(4) for held in combinations(roles, size)]
    people = [guild.add_member(env.create_user(f"u{n}"), roles=list(held)) for n, held in enumerate(sets)]
    await env.settle()
    here = guild_of(env, guild)
    members = [await here.fetch_member(person.id) for person in people]
    channels = [channel_of(env, handle) for handle in handles]
    readers = {c.id: {m.id for m in members if can_read(c, m)} for c in channels}
    for home in channels:
        expected = {c.id for c in channels if readers[home.id] <= readers[c.id]}
        assert audience_of(home).channels & readers.keys() == expected, home.name


async def test_the_audience_of_a_large_guild_takes_little_work(env: simcord.Env) -> None:
    dice = random.Random(3)  # noqa: S311
    guild = env.create_guild()
    seeing = discord.Permissions(view_channel=True, read_message_history=True)
    roles = [guild.create_role(f"r{n}", permissions=seeing) for n in range(100)]
    handles = []
    for number in range(100):
        rules: Overwrites = {role: dice.choice((SHOW, HIDE)) for role in dice.sample(roles, 12)}
        rules[guild.default_role] = HIDE
        handles.append(guild.create_text_channel(f"c{number}", overwrites=rules))
    await env.settle()
    home = channel_of(env, handles[0])
    assert steps(lambda: audience_of(home)) < 10_000_000
