"""Who may read what in Discord at this moment.

``viewer_of`` answers for one member. ``audience_of`` answers for everybody who can read a channel, without
knowing who they are: it looks only at roles and overwrites, so that the answer also holds for whoever joins
tomorrow, and no privileged intent is needed. The audience may read a channel if no combination of roles, and
no member with an overwrite of their own, could read the first channel but not this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import discord

from bot.core.text import joined
from bot.core.types import Viewer

_READ = discord.Permissions(view_channel=True, read_message_history=True).value
_ADMINISTRATOR = discord.Permissions.administrator.flag

Grant = tuple[int, int]
"""What an overwrite allows and what it denies."""
Holder = tuple[int, tuple[Grant, Grant]]
"""The permissions of a role or a person, and their overwrites in the two channels that are compared."""
_NOTHING: Grant = (0, 0)

NEEDED_TO_READ = ("view_channel", "read_message_history", "add_reactions")
NEEDED_TO_POST = ("view_channel", "send_messages", "embed_links", "read_message_history")


def missing(channel: discord.abc.GuildChannel | discord.Thread, names: Iterable[str]) -> list[str]:
    """Those of the permissions that the bot lacks in ``channel``, named as in Discord's settings."""
    held = channel.permissions_for(channel.guild.me)
    in_thread = isinstance(channel, discord.Thread)
    lacking: list[str] = []
    for name in names:
        actual = "send_messages_in_threads" if in_thread and name == "send_messages" else name
        if not getattr(held, actual):
            lacking.append(_name(actual))
    return lacking


def named(permissions: Iterable[str]) -> str:
    """Permissions in a sentence: "the Manage Channels permission", "the A and B permissions"."""
    names = [_name(permission) for permission in permissions]
    return f"the {joined(names, 'and')} permission{'' if len(names) == 1 else 's'}"


def _name(permission: str) -> str:
    """A permission as Discord's settings call it."""
    return permission.replace("_", " ").title().replace(" In ", " in ")


def can_read(channel: discord.abc.GuildChannel | discord.Thread, member: discord.Member) -> bool:
    """Whether a member may see a channel and its history; a private thread, only if they moderate it."""
    try:
        held = channel.permissions_for(member)
    except discord.ClientException:  # a thread whose parent channel is unknown
        return False
    if isinstance(channel, discord.Thread) and channel.is_private() and not held.manage_threads:
        return False
    return held.value & _needed(channel) == _needed(channel)


def viewer_of(member: discord.Member, here: discord.abc.Snowflake | None = None) -> Viewer:
    """The channels and threads of the guild that ``member`` may read now.

    ``here`` is the channel in which the member is acting. It may be an archived thread, which is not in the
    cache, or a private one, whose members Discord reveals only to bots with a privileged intent.
    """
    guild = member.guild
    seen = {c.id for c in (*guild.channels, *guild.threads) if can_read(c, member)}
    if isinstance(here, discord.Thread) and here.parent_id in seen:
        seen.add(here.id)
    return Viewer(guild.id, frozenset(seen), member.id)


def audience_of(channel: discord.abc.GuildChannel | discord.Thread) -> Viewer:
    """The channels that everybody who can read ``channel`` may read, always including ``channel`` itself."""
    guild = channel.guild
    shared = {channel.id}
    if isinstance(channel, discord.Thread) and channel.is_private():
        # Its members are unknown, but they can all read the parent channel, so its audience is used instead.
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
    """A guild's roles and overwrites as bit masks, reduced to the bits that reading requires."""

    def __init__(self, guild: discord.Guild) -> None:
        self._everyone = guild.id
        self._me = guild.me.id
        self._roles = {role.id for role in guild.roles}
        # Administrators can read everything, and no person holds a bot's own role.
        self._base = {
            role.id: role.permissions.value
            for role in guild.roles
            if not role.is_bot_managed() and not role.permissions.value & _ADMINISTRATOR
        }
        self._known: dict[_Case, bool] = {}

    def all_read(self, home: discord.abc.GuildChannel, other: discord.abc.GuildChannel) -> bool:
        """Whether no possible member could read ``home`` but not ``other``.

        Pairs of channels whose overwrites have the same effect are examined only once.
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
    """Two channels, and the roles and people that they treat differently; each treatment occurs once."""

    at_home: int
    at_other: int
    everyone: Holder
    roles: frozenset[Holder]
    people: frozenset[Holder]

    def differs(self) -> bool:
        """Whether some member with some roles can read the one channel but not the other."""
        return any(
            self._reads(0, roles, person, self.at_home) and not self._reads(1, roles, person, self.at_other)
            for roles in self._role_sets()
            for person in self.people
        )

    def _role_sets(self) -> Iterator[tuple[Holder, ...]]:
        """Every set of roles that could be a smallest proof of a difference.

        To read the one channel takes at most one role for each permission that it needs and that not
        everybody has; to be kept out of the other takes at most one role that denies. Any larger set that
        proves a difference includes such a small one, and roles with the same effect in both channels are
        interchangeable.
        """
        openers = [role for role in self.roles if role[0] & ~self.everyone[0] or role[1][0][0]]
        closers = [role for role in self.roles if role[1][1][1]]
        for size in range(self.at_home.bit_count() + 1):
            for opening in combinations(openers, size):
                yield opening
                for closer in closers:
                    yield (*opening, closer)

    def _reads(self, where: Literal[0, 1], roles: tuple[Holder, ...], person: Holder, needed: int) -> bool:
        """Whether reading is allowed, by Discord's order: base, @everyone, denials, grants, the member."""
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
