"""What a person is told when something goes wrong, in one place for all commands and buttons.

A UserError is shown as it is. Anything else gets a reference number, and a traceback under that number in the
log. An answer that can no longer be given privately is not given at all.
"""

from __future__ import annotations

import logging
import math
import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import discord
from discord import app_commands

from bot.core.errors import UserError
from bot.gateway.render import markdown as md

log = logging.getLogger(__name__)

_EXPIRED = frozenset({10008, 10015, 10062, 40060, 50027})


def unwrap(error: BaseException) -> BaseException:
    """The error a command raised, without discord.py's wrapping."""
    if isinstance(error, app_commands.CommandInvokeError | app_commands.TransformerError):
        return error.__cause__ or getattr(error, "original", error)
    return error


def explain(error: BaseException) -> str | None:
    """One or two plain sentences for an error that a person can understand, or None for a fault of ours."""
    error = unwrap(error)
    words: str | None = None
    match error:
        case UserError():
            words = str(error)
        case app_commands.CommandOnCooldown():
            words = f"One moment, please: try again in {math.ceil(error.retry_after)} s."
        case app_commands.MissingPermissions():
            words = f"You need the permission {_named(error.missing_permissions)} for that."
        case app_commands.BotMissingPermissions():
            words = f"I lack the permission {_named(error.missing_permissions)} here. An admin can grant it."
        case app_commands.NoPrivateMessage():
            words = "That works in a server only."
        case app_commands.TransformerError():
            words = f"I can't make sense of “{md.fit(str(error.value), 80)}” there."
        case app_commands.CheckFailure():
            words = "You can't use that here."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            words = "This command has changed. Reload Discord and try again in a minute."
        case discord.Forbidden():
            words = "Discord doesn't let me do that here: a permission of mine is missing."
        case _:
            pass
    return words


def _named(permissions: list[str]) -> str:
    return ", ".join(name.replace("_", " ").title() for name in permissions)


async def report(interaction: discord.Interaction, error: BaseException, where: str) -> None:
    """Tell the person what went wrong, privately, and log what is a fault of ours."""
    cause = unwrap(error)
    if isinstance(cause, discord.HTTPException) and cause.code in _EXPIRED:
        log.info("%s: the interaction had expired (%s)", where, cause.code)
        return
    words = explain(error)
    if words is None:
        reference = secrets.token_hex(3)
        log.error("reference %s in %s", reference, where, exc_info=cause)
        words = f"Something went wrong on my side. If it happens again, tell the operator: `{reference}`."
    try:
        await _tell(interaction, words)
    except discord.HTTPException as failure:
        log.info("%s: could not tell the person (%s)", where, failure.code)


@asynccontextmanager
async def answering(interaction: discord.Interaction, where: str) -> AsyncGenerator[None]:
    """For a button's callback, whose errors discord.py only logs: tell the person as the commands do.

    Buttons wait their turn like commands.
    """
    try:
        tree = interaction.client.tree  # type: ignore[attr-defined]
        if isinstance(tree, Tree):
            tree.take_turn(interaction.user.id)
        yield
    except Exception as error:  # noqa: BLE001 - the last line of defence, like the tree's for commands
        await report(interaction, error, where)


async def _tell(interaction: discord.Interaction, words: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        return
    answered = interaction.response.type
    if answered is None:
        await interaction.response.send_message(words, ephemeral=True, suppress_embeds=True)
    elif answered is not discord.InteractionResponseType.deferred_channel_message:
        await interaction.followup.send(words, ephemeral=True, suppress_embeds=True)
    elif (await interaction.original_response()).flags.ephemeral:
        await interaction.edit_original_response(content=words, embeds=[], view=None)
    else:
        # What is thinking for all to see can't become private, and as long as it thinks, neither can what
        # follows: it is ended with a word that tells nothing, and goes once the private word is there.
        await interaction.edit_original_response(content="…")
        await interaction.followup.send(words, ephemeral=True, suppress_embeds=True)
        await interaction.delete_original_response()


class Tree(app_commands.CommandTree[discord.Client]):
    """The command tree with its one error handler and a cooldown for each person."""

    cooldown: float = 0.0

    def __init__(self, client: discord.Client) -> None:
        super().__init__(client)
        self._next: dict[int, float] = {}

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let through one command per person and ``cooldown`` seconds; typing is never held up."""
        if interaction.type is discord.InteractionType.application_command:
            self.take_turn(interaction.user.id)
        return True

    def take_turn(self, user_id: int) -> None:
        """Let a person's command or button pass. Raises CommandOnCooldown where the last is too recent."""
        if self.cooldown <= 0:
            return
        now = time.monotonic()
        wait = self._next.get(user_id, now) - now
        if wait > 0:
            raise app_commands.CommandOnCooldown(app_commands.Cooldown(1, self.cooldown), wait)
        self._next = {user: until for user, until in self._next.items() if until > now}
        self._next[user_id] = now + self.cooldown

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Answer for every command that raised."""
        name = interaction.command.qualified_name if interaction.command else "a command"
        await report(interaction, error, f"/{name}")
