"""Records passed between Discord, the use cases and the store. Times are aware and in UTC."""

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
    """How far a posting has got; a restart resumes every posting that is neither read nor unreadable."""

    RECORDED = "recorded"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing in a message that may be an article.

    ``title`` and ``body`` are an embed's own words (kept for a "preview only" card) or the text of the
    message; ``attachment_id`` and ``name`` are set for files.
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

    ``user_id`` is None for an audience: everyone who can read a channel.
    """

    guild_id: int
    channels: frozenset[int]
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class PostingRef:
    """Where an article was posted, with all that a jump link needs.

    ``private`` marks an answer that only one person could see for a while; no link leads to it.
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
class Card:
    """A message of the bot's own that tells what was read from a posting."""

    guild_id: int
    channel_id: int
    message_id: int

    @property
    def jump_url(self) -> str:
        """The message's address in Discord."""
        return f"https://discord.com/channels/{self.guild_id}/{self.channel_id}/{self.message_id}"


@dataclass(frozen=True, slots=True)
class Traces:
    """What is kept of one person: postings (private answers included), their cards, and saved searches."""

    postings: int
    cards: tuple[Card, ...]
    searches: int

    def __bool__(self) -> bool:
        return bool(self.postings or self.cards or self.searches)


@dataclass(frozen=True, slots=True)
class Removed:
    """How much was removed: postings, and the articles that nobody else had posted."""

    postings: int
    articles: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A time during which nothing in a channel was read: too long ago or too much to be caught up on."""

    channel_id: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What deleted messages leave in their channel: ``cards`` that must be deleted, by their message's id.

    ``unsettled`` are the deleted messages whose card may have been sent without having been recorded.
    """

    postings: int
    cards: frozenset[int]
    unsettled: frozenset[int]


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
    """An article that was read: what it is, what was found in it, and where the viewer can see it posted."""

    article: ArticleInfo
    analysis: Analysis
    posting: PostingRef | None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PostingView:
    """A line of ``/status``: a posting, how far it has got, and why it could not be read."""

    id: int
    ref: PostingRef
    state: PostingState
    label: str
    reason: str | None
    article_id: int | None


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """What ``/who-said`` looks for: statements that meet every condition given."""

    text: str | None = None
    speaker: str | None = None
    country: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    direct_only: bool = False
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement that was found, its article, and the newest posting that the viewer may see."""

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
class Sighting:
    """An article, and the newest posting of it that the viewer may see."""

    article: ArticleInfo
    posting: PostingRef

    @property
    def moment(self) -> datetime:
        """When the article appeared, as well as that is known."""
        return self.article.published or self.posting.posted_at


@dataclass(frozen=True, slots=True)
class WatchedChannel:
    """A channel that an admin chose, with the number of articles read in it."""

    guild_id: int
    channel_id: int
    added_by: int
    added_at: datetime
    articles: int = 0


@dataclass(frozen=True, slots=True)
class DigestSchedule:
    """When and where a guild's digest is posted.

    ``zone`` is an IANA name, ``minute`` minutes after local midnight, ``weekday`` 0 for Monday or None
    for daily, ``topic`` a word or phrase that articles must contain, or None. ``problem`` says in words why
    the last delivery failed.
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
    """One claimed run of a schedule: ``due_at`` makes it unique, ``since`` and ``until`` are what it covers.

    Its message, if there is one, was posted after ``claimed_at``.
    """

    id: int
    schedule: DigestSchedule
    due_at: datetime
    since: datetime
    until: datetime
    claimed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest before it is rendered. The info and the newest visible posting of its articles are by id."""

    content: DigestContent
    articles: dict[int, ArticleInfo]
    postings: dict[int, PostingRef]
    since: datetime
    until: datetime
