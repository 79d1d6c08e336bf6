"""Records that travel between Discord, the use cases and the store. Times are aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.types import Analysis, DigestContent, Statement


class SourceKind(StrEnum):
    """Where in a message an article was found."""

    LINK = "link"
    EMBED = "embed"
    ATTACHMENT = "attachment"
    TEXT = "text"


class PostingState(StrEnum):
    """How far a posting has come; a restart picks up every posting that is not read or unreadable."""

    RECORDED = "recorded"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing in a message that may be an article.

    ``title`` and ``body`` are an embed's own words (kept for "preview only") or the pasted text;
    ``attachment_id`` and ``name`` are set for files.
    """

    kind: SourceKind
    url: str | None = None
    title: str | None = None
    body: str | None = None
    name: str | None = None
    attachment_id: int | None = None


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message as the use cases see it. ``private_to`` restricts the posting to one person."""

    guild_id: int
    channel_id: int
    message_id: int
    author_id: int
    posted_at: datetime
    sources: tuple[Source, ...]
    private_to: int | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking, and which channels they may read at this moment.

    ``user_id`` is None for an audience (everyone who can read a digest's channel).
    """

    guild_id: int
    channels: frozenset[int]
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class PostingRef:
    """Where an article was posted: enough for a jump link.

    ``private``: it is an answer that one person saw for a while, and no link leads to it.
    """

    guild_id: int
    channel_id: int
    message_id: int
    posted_at: datetime
    author_id: int
    private: bool = False

    @property
    def jump_url(self) -> str:
        """The message's address in Discord."""
        return f"https://discord.com/channels/{self.guild_id}/{self.channel_id}/{self.message_id}"


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """An article without its text."""

    id: int
    title: str
    url: str | None
    outlet: str | None
    published: datetime | None
    preview_only: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A read article: what it is, what was found in it, and where the viewer can see it posted."""

    article: ArticleInfo
    analysis: Analysis
    posting: PostingRef | None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PostingView:
    """A line of ``/status``: a posting, how far it has come, and why it could not be read."""

    id: int
    ref: PostingRef
    state: PostingState
    label: str
    reason: str | None
    article_id: int | None


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """What ``/who-said`` asks. All conditions hold together; empty ones do not count."""

    text: str | None = None
    speaker: str | None = None
    country: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    direct_only: bool = False
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement found, its article, and the newest posting the viewer may see."""

    statement: Statement
    article: ArticleInfo
    posting: PostingRef


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One page of hits, newest first. ``page`` counts from 0."""

    hits: tuple[StatementHit, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class WatchedChannel:
    """A channel that an admin chose to have read."""

    guild_id: int
    channel_id: int
    added_by: int
    added_at: datetime
    articles: int = 0


@dataclass(frozen=True, slots=True)
class DigestSchedule:
    """When and where a guild's digest is posted.

    ``zone`` is an IANA name, ``minute`` minutes after local midnight, ``weekday`` 0 for Monday or None
    for daily, ``topic`` a word filter or None. ``problem`` tells why delivery stopped, in words.
    """

    id: int
    guild_id: int
    channel_id: int
    zone: str
    minute: int
    weekday: int | None
    minimum: int
    topic: str | None = None
    paused: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class DigestRun:
    """One claimed run of a schedule: the window of articles it covers and the key that makes it unique.

    Its message was posted after ``claimed_at``, if at all.
    """

    id: int
    schedule: DigestSchedule
    due_at: datetime
    since: datetime
    until: datetime
    claimed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest ready to be dressed: content, and for each article id its info and newest visible posting."""

    content: DigestContent
    articles: dict[int, ArticleInfo]
    postings: dict[int, PostingRef]
    since: datetime
    until: datetime
