"""PolNeAR's layout read, and what is counted on it: who-said F1 over attributions matched one to one.

A folder holds ``text/*.txt`` and ``attributions/*.ann`` (brat standoff; the part behind the last "_" of an
annotation's name tells the annotator). Corpus: Newell, Margolin and Ruths, LREC 2018.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.scores import Match, Rate, match, prf
from models.types import Span

# Cue words that make a gold attribution one of speech, as the measure has it.
_SAYING = """
say says said saying tell tells told telling add adds added adding state states stated stating announce
announces announced announcing claim claims claimed claiming argue argues argued arguing note notes noted
noting write writes wrote written writing ask asks asked asking declare declares declared explain
explains explained explaining insist insists insisted warn warns warned warning deny denies denied
confirm confirms confirmed report reports reported reporting reportedly allegedly according accuse
accuses accused call calls called calling suggest suggests suggested respond responds responded reply
replies replied describe describes described tweet tweets tweeted comment comments commented continue
continued conclude concluded admit admits admitted acknowledge acknowledges acknowledged assert asserts
asserted allege alleges alleged emphasize emphasizes emphasized stress stresses stressed urge urges urged
vow vows vowed pledge pledges pledged promise promises promised criticize criticized condemn condemns
condemned blame blames blamed praise praised reveal reveals revealed disclose disclosed statement testify
testified boast boasted joke joked remark remarked recall recalled predict predicts predicted mention
mentioned point pointed quip quipped complain complained propose proposed reject rejected demand demanded
threaten threatened caution cautioned object objected
"""
SPEECH = frozenset(_SAYING.split())


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution, gold or found: pieces of content, source and cue as offsets."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its gold attributions."""

    name: str
    text: str
    gold: tuple[Said, ...]


def read(folder: Path) -> list[Document]:
    """All annotated articles of a folder; of an article annotated twice, the first annotator's version."""
    documents: dict[str, Document] = {}
    texts = {p.stem: p for p in (folder / "text").glob("*.txt")}
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rpartition("_")[0]
        if stem in texts and stem not in documents:
            text = texts[stem].read_text("utf-8")
            documents[stem] = Document(texts[stem].name, text, tuple(_events(path.read_text("utf-8"))))
    return list(documents.values())


def _events(standoff: str) -> Iterable[Said]:
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[list[str]] = []
    for line in standoff.split("\n"):
        name, _, rest = line.partition("\t")
        offsets = _OFFSETS.match(rest)
        if name.startswith("T") and offsets:
            spans[name] = tuple(_pair(piece) for piece in offsets.group(1).split(";"))
        elif name.startswith("E"):
            events.append(rest.split())
    for event in events:
        parts: dict[str, list[Span]] = {"content": [], "source": [], "cue": []}
        for piece in event:
            role, _, target = piece.partition(":")
            parts.get(role.rstrip("0123456789").lower(), []).extend(spans.get(target, ()))
        if parts["content"]:
            yield Said(*(tuple(sorted(parts[role])) for role in ("content", "source", "cue")))


_OFFSETS = re.compile(r"\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")


def _pair(text: str) -> Span:
    start, end = text.split()
    return int(start), int(end)


@dataclass(slots=True)
class Tally:
    """Counts over articles; ``kinds`` holds found, who-said and gold by kind of gold attribution."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    who: int = 0
    named: int = 0
    named_right: int = 0
    kinds: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def figures(self) -> dict[str, float]:
        """The measure's figures in percent."""
        speech = self.kinds.get("speech", [0, 0, 0])
        found = prf(self.found, self.predicted, self.gold)
        who = prf(self.who, self.predicted, self.gold)
        return {
            "found F1": 100 * found.f1,
            "who-said P": 100 * who.precision,
            "who-said R": 100 * who.recall,
            "who-said F1": 100 * who.f1,
            "speaker right": 100 * Rate(self.named_right, self.named).share,
            "speech recall": 100 * Rate(speech[1], speech[2]).share,
        }


def count(tally: Tally, document: Document, predicted: Sequence[Said]) -> list[Match]:
    """Add an article to the tally; the matches are handed back."""
    matches = match(document.text, document.gold, predicted)
    by_gold = {m.gold: m for m in matches}
    tally.gold += len(document.gold)
    tally.predicted += len(predicted)
    tally.found += len(matches)
    tally.who += sum(m.who for m in matches)
    for i, gold in enumerate(document.gold):
        hit = by_gold.get(i)
        if gold.source and hit is not None:
            tally.named += 1
            tally.named_right += hit.who
        for kind in kinds(document.text, gold):
            row = tally.kinds.setdefault(kind, [0, 0, 0])
            row[0] += hit is not None
            row[1] += hit is not None and hit.who
            row[2] += 1
    return matches


# Its own, so that a change in how the models read marks does not move what is measured.
_MARKS = re.compile(r"“[^”]*”?|\"[^\"]*\"?|''.*?(?:''|$)|«[^»]*»", re.DOTALL)
_PRONOUN = "he she they it we i you who his her their its our my"
_PRONOUNS = frozenset(_PRONOUN.split())


def kinds(text: str, said: Said) -> list[str]:
    """What kinds an attribution is of: quoted or not, its source, its shape."""
    words = [w for s, e in said.cue for w in re.findall(r"[a-z]+", text[s:e].lower())]
    content = " ".join(text[s:e] for s, e in said.content)
    quoted = sum(len(m.group()) for m in _MARKS.finditer(content))
    source = " ".join(text[s:e] for s, e in said.source).strip().lower()
    out = ["direct" if quoted > 0.9 * len(content) else "mixed" if quoted else "indirect"]
    out.append("no source" if not source else "pronoun source" if source in _PRONOUNS else "named source")
    if len(said.content) > 1:
        out.append("continued")
    if any(w in SPEECH for w in words):
        out.append("speech")
    return out
