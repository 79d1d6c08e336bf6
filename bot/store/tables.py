"""The tables as they are now. ``migrations`` holds the steps that led here; tests check that they agree."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.columns import Embedding, Moment

metadata = MetaData()

guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("joined_at", Moment, nullable=False),
)


def _guild() -> Column[int]:
    return Column("guild_id", BigInteger, ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False)


watched_channels = Table(
    "watched_channels",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    _guild(),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Moment, nullable=False),
    Index("watched_by_guild", "guild_id"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("site", Text),
    Column("outlet", Text),
    Column("published", Moment),
    Column("language", String(16), nullable=False),
    Column("analysis", JSON, nullable=False),
    Column("embedding", Embedding),
    Column("preview_only", Boolean, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("analysed_at", Moment, nullable=False),
    Index("articles_by_content", "content_hash"),
    # An id is never reused: a button under an old card must not open a newer article.
    sqlite_autoincrement=True,
)


def _article() -> Column[int]:
    return Column("article_id", Integer, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False)


# The addresses of an article, each in its canonical form.
article_links = Table(
    "article_links",
    metadata,
    Column("canonical_url", Text, primary_key=True),
    _article(),
    Index("links_by_article", "article_id"),
)

# The numbers that near-duplicates share (bot.core.dedupe.sketch).
article_sketches = Table(
    "article_sketches",
    metadata,
    Column("value", BigInteger, primary_key=True),
    Column(
        "article_id", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    Index("sketches_by_article", "article_id"),
)

postings = Table(
    "postings",
    metadata,
    Column("id", Integer, primary_key=True),
    _guild(),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("posted_at", Moment, nullable=False),
    Column("private_to", BigInteger, nullable=False),  # 0 for everybody who can read the channel
    Column("source_kind", String(16), nullable=False),
    Column("source_key", String(80), nullable=False),
    Column("source_url", Text),
    # Where its article was found, as it may be shown to whoever sees this posting, and to nobody else.
    Column("address", Text),
    Column("payload", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(32)),
    Column("message", Text),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", Moment),
    Column("article_id", Integer, ForeignKey("articles.id", ondelete="SET NULL")),
    # The message with its card; 0 if it needs none, null if that is not settled yet.
    Column("answered", BigInteger),
    Column("recorded_at", Moment),
    UniqueConstraint("message_id", "source_key", "private_to", name="posting_once"),
    Index("postings_by_channel", "guild_id", "channel_id", "posted_at"),
    Index("postings_for_one", "private_to", "recorded_at"),
    Index("postings_in_time", "channel_id", "posted_at"),
    Index("postings_by_article", "article_id"),
    Index("postings_by_author", "author_id"),
    Index("postings_to_do", "state", "posted_at"),
    sqlite_autoincrement=True,
)

# The newest message of a channel that was forgotten at its author's request: nothing up to it is read again.
forgotten = Table(
    "forgotten",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    _guild(),
    Column("message_id", BigInteger, nullable=False),
)

# Denormalised for search; the statement itself is in the article's analysis, at ``position``.
statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    _article(),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("speaker", Text),
    Column("speaker_key", Text),
    Column("role", Text),
    Column("country", String(2)),
    Column("about", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("act", String(32), nullable=False),
    Column("certainty", String(16), nullable=False),
    Index("statements_by_article", "article_id", "position"),
    Index("statements_by_speaker", "speaker"),
    Index("statements_by_country", "country"),
)

# Denormalised for search, as the statements are; ``record`` is the contact as the article's analysis has it,
# so that a history of many articles does not take decoding each of them.
contacts = Table(
    "contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    _article(),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("day", Date),
    Column("text", Text, nullable=False),
    Column("topic", Text),
    Column("about", Text, nullable=False),
    Column("record", JSON, nullable=False),
    Index("contacts_by_article", "article_id", "position"),
)

contact_parties = Table(
    "contact_parties",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contact_id", Integer, ForeignKey("contacts.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("country", String(2)),
    Index("parties_by_contact", "contact_id"),
    Index("parties_by_name", "name"),
    Index("parties_by_country", "country"),
)

# As the contacts. ``country`` is the one in which ``place`` lies.
figures = Table(
    "figures",
    metadata,
    Column("id", Integer, primary_key=True),
    _article(),
    Column("position", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("place", Text),
    Column("country", String(2)),
    Column("source", Text),
    Column("value", Float, nullable=False),
    Column("text", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("record", JSON, nullable=False),
    Index("figures_by_article", "article_id", "position"),
    Index("figures_by_what", "what"),
    Index("figures_by_place", "place"),
    Index("figures_by_country", "country"),
    Index("figures_by_source", "source"),
)

digest_schedules = Table(
    "digest_schedules",
    metadata,
    Column("id", Integer, primary_key=True),
    _guild(),
    Column("channel_id", BigInteger, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("minute", Integer, nullable=False),
    Column("weekday", Integer),
    Column("minimum", Integer, nullable=False),
    Column("topic", Text),
    Column("paused", Boolean, nullable=False),
    Column("problem", Text),
    Column("begins_at", Moment, nullable=False),
    Index("schedules_by_guild", "guild_id"),
    sqlite_autoincrement=True,
)

digest_runs = Table(
    "digest_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("schedule_id", Integer, ForeignKey("digest_schedules.id", ondelete="CASCADE"), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("since", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("articles", JSON, nullable=False),
    Column("claimed_at", Moment, nullable=False),
    UniqueConstraint("schedule_id", "due_at", name="run_once"),
    sqlite_autoincrement=True,
)

# The sentences of past digests; each is removed with its article.
digest_sentences = Table(
    "digest_sentences",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("digest_runs.id", ondelete="CASCADE"), nullable=False),
    _article(),
    Column("text", Text, nullable=False),
    Index("sentences_by_run", "run_id"),
    Index("sentences_by_article", "article_id"),
)

saved_queries = Table(
    "saved_queries",
    metadata,
    Column("token", String(20), primary_key=True),
    _guild(),
    Column("query", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("user_id", BigInteger),  # who asked; null for queries saved before that was kept
    Index("queries_by_user", "user_id"),
)
