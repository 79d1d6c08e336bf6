"""Each article once: what is a copy of what, and whose words stay apart."""

from __future__ import annotations

import asyncio

import pytest
from support.desk import ELSEWHERE, OTHER_GUILD, Desk, ben, link, pasted
from support.effort import loop_share
from support.stories import GUTERRES, PESKOV, long_article

from bot.core.article import FetchedArticle
from bot.core.types import PostingState, Source, SourceKind, StatementQuery

URL = "https://paper.example/no-calls"


@pytest.mark.parametrize(
    "again", [URL + "/?utm_source=x", "http://m.paper.example/no-calls", URL + "/amp", URL + "#top"]
)
async def test_the_same_link_in_another_dress_is_read_once_and_seen_twice(desk: Desk, again: str) -> None:
    desk.web.add(URL, PESKOV)
    [first] = await desk.post(link(URL))
    [second] = await desk.post(link(again))
    assert first.reading is not None
    assert second.reading is not None
    assert first.reading.article.id == second.reading.article.id
    assert (first.fresh, second.fresh) == (True, False)
    assert desk.web.asked == [URL]
    assert len(desk.analyst.analysed) == 1
    assert [p.state for p in await desk.status.postings(ben)] == [PostingState.READ] * 2
    assert (await desk.status.counts(ben))["articles"] == 1


async def test_two_postings_of_one_link_at_once_are_one_fetch(desk: Desk) -> None:
    desk.web.add(URL, PESKOV)
    desk.analyst.gate.clear()
    ids = [(await desk.ingest.record(desk.message(link(URL + tail))))[0] for tail in ("", "?utm_id=1", "/")]
    tasks = [asyncio.create_task(desk.ingest.process(i)) for i in ids]
    for _ in range(100):
        await asyncio.sleep(0)
    desk.analyst.gate.set()
    outcomes = await asyncio.gather(*tasks)
    assert desk.web.asked == [URL]
    assert len(desk.analyst.analysed) == 1
    assert sum(o.fresh for o in outcomes) == 1
    assert {o.state for o in outcomes} == {PostingState.READ}


async def test_near_duplicates_of_one_outlet_are_one_article(desk: Desk) -> None:
    story = "".join(
        f"Delegates from {p} spoke of the river treaty.\n" for p in ("Oslo", "Bern", "Lima", "Doha")
    )
    one, two = "https://paper.example/a", "https://paper.example/b"
    desk.web.add(one, long_article(PESKOV + story))
    desk.web.add(two, "Share this article\n" + long_article(PESKOV + story) + "Similar posts")
    [first] = await desk.post(link(one))
    [second] = await desk.post(link(two))
    assert first.reading is not None
    assert second.reading is not None
    assert first.reading.article.id == second.reading.article.id
    assert not second.fresh
    assert len(desk.analyst.analysed) == 1


async def test_an_update_with_another_number_is_another_article(desk: Desk) -> None:
    one, two = "https://paper.example/a", "https://paper.example/b"
    desk.web.add(one, long_article(PESKOV) + "At least 12 people were killed in the night, officials said.")
    desk.web.add(two, long_article(PESKOV) + "At least 15 people were killed in the night, officials said.")
    [first] = await desk.post(link(one))
    [second] = await desk.post(link(two))
    assert first.fresh
    assert second.fresh
    assert await desk.count("articles") == 2


async def test_wire_copy_in_two_outlets_credits_both(desk: Desk) -> None:
    desk.web.add("https://paper.example/a", long_article(PESKOV), outlet="The Paper")
    desk.web.add("https://gazette.example/a", long_article(PESKOV), outlet="The Gazette")
    await desk.post(link("https://paper.example/a"))
    await desk.post(link("https://gazette.example/a"))
    assert {row[0] for row in await desk.rows("SELECT outlet FROM articles")} == {"The Paper", "The Gazette"}


async def test_a_paste_of_an_article_known_by_link_is_the_same(desk: Desk) -> None:
    text = long_article(PESKOV)
    desk.web.add(URL, text)
    await desk.post(link(URL))
    [outcome] = await desk.post(pasted(text))
    assert not outcome.fresh
    assert outcome.reading is not None
    assert outcome.reading.article.url == URL
    assert len(desk.analyst.analysed) == 1


async def test_a_link_to_a_text_known_from_a_paste_gives_it_its_address(desk: Desk) -> None:
    text = long_article(PESKOV)
    desk.web.add(URL, text, outlet="The Paper")
    await desk.post(pasted(text))
    [outcome] = await desk.post(link(URL))
    assert outcome.reading is not None
    assert outcome.reading.article.url == URL
    assert len(desk.analyst.analysed) == 1
    [hit, *_] = (await desk.who_said.search(StatementQuery(), ben)).hits
    assert hit.article.url == URL


async def test_a_page_can_claim_no_address_of_another_site(desk: Desk) -> None:
    evil = "https://evil.example/x"
    desk.web.pages[evil] = FetchedArticle(evil, URL, "Lies", long_article("Lies\n"))
    desk.web.add(URL, PESKOV)
    await desk.post(link(evil))
    [outcome] = await desk.post(link(URL))
    assert outcome.reading is not None
    assert outcome.reading.article.title == "No calls planned"


async def test_a_page_can_claim_no_other_address_of_its_own_site(desk: Desk) -> None:
    """Many sites let anybody write pages."""
    evil = "https://paper.example/blogs/evil"
    desk.web.pages[evil] = FetchedArticle(evil, URL, "Lies", long_article("Lies\n"), final_url=evil)
    desk.web.add(URL, PESKOV)
    [lie] = await desk.post(link(evil))
    [outcome] = await desk.post(link(URL))
    assert lie.reading is not None
    assert lie.reading.article.url == evil
    assert outcome.reading is not None
    assert outcome.reading.article.title == "No calls planned"


async def test_an_article_is_known_where_its_short_link_leads(desk: Desk) -> None:
    short = "https://short.example/1"
    page = FetchedArticle(short, URL, None, PESKOV, final_url=f"{URL}?utm_source=short")
    desk.web.pages[short] = page
    [first] = await desk.post(link(short))
    [second] = await desk.post(link(URL.replace("https://", "https://www.")))
    assert first.reading is not None
    assert first.reading.article.url == URL
    assert second.reading is not None
    assert second.reading.article.id == first.reading.article.id
    assert desk.web.asked == [short]


class TestOwnWords:
    """What somebody wrote around a text stays where it was posted."""

    @pytest.mark.parametrize("first", ["embed", "file", "preview"])
    async def test_a_title_is_not_shown_where_another_posts_the_text(self, desk: Desk, first: str) -> None:
        text = long_article(GUTERRES)
        page = f"<title>Operation Nightfall</title><article><p>{'<p>'.join(text.splitlines())}</article>"
        desk.files[7] = ("secret.html", page.encode())
        secret = {
            "embed": Source(SourceKind.EMBED, title="Operation Nightfall", body=text),
            "file": Source(SourceKind.ATTACHMENT, name="secret.html", attachment_id=7),
            "preview": link("https://dead.example/nightfall", "Operation Nightfall", text),
        }[first]
        [here] = await desk.post(secret)
        again = link("https://dead.example/other", "Another title", text) if first == "preview" else None
        [there] = await desk.post(again or pasted(text), channel=ELSEWHERE, guild=OTHER_GUILD)
        assert here.reading is not None
        assert here.reading.article.title == "Operation Nightfall"
        assert there.reading is not None
        assert "Nightfall" not in repr(there.reading)

    @pytest.mark.parametrize("title", ["No calls", None])
    async def test_the_same_words_around_the_same_text_are_read_once(
        self, desk: Desk, title: str | None
    ) -> None:
        source = Source(SourceKind.EMBED, title=title, body=long_article(PESKOV))
        await desk.post(source)
        await desk.post(source, channel=ELSEWHERE, guild=OTHER_GUILD)
        assert len(desk.analyst.analysed) == 1


async def test_long_texts_are_compared_off_the_event_loop(desk: Desk) -> None:
    text = "".join(f"The delegates from town {n} spoke of treaty number {7 * n}.\n" for n in range(2400))
    desk.web.add(f"{URL}/a", text)
    desk.web.add(f"{URL}/b", f"Share this.\n{text}")
    await desk.post(link(f"{URL}/a"))
    assert await loop_share(desk.post(link(f"{URL}/b"))) < 0.3
    assert await desk.count("articles") == 1
