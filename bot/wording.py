"""How a statement is put into words: one home for cards, digests, briefings and the console.

Pure functions, in plain text. What somebody said comes as pieces, which each place dresses in its own
markup; only what the article itself sets in quotation marks is ever shown within any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.text import MORE, cut, flag, squeeze, within_marks
from models.knowledge.places import country_name
from models.knowledge.reporting import acts
from models.types import (
    Certainty,
    ChangeSide,
    Contact,
    ContactStatus,
    DigestChange,
    Figure,
    Genre,
    Kind,
    Polarity,
    Speaker,
    Statement,
)

NOBODY = "Speaker not named"
GENRE_WORDS = {
    Genre.NEWS: "",
    Genre.READOUT: "official statement",
    Genre.RELEASE: "official statement",
    Genre.TRANSCRIPT: "transcript",
    Genre.OPINION: "opinion piece: its claims are the author's own",
    Genre.LIVE: "live blog",
    Genre.LIST: "list of short items",
}

_GAP = " … "
_SIDE = 160  # characters of a statement that changed
# Mentions that tell nothing without the sentence they stand in.
_BARE = """he she it they we i you one who this that these those him her them both of all some none neither
nobody"""
_RELATIVE = re.compile(r", (?:who|which|whose|whom|where)\b.*")  # "the adviser, who asked not to be named"
_PRONOUNS = frozenset(_BARE.split())
# What opens an occasion where its sentence begins with it.
_OPENING = re.compile(r"(?:In|At|On|During|After|Before|Asked|Speaking)\b")
# Acts that a colon after the speaker says as well.
_PLAIN = frozenset(("say", "report", "announce", "explain", "answer", "emphasize", "decline_to_comment"))
_DECLINED = "declined to say"
# Acts whose verb an infinitive follows at once: "refused to answer", but "urged both sides to wait".
_WITH_INFINITIVE = frozenset(
    ("refuse", "want", "hope", "intend", "promise", "threaten", "agree", "decide", "expect", "propose")
)
_PAST = {"admit": "admitted", "know": "knew", "call_for": "called for"}
_SMALL_WORDS = frozenset(("a", "an", "the", "of", "for", "to", "in", "on", "at", "and"))
_WORD = re.compile(r"[\w'’-]+")


class Piece(NamedTuple):
    """A stretch of words. ``bold`` marks the content within its clause; ``quoted`` asks for quotation marks.

    Quotation marks within a clause stand in ``text`` as the article has them.
    """

    text: str
    bold: bool = False
    quoted: bool = False


class Who(NamedTuple):
    """A speaker in words: the flag or "", a name, and what is to be known of it: a role, "unnamed", or ""."""

    flag: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was said, ready to be dressed.

    ``follows`` tells that ``pieces`` go on from the speaker's name without a colon ("urged both sides to
    cease fire"). ``cue`` is what belongs in small print under a quotation ("told reporters in Geneva").
    """

    pieces: tuple[Piece, ...]
    follows: bool = False
    cue: str = ""


class Changed(NamedTuple):
    """A change in words: what it is about, what was reported then, and what is reported now."""

    about: str
    then: str
    now: str


def changed(change: DigestChange) -> Changed:
    """ "Call: Ilham Aliyev – Nikol Pashinyan", "not planned, according to Ayxan Hacizada", "held"."""
    what = change.now.told
    if isinstance(what, Contact):
        about = f"{what.kind.capitalize()}: {' – '.join(change.about)}"
    elif isinstance(what, Figure):
        place = change.place or ""
        place = country_name(place) if len(place) == 2 and place.isupper() else place
        about = f"{what.what.capitalize()}, {place}" if place else what.what.capitalize()
    else:
        about = speaker_line(what)
    return Changed(about, _side(change.then, then=True), _side(change.now, then=False))


def _side(side: ChangeSide, *, then: bool) -> str:
    what = side.told
    if isinstance(what, Contact):
        # a denial that something followed was of a plan
        status = "not planned" if then and what.status is ContactStatus.DENIED else str(what.status)
        return f"{status}, according to {what.source}" if what.source else status
    if isinstance(what, Figure):
        return amount(what)
    return "".join(text for text, _ in runs(shorten(told(what).pieces, _SIDE)))


def amount(figure: Figure) -> str:
    """A figure as a number: "at least 700", "10 to 15 soldiers", "EUR 691,000,000"."""
    number = f"{figure.value:,.0f}" if figure.high is None else f"{figure.value:,.0f} to {figure.high:,.0f}"
    if len(figure.unit) == 3 and figure.unit.isupper():
        number = f"{figure.unit} {number}"
    elif figure.unit != "people":
        number = f"{number} {figure.unit}"
    return f"{figure.qualifier} {number}" if figure.qualifier else number


def who(statement: Statement) -> Who:
    """The speaker: name and role; an unnamed one in the article's words; "Speaker not named" for nobody."""
    speaker = statement.speaker
    if speaker is None:
        return Who("", NOBODY, "")
    role = squeeze(speaker.role or "")
    mention = _RELATIVE.sub("", squeeze(speaker.mention)).strip("\"“”„«»', ")
    if set(_words(mention)) <= _PRONOUNS:
        mention = ""
    name = squeeze(speaker.name or "") or mention or role or NOBODY
    unnamed = not speaker.name and name != NOBODY and speaker.kind in {"person", "group"}
    details = [role] * (not _repeats(role, name)) + ["unnamed"] * unnamed
    return Who(flag(speaker.country), name[:1].upper() + name[1:], " · ".join(details))


def speaker_line(statement: Statement) -> str:
    """The speaker on one line: "🇷🇺 Dmitry Peskov · Kremlin spokesman", "A senior diplomat · unnamed"."""
    found = who(statement)
    line = f"{found.name} · {found.detail}" if found.detail else found.name
    return f"{found.flag} {line}" if found.flag else line


def _repeats(role: str, name: str) -> bool:
    """Whether a role says no more than the name does ("foreign ministry" of the Russian Foreign Ministry)."""
    return set(_words(role)) - _SMALL_WORDS <= set(_words(name))


def told(statement: Statement) -> Told:
    """What was said: its clause with the content in bold, or a quotation and its verb, or the content."""
    if statement.clause is None or not statement.clause_text.strip():
        return _told_by_content(statement)
    if not _inside(statement):
        if polarity_words(statement):
            return _told_by_content(statement)  # small print may be left out; that it was denied may not
        return Told(_content(statement), cue=_cue_line(statement))
    pieces = _tidy([piece for piece in _clause(statement) if piece.text])
    if all(piece.bold for piece in pieces):
        pieces = tuple(piece._replace(bold=False) for piece in pieces)  # nothing to set the content off from
    return Told(pieces, follows=pieces[0].text[:1].islower() and who(statement).name != NOBODY)


def certainty(statement: Statement, sources: int = 4) -> str:
    """How sure the article is, and the chain of sources: "alleged, via TASS"; empty for what is on record."""
    words = [] if statement.certainty is Certainty.ON_RECORD else [str(statement.certainty)]
    room = 80 if sources > 1 else 40
    words += [f"via {cut(squeeze(name), room)}" for name in statement.via[:sources]]
    return ", ".join(words)


def aside(statement: Statement, *, brief: bool = False) -> str:
    """The small line under a statement: a quotation's verb, to whom and when, as far as not yet told.

    Empty where there is nothing to add. ``brief`` leaves out to whom and when.
    """
    cue = told(statement).cue
    parts = [cut(cue, 80 if brief else 200)] if cue else []
    if statement.clause is None and not is_speech(statement):
        parts.append("thought or wish")
    if not brief:
        parts += _setting(statement)
    return " · ".join(parts)


def context(statement: Statement, limit: int = 240) -> str:
    """The line that says what a statement leans on: "Context: Talks in Oslo were put off on Monday."

    Empty where it stands alone.
    """
    words = squeeze(statement.context_text)
    return f"Context: {cut(words, limit - len('Context: '))}" if words else ""


def is_speech(statement: Statement) -> bool:
    """Whether words were spoken or written; beliefs, wishes and intentions are attributed without any."""
    act = acts().get(statement.act)
    return act is None or act.speech


def polarity_words(statement: Statement) -> str:
    """A denial or a silence as the verb before a bare content: "denied", "declined to say"; else nothing.

    Analyses from before there was a polarity tell it by act and negation.
    """
    polarity = statement.polarity
    if polarity is Polarity.SAID:
        if statement.act == "decline_to_comment":
            polarity = Polarity.DECLINED
        elif statement.negated:
            return "did not say" if statement.act in _PLAIN else f"did not {_verb(statement.act)}"
        elif statement.act == "deny" and statement.kind is not Kind.DIRECT:
            polarity = Polarity.DENIED  # a direct quotation is the denial, not what is denied
    return {Polarity.SAID: "", Polarity.DENIED: "denied", Polarity.DECLINED: _DECLINED}[polarity]


def shorten(pieces: Sequence[Piece], limit: int) -> tuple[Piece, ...]:
    """The pieces cut to ``limit`` characters, the quotation marks to come included.

    Only ever from the end: a verb or a "not" that was cut away would turn what was said around.
    """
    if _length(pieces) <= limit:
        return tuple(pieces)
    shown: list[Piece] = []
    left = limit
    for number, piece in enumerate(pieces):
        marks = 2 * piece.quoted
        rest = len(MORE) if number < len(pieces) - 1 else 0
        if len(piece.text) + marks + rest > left:
            room = min(left - marks, len(piece.text) - 1)
            words = cut(piece.text, room) if room > 3 * len(MORE) else MORE
            return (*shown, piece._replace(text=words)) if left >= len(MORE) else tuple(shown)
        shown.append(piece)
        left -= len(piece.text) + marks
    return tuple(shown)


def runs(pieces: Iterable[Piece]) -> list[tuple[str, bool]]:
    """The pieces as stretches of text in bold and not in bold, by turns, with their quotation marks."""
    found: list[tuple[str, bool]] = []
    for piece in pieces:
        text = f"“{piece.text}”" if piece.quoted else piece.text
        if found and found[-1][1] == piece.bold:
            found[-1] = (found[-1][0] + text, piece.bold)
        else:
            found.append((text, piece.bold))
    return found


def _told_by_content(statement: Statement) -> Told:
    """The content after its verb where that says more than "said"; a quotation speaks for itself."""
    content = _content(statement)
    verb = polarity_words(statement) or ("" if content[0].quoted else _past(statement.act))
    if not verb:
        return Told(content)
    colon = ": "
    if content[0].text.startswith("to ") and (verb == _DECLINED or statement.act in _WITH_INFINITIVE):
        verb, colon = "declined" if verb == _DECLINED else verb, " "
    return Told((Piece(f"{verb}{colon}"), *content), follows=True)


def _content(statement: Statement) -> tuple[Piece, ...]:
    """The content alone: in quotation marks where the article sets all of it in them, else as written."""
    parts = statement.text.split(_GAP)
    if len(parts) != len(statement.content):
        parts = [statement.text]
    quoted = statement.kind is Kind.DIRECT and is_speech(statement)
    words = [within_marks(squeeze(part)) for part in parts] if quoted else []
    if not words or None in words:
        return (Piece(squeeze(statement.text).removeprefix("that ")),)
    pieces = [piece for text in words if text for piece in (Piece(_GAP), Piece(text, quoted=True))]
    return tuple(pieces[1:])


def _past(act: str) -> str:
    """What was done, in the past: "condemned", "called for"; nothing where it was only said."""
    if act in _PLAIN:
        return ""
    verb, _, rest = _verb(act).partition(" ")
    ending = "ied" if re.search(r"[^aeiou]y$", verb) else "d" if verb.endswith("e") else "ed"
    return _PAST.get(act, f"{verb[:-1] if ending == 'ied' else verb}{ending} {rest}".strip())


def _verb(act: str) -> str:
    return cut(squeeze(act.replace("_", " ")), 40)


def _inside(statement: Statement) -> bool:
    """Whether the clause holds any of the content."""
    start, end = statement.clause or (0, 0)
    return any(s < end and e > start for s, e in statement.content)


def _clause(statement: Statement) -> list[Piece]:
    """The clause with the content in bold, and content from beyond it before and after."""
    start, end = statement.clause or (0, 0)
    texts = statement.text.split(_GAP)
    if len(texts) != len(statement.content):
        texts = [""] * len(statement.content)  # an ellipsis of the article's own: the clause alone is safe
    before: list[Piece] = []
    within: list[Piece] = []
    after: list[Piece] = []
    at = start
    for (s, e), text in zip(statement.content, texts, strict=True):
        if e <= start:
            before += [Piece(text, True), Piece(_GAP)] if text else []
        elif s >= end:
            after += [Piece(_GAP), Piece(text, True)] if text else []
        else:
            before += [Piece(text[: start - s], True)] if s < start else []
            within.append(Piece(statement.clause_text[at - start : max(s, start) - start]))
            within.append(Piece(statement.clause_text[max(s, start) - start : min(e, end) - start], True))
            after += [Piece(text[end - s :], True)] if e > end else []
            at = min(e, end)
    return [*before, *within, Piece(statement.clause_text[at - start :]), *after]


def _tidy(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces with single blanks, none of them at the edge of the bold, and no "that" at its head."""
    found: list[Piece] = []
    for text, bold in runs(pieces):
        words = squeeze(text)
        lead, tail = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(words))
        if bold and words.startswith("that "):
            lead, words = f"{lead}that ", words.removeprefix("that ")
        found += [Piece(lead), Piece(words, bold), Piece(tail)]
    tidy: list[Piece] = []
    for text, bold in runs(piece for piece in found if piece.text):
        doubled = not tidy or tidy[-1].text.endswith(" ")
        tidy.append(Piece(re.sub(" {2,}", " ", text.lstrip() if doubled else text), bold))
    tidy[-1] = tidy[-1]._replace(text=tidy[-1].text.rstrip(" ,;:"))
    return tuple(piece for piece in tidy if piece.text)


def _cue_line(statement: Statement) -> str:
    """The verb's part of a quotation: "told reporters in Geneva"; nothing for a mere "told them"."""
    line = squeeze(statement.clause_text).strip(" ,;:.")
    return "" if statement.act == "say" and set(_words(line)[1:]) <= _PRONOUNS else line


def _setting(statement: Statement) -> list[str]:
    """To whom and when, where the words shown do not tell."""
    shown = set(_words(statement.clause_text))
    occasion = squeeze(statement.occasion or "")
    named = f"{statement.clause_text} {occasion}".casefold()
    heard = [squeeze(name) for name in statement.audience[:3] if not _is_speaker(name, statement.speaker)]
    heard = [
        name
        for name in heard
        if name.casefold() not in named and not {name.casefold(), _last(name)} & (shown | _PRONOUNS)
    ]
    parts = ["to " + ", ".join(cut(name, 60) for name in heard)] if heard else []
    if occasion and not set(_words(occasion)) <= shown:
        opens = _OPENING.match(occasion)
        parts.append(cut(occasion[0].lower() + occasion[1:] if opens else occasion, 80))
    return parts


def _is_speaker(name: str, speaker: Speaker | None) -> bool:
    return speaker is not None and name in {speaker.name, speaker.mention}


def _last(name: str) -> str:
    return " ".join(_words(name)[-1:])


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _length(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.text) + 2 * piece.quoted for piece in pieces)
