"""The state of a small made-up Discord: a guild with two text channels, its people and its messages.

There may be more guilds, with a channel each.
"""

from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime
from typing import Any

ME, ANN, GUILD, NEWS, DESK = 1001, 2001, 3001, 4001, 4002
"""Ids: the bot (and its application), a person, the guild and its channels."""
BOT_ROLE = 3002
_EPOCH_MS = 1_420_070_400_000
_CLEAR = (
    (1 << 10) | (1 << 11) | (1 << 14) | (1 << 16) | (1 << 6) | (1 << 38)
)  # view, send, embed, history, react
SEND, EMBED = 1 << 11, 1 << 14

Payload = dict[str, Any]

USERS: dict[int, Payload] = {
    ME: {"id": str(ME), "username": "attache", "discriminator": "0", "avatar": None, "bot": True},
    ANN: {"id": str(ANN), "username": "ann", "discriminator": "0", "avatar": None},
}


def person(number: int) -> Payload:
    """A person without any properties."""
    return {"id": str(number), "username": f"person{number}", "discriminator": "0", "avatar": None}


class State:
    """Messages by channel, and the permissions of everybody; changes are told by whoever makes them."""

    def __init__(self, more_guilds: int = 0) -> None:
        self.guild_of = {NEWS: GUILD, DESK: GUILD}
        self.guild_of |= {7001 + n: 6001 + n for n in range(more_guilds)}
        self.messages: dict[int, dict[int, Payload]] = {channel: {} for channel in self.guild_of}
        self.denied: dict[int, int] = {}
        self.commands: list[Payload] = []
        self._order = itertools.count()

    def snowflake(self, at: float | None = None) -> int:
        """A new id for the moment ``at`` (seconds since 1970), by default now."""
        milliseconds = int((time.time() if at is None else at) * 1000) - _EPOCH_MS
        return (milliseconds << 22) | (next(self._order) & 0x3FFFFF)

    def message(
        self, channel: int, content: str, author: int = ANN, at: float | None = None, **more: Any
    ) -> Payload:
        """Add a message to a channel's history; returns its payload."""
        number = self.snowflake(at)
        posted = datetime.fromtimestamp(((number >> 22) + _EPOCH_MS) / 1000, UTC)
        made: Payload = {
            "id": str(number),
            "channel_id": str(channel),
            "guild_id": str(self.guild_of[channel]),
            "author": USERS.get(author) or person(author),
            "content": content,
            "timestamp": posted.isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            "type": 0,
            "flags": 0,
            "components": [],
            "reactions": [],
            **more,
        }
        self.messages[channel][number] = made
        return made

    def page(self, channel: int, limit: int, before: int | None, after: int | None) -> list[Payload]:
        """A page of history as Discord gives it: newest first, and with ``after`` those next to it."""
        ids = sorted(self.messages[channel])
        if after is not None:
            ids = [i for i in ids if i > after][:limit]
        elif before is not None:
            ids = [i for i in ids if i < before]
        return [self.messages[channel][i] for i in reversed(ids[-limit:])]

    def reactions(self, message: Payload) -> set[str]:
        """The emoji under a message."""
        return {r["emoji"]["name"] for r in message["reactions"]}

    def channel(self, number: int) -> Payload:
        """A text channel as Discord describes it."""
        denied = self.denied.get(number, 0)
        guild = str(self.guild_of[number])
        hidden = [{"id": guild, "type": 0, "allow": "0", "deny": str(denied)}] if denied else []
        return {
            "id": str(number),
            "type": 0,
            "guild_id": guild,
            "name": "desk" if number == DESK else "news",
            "position": number,
            "permission_overwrites": hidden,
            "nsfw": False,
            "parent_id": None,
            "topic": None,
            "last_message_id": None,
            "rate_limit_per_user": 0,
        }

    def guild(self, number: int = GUILD) -> Payload:
        """A guild as GUILD_CREATE describes it."""
        everyone = {"id": str(number), "name": "@everyone", "permissions": str(_CLEAR), "position": 0}
        plain = {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
        own = {"id": str(BOT_ROLE), "name": "attache", "permissions": str(_CLEAR), "position": 1}
        joined = "2026-01-01T00:00:00+00:00"
        me = {"user": USERS[ME], "roles": [str(BOT_ROLE)], "joined_at": joined, "deaf": False, "mute": False}
        return {
            "id": str(number),
            "name": "Foreign Desk",
            "owner_id": str(ANN),
            "unavailable": False,
            "member_count": 2,
            "roles": [everyone | plain, own | plain | {"managed": True, "tags": {"bot_id": str(ME)}}],
            "channels": [self.channel(c) for c, guild in self.guild_of.items() if guild == number],
            "members": [me | {"flags": 0}],
            "threads": [],
            "emojis": [],
            "stickers": [],
            "features": [],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "afk_timeout": 300,
            "premium_tier": 0,
            "nsfw_level": 0,
            "system_channel_flags": 0,
            "preferred_locale": "en-US",
            "joined_at": joined,
            "large": False,
            "version": 1,
        }
