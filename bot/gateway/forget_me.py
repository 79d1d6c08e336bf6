"""The dialogue of /forget-me: it asks, takes the cards back, deletes what was read, and says how much."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord

from bot.core.errors import UserError
from bot.core.text import joined
from bot.core.types import Card, Removed, Traces
from bot.gateway.errors import explained
from bot.gateway.views import services_of

if TYPE_CHECKING:
    from bot.services import Services

NOTHING = "There is nothing to delete: I keep nothing that I read from your messages."
_LINKS = 10


def question(traces: Traces) -> str:
    """What would be removed, for a person to decide."""
    kept = _listed(traces.postings, 0, len(traces.cards), traces.searches)
    return (
        f"From all servers, I keep {kept}. Shall I delete all that? It can't be undone. Your own messages "
        "remain, and so do the digests and the answers to other people that have already been posted."
    )


def dialogue(user_id: int) -> discord.ui.View:
    """The buttons under the question."""
    view = discord.ui.View(timeout=None)
    view.add_item(ForgetButton(user_id, "yes"))
    view.add_item(ForgetButton(user_id, "no"))
    return view


class ForgetButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"forget:(?P<user>\d+):(?P<choice>yes|no)"
):
    """Deletes everything of the person who asked, or leaves it all."""

    def __init__(self, user_id: int, choice: str) -> None:
        yes = choice == "yes"
        super().__init__(
            discord.ui.Button(
                label="Delete everything" if yes else "Keep it",
                style=discord.ButtonStyle.danger if yes else discord.ButtonStyle.secondary,
                custom_id=f"forget:{user_id}:{choice}",
            )
        )
        self.user_id = user_id
        self.choice = choice

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> ForgetButton:
        """The button as it was, from its custom id."""
        return cls(int(match["user"]), match["choice"])

    @explained("/forget-me")
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what was chosen, and say so in the question's place."""
        if interaction.user.id != self.user_id:
            raise UserError("Only the person who asked can decide that.")
        if self.choice == "no":
            await interaction.response.edit_message(content="I've kept everything as it was.", view=None)
            return
        await interaction.response.edit_message(content="Deleting …", view=None)
        answer = await _forget(services_of(interaction), interaction.client, self.user_id)
        await interaction.edit_original_response(content=answer)


async def _forget(services: Services, client: discord.Client, user_id: int) -> str:
    """Cards first: if anything stops in between, what is still stored knows which cards are left."""
    before = await services.forget.traces(user_id)
    left = await take_back(client, before.cards)
    removed, found = await services.forget.user(user_id)
    # Cards that were sent in the meantime.
    late = [card for card in found.cards if card not in before.cards]
    left += await take_back(client, late)
    return _told(removed, max(before.searches, found.searches), len(before.cards) + len(late), left)


async def take_back(client: discord.Client, cards: Iterable[Card]) -> list[Card]:
    """Delete these messages of the bot's own; returns those that are still there.

    A channel that refuses is asked only once.
    """
    left: list[Card] = []
    refused: set[int] = set()
    for card in cards:
        if card.channel_id in refused:
            left.append(card)
            continue
        try:
            channel = client.get_partial_messageable(card.channel_id, guild_id=card.guild_id)
            await channel.get_partial_message(card.message_id).delete()
        except discord.NotFound:
            pass  # somebody already has
        except discord.HTTPException as error:
            left.append(card)
            if isinstance(error, discord.Forbidden):
                refused.add(card.channel_id)
    return left


def _told(removed: Removed, searches: int, cards: int, left: list[Card]) -> str:
    deleted = _listed(removed.postings, removed.articles, cards - len(left), searches)
    words = f"Done. I've deleted {deleted}. The messages themselves remain."
    if left:
        links = "\n".join(card.jump_url for card in left[:_LINKS])
        more = f"\n… and {len(left) - _LINKS} more" if len(left) > _LINKS else ""
        those = "one card" if len(left) == 1 else f"{len(left)} cards"
        words += f"\nI couldn't delete {those}; a moderator of the channel can:\n{links}{more}"
    return words


def _listed(postings: int, articles: int, cards: int, searches: int) -> str:
    """The numbers in a sentence, without those that are 0. ``articles`` are those that nobody else posted."""
    counted = (
        (postings, "what I read from one posting of yours", f"what I read from {postings} postings of yours"),
        (articles, "the text of one article", f"the texts of {articles} articles"),
        (cards, "one card of mine", f"{cards} cards of mine"),
        (searches, "one saved search of yours", f"{searches} saved searches of yours"),
    )
    parts = [one if number == 1 else many for number, one, many in counted if number]
    return joined(parts, "and") if parts else "nothing"
