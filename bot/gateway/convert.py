"""Discord messages as the use cases see them: what in a message may be an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

import discord

from bot.core.files import type_of
from bot.core.limits import PASTED_WORDS
from bot.core.reasons import unreadable
from bot.core.types import IncomingMessage, Source, SourceKind

MOST_SOURCES = 8

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
# An address in <angle brackets> is not to be previewed, and is ignored.
_HIDDEN = re.compile(r"<https?://[^>\s]+>", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>|\"”»]+", re.IGNORECASE)
_TRAILING = ".,;:!?'’*_~"
_DISCORD = re.compile(
    r"https?://(?:\w+\.)?(?:discord(?:app)?\.(?:com|gg|net)|discord\.gg|tenor\.com|giphy\.com)/",
    re.IGNORECASE,
)
_READABLE_EMBEDS = frozenset({"rich", "link", "article"})


def sources(message: discord.Message) -> tuple[Source, ...]:
    """What may be an article in a message, or in one that it forwards: links, embeds, files, its text."""
    found: list[Source] = []
    for part in (message, *message.message_snapshots):
        found += _embedded(part.content, part.embeds)
        found += _files(part.attachments)
        pasted = _pasted(part.content)
        if pasted is not None:
            found.append(pasted)
    return tuple(dict.fromkeys(found))[:MOST_SOURCES]


def incoming(message: discord.Message, found: tuple[Source, ...] | None = None) -> IncomingMessage:
    """The message with its sources. ``message.guild`` must not be None."""
    if message.guild is None:
        raise ValueError("only messages in a guild are recorded")
    return IncomingMessage(
        guild_id=message.guild.id,
        channel_id=message.channel.id,
        message_id=message.id,
        author_id=message.author.id,
        posted_at=message.created_at,
        sources=sources(message) if found is None else found,
    )


def links(text: str) -> list[str]:
    """The http(s) addresses in a message, except in code, in <angle brackets> or of Discord itself.

    If the text is long enough to be an article, only addresses on a line of their own count.
    """
    text = _HIDDEN.sub(" ", _CODE.sub(" ", text))
    if len(text.split()) >= PASTED_WORDS:
        text = "\n".join(line for line in text.splitlines() if _LINK.fullmatch(line.strip()))
    found = (_tidy(match[0]) for match in _LINK.finditer(text))
    return [url for url in dict.fromkeys(found) if not _DISCORD.match(url)]


def _tidy(url: str) -> str:
    url = url.rstrip(_TRAILING)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_TRAILING)
    return url


def _embedded(content: str, embeds: list[discord.Embed]) -> Iterator[Source]:
    """Links, each with the words of its embed if there is one, and then embeds without a link."""
    readable = [e for e in embeds if e.type in _READABLE_EMBEDS]
    hidden = {match[0][1:-1].rstrip("/") for match in _HIDDEN.finditer(content)}
    by_url = {e.url.rstrip("/"): e for e in readable if e.url}
    written = links(content)
    for url in written:
        embed = by_url.pop(url.rstrip("/"), None)
        if embed is None and len(written) == 1 and len(readable) == 1 and readable[0].type != "rich":
            embed = by_url.pop((readable[0].url or "").rstrip("/"), None)  # where the link redirects to
        yield Source(
            SourceKind.LINK,
            url=url,
            title=embed.title if embed else None,
            body=embed.description if embed else None,
        )
    for embed in readable:
        if embed.url and embed.url.rstrip("/") in by_url.keys() - hidden and not _DISCORD.match(embed.url):
            yield Source(SourceKind.EMBED, url=embed.url, title=embed.title, body=embed.description)
        elif not embed.url and len(_words_of(embed).split()) >= PASTED_WORDS:
            yield Source(SourceKind.EMBED, title=embed.title, body=_words_of(embed))


def _words_of(embed: discord.Embed) -> str:
    parts = [embed.description or "", *(field.value or "" for field in embed.fields)]
    return "\n\n".join(part for part in parts if part.strip())


def _files(attachments: list[discord.Attachment]) -> Iterator[Source]:
    for attachment in attachments:
        if readable_file(attachment.filename):
            yield Source(SourceKind.ATTACHMENT, name=attachment.filename, attachment_id=attachment.id)


def readable_file(name: str) -> bool:
    """Whether a file of this name may hold an article."""
    return type_of(name) is not None


def _pasted(content: str) -> Source | None:
    text = "\n".join(line for line in content.splitlines() if not _LINK.fullmatch(line.strip(" <>")))
    text = text.strip()
    return Source(SourceKind.TEXT, body=text) if len(text.split()) >= PASTED_WORDS else None


class AttachedFiles:
    """Reads a file attached to a message when it is its turn: the use cases' FileReader."""

    def __init__(self, client: discord.Client, limit: int) -> None:
        """``limit`` is the largest size of a file in bytes."""
        self._client = client
        self._limit = limit

    async def __call__(self, channel_id: int, message_id: int, attachment_id: int) -> tuple[str, bytes]:
        """The file's name and bytes. Raises Unreadable if it is gone or too large."""
        channel = self._client.get_partial_messageable(channel_id)
        try:
            message = await channel.fetch_message(message_id)
            attached = [*message.attachments, *(a for s in message.message_snapshots for a in s.attachments)]
            attachment = next((a for a in attached if a.id == attachment_id), None)
            if attachment is None:
                raise unreadable("file_gone")
            return attachment.filename, await read_attachment(attachment, self._limit)
        except discord.NotFound as error:
            raise unreadable("file_gone") from error
        except discord.Forbidden as error:
            raise unreadable("file_hidden") from error
        except discord.HTTPException as error:
            raise unreadable("file_withheld") from error


async def read_attachment(attachment: discord.Attachment, limit: int) -> bytes:
    """The bytes of a file. Raises Unreadable for a type that is not read, or more than ``limit`` bytes."""
    if not readable_file(attachment.filename):
        raise unreadable("file_type")
    if attachment.size > limit:
        raise unreadable("too_large", megabytes=limit / 1_000_000)
    return await attachment.read()
