"""Statements, contacts and figures as rows for other programs; docs/export.md explains each column."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.core.export_files import Format, What, head, line
from bot.core.types import Sighting
from bot.store import Store, exports
from bot.store.contacts import StoredContact
from bot.store.exports import Exported, Wanted
from bot.store.figures import StoredFigure
from bot.store.visibility import Asker
from models.types import Figure, Span, Statement

_ARTICLE = "article position title outlet published posted address message preview_only"
_COLUMNS = {
    "statements": "speaker role country speaker_kind kind act polarity negated certainty text via audience "
    "occasion event content source cue clause evidence",
    "contacts": "kind status parties countries when day where topic source text event mode cameo evidence",
    "figures": "value high what unit qualifier place when source text evidence",
}


def columns(what: What) -> list[str]:
    """The names of the columns, in order."""
    return [*_ARTICLE.split(), *_COLUMNS[what.value].split()]


class Export:
    """Hands out all that the viewer may see."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def lines(
        self,
        what: What,
        style: Format,
        viewer: Asker,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> AsyncIterator[str]:
        """The lines of a file, in portions of about a hundred rows; none at all if there is no row."""
        wanted = Wanted(what, since, until)
        begun = False
        last = 0
        while True:
            # A transaction for each: a reader that takes its time must not hold the log back.
            async with self._store.read() as db:
                portion = await exports.portion(db, wanted, viewer, last)
            if not portion.found:
                return
            rows = "".join(line(_row(position, found), style) for position, found in portion.found)
            yield rows if begun else head(columns(what), style) + rows
            begun, last = True, portion.last


def _row(position: int, found: Exported) -> dict[str, Any]:
    row = _of_article(position, exports.sighting(found))
    if isinstance(found, StoredContact):
        return row | _contact(found)
    return row | (_figure(found.figure) if isinstance(found, StoredFigure) else _statement(found.statement))


def _of_article(position: int, seen: Sighting) -> dict[str, Any]:
    article, posting = seen.article, seen.posting
    return {
        "article": article.id,
        "position": position,
        "title": article.title,
        "outlet": article.outlet,
        "published": _moment(article.published),
        "posted": _moment(posting.posted_at),
        "address": article.url,
        "message": None if posting.private else posting.jump_url,
        "preview_only": article.preview_only,
    }


def _statement(found: Statement) -> dict[str, Any]:
    speaker = found.speaker
    return {
        "speaker": (speaker.name or speaker.mention) if speaker else None,
        "role": speaker.role if speaker else None,
        "country": speaker.country if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "kind": found.kind.value,
        "act": found.act,
        "polarity": found.polarity.value,
        "negated": found.negated,
        "certainty": found.certainty.value,
        "text": found.text,
        "via": list(found.via),
        "audience": list(found.audience),
        "occasion": found.occasion,
        "event": found.event,
        "content": _spans(found.content),
        "source": _spans(found.source),
        "cue": _spans(found.cue),
        "clause": _spans([found.clause] if found.clause else []),
        "evidence": _spans(found.evidence),
    }


def _contact(found: StoredContact) -> dict[str, Any]:
    from models.knowledge.contact_events import event_code

    contact = found.contact
    code = event_code(contact, found.countries)
    return {
        "kind": contact.kind,
        "status": contact.status.value,
        "parties": list(contact.parties),
        "countries": [country or "" for country in found.countries],
        "when": contact.when,
        "day": _day(contact.day),
        "where": contact.where,
        "topic": contact.topic,
        "source": contact.source,
        "text": contact.text,
        "event": code.event if code else None,
        "mode": (code.mode or None) if code else None,
        "cameo": code.cameo if code else None,
        "evidence": _spans(contact.evidence),
    }


def _figure(found: Figure) -> dict[str, Any]:
    return {
        "value": found.value,
        "high": found.high,
        "what": found.what,
        "unit": found.unit,
        "qualifier": found.qualifier,
        "place": found.place,
        "when": found.when,
        "source": found.source,
        "text": found.text,
        "evidence": _spans(found.evidence),
    }


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
