"""Contacts and figures can be searched, those of articles read so far included."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from models.export import analysis_from_dict, record
from models.knowledge.parties import countries_told, country_around, party
from models.types import Analysis

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT_ONCE = 100  # articles; an analysis may take a megabyte


def upgrade() -> None:
    """Create the tables and fill them from the stored analyses."""
    contacts, parties, figures = _contacts(), _parties(), _figures()
    connection = op.get_bind()
    for article_id, analysis in _analyses(connection):
        about = analysis.summary.headline or analysis.title or ""
        known = countries_told([statement.speaker for statement in analysis.statements])
        for position, contact in enumerate(analysis.contacts):
            row = {
                "article_id": article_id,
                "position": position,
                "kind": contact.kind,
                "status": contact.status.value,
                "day": contact.day,
                "text": contact.text,
                "topic": contact.topic,
                "about": about,
                "record": record(contact),
            }
            added = contacts.insert().values(row).returning(contacts.c.id)
            contact_id: int = connection.execute(added).scalar_one()
            for name in contact.parties:
                key, countries = party(name, known)
                for country in countries or (None,):
                    row = {"contact_id": contact_id, "name": name, "key": key, "country": country}
                    connection.execute(parties.insert().values(row))
        for position, figure in enumerate(analysis.figures):
            row = {
                "article_id": article_id,
                "position": position,
                "what": figure.what,
                "unit": figure.unit,
                "place": figure.place,
                "country": country_around(figure.place) if figure.place else None,
                "source": figure.source,
                "value": figure.value,
                "text": figure.text,
                "about": about,
                "record": record(figure),
            }
            connection.execute(figures.insert().values(row))


def _analyses(connection: sa.Connection) -> Iterator[tuple[int, Analysis]]:
    """The analyses of all articles, in the order of their ids; one that can't be read is shown nowhere."""
    last = 0
    query = sa.text("SELECT id, analysis FROM articles WHERE id > :last ORDER BY id LIMIT :most")
    while rows := connection.execute(query, {"last": last, "most": _AT_ONCE}).all():
        for row in rows:
            last = row.id
            data: Any = json.loads(row.analysis) if isinstance(row.analysis, str) else row.analysis
            try:
                yield row.id, analysis_from_dict(data)
            except (TypeError, ValueError, AttributeError):
                continue


def _article() -> sa.Column[int]:
    return sa.Column(
        "article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False
    )


def _contacts() -> sa.Table:
    made = op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), primary_key=True),
        _article(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
    )
    op.create_index("contacts_by_article", "contacts", ["article_id", "position"])
    _full_text("contacts", "text", "topic", "about")
    return made


def _parties() -> sa.Table:
    made = op.create_table(
        "contact_parties",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "contact_id", sa.Integer(), sa.ForeignKey("contacts.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("country", sa.String(2)),
    )
    op.create_index("parties_by_contact", "contact_parties", ["contact_id"])
    op.create_index("parties_by_name", "contact_parties", ["name"])
    op.create_index("parties_by_country", "contact_parties", ["country"])
    return made


def _figures() -> sa.Table:
    made = op.create_table(
        "figures",
        sa.Column("id", sa.Integer(), primary_key=True),
        _article(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("country", sa.String(2)),
        sa.Column("source", sa.Text()),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
    )
    op.create_index("figures_by_article", "figures", ["article_id", "position"])
    op.create_index("figures_by_what", "figures", ["what"])
    op.create_index("figures_by_place", "figures", ["place"])
    op.create_index("figures_by_country", "figures", ["country"])
    op.create_index("figures_by_source", "figures", ["source"])
    _full_text("figures", "what", "place", "text", "about")
    return made


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
