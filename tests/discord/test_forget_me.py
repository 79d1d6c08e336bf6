"""/forget-me: asks, takes the cards back, removes, and says how much."""

from __future__ import annotations

from support.stories import GUTERRES, PESKOV, long_article
from support.world import World, shown

URL = "https://example.org/no-calls"


async def test_expectation_34_it_asks_before_it_deletes_anything(world: World) -> None:
    await world.ben.send(world.news, long_article(PESKOV))
    asked = await world.ben.slash(world.news, "forget-me")
    assert asked.ephemeral
    assert "what I read from one posting of yours and one card of mine" in shown(asked)
    assert "It can't be undone" in shown(asked)
    assert len(world.cards(world.news)) == 1
    assert "Peskov" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))
    assert asked.response is not None
    await world.ben.click(asked.response, label="Keep it")
    assert shown(asked) == "I've kept everything as it was."
    assert len(world.cards(world.news)) == 1
    assert "Peskov" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))


async def test_expectation_34_the_cards_go_and_the_numbers_are_told(world: World) -> None:
    """Cards under postings and public answers, in every channel; other people's stay."""
    world.web.add(URL, PESKOV)
    mine = await world.ben.send(world.news, URL)
    await world.ben.send(world.news, long_article("Another headline\n"))
    await world.ben.slash(world.digest, "summarize text", text=long_article("A third\n"), public=True)
    await world.ann.send(world.news, long_article(GUTERRES))
    assert (len(world.cards(world.news)), len(world.cards(world.digest))) == (3, 1)
    told = await world.forget(world.ben)
    assert told == (
        "Done. I've deleted what I read from 3 postings of yours, the texts of 3 articles and "
        "3 cards of mine. The messages themselves remain."
    )
    (card,) = world.cards(world.news)
    assert "Guterres" in str(card.embeds[0].to_dict())
    assert world.cards(world.digest) == []
    assert mine.id in [m.id for m in world.history(world.news.id)]
    assert await world.services.forget.traces(world.ben.id) == (
        await world.services.forget.traces(4711)
    )  # nothing, as of somebody who never was here


async def test_a_card_that_cannot_be_deleted_is_told(world: World) -> None:
    await world.ben.send(world.news, long_article(PESKOV))
    await world.ben.send(world.news, long_article(GUTERRES))
    first, second = world.cards(world.news)
    path = f"/channels/{world.news.id}/messages/{first.id}"
    world.env.inject_error("DELETE", path, status=403, code=50001, message="Missing Access", times=None)
    told = await world.forget(world.ben)
    assert "2 postings of yours and the texts of 2 articles." in told
    assert "I couldn't delete 2 cards; a moderator of the channel can:" in told
    for card in (first, second):
        assert f"https://discord.com/channels/{world.guild.id}/{world.news.id}/{card.id}" in told
    deleted = [
        r.path for r in world.env.http_requests if r.method == "DELETE" and "/reactions/" not in r.path
    ]
    assert deleted == [path]  # a channel that refuses is not asked again
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))


async def test_a_card_that_is_gone_already_is_no_problem(world: World) -> None:
    await world.ben.send(world.news, long_article(PESKOV))
    (card,) = world.cards(world.news)
    path = f"/channels/{world.news.id}/messages/{card.id}"
    world.env.inject_error("DELETE", path, status=404, code=10008, message="Unknown Message", times=None)
    assert "couldn't" not in await world.forget(world.ben)


async def test_a_saved_search_is_a_trace_too(world: World) -> None:
    many = "".join(f"Speaker Number{chr(65 + n)} (US) said that item {n} counts.\n" for n in range(12))
    await world.ann.send(world.news, attachments=[("many.txt", f"Many said much\n{many}".encode())])
    answer = await world.ben.slash(world.news, "who-said", words="counts", public=True)
    told = await world.forget(world.ben)
    assert told.startswith("Done. I've deleted one saved search of yours.")
    assert answer.response is not None
    assert "expired" in shown(await world.ann.click(answer.response, label="Next ▶"))


async def test_nobody_is_asked_about_nothing(world: World) -> None:
    answer = await world.ben.slash(world.news, "forget-me")
    assert shown(answer) == "There is nothing to delete: I keep nothing that I read from your messages."
    assert answer.response is not None
    assert not answer.response.components


async def test_the_dialogue_survives_a_restart(world: World) -> None:
    await world.ben.send(world.news, long_article(PESKOV))
    asked = await world.ben.slash(world.news, "forget-me")
    await world.restart()
    assert asked.response is not None
    await world.ben.click(asked.response, label="Delete everything")
    assert "I've deleted what I read from one posting of yours" in shown(asked)
    assert world.cards(world.news) == []
