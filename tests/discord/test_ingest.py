"""From a message in a watched channel to its card, and what is taken back."""

from __future__ import annotations

import discord
import pytest
from support.stories import GUTERRES, PESKOV, long_article
from support.world import HIDDEN, World, shown, words

URL = "https://example.org/no-calls"


async def test_a_link_from_a_person_becomes_a_card(world: World) -> None:
    world.web.add(URL, PESKOV, "No calls planned", "Baltic Wire")
    message = await world.ann.send(world.news, f"have a look: {URL}")
    (card,) = world.cards(world.news)
    assert card.reference is not None
    assert card.reference.message_id == message.id
    assert card.embeds[0].title == "No calls planned"
    assert card.embeds[0].author.name == "Baltic Wire"
    assert "Dmitry Peskov · Kremlin spokesman" in words(card)
    assert world.reactions(message) == {"📰"}


async def test_expectation_17_a_webhooks_link_counts(world: World) -> None:
    world.web.add(URL, PESKOV)
    hook = world.guild.create_webhook(world.news, "newswire")
    preview = discord.Embed(
        url=URL, title="No calls planned", description="Moscow says no calls are planned."
    )
    message = await hook.send(URL, username="Baltic Wire", embed=preview)
    assert world.reactions(message) == {"📰"}
    assert len(world.cards(world.news)) == 1
    assert world.web.asked == [URL]


async def test_expectation_17_another_bots_embed_counts(world: World) -> None:
    world.web.add(URL, PESKOV)
    hook = world.guild.create_webhook(world.news, "feed")
    await hook.send(embed=discord.Embed(url=URL, title="No calls planned", description="A feed's summary."))
    assert len(world.cards(world.news)) == 1


async def test_expectation_17_another_bots_link_counts(world: World) -> None:
    world.web.add(URL, PESKOV)
    feed = world.guild.add_member(world.env.create_user("feedbot", bot=True))
    await feed.send(world.news, URL)
    assert len(world.cards(world.news)) == 1


async def test_expectation_17_the_bots_own_messages_do_not_count(world: World) -> None:
    world.web.add(URL, PESKOV)
    await world.ann.slash(world.news, "summarize link", url=URL, public=True)
    await world.ann.slash(world.news, "help")
    own = [m for m in world.news.history() if m.author.id == world.me.id]
    assert own
    assert all(not m.reactions for m in own)
    assert world.web.asked == [URL]


async def test_expectation_16_an_embed_that_comes_late_upgrades_an_unreadable_link(world: World) -> None:
    message = await world.ann.send(world.news, "https://example.org/walled")
    assert world.reactions(message) == {"⚠️"}
    late = {
        "type": "article",
        "url": "https://example.org/walled",
        "title": "Behind the wall",
        "description": "The minister said on Monday that the talks in Geneva would go on until the end of "
        "the week, come what may.",
    }
    world.env.backend.edit_message(world.news.id, message.id, {"embeds": [late]})
    await world.env.settle()
    (card,) = world.cards(world.news)
    assert "Preview only" in words(card)
    assert world.reactions(message) == {"📰"}


async def test_expectation_16_a_late_embed_of_an_article_already_read_changes_nothing(world: World) -> None:
    world.web.add(URL, PESKOV)
    message = await world.ann.send(world.news, URL)
    embed = {"type": "article", "url": URL, "title": "No calls", "description": "A description. " * 20}
    world.env.backend.edit_message(world.news.id, message.id, {"embeds": [embed]})
    await world.env.settle()
    assert len(world.cards(world.news)) == 1
    assert world.web.asked == [URL]


@pytest.mark.parametrize("name", ["wire.txt", "wire.md"])
async def test_a_text_file_is_read(world: World, name: str) -> None:
    text = long_article(PESKOV)
    message = await world.ann.send(world.news, attachments=[(name, text.encode())])
    assert world.reactions(message) == {"📰"}
    assert "Dmitry Peskov" in words(world.cards(world.news)[0])


async def test_an_html_file_is_read(world: World) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in long_article(PESKOV).splitlines())
    head = "<head><title>No calls planned</title></head>"
    page = f"<html>{head}<body><article>{paragraphs}</article></body></html>"
    message = await world.ann.send(world.news, attachments=[("wire.html", page.encode())])
    assert world.reactions(message) == {"📰"}
    assert "Antony Blinken" in words(world.cards(world.news)[0])


def one_page_pdf(text: str) -> bytes:
    """A PDF of one page that shows ``text``, built by hand: five objects and their table."""
    lines = "".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T* " for line in text.splitlines())
    stream = f"BT /F1 9 Tf 12 TL 40 780 Td {lines}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


async def test_a_pdf_file_is_read(world: World) -> None:
    text = "\n".join(
        f"In paragraph {n} the ministry told reporters that talks go on as planned." for n in range(30)
    )
    message = await world.ann.send(world.news, attachments=[("wire.pdf", one_page_pdf(text))])
    assert world.reactions(message) == {"📰"}
    assert len(world.cards(world.news)) == 1


async def test_pasted_text_of_eighty_words_is_read(world: World) -> None:
    message = await world.ann.send(world.news, long_article(PESKOV))
    assert world.reactions(message) == {"📰"}
    assert "3 statements" in words(world.cards(world.news)[0])


@pytest.mark.parametrize(
    "content", ["😀😀😀", "what do you all think of the talks?", "<https://example.org/no-calls>"]
)
async def test_talk_emoji_and_hidden_links_are_left_alone(world: World, content: str) -> None:
    world.web.add(URL, PESKOV)
    message = await world.ann.send(world.news, content)
    assert world.reactions(message) == set()
    assert world.cards(world.news) == []
    assert world.web.asked == []


async def test_an_image_is_left_alone(world: World) -> None:
    message = await world.ann.send(world.news, attachments=[("photo.png", b"\x89PNG\r\n")])
    assert world.reactions(message) == set()


async def test_expectation_23_a_channel_nobody_chose_is_not_read(world: World) -> None:
    world.web.add(URL, PESKOV)
    message = await world.ann.send(world.digest, URL)
    assert world.reactions(message) == set()
    assert world.web.asked == []


async def test_a_dead_link_is_marked_and_explained_in_status(world: World) -> None:
    message = await world.ann.send(world.news, "https://example.org/gone")
    assert world.reactions(message) == {"⚠️"}
    status = shown(await world.ann.slash(world.news, "status"))
    assert "⚠️ not read" in status
    assert "That link leads nowhere." in status


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8080/a", "http://169.254.169.254/latest", "http://2130706433/", "http://[::1]/a"],
)
async def test_expectation_26_a_posted_link_cannot_reach_into_the_operators_network(
    world: World, url: str
) -> None:
    world.web.read = world.reader.read
    message = await world.ann.send(world.news, url)
    assert world.reactions(message) == {"⚠️"}
    assert "doesn't lead to a public address" in shown(await world.ann.slash(world.news, "status"))
    answer = shown(await world.ben.slash(world.news, "summarize link", url=url))
    assert "doesn't lead to a public address" in answer


async def test_a_russian_article_is_declined_by_the_name_of_its_language(world: World) -> None:
    await world.ann.send(world.news, "Министр заявил, что переговоры продолжаются. " * 20)
    assert "in Russian: I read only English" in shown(await world.ann.slash(world.news, "status"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("zeros.txt", b"\0" * 300),
        ("latin.txt", b"\xff\xfe\x00"),
        ("not.pdf", b"%PDF-junk"),
    ],
)
async def test_a_file_that_cannot_be_read_says_why_and_stops_nothing(
    world: World, name: str, data: bytes
) -> None:
    world.web.add(URL, PESKOV)
    message = await world.ann.send(world.news, URL, attachments=[(name, data)])
    assert len(world.cards(world.news)) == 1
    assert world.reactions(message) == {"📰"}
    assert "⚠️ not read" in shown(await world.ann.slash(world.news, "status"))


async def test_6000_quotation_marks_in_a_file_stop_nothing(world: World) -> None:
    message = await world.ann.send(world.news, attachments=[("marks.txt", b'"' * 6000)])
    assert world.reactions(message) == {"⚠️"}


async def test_the_same_article_twice_gets_one_card(world: World) -> None:
    world.web.add(URL, PESKOV)
    await world.ann.send(world.news, URL)
    again = await world.ben.send(world.news, URL + "?utm_source=feed")
    assert len(world.cards(world.news)) == 1
    assert world.reactions(again) == {"📰"}
    assert len(world.analyst.analysed) == 1


async def test_cards_can_be_switched_off_and_articles_are_read_all_the_same(world: World) -> None:
    world.services.settings.answer_in_channel = False
    world.web.add(URL, PESKOV)
    message = await world.ann.send(world.news, URL)
    assert world.cards(world.news) == []
    assert world.reactions(message) == {"📰"}


async def test_a_broken_model_loses_nothing(world: World) -> None:
    world.analyst.broken = True
    message = await world.ann.send(world.news, long_article(PESKOV))
    assert world.reactions(message) == {"⚠️"}
    assert "something went wrong on my side" in shown(await world.ann.slash(world.news, "status"))


async def test_expectation_11_an_article_pings_nobody(world: World) -> None:
    text = f"@everyone <@{world.ben.id}> <@&{world.guild.default_role.id}> come\n" + long_article(PESKOV)
    world.web.add(URL, text, f"@everyone <@{world.ben.id}>")
    await world.ann.send(world.news, URL)
    sent = [r for r in world.env.http_requests if r.method == "POST" and r.path.endswith("/messages")]
    assert sent
    assert all(r.json and r.json["allowed_mentions"] == {"parse": []} for r in sent)
    (card,) = world.cards(world.news)
    assert card.mentions == []
    assert not card.mention_everyone
    assert f"<@{world.ben.id}>" not in words(card).replace("\\<", "")


async def test_expectation_22_deleting_a_message_deletes_its_card_and_its_statements(world: World) -> None:
    world.web.add(URL, PESKOV)
    message = await world.ann.send(world.news, URL)
    kept = await world.ann.send(world.news, long_article(GUTERRES))
    assert len(world.cards(world.news)) == 2
    await world.ann.delete(message)
    (card,) = world.cards(world.news)
    assert card.reference is not None
    assert card.reference.message_id == kept.id
    answer = shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))
    assert "Nobody said that" in answer
    assert "Guterres" in shown(await world.ann.slash(world.news, "who-said", speaker="Guterres"))


async def test_editing_a_link_out_takes_its_card_away(world: World) -> None:
    world.web.add(URL, PESKOV)
    message = await world.ann.send(world.news, f"{URL} and more")
    assert len(world.cards(world.news)) == 1
    world.env.backend.edit_message(world.news.id, message.id, {"content": "never mind"})
    await world.env.settle()
    assert world.cards(world.news) == []
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))


async def test_an_edited_paste_replaces_its_card(world: World) -> None:
    message = await world.ann.send(world.news, long_article(PESKOV))
    world.env.backend.edit_message(world.news.id, message.id, {"content": long_article(GUTERRES)})
    await world.env.settle()
    (card,) = world.cards(world.news)
    assert "Guterres" in words(card)
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))


async def test_an_article_that_somebody_else_posted_too_outlives_a_deletion(world: World) -> None:
    world.web.add(URL, PESKOV)
    first = await world.ann.send(world.news, URL)
    await world.ben.send(world.news, URL)
    await world.ann.delete(first)
    assert "Dmitry Peskov" in shown(await world.ben.slash(world.news, "who-said", speaker="Peskov"))


async def test_expectation_22_a_bulk_deletion_counts(world: World) -> None:
    world.web.add(URL, PESKOV)
    messages = [
        await world.ann.send(world.news, URL),
        await world.ann.send(world.news, long_article(GUTERRES)),
    ]
    world.env.backend.bulk_delete_messages(world.news.id, [m.id for m in messages])
    await world.env.settle()
    assert world.cards(world.news) == []
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", words="Civilians"))


async def test_expectation_22_a_person_can_have_their_traces_removed(world: World) -> None:
    world.web.add(URL, PESKOV)
    await world.ben.send(world.news, URL)
    await world.forget(world.ben)
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))


async def test_a_thread_in_a_watched_channel_is_read(world: World) -> None:
    world.web.add(URL, PESKOV)
    channel = world.env.bot.get_channel(world.news.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="talks", type=discord.ChannelType.public_thread)
    await world.env.settle()
    handle = next(t for t in world.news.threads if t.id == thread.id)
    await world.ann.send(handle, URL)
    assert any(m.embeds for m in handle.history())


async def test_expectation_13_a_missing_permission_is_named_in_the_channel_once(world: World) -> None:
    no_embeds = discord.PermissionOverwrite(embed_links=False)
    closed = world.guild.create_text_channel("closed", overwrites={world.me: no_embeds})
    answer = shown(await world.ann.slash(world.news, "watch add", channel=closed))
    assert "I need the Embed Links permission" in answer
    world.web.add(URL, PESKOV)
    await world.ann.send(closed, URL)
    await world.ann.send(closed, long_article(GUTERRES))
    (told,) = [m.content for m in world.cards(closed)]
    assert "I need the Embed Links permission in #closed" in told


async def test_expectation_28_a_channel_that_keeps_refusing_is_left_alone(world: World) -> None:
    path = f"/channels/{world.news.id}/messages"
    world.env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions", times=None)
    for number in range(6):
        text = " ".join(f"Town {number} reported item {number * 100 + n} on its list." for n in range(20))
        await world.ann.send(world.news, world.web.add(f"https://example.org/{number}", text))
    tried = [r for r in world.env.http_requests if r.method == "POST" and r.path == path]
    assert len(tried) == 3
    await world.env.advance_time(3600)
    tried = [r for r in world.env.http_requests if r.method == "POST" and r.path == path]
    assert len(tried) == 6  # once more after 1, 5 and 15 minutes
    world.env.backend.faults.clear()
    await world.ann.send(world.news, world.web.add("https://example.org/later", long_article(GUTERRES)))
    await world.env.advance_time(3600)
    assert len(world.cards(world.news)) == 7


async def test_a_channel_hidden_from_the_bot_is_never_written_to(world: World) -> None:
    dark = world.guild.create_text_channel("dark", overwrites={world.me: HIDDEN})
    answer = shown(await world.ann.slash(world.news, "watch add", channel=dark))
    assert "I need the View Channel and Read Message History permissions there" in answer
