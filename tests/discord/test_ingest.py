"""From a message in a watched channel to its card."""

from __future__ import annotations

import discord
from support.world import GUTERRES, PESKOV, World, long_article, shown, words


async def test_a_link_from_a_person_becomes_a_card(world: World) -> None:
    url = world.web.add("https://example.org/no-calls", PESKOV, "No calls planned", "Baltic Wire")
    message = await world.ann.send(world.news, f"have a look: {url}")
    (card,) = world.cards(world.news)
    assert card.reference is not None
    assert card.reference.message_id == message.id
    assert card.embeds[0].title == "No calls planned"
    assert card.embeds[0].author.name == "Baltic Wire"
    assert "Dmitry Peskov · Kremlin spokesman" in words(card)
    assert world.reactions(message) == {"📰"}
