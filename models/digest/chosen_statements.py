"""Which statements of a story a digest tells: at most three, each a thing said that can stand by itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from models.digest.likeness import words
from models.knowledge import seniority
from models.knowledge.reporting import acts
from models.types import Certainty, DigestStatement, Kind, Speaker, Statement, StoryArticle

STATEMENTS = 3
SHORTEST = 5
DAY = 86400

# A clause has a finite verb. Only forms that are hardly ever anything else, so that no parse is needed.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|cannot|could|shall|should|may|might|must"
    r"|went|came|took|gave|made|(?!bloodshed|hundred|indeed)(?-i:[a-z]+ed)|\w+(?:n't|n’t|'ll|’ll|'re|’re|'ve|’ve))\b",
    re.IGNORECASE,
)
_NO_CLAUSE = re.compile(r"(?:to|how|who|what|where|when|why|whether|by|of|for|with)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|whom)\b")
# Acts that read well with a noun or an infinitive: "condemns: the attack".
_WITH_OBJECT = frozenset(
    ("urge", "call_for", "order", "promise", "threaten", "accuse", "condemn", "criticize")
    + ("support", "oppose", "deny", "reject", "refuse", "decide", "want", "intend", "fear", "hope")
)
# Acts that tell that nothing was said.
_SILENT = frozenset(("decline_to_comment", "appear", "react"))
_PERSONS = ("person", "unknown")


def choose(articles: Sequence[StoryArticle], told: Callable[[str], bool]) -> Iterator[DigestStatement]:
    """At most three statements from different speakers, the weightiest and the latest first.

    ``told`` says whether a reader has seen a text. Where another article of the story knows more of a
    speaker, the statement carries that role and country.
    """
    known = _fullest(articles)
    latest = max(a.seen for a in articles)
    options: list[tuple[float, StoryArticle, Statement, Speaker]] = []
    for article in articles:
        age = (latest - article.seen).total_seconds() / DAY
        for statement in article.analysis.statements:
            if statement.speaker and statement.speaker.name and reads_alone(statement, article.title):
                speaker = known.get(_key(statement.speaker), statement.speaker)
                options.append((_weight(statement, speaker) - age, article, statement, speaker))
    options.sort(key=lambda option: -option[0])
    chosen: list[Speaker] = []
    for _, article, statement, speaker in options:
        if any(_same(speaker, other) for other in chosen) or told(statement.text):
            continue
        chosen.append(speaker)
        yield DigestStatement(article.id, replace(statement, speaker=speaker))
        if len(chosen) == STATEMENTS:
            return


def reads_alone(statement: Statement, title: str = "") -> bool:
    """Whether a reader who sees speaker, act and content only has been told something.

    A quotation or a clause does; of what was merely "said", a noun without its verb ("the outcome a clear
    sign") does not. What a headline says is told by the headline.
    """
    said = words(statement.text)
    if len(said) < SHORTEST or " ".join(said) in " ".join(words(title)):
        return False
    if statement.act in _SILENT or (statement.negated and statement.act == "say"):
        return False
    return statement.kind is Kind.DIRECT or statement.act in _WITH_OBJECT or is_clause(statement.text)


def is_clause(text: str) -> bool:
    """Whether ``text`` has a finite verb before any relative clause, as far as words alone tell."""
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
                forms[_key(statement.speaker)].append(statement.speaker)
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


def _key(speaker: Speaker) -> str:
    return speaker.key or (speaker.name or speaker.mention).lower()


def _same(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers may be one: all words of one name stand in the other's ("Xi", "Xi Jinping")."""
    names = [set(words(s.name or s.mention)) for s in (one, other)]
    return _key(one) == _key(other) or names[0] <= names[1] or names[1] <= names[0]
