"""What people are told when something goes wrong: one place for all commands and buttons.

The message of a UserError is shown as it stands. Any other error gets a reference number, under which the log
has a traceback. An answer that can no longer be given privately is not given at all.
"""

from __future__ import annotations

import logging
import math
import secrets
import time
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar, cast

import discord
from discord import app_commands

from bot.core.errors import StoreUnavailable, UserError
from bot.gateway.permissions import named
from bot.gateway.render import markdown as md

log = logging.getLogger(__name__)

F = TypeVar("F", bound=Callable[..., Coroutine[Any, Any, None]])

SERVER_ONLY = "That only works in a server."
_EXPIRED = frozenset({10008, 10015, 10062, 40060, 50027})


def unwrap(error: BaseException) -> BaseException:
    """The error a command raised, without discord.py's wrapping."""
    if isinstance(error, app_commands.CommandInvokeError | app_commands.TransformerError):
        return error.__cause__ or getattr(error, "original", error)
    return error


def explain(error: BaseException) -> str | None:
    """One or two plain sentences for an error that people can understand, or None for a fault of ours."""
    error = unwrap(error)
    words: str | None = None
    match error:
        case UserError():
            words = str(error)
        case app_commands.CommandOnCooldown():
            words = f"Slow down a little: try again in {math.ceil(error.retry_after)} s."
        case app_commands.MissingPermissions():
            words = f"You need {named(error.missing_permissions)} to do that."
        case app_commands.BotMissingPermissions():
            words = f"I need {named(error.missing_permissions)} to do that here. Please ask an admin."
        case app_commands.NoPrivateMessage():
            words = SERVER_ONLY
        case app_commands.TransformerError():
            words = f"I don't understand “{md.fit(str(error.value), 80)}” there."
        case app_commands.CheckFailure():
            words = "You can't use that here."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            words = "This command has changed. Reload Discord, and try again in a minute."
        case StoreUnavailable():
            words = "I can't write to my store at the moment. Please try again in a minute."
        case discord.Forbidden():
            words = "Discord won't let me do that here: I don't have permission."
        case _:
            pass
    return words


async def report(interaction: discord.Interaction, error: BaseException, where: str) -> None:
    """Tell the person privately what went wrong, and log faults of ours."""
    cause = unwrap(error)
    if isinstance(cause, discord.HTTPException) and cause.code in _EXPIRED:
        log.info("%s: the interaction had expired (%s)", where, cause.code)
        return
    words = explain(error)
    if words is None:
        reference = secrets.token_hex(3)
        log.error("reference %s in %s", reference, where, exc_info=cause)
        words = (
            "Something went wrong on my side. If it happens again, "
            f"give the operator this reference: `{reference}`."
        )
    try:
        await _tell(interaction, words)
    except discord.HTTPException as failure:
        log.info("%s: could not answer the person (%s)", where, failure.code)


def explained(where: str) -> Callable[[F], F]:
    """Handle the errors of a button's callback, which discord.py only logs, like those of a command.

    The cooldown applies to buttons as it does to commands.
    """

    def decorate(callback: F) -> F:
        @wraps(callback)
        async def guarded(button: discord.ui.Item[Any], interaction: discord.Interaction) -> None:
            try:
                tree = interaction.client.tree  # type: ignore[attr-defined]
                if isinstance(tree, Tree):
                    tree.take_turn(interaction.user.id)
                await callback(button, interaction)
            except Exception as error:  # noqa: BLE001 - the last line of defence, like the tree's for commands
                await report(interaction, error, where)

        return cast("F", guarded)

    return decorate


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
        # An answer that is publicly pending can't become private, and nor can what follows while it is
        # pending. So it is replaced by a neutral one, which is deleted once the private one is there.
        await interaction.edit_original_response(content="…")
        await interaction.followup.send(words, ephemeral=True, suppress_embeds=True)
        await interaction.delete_original_response()


class Tree(app_commands.CommandTree[discord.Client]):
    """The command tree, with an error handler for all commands and a cooldown for each person."""

    cooldown: float = 0.0

    def __init__(self, client: discord.Client) -> None:
        super().__init__(client)
        self._next: dict[int, float] = {}

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Apply the cooldown to commands, but not to autocomplete."""
        if interaction.type is discord.InteractionType.application_command:
            self.take_turn(interaction.user.id)
        return True

    def take_turn(self, user_id: int) -> None:
        """Let a person's command or button pass. Raises CommandOnCooldown if the last one is too recent."""
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
        """Report the error of any command."""
        name = interaction.command.qualified_name if interaction.command else "a command"
        await report(interaction, error, f"/{name}")
