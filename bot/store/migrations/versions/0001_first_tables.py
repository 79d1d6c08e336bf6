"""First tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create everything."""
    _guilds_and_channels()
    _articles()
    _postings()
    _statements()
    _digests()
    _queries()


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _guild() -> sa.Column[int]:
    return sa.Column(
        "guild_id", sa.BigInteger(), sa.ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False
    )


def _article(*, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(
        "article_id",
        sa.Integer(),
        sa.ForeignKey("articles.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


def _guilds_and_channels() -> None:
    op.create_table(
        "guilds",
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        _moment("joined_at"),
    )
    op.create_table(
        "watched_channels",
        sa.Column("channel_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        _guild(),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        _moment("added_at"),
    )
    op.create_index("watched_by_guild", "watched_channels", ["guild_id"])


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("site", sa.Text()),
        sa.Column("outlet", sa.Text()),
        _moment("published", nullable=True),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("analysis", sa.JSON(), nullable=False),
        sa.Column("embedding", sa.LargeBinary()),
        sa.Column("preview_only", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        _moment("analysed_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("articles_by_content", "articles", ["content_hash"])
    op.create_table("article_links", sa.Column("canonical_url", sa.Text(), primary_key=True), _article())
    op.create_index("links_by_article", "article_links", ["article_id"])
    op.create_table(
        "article_sketches",
        sa.Column("value", sa.BigInteger(), primary_key=True),
        _article(primary_key=True),
    )
    op.create_index("sketches_by_article", "article_sketches", ["article_id"])
    _full_text("articles", "title", "text")


def _postings() -> None:
    op.create_table(
        "postings",
        sa.Column("id", sa.Integer(), primary_key=True),
        _guild(),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        _moment("posted_at"),
        sa.Column("private_to", sa.BigInteger(), nullable=False),
        sa.Column("source_kind", sa.String(16), nullable=False),
        sa.Column("source_key", sa.String(80), nullable=False),
        sa.Column("source_url", sa.Text()),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("message", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _moment("retry_at", nullable=True),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="SET NULL")),
        sa.UniqueConstraint("message_id", "source_key", "private_to", name="posting_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("postings_by_channel", "postings", ["guild_id", "channel_id", "posted_at"])
    op.create_index("postings_by_article", "postings", ["article_id"])
    op.create_index("postings_by_author", "postings", ["author_id"])
    op.create_index("postings_to_do", "postings", ["state", "posted_at"])


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), primary_key=True),
        _article(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text()),
        sa.Column("speaker_key", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("country", sa.String(2)),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("certainty", sa.String(16), nullable=False),
    )
    op.create_index("statements_by_article", "statements", ["article_id", "position"])
    op.create_index("statements_by_speaker", "statements", ["speaker"])
    op.create_index("statements_by_country", "statements", ["country"])
    _full_text("statements", "text", "speaker", "role", "about")


def _digests() -> None:
    op.create_table(
        "digest_schedules",
        sa.Column("id", sa.Integer(), primary_key=True),
        _guild(),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer()),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.Text()),
        _moment("begins_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("schedules_by_guild", "digest_schedules", ["guild_id"])
    op.create_table(
        "digest_runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "schedule_id",
            sa.Integer(),
            sa.ForeignKey("digest_schedules.id", ondelete="CASCADE"),
            nullable=False,
        ),
        _moment("due_at"),
        _moment("since"),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        _moment("claimed_at"),
        sa.UniqueConstraint("schedule_id", "due_at", name="run_once"),
        sqlite_autoincrement=True,
    )


def _queries() -> None:
    op.create_table(
        "saved_queries",
        sa.Column("token", sa.String(20), primary_key=True),
        _guild(),
        sa.Column("query", sa.JSON(), nullable=False),
        _moment("created_at"),
    )


def _full_text(table: str, *columns: str) -> None:
    """An FTS5 index over columns of ``table``, kept in step by triggers, cascades included."""
    if op.get_bind().dialect.name != "sqlite":
        return
    names = ", ".join(columns)
    new = ", ".join(f"new.{c}" for c in columns)
    old = ", ".join(f"old.{c}" for c in columns)
    index = f"{table}_fts"
    drop = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', old.id, {old});"  # noqa: S608 -- our own names
    add = f"INSERT INTO {index}(rowid, {names}) VALUES (new.id, {new});"  # noqa: S608 -- our own names
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    op.execute(f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {add} END")
    op.execute(f"CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {drop} END")
    op.execute(f"CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {names} ON {table} BEGIN {drop} {add} END")
