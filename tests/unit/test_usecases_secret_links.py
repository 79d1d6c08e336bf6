"""An address may be a key: it, and what is behind it, stay with those who can see it posted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.desk import (
    ANN,
    ELSEWHERE,
    NEWS,
    OTHER_GUILD,
    PRIVATE,
    Desk,
    abroad,
    ann,
    ben,
    everyone,
    link,
    pasted,
)
from support.stories import GUTERRES, PESKOV, long_article

from bot.core.errors import Unreadable
from bot.core.types import StatementQuery, Viewer

PAGE = "https://docs.example/d/1"
SECRET = f"{PAGE}?share=SECRET"
FOREIGN = {"guild": OTHER_GUILD, "channel": ELSEWHERE}


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """A page that only its secret link opens."""
    desk.web.add(SECRET, long_article(PESKOV), "No calls planned")
    return desk


async def test_a_page_is_not_told_to_somebody_without_its_key(desk: Desk) -> None:
    await desk.post(link(SECRET), channel=PRIVATE)
    with pytest.raises(Unreadable, match="leads nowhere"):
        await desk.summarize.link(PAGE, abroad)
    with pytest.raises(Unreadable, match="leads nowhere"):
        await desk.summarize.link(PAGE, ben)


@pytest.mark.parametrize("asker", [ben, abroad, everyone])
async def test_the_same_address_is_opened_anew_for_whoever_cannot_see_it_posted(
    desk: Desk, asker: Viewer
) -> None:
    """The page was closed since: its old text stays with those who had it."""
    await desk.post(link(SECRET), channel=PRIVATE)
    desk.web.pages[SECRET] = Unreadable("login", "Its site asks readers to log in.")
    with pytest.raises(Unreadable, match="log in"):
        await desk.summarize.link(SECRET, asker)
    [outcome] = await desk.post(link(SECRET), **FOREIGN)
    assert outcome.reading is None
    assert (await desk.summarize.link(SECRET, ann)).article.title == "No calls planned"


async def test_a_copy_elsewhere_is_shown_with_its_own_address(desk: Desk) -> None:
    """The same words, found at a public address in another guild."""
    desk.web.add("https://paper.example/a", long_article(PESKOV), "No calls planned")
    await desk.post(link(SECRET), channel=PRIVATE)
    [outcome] = await desk.post(link("https://paper.example/a"), **FOREIGN)
    assert len(desk.analyst.analysed) == 1
    assert outcome.reading is not None
    assert outcome.reading.article.url == "https://paper.example/a"
    article_id = outcome.reading.article.id
    assert (await desk.summarize.article(article_id, abroad)).article.url == "https://paper.example/a"
    assert (await desk.summarize.article(article_id, ann)).article.url == SECRET
    for asker, url in ((abroad, "https://paper.example/a"), (ann, SECRET)):
        hits = (await desk.who_said.search(StatementQuery(), asker)).hits
        assert {hit.article.url for hit in hits} == {url}
        day = timedelta(days=1)
        digest = await desk.digests.preview(asker, desk.now - day, desk.now + day)
        assert {info.url for info in digest.articles.values()} == {url}


async def test_a_pasted_copy_gets_no_address_and_no_title(desk: Desk) -> None:
    await desk.post(link(SECRET), channel=PRIVATE)
    [outcome] = await desk.post(pasted(long_article(PESKOV)), **FOREIGN)
    assert outcome.reading is not None
    assert outcome.reading.article.url is None
    [here] = await desk.post(pasted(long_article(PESKOV)), channel=NEWS)
    assert here.reading is not None
    assert "SECRET" not in repr((outcome.reading, here.reading))


async def test_a_private_answer_gives_its_address_to_nobody_else(desk: Desk) -> None:
    text = long_article(PESKOV)
    await desk.post(pasted(text))
    desk.web.add(SECRET, text)
    reading = await desk.summarize.link(SECRET, ann)
    answer = desk.message(link(SECRET), private_to=ANN)
    await desk.summarize.remember(reading, answer)
    assert {hit.article.url for hit in (await desk.who_said.search(StatementQuery(), ben)).hits} == {None}
    assert {hit.article.url for hit in (await desk.who_said.search(StatementQuery(), ann)).hits} == {SECRET}


async def test_a_near_copy_elsewhere_is_read_for_itself(desk: Desk) -> None:
    """The hidden version says a little more; the public one must not be shown with it."""
    story = "".join(
        f"Delegates from {p} spoke of the river.\n" for p in ("Oslo", "Bern", "Lima", "Doha", "Bonn")
    )
    public, hidden = long_article(GUTERRES + story), long_article(GUTERRES + story) + "Similar posts"
    desk.web.add(SECRET, hidden)
    desk.web.add(PAGE, public)
    await desk.post(link(SECRET), channel=PRIVATE)
    await desk.post(link(PAGE))
    assert desk.analyst.analysed == [hidden, public]


async def test_an_address_is_shown_without_whom_it_was_sent_to(desk: Desk) -> None:
    url = desk.web.add("https://paper.example/a?mkt_tok=ANN", PESKOV)
    [outcome] = await desk.post(link(url))
    assert outcome.reading is not None
    assert outcome.reading.article.url == "https://paper.example/a"


@pytest.mark.parametrize("hidden", [{"title": "Operation Nightfall"}, {"outlet": "Nightfall Circle"}])
@pytest.mark.parametrize("way", ["link", "paste"])
async def test_what_a_hidden_page_calls_itself_is_not_shown_elsewhere(
    desk: Desk, hidden: dict[str, str], way: str
) -> None:
    """The same words, but what stands around them is only on the hidden page."""
    text = long_article(PESKOV)
    desk.web.add(SECRET, text, **hidden)
    desk.web.add(PAGE, text)
    await desk.post(link(SECRET), channel=PRIVATE)
    [outcome] = await desk.post(link(PAGE) if way == "link" else pasted(text))
    assert outcome.reading is not None
    assert "Nightfall" not in repr(outcome.reading)
