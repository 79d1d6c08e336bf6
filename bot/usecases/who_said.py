"""Who said what: a search for statements."""

from __future__ import annotations

import asyncio
import secrets

from bot.core.types import StatementPage, StatementQuery, Viewer
from bot.store import Store, queries, statements
from bot.store.engine import QUERIES_KEPT
from bot.store.statements import Filter
from bot.store.visibility import Asker
from bot.usecases.ports import Clock

_MOST_OFFERS = 25


class WhoSaid:
    """Searches the statements of every article that the viewer may see posted."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def search(
        self, query: StatementQuery, viewer: Asker, page: int = 0, page_size: int = 5
    ) -> StatementPage:
        """A page of matches, newest first; a page beyond the last is the last. Any text is a valid query."""
        async with self._store.read() as db:
            speakers = None
            if query.speaker and query.speaker.strip():
                known = [name for name, _ in await statements.names(db, viewer)]
                speakers = await asyncio.to_thread(_meant, query.speaker, known)
            country = None
            if query.country and query.country.strip():
                country = await asyncio.to_thread(_code, query.country)
                if country is None:
                    return StatementPage((), 0, 0, 0)
            wanted = Filter(query, speakers, country)
            total = await statements.count(db, wanted, viewer)
            pages = -(-total // page_size)
            page = max(0, min(page, pages - 1))
            hits = await statements.find(db, wanted, viewer, page * page_size, page_size)
        return StatementPage(tuple(hits), total, page, pages)

    async def speakers(self, prefix: str, viewer: Asker) -> list[str]:
        """Names for autocomplete, the most quoted first; one spelling per person."""
        async with self._store.read() as db:
            known = await statements.names(db, viewer)
        best: dict[str, str] = {}
        for name, key in known:
            if key is not None:
                best.setdefault(key, name)
        full = {key.partition(",")[0] for key in best if "," in key}
        best = {key: name for key, name in best.items() if key not in full}
        begun = [name for name in best.values() if _begins(prefix, name)]
        if not begun:
            begun = list(await asyncio.to_thread(_meant, prefix, list(best.values())))
        return begun[:_MOST_OFFERS]

    async def countries(self, prefix: str, viewer: Asker) -> list[str]:
        """English names of countries for autocomplete, the most quoted first; "brit" also finds the UK."""
        async with self._store.read() as db:
            codes = await statements.countries(db, viewer)
        named = await asyncio.to_thread(_country_names, codes)
        return [names[0] for names in named if any(_begins(prefix, n) for n in names)][:_MOST_OFFERS]

    async def save(self, query: StatementQuery, viewer: Viewer, user_id: int) -> str:
        """Store a person's query for its page buttons for 90 days; returns a token of 12 characters."""
        token = secrets.token_urlsafe(9)
        now = self._clock()
        async with self._store.write() as db:
            await queries.purge(db, now - QUERIES_KEPT)
            await queries.save(db, token, viewer.guild_id, user_id, query, now)
        return token

    async def load(self, token: str) -> StatementQuery | None:
        """The query behind a token, or None if it is unknown or has expired."""
        async with self._store.read() as db:
            return await queries.load(db, token)


def _begins(typed: str, name: str) -> bool:
    """Whether a name or one of its words begins with ``typed``."""
    typed, name = typed.strip().casefold(), name.casefold()
    return any(part.startswith(typed) for part in (name, *name.split()))


def _meant(query: str, names: list[str]) -> tuple[str, ...]:
    from models.knowledge.names import matches

    return tuple(name for name in names if matches(query, name))


def _code(country: str) -> str | None:
    """The code by which statements name a country or union, given a code or an English name; or None."""
    import pycountry

    from models.knowledge.places import place

    typed = country.strip()
    if len(typed) == 2 and (coded := pycountry.countries.get(alpha_2=typed.upper())):
        return coded.alpha_2
    found = place(typed)
    if found and found.country:
        return found.country
    try:
        return pycountry.countries.lookup(typed).alpha_2
    except LookupError:
        return None


def _country_names(codes: list[str]) -> list[tuple[str, ...]]:
    """The names of each country or union, beginning with the one to show."""
    return [_names_of(code) for code in codes]


def _names_of(code: str) -> tuple[str, ...]:
    """The names of a country or union, beginning with the one to show.

    Everyday names (Russia, Iran) read better than ISO's (Russian Federation), except for those that leave out
    "United": America, Britain, Emirates.
    """
    import pycountry

    from models.knowledge.places import common_names, country_name, place

    everyday = country_name(code)
    coded = pycountry.countries.get(alpha_2=code)
    if coded is not None:
        united = coded.name.startswith("United ")
        return tuple(dict.fromkeys((coded.name, *common_names(code)))) if united else (everyday,)
    found = place(code)
    return (found.name if found and everyday == code else everyday,)
