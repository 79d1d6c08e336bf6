"""The picture that comes with an answer."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from support.stories import CALLED, CALLS, long_article
from support.world import World, shown

from bot.core.errors import UserError

DRAWN = pytest.mark.parametrize("world", [{"pictures": True}], indirect=True)


async def post(world: World) -> None:
    """A call denied and then held, two counts of the same people, and another call."""
    others = "More calls\nAnn Hill called Ben Marsh.\n"
    for number, story in enumerate((CALLS, CALLED, long_article(others))):
        address = world.web.add(f"https://paper.example/{number}", story, outlet="The Paper")
        await world.ann.send(world.news, address)
        await world.jump(7 * 86400)


@DRAWN
async def test_contacts_figures_and_the_timeline_are_drawn_with_their_content_in_words(world: World) -> None:
    await post(world)
    for command, asked, name, words in (
        ("contacts", {}, "contacts.png", "denied → held"),
        ("figures", {"about": "Israel"}, "figures.png", "at least 700"),
        ("timeline", {"who": "Putin"}, "timeline.png", "call with Benjamin Netanyahu"),
    ):
        result = await world.ben.slash(world.news, command, **asked)
        assert result.ephemeral
        assert result.response is not None
        (attachment,) = result.response.attachments
        assert attachment.filename == name
        assert attachment.description is not None
        assert words in attachment.description
        picture = Image.open(io.BytesIO(await attachment.read()))
        assert picture.format == "PNG"


@DRAWN
async def test_an_answer_without_its_picture_is_complete(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object, **__: object) -> bytes:
        raise UserError("too slow")

    await post(world)
    monkeypatch.setattr("bot.pictures.process.Pictures.meetings", never)
    result = await world.ben.slash(world.news, "contacts")
    assert "2 contacts" in shown(result)
    assert result.response is not None
    assert result.response.attachments == []


@DRAWN
async def test_one_contact_needs_no_picture(world: World) -> None:
    await world.ann.send(world.news, long_article("A call\nAnn Hill called Ben Marsh.\n"))
    result = await world.ben.slash(world.news, "contacts")
    assert "1 contact" in shown(result)
    assert result.response is not None
    assert result.response.attachments == []
