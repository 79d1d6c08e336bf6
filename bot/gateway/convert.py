"""Discord messages as the use cases see them: where in a message an article may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import discord

from bot.core.errors import Unreadable
from bot.core.types import IncomingMessage, Source, SourceKind

FILES = frozenset({".txt", ".md", ".html", ".htm", ".pdf"})
PASTED_WORDS = 80
MOST_SOURCES = 8

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
# An address in <angle brackets> asks not to be shown, and is left alone.
_HIDDEN = re.compile(r"<https?://[^>\s]+>", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>|\"”»]+", re.IGNORECASE)
_TRAILING = ".,;:!?'’*_~"
_DISCORD = re.compile(
    r"https?://(?:\w+\.)?(?:discord(?:app)?\.(?:com|gg|net)|discord\.gg|tenor\.com|giphy\.com)/",
    re.IGNORECASE,
)
_READABLE_EMBEDS = frozenset({"rich", "link", "article"})


def sources(message: discord.Message) -> tuple[Source, ...]:
    """What in a message (and in what it forwards) may be an article: links, embeds, files, pasted text."""
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
        raise ValueError("only messages of a guild are recorded")
    return IncomingMessage(
        guild_id=message.guild.id,
        channel_id=message.channel.id,
        message_id=message.id,
        author_id=message.author.id,
        posted_at=message.created_at,
        sources=sources(message) if found is None else found,
    )


def links(text: str) -> list[str]:
    """The http(s) addresses in a message, without those in code, in <angle brackets> or into Discord itself.

    In a text long enough to be an article by itself only addresses on a line of their own count.
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
    """Links, each with its embed's words where there are any, then embeds that stand for themselves."""
    readable = [e for e in embeds if e.type in _READABLE_EMBEDS]
    hidden = {match[0][1:-1].rstrip("/") for match in _HIDDEN.finditer(content)}
    by_url = {e.url.rstrip("/"): e for e in readable if e.url}
    written = links(content)
    for url in written:
        embed = by_url.pop(url.rstrip("/"), None)
        if embed is None and len(written) == 1 and len(readable) == 1 and readable[0].type != "rich":
            embed = by_url.pop((readable[0].url or "").rstrip("/"), None)  # the address it redirects to
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
    return PurePosixPath(name.lower()).suffix in FILES


def _pasted(content: str) -> Source | None:
    text = "\n".join(line for line in content.splitlines() if not _LINK.fullmatch(line.strip(" <>")))
    text = text.strip()
    return Source(SourceKind.TEXT, body=text) if len(text.split()) >= PASTED_WORDS else None


class AttachedFiles:
    """Reads a message's attached file when its turn has come (the use cases' FileReader)."""

    def __init__(self, client: discord.Client, limit: int) -> None:
        """``limit`` is the most bytes that are read of a file."""
        self._client = client
        self._limit = limit

    async def __call__(self, channel_id: int, message_id: int, attachment_id: int) -> tuple[str, bytes]:
        """The file's name and bytes. Raises Unreadable where it is gone or too large."""
        channel = self._client.get_partial_messageable(channel_id)
        try:
            message = await channel.fetch_message(message_id)
            attached = [*message.attachments, *(a for s in message.message_snapshots for a in s.attachments)]
            attachment = next((a for a in attached if a.id == attachment_id), None)
            if attachment is None:
                raise Unreadable("not_found", "The file is no longer there.")
            return attachment.filename, await read_attachment(attachment, self._limit)
        except discord.NotFound as error:
            raise Unreadable("not_found", "The message or its file is no longer there.") from error
        except discord.Forbidden as error:
            raise Unreadable("forbidden", "I may no longer read that channel.") from error
        except discord.HTTPException as error:
            raise Unreadable("timeout", "Discord did not hand over the file.", passing=True) from error


async def read_attachment(attachment: discord.Attachment, limit: int) -> bytes:
    """The bytes of a file. Raises Unreadable for a kind that is not read, or one over ``limit`` bytes."""
    if not readable_file(attachment.filename):
        raise Unreadable("bad_file", "I read .txt, .md, .html and .pdf files only.")
    if attachment.size > limit:
        raise Unreadable("too_large", f"The file is larger than {limit // 1_000_000} MB.")
    return await attachment.read()
