"""Each posting has its own address of the article, and a saved query knows who asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Postings so far are shown with the link that they posted; an article's address may be another's.

    Public answers, which are cards themselves, have never been claimed to be read.
    """
    op.add_column("postings", sa.Column("address", sa.Text(), nullable=True))
    op.execute("UPDATE postings SET address = source_url WHERE article_id IS NOT NULL")
    op.execute(
        "UPDATE postings SET answered = message_id"
        " WHERE state = 'read' AND private_to = 0 AND attempts = 0 AND answered = 0"
    )
    op.add_column("saved_queries", sa.Column("user_id", sa.BigInteger(), nullable=True))
    op.create_index("queries_by_user", "saved_queries", ["user_id"])
