"""Guilds of random visibility: nobody is shown a word from a channel that they can't read.

Each guild has roles, people, text channels, threads and a forum with permissions at random, and an article
in every place. Everybody asks everything, turns pages and presses buttons. Who can read what is worked out
here from what the guild was made of, not by the bot.

``ATTACHE_GUILDS=100 python -m pytest tests/discord/test_random_guilds.py`` tries more guilds.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle
from simcord.results import InteractionResult
from support.stories import long_article
from support.world import HIDDEN, SHOWN, World, shown

GUILDS = int(os.environ.get("ATTACHE_GUILDS", "2"))
READ = discord.Permissions(view_channel=True, read_message_history=True)
_STATEMENTS = 3

Overwrites = dict[int, discord.PermissionOverwrite]


@dataclass
class Place:
    """A channel or thread with an article, whose word is in no other.

    Overwrites are by the id of their role or person; a thread shares those of its channel.
    """

    word: str
    channel: ChannelHandle
    overwrites: Overwrites
    private_thread: bool = False


@dataclass
class Guild:
    """A guild at random, and who in it can read what by Discord's rules."""

    world: World
    dice: random.Random
    handle: GuildHandle
    base: dict[int, discord.Permissions]
    roles: list[RoleHandle]
    people: list[tuple[MemberActor, list[RoleHandle]]]
    places: list[Place] = field(default_factory=list)

    def reads(self, person: MemberActor, place: Place) -> bool:
        """Whether a person can read a place: base, @everyone, roles' denials and grants, the person's own."""
        theirs = next(roles for who, roles in self.people if who is person)
        everyone = self.handle.default_role.id
        held = self.base[everyone].value
        for role in theirs:
            held |= self.base[role.id].value
        allow, deny = _pair(place.overwrites, everyone)
        held = held & ~deny | allow
        pairs = [_pair(place.overwrites, role.id) for role in theirs]
        for _, deny in pairs:
            held &= ~deny
        for allow, _ in pairs:
            held |= allow
        allow, deny = _pair(place.overwrites, person.id)
        held = held & ~deny | allow
        moderates = bool(held & discord.Permissions.manage_threads.flag)
        return held & READ.value == READ.value and (moderates or not place.private_thread)

    def readers(self, place: Place) -> list[MemberActor]:
        """Everybody who can read a place."""
        return [person for person, _ in self.people if self.reads(person, place)]

    def words_for(self, *people: MemberActor) -> set[str]:
        """The words of the places that all of these people can read."""
        return {place.word for place in self.places if all(self.reads(person, place) for person in people)}

    def words_in(self, answer: str) -> set[str]:
        """The places that an answer tells of."""
        return {place.word for place in self.places if place.word.lower() in answer.lower()}

    def change(self, place: Place, overwrites: Overwrites) -> None:
        """From now on, other permissions count in a place and its threads."""
        for other in self.places:
            if other.overwrites is place.overwrites and other is not place:
                other.overwrites = overwrites
        place.overwrites = overwrites


def _pair(overwrites: Overwrites, target: int) -> tuple[int, int]:
    allow, deny = overwrites.get(target, discord.PermissionOverwrite()).pair()
    return allow.value, deny.value


async def furnish(world: World, seed: int) -> Guild:
    """A guild with an article in each of its places."""
    dice = random.Random(seed)  # noqa: S311 -- for repeatable tests
    env = world.env
    handle = env.create_guild(f"Guild {seed}")
    kinds = (discord.Permissions.none(), READ, discord.Permissions(view_channel=True, manage_threads=True))
    roles = [handle.create_role(f"role {n}", permissions=dice.choice(kinds)) for n in range(3)]
    people: list[tuple[MemberActor, list[RoleHandle]]] = []
    for n in range(4):
        theirs = dice.sample(roles, dice.randint(0, 2))
        people.append((handle.add_member(env.create_user(f"person{n}"), roles=theirs), theirs))
    await env.settle()
    seen = env.bot.get_guild(handle.id)
    assert seen is not None
    base = {role.id: role.permissions for role in seen.roles}
    guild = Guild(world, dice, handle, base, roles, people)
    for n in range(4):
        await _text_channel(guild, seen, n)
    await _forum(guild, seen)
    for place in guild.places:
        await _publish(guild, place)
    return guild


def _at_random(guild: Guild) -> dict[RoleHandle | MemberActor, discord.PermissionOverwrite]:
    """Overwrites for some of the roles and people."""
    choices = (None, None, True, False)
    found: dict[RoleHandle | MemberActor, discord.PermissionOverwrite] = {}
    for target in (guild.handle.default_role, *guild.roles, *(person for person, _ in guild.people)):
        if guild.dice.random() < 0.5:
            view, history = guild.dice.choice(choices), guild.dice.choice(choices)
            found[target] = discord.PermissionOverwrite(view_channel=view, read_message_history=history)
    return found


async def _text_channel(guild: Guild, seen: discord.Guild, number: int) -> None:
    """A watched text channel, perhaps with a public thread, and perhaps with a watched private one."""
    chosen = _at_random(guild)
    made = guild.handle.create_text_channel(f"text-{number}", overwrites={**chosen, guild.world.me: SHOWN})
    overwrites = {target.id: overwrite for target, overwrite in chosen.items()}
    await guild.world.env.settle()
    guild.places.append(Place(_word(guild), made, overwrites))
    await guild.world.services.watching.add(guild.handle.id, made.id, guild.people[0][0].id)
    channel = seen.get_channel(made.id)
    assert isinstance(channel, discord.TextChannel)
    for kind in (discord.ChannelType.public_thread, discord.ChannelType.private_thread):
        if guild.dice.random() < 0.4:
            thread = await channel.create_thread(name=f"{kind.name} {number}", type=kind)
            await guild.world.env.settle()
            private = kind is discord.ChannelType.private_thread
            place = Place(_word(guild), _thread(made, thread.id), overwrites, private_thread=private)
            guild.places.append(place)
            if private:
                await guild.world.services.watching.add(guild.handle.id, thread.id, guild.people[0][0].id)


async def _forum(guild: Guild, seen: discord.Guild) -> None:
    """A watched forum with a post."""
    made = guild.handle.create_forum_channel("forum")
    await guild.world.env.settle()
    channel = seen.get_channel(made.id)
    assert isinstance(channel, discord.ForumChannel)
    await channel.set_permissions(seen.me, overwrite=SHOWN)
    overwrites: Overwrites = {}
    for target, overwrite in _at_random(guild).items():
        role = seen.get_role(target.id)
        if role is not None:
            await channel.set_permissions(role, overwrite=overwrite)
            overwrites[target.id] = overwrite
    created = await channel.create_thread(name="post", content="What is new here?")
    await guild.world.env.settle()
    await guild.world.services.watching.add(guild.handle.id, made.id, guild.people[0][0].id)
    guild.places.append(Place(_word(guild), _thread(made, created.thread.id), overwrites))


def _thread(parent: ChannelHandle, number: int) -> ChannelHandle:
    return next(thread for thread in parent.threads if thread.id == number)


def _word(guild: Guild) -> str:
    return "Quorl" + chr(97 + len(guild.places)) * 2


async def _publish(guild: Guild, place: Place) -> None:
    """The owner posts an article with several statements."""
    lines = [
        f"Speaker {place.word} (US) said that item {n} of {place.word} counts.\n" for n in range(_STATEMENTS)
    ]
    text = long_article(f"Story of {place.word}\n{''.join(lines)}", words=60)
    backend = guild.world.env.backend
    with guild.world.env._bot_scope():
        backend.create_message(place.channel.id, guild.handle.owner.id, text)
    await guild.world.env.settle()


async def every_page(person: MemberActor, answer: InteractionResult) -> str:
    """All the words of an answer and of its further pages."""
    found = shown(answer)
    while _more(answer):
        assert answer.response is not None
        await person.click(answer.response, label="Next ▶")
        found += shown(answer)
    return found


def _more(answer: InteractionResult) -> bool:
    rows = answer.response.components if answer.response else []
    buttons = [button for row in rows for button in row["components"]]
    return any(button.get("label") == "Next ▶" and not button.get("disabled") for button in buttons)


@pytest.mark.parametrize("seed", range(GUILDS))
async def test_nobody_is_shown_what_they_cannot_read(world: World, seed: int) -> None:
    guild = await furnish(world, seed)
    asked = 0
    for person, _ in guild.people:
        here = [place for place in guild.places if guild.reads(person, place) and not place.private_thread]
        for place in guild.dice.sample(here, min(2, len(here))):
            asked += 1
            await _ask_privately(guild, person, place)
            await _ask_publicly(guild, person, place)
    assert asked
    await _change_and_turn(guild)


async def _ask_privately(guild: Guild, person: MemberActor, place: Place) -> None:
    """Only they see the answer: it tells all that they can read, and nothing else."""
    mine = guild.words_for(person)
    answer = await person.slash(place.channel, "who-said", words="counts")
    assert guild.words_in(await every_page(person, answer)) == mine
    for options in ({"speaker": "Speaker"}, {"country": "United States"}, {}):
        answer = await person.slash(place.channel, "who-said", **options)
        assert guild.words_in(await every_page(person, answer)) <= mine
    for option, typed in (("speaker", "Speaker"), ("speaker", ""), ("country", "")):
        offered = await person.autocomplete(place.channel, "who-said", option, typed)
        assert guild.words_in(str(offered)) <= mine
    assert guild.words_in(shown(await person.slash(place.channel, "status"))) <= mine
    card = next(m for m in place.channel.history() if m.author.id == guild.world.me.id and m.components)
    assert guild.words_in(shown(await person.click(card, label="All statements"))) == {place.word}


async def _ask_publicly(guild: Guild, person: MemberActor, place: Place) -> None:
    """Everybody who can read the channel sees the answer: it tells only what all of them can read."""
    ours = guild.words_for(*guild.readers(place))
    answer = await person.slash(place.channel, "who-said", words="counts", public=True)
    assert guild.words_in(await every_page(person, answer)) <= ours
    assert guild.words_in(shown(await person.slash(place.channel, "digest preview"))) <= ours


async def _change_and_turn(guild: Guild) -> None:
    """A channel is hidden from everybody who has an answer with pages open elsewhere."""
    env, seen = guild.world.env, guild.world.env.bot.get_guild(guild.handle.id)
    place = guild.places[0]
    answers: list[tuple[MemberActor, InteractionResult]] = []
    for person in guild.readers(place):
        elsewhere = [
            p for p in guild.places if p.overwrites is not place.overwrites and guild.reads(person, p)
        ]
        if elsewhere:
            answer = await person.slash(elsewhere[0].channel, "who-said", words="counts")
            answers.append((person, answer))
    assert seen is not None
    channel = seen.get_channel(place.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.edit(overwrites={seen.default_role: HIDDEN, seen.me: SHOWN})
    await env.settle()
    guild.change(place, {guild.handle.default_role.id: HIDDEN})
    for person, answer in answers:
        if _more(answer):
            assert answer.response is not None
            turned = await person.click(answer.response, label="Next ▶")
            assert guild.words_in(shown(turned)) <= guild.words_for(person)
