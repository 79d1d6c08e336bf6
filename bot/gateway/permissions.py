"""Who may read what in Discord at this moment.

``viewer_of`` answers for one member. ``audience_of`` answers for everybody who can read a channel, without
knowing the members: it works on roles and overwrites alone, so it also holds for whoever joins tomorrow, and
it needs no privileged intent. A channel belongs to the audience when no combination of roles, and no member
with an overwrite of their own, could read the digest's channel but not that one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

import discord

from bot.core.types import Viewer

_READ = discord.Permissions(view_channel=True, read_message_history=True).value
_ADMINISTRATOR = discord.Permissions.administrator.flag

Grant = tuple[int, int]

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
    """A guild's roles and overwrites as bit masks."""

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

    def all_read(self, home: discord.abc.GuildChannel, other: discord.abc.GuildChannel) -> bool:
        """Whether no possible member could read ``home`` but not ``other``."""
        at_home, at_other = self._grants(home), self._grants(other)
        return not any(
            self._reads(at_home, roles, person, _needed(home))
            and not self._reads(at_other, roles, person, _needed(other))
            for person in (None, *self._people(at_home, at_other))
            for roles in self._role_sets(at_home, at_other)
        )

    def _grants(self, channel: discord.abc.GuildChannel) -> dict[int, Grant]:
        pairs = ((target.id, overwrite.pair()) for target, overwrite in channel.overwrites.items())
        return {target: (allow.value, deny.value) for target, (allow, deny) in pairs}

    def _people(self, *channels: dict[int, Grant]) -> set[int]:
        named = {target for grants in channels for target in grants}
        return named - self._roles - {self._me}

    def _role_sets(self, home: dict[int, Grant], other: dict[int, Grant]) -> Iterator[Collection[int]]:
        """Every set of roles that could be the smallest proof of a difference.

        Reading ``home`` takes at most one role for each of two permissions, failing at ``other`` at most one
        role that denies; any larger set that proves a difference holds such a small one.
        """
        openers = [r for r in self._base if r != self._everyone and (r in home or self._base[r] & _READ)]
        closers = [r for r in other if r in self._base and r != self._everyone and other[r][1]]
        for size in range(3):
            for opening in combinations(openers, size):
                yield opening
                for closer in closers:
                    yield (*opening, closer)

    def _reads(
        self, grants: dict[int, Grant], roles: Collection[int], person: int | None, needed: int
    ) -> bool:
        """Discord's own order: base, everyone's overwrite, the roles' denials, then grants, the member's."""
        held = self._base.get(self._everyone, 0)
        for role in roles:
            held |= self._base[role]
        allow, deny = grants.get(self._everyone, (0, 0))
        held = held & ~deny | allow
        own = [grants[r] for r in roles if r in grants]
        for _, deny in own:
            held &= ~deny
        for allow, _ in own:
            held |= allow
        if person is not None and person in grants:
            allow, deny = grants[person]
            held = held & ~deny | allow
        return held & needed == needed
