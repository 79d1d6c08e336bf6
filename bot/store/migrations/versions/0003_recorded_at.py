"""Postings know when they were recorded: a private answer about an old message is not itself old."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; for existing postings the message's own time is the best guess."""
    op.add_column("postings", sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE postings SET recorded_at = posted_at")
    op.create_index("postings_for_one", "postings", ["private_to", "recorded_at"])
