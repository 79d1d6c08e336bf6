"""/contacts: the cards, their histories, and who may see them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from support.stories import CALLED, CALLS, long_article
from support.world import World, shown

from bot.core.lookups import ContactHit
from bot.core.types import ArticleInfo, PostingRef, Sighting
from bot.gateway.render.contacts import contact_card
from models.histories.types import ContactHistory, ContactReport, Origin
from models.types import Contact, ContactStatus


async def post_both(world: World) -> None:
    """A call that is denied one day and reported as held a week later."""
    for number, story in enumerate((CALLS, CALLED)):
        address = world.web.add(f"https://paper.example/{number}", story, outlet="The Paper")
        await world.ann.send(world.news, address)
        await world.jump(7 * 86400)


async def test_a_contact_is_shown_with_its_history_its_sentence_and_links(world: World) -> None:
    await post_both(world)
    result = await world.ben.slash(world.news, "contacts", who="Putin")
    answer = shown(result)
    assert result.ephemeral
    assert "**Contacts of Putin**\n1 contact" in answer
    assert "🇷🇺 Vladimir Putin – 🇮🇱 Benjamin Netanyahu" in answer
    assert "**Call · held**" in answer
    plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", answer)
    assert "1 Jan 2026 denied (Dmitry Peskov, The Paper) → 8 Jan held (The Paper)" in plain
    assert "> Vladimir Putin called Benjamin Netanyahu." in answer
    first, second = [m for m in world.news.history() if m.author.id != world.me.id]
    for message in (first, second):
        assert f"/{world.news.id}/{message.id})" in answer


async def test_contacts_by_country_status_and_time(world: World) -> None:
    await post_both(world)

    async def found(**asked: object) -> str:
        return shown(await world.ben.slash(world.news, "contacts", **asked))

    assert "Netanyahu" in await found(who="Israel", status="held")
    assert "no such contacts" in await found(who="Israel", status="denied")
    assert "no such contacts" in await found(since="2 days")
    assert "Netanyahu" in await found(since="10 days")
    assert "no such contacts" in await found(who="*" * 100)
    assert "I can't read “soon” as a time" in await found(since="soon")


async def test_a_public_answer_is_public(world: World) -> None:
    await post_both(world)
    assert not (await world.ben.slash(world.news, "contacts", public=True)).ephemeral


async def test_contacts_are_turned_page_by_page_after_a_restart_too(world: World) -> None:
    others = ("Ben Marsh", "Cora Diaz", "Dan Eriksen", "Eva Frost", "Finn Gale", "Gina Holt", "Hal Irwin")
    lines = "".join(f"Ann Hill called {other}.\n" for other in others)
    await world.ann.send(world.news, long_article(f"Many calls\n{lines}"))
    answer = await world.ben.slash(world.news, "contacts", who="Hill")
    assert answer.response is not None
    assert "7 contacts · page 1 of 2" in shown(answer)
    await world.restart()
    await world.ben.click(answer.response, label="Next ▶")
    assert "7 contacts · page 2 of 2" in shown(answer)


async def test_nobody_sees_a_contact_from_a_channel_that_they_cannot_read(world: World) -> None:
    await world.ann.send(world.private, long_article("Hush\nAnn Hill called Ben Marsh.\n"))
    assert "Ann Hill" in shown(await world.ann.slash(world.news, "contacts", who="Hill"))
    for asked in ({"who": "Hill"}, {}):
        assert "Ann Hill" not in shown(await world.ben.slash(world.news, "contacts", **asked))
    assert "Ann Hill" not in shown(await world.ann.slash(world.news, "contacts", public=True))
    assert await world.ben.autocomplete(world.news, "contacts", "who", "Hi") == []
    assert await world.ann.autocomplete(world.news, "contacts", "who", "Hi") != []


async def test_contacts_are_offered_by_name_and_country(world: World) -> None:
    await world.ann.send(world.news, long_article(CALLS))
    offered = await world.ben.autocomplete(world.news, "contacts", "who", "ru")
    assert [c["value"] for c in offered] == ["Russia"]


@pytest.mark.parametrize("room", [800, 1100, 2000])
def test_a_card_keeps_to_its_room_and_pings_nobody(room: int) -> None:
    long = "@everyone **bold** [a](http://a.example) " * 40
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    seen: dict[int, Sighting] = {}
    reports: list[ContactReport] = []
    for n, status in enumerate(list(ContactStatus) * 2):
        info = ArticleInfo(n, long, "https://paper.example/" + "x" * 250, long, moment)
        seen[n] = Sighting(info, PostingRef(10**18, 10**18, 10**18, moment, 5))
        contact = Contact("meeting", (long, long), status, long, ((0, 9),), long, None, long, long, long)
        reports.append(ContactReport(Origin(n, date(2026, 1, 5), long), contact))
    history = ContactHistory("meeting", (long, long), (None, "RU"), tuple(reports))
    card = contact_card(ContactHit(history, seen), room)
    assert len(card) <= room
    assert card.description is not None
    assert "@everyone" not in card.description
    assert "[a](" not in card.description
