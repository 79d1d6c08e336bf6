"""Who may read what in Discord at this moment.

``viewer_of`` answers for one member. ``audience_of`` answers for everybody who can read a channel, without
knowing the members: it works on roles and overwrites alone, so it also holds for whoever joins tomorrow, and
it needs no privileged intent. A channel belongs to the audience when no combination of roles, and no member
with an overwrite of their own, could read the digest's channel but not that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import discord

from bot.core.types import Viewer

_READ = discord.Permissions(view_channel=True, read_message_history=True).value
_ADMINISTRATOR = discord.Permissions.administrator.flag

Grant = tuple[int, int]
"""What an overwrite allows, and what it denies."""
Holder = tuple[int, tuple[Grant, Grant]]
"""A role's or a person's own permissions, and their overwrites in the one channel and the other."""
_NOTHING: Grant = (0, 0)

NEEDED_TO_READ = ("view_channel", "read_message_history", "add_reactions")
NEEDED_TO_POST = ("view_channel", "send_messages", "embed_links", "read_message_history")


def missing(channel: discord.abc.GuildChannel | discord.Thread, names: Iterable[str]) -> list[str]:
    """The permissions among ``names`` that the bot lacks in ``channel``, as Discord's settings call them."""
    held = channel.permissions_for(channel.guild.me)
    in_thread = isinstance(channel, discord.Thread)
    lacking: list[str] = []
    for name in names:
        actual = "send_messages_in_threads" if in_thread and name == "send_messages" else name
        if not getattr(held, actual):
            lacking.append(actual.replace("_", " ").title())
    return lacking


def can_read(channel: discord.abc.GuildChannel | discord.Thread, member: discord.Member) -> bool:
    """Whether a member may see a channel and its history. A private thread counts for its moderators only."""
    try:
        held = channel.permissions_for(member)
    except discord.ClientException:  # a thread whose parent is not known
        return False
    if isinstance(channel, discord.Thread) and channel.is_private() and not held.manage_threads:
        return False
    return held.value & _needed(channel) == _needed(channel)


def viewer_of(member: discord.Member, here: discord.abc.Snowflake | None = None) -> Viewer:
    """The channels and threads of the guild that ``member`` may read now.

    ``here`` is the channel the member is acting in: it may be an archived thread, which the cache does not
    hold, or a private one, whose members Discord tells only to bots with a privileged intent.
    """
    guild = member.guild
    seen = {c.id for c in (*guild.channels, *guild.threads) if can_read(c, member)}
    if isinstance(here, discord.Thread) and here.parent_id in seen:
        seen.add(here.id)
    return Viewer(guild.id, frozenset(seen), member.id)


def audience_of(channel: discord.abc.GuildChannel | discord.Thread) -> Viewer:
    """The channels that everybody who can read ``channel`` may read; ``channel`` itself always among them."""
    guild = channel.guild
    shared = {channel.id}
    if isinstance(channel, discord.Thread) and channel.is_private():
        # Its members are not known; they can all read the parent, so the parent's audience can stand in.
        shared |= _shared(channel.parent) if channel.parent else set()
        return Viewer(guild.id, frozenset(shared))
    home = channel.parent if isinstance(channel, discord.Thread) else channel
    if home is not None:
        shared |= _shared(home)
    shared |= {t.id for t in guild.threads if not t.is_private() and t.parent_id in shared}
    return Viewer(guild.id, frozenset(shared))


def _shared(home: discord.abc.GuildChannel) -> set[int]:
    rules = _Rules(home.guild)
    return {c.id for c in home.guild.channels if c.id == home.id or rules.all_read(home, c)}


def _needed(channel: discord.abc.GuildChannel | discord.Thread) -> int:
    if isinstance(channel, discord.VoiceChannel | discord.StageChannel):
        return _READ | discord.Permissions.connect.flag
    return _READ


class _Rules:
    """A guild's roles and overwrites as bit masks, cut down to the bits that reading takes."""

    def __init__(self, guild: discord.Guild) -> None:
        self._everyone = guild.id
        self._me = guild.me.id
        self._roles = {role.id for role in guild.roles}
        # Administrators read everything, and a bot's own role is held by no person.
        self._base = {
            role.id: role.permissions.value
            for role in guild.roles
            if not role.is_bot_managed() and not role.permissions.value & _ADMINISTRATOR
        }
        self._known: dict[_Case, bool] = {}

    def all_read(self, home: discord.abc.GuildChannel, other: discord.abc.GuildChannel) -> bool:
        """Whether no possible member could read ``home`` but not ``other``.

        Channels with overwrites to the same effect are looked into once.
        """
        case = self._case(home, other)
        if case not in self._known:
            self._known[case] = not case.differs()
        return self._known[case]

    def _case(self, home: discord.abc.GuildChannel, other: discord.abc.GuildChannel) -> _Case:
        at_home, at_other = self._grants(home), self._grants(other)
        needed = _needed(home) | _needed(other)
        people = (at_home.keys() | at_other.keys()) - self._roles - {self._me}

        def holder(target: int) -> Holder:
            grants = at_home.get(target, _NOTHING), at_other.get(target, _NOTHING)
            return self._base.get(target, 0) & needed, grants

        return _Case(
            _needed(home),
            _needed(other),
            holder(self._everyone),
            frozenset(holder(role) for role in self._base if role != self._everyone),
            frozenset(holder(person) for person in people) | {(0, (_NOTHING, _NOTHING))},
        )

    def _grants(self, channel: discord.abc.GuildChannel) -> dict[int, Grant]:
        needed = _needed(channel)
        pairs = ((target.id, overwrite.pair()) for target, overwrite in channel.overwrites.items())
        return {target: (allow.value & needed, deny.value & needed) for target, (allow, deny) in pairs}


@dataclass(frozen=True, slots=True)
class _Case:
    """Two channels, and the roles and people that they treat in different ways, each way once."""

    at_home: int
    at_other: int
    everyone: Holder
    roles: frozenset[Holder]
    people: frozenset[Holder]

    def differs(self) -> bool:
        """Whether some member with some roles reads the one channel and not the other."""
        return any(
            self._reads(0, roles, person, self.at_home) and not self._reads(1, roles, person, self.at_other)
            for roles in self._role_sets()
            for person in self.people
        )

    def _role_sets(self) -> Iterator[tuple[Holder, ...]]:
        """Every set of roles that could be the smallest proof of a difference.

        Reading the one channel takes at most one role for each permission that it needs and that everybody
        does not have; failing at the other at most one role that denies. Any larger set that proves a
        difference holds such a small one, and roles that do the same in both channels stand for each other.
        """
        openers = [role for role in self.roles if role[0] & ~self.everyone[0] or role[1][0][0]]
        closers = [role for role in self.roles if role[1][1][1]]
        for size in range(self.at_home.bit_count() + 1):
            for opening in combinations(openers, size):
                yield opening
                for closer in closers:
                    yield (*opening, closer)

    def _reads(self, where: Literal[0, 1], roles: tuple[Holder, ...], person: Holder, needed: int) -> bool:
        """Discord's own order: base, everyone's overwrite, the roles' denials, then grants, the member's."""
        held = self.everyone[0]
        for role in roles:
            held |= role[0]
        allow, deny = self.everyone[1][where]
        held = held & ~deny | allow
        for role in roles:
            held &= ~role[1][where][1]
        for role in roles:
            held |= role[1][where][0]
        allow, deny = person[1][where]
        held = held & ~deny | allow
        return held & needed == needed
