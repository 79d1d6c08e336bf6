"""What two people or countries said about one thing, side by side."""

from __future__ import annotations

from bot.core import lookups
from bot.core.lookups import CompareQuery, Comparison, Side
from bot.core.types import StatementQuery
from bot.store import Store, Transaction, statements
from bot.store.statements import Filter
from bot.store.visibility import Asker
from bot.usecases import naming


class Compare:
    """Sets statements beside each other, in the articles' own words, and judges nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def search(
        self, query: CompareQuery, viewer: Asker, page: int = 0, page_size: int = 3
    ) -> Comparison:
        """A page of both sides, each newest first, until both are at their end. Any text is a valid query."""
        asked = StatementQuery(text=query.topic, since=query.since)
        async with self._store.read() as db:
            known = [name for name, _ in await statements.names(db, viewer)]
            filters = [await _filter(asked, who, known) for who in (query.one, query.other)]
            totals = [await statements.count(db, one, viewer) if one else 0 for one in filters]
            page, pages = lookups.place(max(totals), page, page_size)
            one, other = [
                await _side(db, who, wanted, total, viewer, page * page_size, page_size)
                for who, wanted, total in zip((query.one, query.other), filters, totals, strict=True)
            ]
        return Comparison(one, other, page, pages)

    async def speakers(self, typed: str, viewer: Asker) -> list[str]:
        """Speakers and their countries for autocomplete, the most quoted first."""
        async with self._store.read() as db:
            known, codes = await statements.names(db, viewer), await statements.countries(db, viewer)
        offered = await naming.people(typed, known) + await naming.countries(typed, codes)
        return list(dict.fromkeys(offered))[: naming.MOST_OFFERS]


async def _filter(asked: StatementQuery, who: str, known: list[str]) -> Filter | None:
    """The statements of whoever was typed, or None if nobody is meant."""
    meant = await naming.whom(who, known)
    if not meant:
        return None
    return Filter(asked, None if meant.country else meant.names, meant.country)


async def _side(
    db: Transaction, who: str, wanted: Filter | None, total: int, viewer: Asker, offset: int, limit: int
) -> Side:
    hits = await statements.find(db, wanted, viewer, offset, limit) if wanted and offset < total else []
    return Side(who, tuple(hits), total)
