"""Which statements of a story a digest shows: at most three, each of which can be read on its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from models.digest.headline_speaker import rank
from models.digest.likeness import words
from models.extractors.common import leaning
from models.knowledge import seniority
from models.knowledge.reporting import acts
from models.types import (
    Certainty,
    DigestStatement,
    Kind,
    Polarity,
    Span,
    Speaker,
    Statement,
    StoryArticle,
)

STATEMENTS = 3
HEADLINE = 10.0  # more than any office, length or age weighs
SHORTEST = 5  # words of a bare content
SHORTEST_QUOTATION = 4
SHORTEST_CLAUSE = 3
DAY = 86400
LEANS = 2.0  # what a statement that leans on another sentence weighs less

# A clause has a finite verb. Only forms that are hardly ever anything else, so that no parse is needed.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|cannot|could|shall|should|may|might|must"
    r"|went|came|took|gave|made|(?!bloodshed|hundred|indeed)(?-i:[a-z]+ed)|\w+(?:n't|n’t|'ll|’ll|'re|’re|'ve|’ve))\b",
    re.IGNORECASE,
)
# How half a sentence begins: "Reaffirming the claim to the islands".
_HALF = re.compile(r"(?:\w{2,}ing)\b", re.IGNORECASE)
_SPOKE = re.compile(
    r"\b(?:says?|said|told|wrote|spoke|swore|thought|felt|held|put|found|saw|sought|forbade)\b", re.IGNORECASE
)
# How a cue begins that is no finite verb: "to urge", "urging", "in a statement".
_NO_VERB = re.compile(r"(?:to|an?|the|its|his|her|their|in|by|as|according|with|of|\w+ing)\b", re.IGNORECASE)
# Words that point at something said elsewhere.
_POINTING = """it its this that these those they them their he him his she her we us you i me so such one ones
some none all both any much of to as the same not yes no"""
_POINTERS = frozenset(_POINTING.split())
_NO_CLAUSE = re.compile(r"(?:to|how|who|what|where|when|why|whether|by|of|for|with)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|whom)\b")
# Acts that read well with a noun or an infinitive: "condemns: the attack".
_WITH_OBJECT = frozenset(
    ("urge", "call_for", "order", "promise", "threaten", "accuse", "condemn", "criticize")
    + ("support", "oppose", "deny", "reject", "refuse", "decide", "want", "intend", "fear", "hope")
)
# Acts by which nothing is said.
_SILENT = frozenset(("decline_to_comment", "appear", "react"))
_PERSONS = ("person", "unknown")


def choose(
    articles: Sequence[StoryArticle], seen: Callable[[str], bool], headline: str = ""
) -> Iterator[DigestStatement]:
    """At most three statements from different speakers, the weightiest and the latest first.

    Whom the story's ``headline`` has speak comes before all others, whatever the office, then whom it names.
    ``seen`` says whether readers have seen a text. Where another article of the story knows more about a
    speaker, the statement takes role and country from there.
    """
    known = _fullest(articles)
    latest = max(a.seen for a in articles)
    options: list[tuple[float, StoryArticle, Statement, Speaker]] = []
    for article in articles:
        age = (latest - article.seen).total_seconds() / DAY
        for statement in article.analysis.statements:
            if not statement.speaker or not statement.speaker.name:
                continue
            alone = reads_alone(statement, article.title)
            if alone or reads_in_context(statement, article.title):
                speaker = known.get(statement.speaker.identity, statement.speaker)
                weight = _weight(statement, speaker) - age + HEADLINE * rank(headline, speaker)
                weight -= 0.0 if alone else LEANS
                options.append((weight, article, statement, speaker))
    options.sort(key=lambda option: -option[0])
    chosen: list[Speaker] = []
    for _, article, statement, speaker in options:
        if any(_same(speaker, other) for other in chosen) or seen(statement.text):
            continue
        chosen.append(speaker)
        yield DigestStatement(article.id, replace(statement, speaker=speaker))
        if len(chosen) == STATEMENTS:
            return


def reads_alone(statement: Statement, title: str = "", known: str = "") -> bool:
    """Whether this statement says something to a reader who sees nothing but it and its speaker.

    It does where it says something at all, as :func:`_tells` has it, and points at nothing but what
    ``title`` or ``known`` names, which stand above it.
    """
    return _tells(statement, title) and leaning.find(statement, f"{title} {known}") is None


def reads_in_context(statement: Statement, title: str = "") -> bool:
    """Whether a statement that leans on a sentence before it says something together with that sentence.

    A noun that its article introduces nowhere ("the talks") counts as known from the news.
    """
    lean = leaning.find(statement, title)
    return _tells(statement, title) and (statement.context is not None or lean is None or not lean.told)


def _tells(statement: Statement, title: str) -> bool:
    """Whether a statement says something once what it points at is known.

    A clause does where the verb that attributes it is finite; so does a quotation. Of bare contents, a noun
    without its verb ("the outcome a clear sign") does not, and pronouns alone ("one of them") never do. What
    a headline says already is left to the headline.
    """
    said = words(statement.text.removeprefix("that "))
    if not set(said) - _POINTERS or (title and " ".join(said) in " ".join(words(title))):
        return False
    clause = statement.clause
    if _is_half(statement):
        return False
    if clause is not None and _meet(clause, statement.content):
        return _told_beside(statement, clause) or _has_finite_verb(statement, clause)
    if clause is None and _is_silence(statement):
        return False
    if statement.kind is Kind.DIRECT:
        return len(said) >= SHORTEST_QUOTATION
    with_object = clause is None and statement.act in _WITH_OBJECT
    return len(said) >= SHORTEST and (with_object or is_clause(statement.text))


def _is_half(statement: Statement) -> bool:
    """Whether what is shown is half a sentence: "Reaffirming the claim to the islands"."""
    clause, text = statement.clause, statement.clause_text
    sources = clause is not None and _meet(clause, statement.source)
    return sources and _HALF.match(text) is not None and not _has_verb(text)


def _told_beside(statement: Statement, clause: Span) -> bool:
    """Whether a speaker stands right before "saying": "…, with the minister | saying that …"."""
    beside = bool(statement.source) and 0 <= clause[0] - statement.source[-1][1] <= 1
    return beside and statement.clause_text.startswith("saying ") and is_clause(statement.text)


def _has_finite_verb(statement: Statement, clause: Span) -> bool:
    """Whether a clause has its verb in a finite form: "urged", and neither "urging" nor "to urge"."""
    text = statement.clause_text
    if len(words(text)) < SHORTEST_CLAUSE:
        return False
    if _meet(clause, statement.source):
        return _has_verb(text)  # a whole sentence, whatever its cue
    cues = [(s - clause[0], e - clause[0]) for s, e in statement.cue if _meet(clause, ((s, e),))]
    if not cues:
        return False
    return _has_verb(text[: cues[-1][1]]) or (cues[0][0] <= 0 and not _NO_VERB.match(text))


def _meet(clause: Span, spans: Iterable[Span]) -> bool:
    return any(start < clause[1] and end > clause[0] for start, end in spans)


def _has_verb(text: str) -> bool:
    return bool(_FINITE.search(text) or _SPOKE.search(text))


def _is_silence(statement: Statement) -> bool:
    silent = statement.act in _SILENT or (statement.negated and statement.act == "say")
    return silent or statement.polarity is Polarity.DECLINED


def is_clause(text: str) -> bool:
    """Whether ``text`` has a finite verb before any relative clause, judging by words alone."""
    main = _RELATIVE.split(text.removeprefix("that "), maxsplit=1)[0]
    return bool(_FINITE.search(main)) and not _NO_CLAUSE.match(main)


def _weight(statement: Statement, speaker: Speaker) -> float:
    """Seniority first; then what is on record, what is quoted, what was spoken rather than thought."""
    act = acts().get(statement.act)
    length = len(statement.text.split())
    return (
        seniority.weight(speaker)
        + {Kind.DIRECT: 0.5, Kind.MIXED: 0.4, Kind.INDIRECT: 0.0}[statement.kind]
        + (0.5 if statement.certainty is Certainty.ON_RECORD else 0.0)
        - (0.0 if act is None or act.speech else 1.0)
        - (0.0 if speaker.kind in _PERSONS else 0.5)
        + min(length, 20) / 40
        - max(0, length - 45) / 30
    )


def _fullest(articles: Sequence[StoryArticle]) -> dict[str, Speaker]:
    """Each speaker of a story at their fullest: the longest name, the most usual role and country."""
    forms: dict[str, list[Speaker]] = defaultdict(list)
    for article in articles:
        for statement in article.analysis.statements:
            if statement.speaker and statement.speaker.name:
                forms[statement.speaker.identity].append(statement.speaker)
    return {
        key: replace(
            max(known, key=lambda s: len(s.name or "")),
            role=_usual(s.role for s in known),
            country=_usual(s.country for s in known),
        )
        for key, known in forms.items()
    }


def _usual(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return counted.most_common(1)[0][0] if counted else None


def _same(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers may be one: all words of one name stand in the other's ("Xi", "Xi Jinping")."""
    names = [set(words(s.name or s.mention)) for s in (one, other)]
    return one.identity == other.identity or names[0] <= names[1] or names[1] <= names[0]
