"""What goes into histories and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.types import Contact, ContactStatus, Figure, Statement


@dataclass(frozen=True, slots=True)
class Origin:
    """The article that a line comes from. ``article`` is the caller's id of it, ``day`` when it appeared.

    ``story`` is the caller's id of its story, None where that is not known.
    """

    article: int
    day: date
    outlet: str | None = None
    story: int | None = None


@dataclass(frozen=True, slots=True)
class ContactReport:
    """What one article tells of a contact."""

    origin: Origin
    contact: Contact


@dataclass(frozen=True, slots=True)
class ContactHistory:
    """One contact as several articles tell it, the earliest report first; there is at least one.

    ``parties`` are the fullest forms of their names, ``countries`` their ISO codes in the same order.
    """

    kind: str
    parties: tuple[str, ...]
    countries: tuple[str | None, ...]
    reports: tuple[ContactReport, ...]

    @property
    def status(self) -> ContactStatus:
        """What became of it by the newest report."""
        return self.reports[-1].contact.status

    @property
    def turns(self) -> tuple[ContactReport, ...]:
        """The first report, and every later one whose status is another than the one before it."""
        return self.reports[:1] + tuple(
            later
            for earlier, later in zip(self.reports, self.reports[1:], strict=False)
            if later.contact.status != earlier.contact.status
        )


@dataclass(frozen=True, slots=True)
class FigureReport:
    """What one article tells of a figure."""

    origin: Origin
    figure: Figure


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """One quantity, of the same people and place, as several articles tell it; the earliest report first.

    ``whose`` is the ISO code of the people counted, by what is said of them or by the place.
    """

    what: str
    unit: str
    place: str | None
    reports: tuple[FigureReport, ...]
    whose: str | None = None


@dataclass(frozen=True, slots=True)
class StatementReport:
    """What one article has somebody say."""

    origin: Origin
    statement: Statement
