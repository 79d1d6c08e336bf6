"""The gold and the seeds themselves: complete, inside their vocabularies, and each a text of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pycountry
import pytest

from bench import speakers
from bench.gold import measure
from bench.gold.loader import GoldDocument, GoldError, GoldStatement, load, locate, part
from bench.gold.score import fold, same_people, score
from bench.scores import match
from models.types import Certainty, Kind, Span, Speaker, Statement

SEEDS = Path(__file__).parents[2] / "seeds"
ENTRIES: list[dict[str, object]] = tomllib.loads((SEEDS / "index.toml").read_text("utf-8"))["dispatch"]
DOCUMENTS = load()
ROWS = [
    pytest.param(document, row, id=f"{document.name}-{number}")
    for document in DOCUMENTS
    for number, row in enumerate(document.statements, 1)
]


def test_gold_is_large_enough() -> None:
    assert len(DOCUMENTS) >= 20
    assert sum(len(document.statements) for document in DOCUMENTS) >= 120


def test_a_third_is_set_aside_by_the_hash_of_its_names() -> None:
    by_hash = sorted((document.name for document in DOCUMENTS), key=lambda n: sha256(n.encode()).hexdigest())
    assert {document.name for document in part(aside=True)} == set(by_hash[: len(by_hash) // 3])
    assert len(part(aside=True)) + len(part(aside=False)) == len(DOCUMENTS)


@pytest.mark.parametrize("command", [measure.main, speakers.main])
def test_nothing_of_what_is_set_aside_is_printed(
    command: Callable[[], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", "--aside"])
    command()
    shown = capsys.readouterr().out
    assert "certainty" in shown
    for document in part(aside=True):
        assert document.name not in shown
        assert not [name for row in document.statements for name in row.speaker.names if name in shown]


@pytest.mark.parametrize(("document", "row"), ROWS)
def test_row_agrees_with_its_text(document: GoldDocument, row: GoldStatement) -> None:
    pieces = [document.text[start:end] for start, end in row.content]
    assert pieces
    assert row.cue
    assert list(row.content) == sorted(row.content)
    assert not pieces[0].startswith("that ")
    quoted = any(piece[0] == "'" or set(piece) & set('"“”«»„`‟‘') for piece in pieces)
    assert row.kind is not Kind.DIRECT or quoted
    assert row.kind is not Kind.INDIRECT or not quoted
    if row.speaker.country:
        assert pycountry.countries.get(alpha_2=row.speaker.country) is not None


def test_no_row_twice() -> None:
    for document in DOCUMENTS:
        places = [(row.content, row.cue) for row in document.statements]
        assert len(set(places)) == len(places), document.name


def test_string_standing_twice_is_refused() -> None:
    text = "He said so. He said no."
    with pytest.raises(GoldError, match="2 times"):
        locate("He", text)
    with pytest.raises(GoldError, match="0 times"):
        locate("e sai", text)
    assert locate("He", text, within="He said no") == (12, 14)


def test_seed_index_matches_the_files() -> None:
    files = [entry["file"] for entry in ENTRIES]
    assert len(set(files)) == len(files)
    assert set(files) == {path.name for path in SEEDS.glob("*.txt")}
    assert len({entry["url"] for entry in ENTRIES}) == len(ENTRIES)


def test_seeds_are_in_order_and_of_those_days() -> None:
    published = [entry["published"] for entry in ENTRIES]
    assert published == sorted(published, key=str)
    for entry in ENTRIES:
        seen = entry["published"]
        assert isinstance(seen, datetime)
        assert datetime(2023, 10, 7, tzinfo=UTC) <= seen < datetime(2023, 10, 19, tzinfo=UTC)
        assert ".example/" in str(entry["url"])
        assert entry["story"]
        assert entry["title"]
        assert entry["outlet"]


def test_no_two_dispatches_are_identical() -> None:
    paths = [
        *SEEDS.glob("*.txt"),
        *(Path(__file__).parents[2] / "bench" / "gold" / "dispatches").glob("*.txt"),
    ]
    bodies = [" ".join(path.read_text("utf-8").split()) for path in paths]
    assert len(set(bodies)) == len(bodies)
    for path, body in zip(paths, bodies, strict=True):
        assert 120 <= len(body.split()) <= 450, path.name


def _perfect(row: GoldStatement) -> Statement:
    name = next(iter(row.speaker.names), None)
    speaker = Speaker(mention="", name=name, role=row.speaker.role, country=row.speaker.country)
    return Statement(
        content=row.content,
        source=row.source,
        cue=row.cue,
        text="",
        kind=row.kind,
        act=row.act,
        certainty=row.certainty,
        via=row.via,
        audience=row.audience,
        speaker=speaker,
    )


def test_a_perfect_prediction_scores_full_marks() -> None:
    predictions = {d.name: [_perfect(row) for row in d.statements] for d in DOCUMENTS}
    scores = score(DOCUMENTS, predictions)
    assert scores.found == scores.who_said == scores.gold == scores.predicted
    assert scores.prf(scores.found) == (1.0, 1.0, 1.0)
    assert (scores.name_open, scores.name_wrong, scores.invented) == (0, 0, 0)
    assert scores.name_accuracy == 1.0
    assert all(rate.share == 1.0 for rate in scores.fields.values())


def _guess(content: Span, source: Span | None, name: str | None, country: str | None = None) -> Statement:
    return Statement(
        content=(content,),
        source=(source,) if source else (),
        cue=(),
        text="",
        kind=Kind.INDIRECT,
        act="say",
        certainty=Certainty.REPORTED,
        speaker=Speaker(mention="", name=name, country=country),
    )


def test_errors_are_counted_where_they_belong() -> None:
    document = next(d for d in DOCUMENTS if d.name == "lima-communique")
    told = document.statements[2]
    rejected = document.statements[9]
    content, source = told.content[0], told.source[0]
    guesses = [
        _guess(content, source, "rosa quispe delgado", "CL"),
        _guess(rejected.content[0], content, "Andrés Valdivia"),
        _guess((0, 10), None, None),
    ]
    matches = match(document.text, document.statements, guesses)
    assert {m.gold: m.predicted for m in matches} == {2: 0, 9: 1}
    scores = score([document], {document.name: guesses})
    assert (scores.predicted, scores.found, scores.who_said) == (3, 2, 1)
    assert (scores.name_right, scores.name_wrong, scores.named_found) == (1, 1, 2)
    assert (scores.fields["country"].right, scores.fields["country"].of) == (0, 2)
    assert scores.fields["certainty"].right == 0
    assert scores.fields["audience"].right == 1


def test_names_are_compared_folded() -> None:
    assert fold("Sérgio DANESE") == fold("Sergio Danese")
    assert same_people(["Salme Tarvas", "reporters"], ["the reporters", "Tarvas"])
    assert not same_people(["Salme Tarvas"], [])
    assert not same_people([], ["reporters"])
