"""Postings remember their card, deletions leave no sentence behind, and people's own titles stay apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Older versions of SQLite can't; there the indexes are cleaned when the store is tidied.
_SECURE_DELETE_SINCE = (3, 42, 0)


def upgrade() -> None:
    """Bring postings, digests, articles and indexes up to date."""
    _cards()
    _digest_sentences()
    _own_titles()
    _delete_securely("articles_fts")
    _delete_securely("statements_fts")


def _cards() -> None:
    """Whatever was read before has its card or needs none."""
    op.add_column("postings", sa.Column("answered", sa.BigInteger(), nullable=True))
    op.execute("UPDATE postings SET answered = 0 WHERE state NOT IN ('recorded', 'reading')")
    op.create_index("postings_in_time", "postings", ["channel_id", "posted_at"])


def _digest_sentences() -> None:
    """A digest's sentences are removed with their article. Those stored so far belong to no article."""
    op.drop_column("digest_runs", "sentences")
    op.create_table(
        "digest_sentences",
        sa.Column("id", sa.Integer(), primary_key=True),
        _parent("run_id", "digest_runs.id"),
        _parent("article_id", "articles.id"),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_index("sentences_by_run", "digest_sentences", ["run_id"])
    op.create_index("sentences_by_article", "digest_sentences", ["article_id"])


def _parent(name: str, key: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(key, ondelete="CASCADE"), nullable=False)


def _own_titles() -> None:
    """An article that was not fetched may have somebody's own title: from now on it has no copies."""
    op.execute(
        "UPDATE articles SET content_hash = 'own ' || id "
        "WHERE id NOT IN (SELECT article_id FROM article_links)"
    )


def _delete_securely(index: str) -> None:
    dialect = op.get_bind().dialect
    if dialect.name == "sqlite" and (dialect.server_version_info or ()) >= _SECURE_DELETE_SINCE:
        op.execute(f"INSERT INTO {index}({index}, rank) VALUES ('secure-delete', 1)")  # noqa: S608 -- our own names
