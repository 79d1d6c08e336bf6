"""Contacts found again, with their histories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from support.desk import ELSEWHERE, NEWS, OTHER_GUILD, PRIVATE, Desk, abroad, ann, ben, everyone, link, pasted
from support.stories import CALLED, CALLS, long_article

from bot.core.lookups import ContactHit, ContactQuery
from bot.core.types import Viewer
from bot.store.visibility import Operator
from models.types import ContactStatus

VISIT = "Biden to see the king\nJoe Biden will meet King Abdullah on 2026-01-20 in Amman.\nHe leaves today.\n"


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """A call that was denied on the 5th and took place on the 12th, and a meeting that is planned."""
    for number, story in enumerate((CALLS, VISIT, CALLED)):
        desk.web.add(f"https://paper.example/{number}", story, outlet="The Paper")
    await desk.post(link("https://paper.example/0"))
    await desk.post(link("https://paper.example/1"))
    desk.pass_time(days=7)
    await desk.post(link("https://paper.example/2"))
    return desk


async def found(desk: Desk, query: ContactQuery, viewer: Viewer = ben) -> list[ContactHit]:
    page = await desk.contacts.search(query, viewer, page_size=50)
    assert page.total == len(page.items)
    return list(page.items)


async def parties(desk: Desk, query: ContactQuery) -> list[tuple[str, ...]]:
    return [hit.history.parties for hit in await found(desk, query)]


CALL = ("Vladimir Putin", "Benjamin Netanyahu")
MEETING = ("Joe Biden", "King Abdullah")


async def test_the_newest_report_comes_first(desk: Desk) -> None:
    assert await parties(desk, ContactQuery()) == [CALL, MEETING]


async def test_reports_of_one_contact_are_one_history(desk: Desk) -> None:
    [hit] = await found(desk, ContactQuery("Putin"))
    told = [(r.origin.day.day, r.contact.status, r.contact.source) for r in hit.history.turns]
    assert told == [(5, ContactStatus.DENIED, "Dmitry Peskov"), (12, ContactStatus.HELD, None)]
    assert hit.history.countries == ("RU", "IL")
    articles = [hit.seen[r.origin.article].article for r in hit.history.reports]
    assert [a.url for a in articles] == ["https://paper.example/0", "https://paper.example/2"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Putin", [CALL]),
        ("Vladimir Putin", [CALL]),
        ("Netanjahu", []),
        ("netanyahu", [CALL]),
        ("Russia", [CALL]),
        ("IL", [CALL]),
        ("the United States", [MEETING]),
        ("Biden", [MEETING]),
        ("Peskov", []),  # he told of it, and took no part
        ("France", []),
        ("%", []),
        ("  ", [CALL, MEETING]),
    ],
)
async def test_who_took_part(desk: Desk, who: str, expected: list[tuple[str, ...]]) -> None:
    assert await parties(desk, ContactQuery(who)) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [(ContactStatus.HELD, [CALL]), (ContactStatus.PLANNED, [MEETING]), (ContactStatus.DENIED, [])],
)
async def test_status_is_what_the_newest_report_says(
    desk: Desk, status: ContactStatus, expected: list[tuple[str, ...]]
) -> None:
    assert await parties(desk, ContactQuery(status=status)) == expected


async def test_since_is_met_by_the_newest_report_or_the_day_itself(desk: Desk) -> None:
    assert await parties(desk, ContactQuery(since=datetime(2026, 1, 10, tzinfo=UTC))) == [CALL, MEETING]
    assert await parties(desk, ContactQuery(since=datetime(2026, 1, 15, tzinfo=UTC))) == [MEETING]
    assert await parties(desk, ContactQuery(since=datetime(2026, 1, 21, tzinfo=UTC))) == []
    [call, _] = await found(desk, ContactQuery(since=datetime(2026, 1, 10, tzinfo=UTC)))
    assert len(call.history.reports) == 2  # its history is told from the beginning


async def test_pages(desk: Desk) -> None:
    first = await desk.contacts.search(ContactQuery(), ben, page=0, page_size=1)
    last = await desk.contacts.search(ContactQuery(), ben, page=7, page_size=1)
    assert (first.page, first.pages, first.total) == (0, 2, 2)
    assert [hit.history.parties for hit in first.items] == [CALL]
    assert (last.page, [hit.history.parties for hit in last.items]) == (1, [MEETING])


async def test_autocomplete_offers_parties_and_their_countries(desk: Desk) -> None:
    assert await desk.contacts.parties("p", ben) == ["Vladimir Putin"]
    assert await desk.contacts.parties("ru", ben) == ["Russia"]
    offered = await desk.contacts.parties("", ben)
    assert {"Joe Biden", "King Abdullah", "Israel", "United States"} <= set(offered)
    assert "Dmitry Peskov" not in offered


class TestVisibility:
    """A contact is seen by those who may read a channel in which an article tells of it."""

    @pytest.fixture
    async def secret(self, desk: Desk) -> Desk:
        await desk.post(pasted(long_article("Hush\nAnn Hill called Ben Marsh.\n")), channel=PRIVATE)
        return desk

    async def test_a_contact_from_a_private_channel(self, secret: Desk) -> None:
        assert len(await found(secret, ContactQuery("Hill"), ann)) == 1
        for outsider in (ben, everyone, abroad):
            assert await found(secret, ContactQuery("Hill"), outsider) == []
            assert await secret.contacts.parties("Hill", outsider) == []
            assert all(
                "Ann Hill" not in h.history.parties for h in await found(secret, ContactQuery(), outsider)
            )
        assert (await secret.contacts.search(ContactQuery("Hill"), Operator())).total == 1

    async def test_a_history_has_only_the_reports_that_the_asker_may_see(self, secret: Desk) -> None:
        secret.now -= timedelta(days=1)
        await secret.post(
            pasted(long_article("Soon\nVladimir Putin will call Benjamin Netanyahu.\n")), channel=PRIVATE
        )
        [mine] = await found(secret, ContactQuery("Putin"), ann)
        assert [r.origin.day.day for r in mine.history.reports] == [5, 11, 12]
        [theirs] = await found(secret, ContactQuery("Putin"))
        assert [r.origin.day.day for r in theirs.history.reports] == [5, 12]

    async def test_what_is_deleted_is_found_no_more(self, secret: Desk) -> None:
        await secret.forget.channel(1, NEWS)
        assert await found(secret, ContactQuery()) == []
        assert len(await found(secret, ContactQuery(), ann)) == 1

    async def test_the_same_article_elsewhere_leads_to_its_own_message(self, secret: Desk) -> None:
        await secret.post(link("https://paper.example/1"), guild=OTHER_GUILD, channel=ELSEWHERE)
        [hit] = await found(secret, ContactQuery("Biden"), abroad)
        assert {seen.posting.channel_id for seen in hit.seen.values()} == {ELSEWHERE}
