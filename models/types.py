"""The language side's vocabulary: what goes into an analysis and what comes out.

Every span is a half-open pair ``(start, end)`` of character offsets into ``Article.text`` *as given*,
whatever the clean copy dropped or normalised on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Span = tuple[int, int]


class Kind(StrEnum):
    """How words are attributed: quoted in full, partly quoted, or paraphrased."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Certainty(StrEnum):
    """How sure the article is that the words were said."""

    ON_RECORD = "on record"
    REPORTED = "reported"
    ALLEGED = "alleged"


class Polarity(StrEnum):
    """Whether a matter was put forward, denied, or met with silence."""

    SAID = "said"
    DENIED = "denied"
    DECLINED = "declined"


class Genre(StrEnum):
    """What kind of text an article is, which decides who "I", "we" and "the Secretary" are."""

    NEWS = "news"
    READOUT = "readout"
    RELEASE = "release"
    TRANSCRIPT = "transcript"
    OPINION = "opinion"
    LIVE = "live blog"
    LIST = "list"


class ContactStatus(StrEnum):
    """What became of a contact, as the article tells it."""

    HELD = "held"
    UNDER_WAY = "under way"
    PLANNED = "planned"
    OFFERED = "offered"
    DENIED = "denied"
    REFUSED = "refused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Article:
    """A text to be read, with what is known about it from outside the text."""

    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening ``MOSCOW, October 9. /TASS/.`` of wire copy, taken apart.

    ``day`` is the date as written ("October 9"); ``agency`` the agency as written ("TASS", "Reuters").
    """

    span: Span
    place: str
    day: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, as well as the article tells.

    ``name`` is the best name in the article, or None when nobody can be named safely; ``mention`` the
    words in the source span. ``country`` is an ISO 3166 alpha-2 code. ``kind`` is person, group, body,
    country or unknown. ``key`` is equal for equal speakers across articles ("putin" for "Vladimir V.
    Putin" and "President Putin"), or None when there is no name.
    """

    mention: str
    name: str | None = None
    role: str | None = None
    country: str | None = None
    kind: str = "unknown"
    key: str | None = None

    @property
    def identity(self) -> str:
        """What tells one speaker from another within an article: the key, else the name, else the mention."""
        return self.key or (self.name or self.mention).casefold()


@dataclass(frozen=True, slots=True)
class Statement:
    """Something attributed to somebody.

    ``content``, ``source`` and ``cue`` are spans of the article as given, in order; ``source`` is empty
    where the article names nobody. ``text`` is the content as written, pieces joined by " … ". ``via`` is
    the chain of sources from the article outward. ``evidence`` is the span of the sentence or sentences
    that carry the statement. ``event`` is the PLOVER event type of the act (Halterman et al. 2023).

    ``clause`` is the stretch of the article that a person is shown, ``clause_text`` its words as written:
    the statement with its verb and without its speaker ("urged both sides to cease fire at once"); of a
    quotation told before or behind its verb, the verb's part alone ("told reporters in Geneva"), which then
    holds none of the content; where no stretch reads as a clause, the whole sentence, source included.
    None where there is no cue to show. ``polarity`` is DENIED where the speaker denies the content and
    DECLINED where silence about it is told; ``negated`` says that the verb itself is negated.

    ``context`` is the one sentence before it without which nobody can tell what its words point at ("the
    decision", "the sixth"), or the question that it answers, and ``context_text`` its words as written;
    None where the statement stands alone or no such sentence is found.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    text: str
    kind: Kind
    act: str
    certainty: Certainty = Certainty.ON_RECORD
    via: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    speaker: Speaker | None = None
    occasion: str | None = None
    negated: bool = False
    event: str | None = None
    evidence: tuple[Span, ...] = ()
    clause: Span | None = None
    clause_text: str = ""
    polarity: Polarity = Polarity.SAID
    context: Span | None = None
    context_text: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A call, meeting, visit, summit, round of talks or letter between named parties.

    ``when`` and ``where`` are as written; ``day`` is the date ``when`` resolves to, where it does.
    ``source`` names who says so, None when the article itself does. ``topic`` is what it is about, as
    written ("the border dispute"), None when the article does not tell.
    """

    kind: str
    parties: tuple[str, ...]
    status: ContactStatus
    text: str
    evidence: tuple[Span, ...]
    when: str | None = None
    day: date | None = None
    where: str | None = None
    source: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported number of people, things or money.

    ``value`` is the number in units ("a million" is 1000000), of a range the lower one, and ``high`` the
    upper; ``what`` what is counted ("killed", "displaced", "aid", "vaccine doses"); ``unit`` "people", a
    currency code, or the thing counted. ``whose`` is the ISO code of the people counted, where the article
    tells it of them ("500 Palestinians", "Israel's dead"); ``part`` says that the number is no whole: what
    came in a day, or on top of an earlier count.
    """

    value: float
    what: str
    unit: str
    text: str
    evidence: tuple[Span, ...]
    qualifier: str | None = None
    place: str | None = None
    when: str | None = None
    source: str | None = None
    high: float | None = None
    whose: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a summary. ``verbatim`` is False for a line that a model worded.

    ``text`` equals the evidence but for bracketed insertions and removed datelines when verbatim.
    """

    text: str
    evidence: tuple[Span, ...]
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Summary:
    """Headline, a gist of one sentence and the points, in article order. ``model`` names what chose them.

    ``gist`` is always one of the points; a card shows it apart.
    """

    headline: str
    gist: Point | None
    points: tuple[Point, ...]
    model: str
    headline_from_article: bool = True


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was read out of one article."""

    language: str
    title: str | None
    summary: Summary
    statements: tuple[Statement, ...] = ()
    contacts: tuple[Contact, ...] = ()
    figures: tuple[Figure, ...] = ()
    dateline: Dateline | None = None
    genre: Genre = Genre.NEWS


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An analysed article on its way into stories. ``id`` is the caller's own; ``embedding`` unit length."""

    id: int
    title: str
    outlet: str | None
    seen: datetime
    text: str
    analysis: Analysis
    embedding: tuple[float, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Story:
    """The articles, from however many outlets, about one event; the best told first.

    ``reprints`` maps an article id to the ids of articles that carry the same wire copy.
    """

    articles: tuple[StoryArticle, ...]
    reprints: dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A line of a digest and the article (``article`` is a StoryArticle id) that carries it."""

    article: int
    text: str
    evidence: tuple[Span, ...] = ()
    still: bool = False


@dataclass(frozen=True, slots=True)
class DigestStatement:
    """Who said what, in one story of a digest."""

    article: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where articles of one story differ: the same figure with other values, or a claim and its denial."""

    what: str
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True, slots=True)
class DigestStory:
    """A story as a digest tells it. ``articles`` are ids, the best told first, reprints included."""

    headline: str
    gist: DigestLine
    statements: tuple[DigestStatement, ...]
    disagreements: tuple[Disagreement, ...]
    articles: tuple[int, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeSide:
    """One side of a change: the article (a StoryArticle id), its day, and what it tells."""

    article: int
    day: date
    told: Contact | Figure | Statement


@dataclass(frozen=True, slots=True)
class DigestChange:
    """What was reported *then* and what is reported *now*, both a contact, a figure or a statement.

    ``about`` are the parties of the contact by their fullest names, else empty; ``place`` is where a
    figure's people were, or the ISO code of their country.
    """

    then: ChangeSide
    now: ChangeSide
    about: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class DigestContent:
    """A digest before it is dressed for Discord: told stories, ranked, and the rest in one line each.

    ``changes`` are what changed since earlier articles, the weightiest first.
    """

    stories: tuple[DigestStory, ...]
    rest: tuple[DigestLine, ...]
    articles: int
    changes: tuple[DigestChange, ...] = ()


class LanguageUnsupported(ValueError):
    """The article is not in English. ``language`` is the language's English name, or None if unclear."""

    def __init__(self, language: str | None) -> None:
        super().__init__(language or "unknown")
        self.language = language

    def __reduce__(self) -> tuple[object, ...]:
        """How it crosses from one process to another."""
        return LanguageUnsupported, (self.language,)


class NothingToRead(ValueError):
    """The text holds no sentence of prose."""


class ModelUnavailable(RuntimeError):
    """A model cannot be loaded. The message is for the operator and says what to do."""
