"""The measure that statements are judged by, and the fit of the lexicon's weights."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench import training
from bench.polnear import Said, Tally, count, kinds, read

TEXT = (
    "Lavrov said that the talks had failed.\n\n“We tried,” he said, “and lost.” It was a lie, reportedly.\n"
)


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def entity(n: int, role: str, *pieces: str) -> str:
    spans = ";".join(f"{s} {e}" for s, e in map(at, pieces))
    return f"T{n}\t{role} {spans}\t{' '.join(pieces)}"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [
        entity(1, "Source", "Lavrov"),
        entity(2, "Cue", "said"),
        entity(3, "Content", "that the talks had failed"),
        "E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1",
        entity(4, "Source", "he said"),
        entity(5, "Content", "“We tried,”", "“and lost.”"),
        "E2\tAttribution:T4 Content:T5 Cue:T4 Source:T4",
        entity(6, "Cue", "reportedly"),
        entity(7, "Content", "It was a lie"),
        "E3\tAttribution:T6 Content:T7 Cue:T6",
    ]
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "talks.txt").write_text(TEXT, "utf-8")
    (tmp_path / "attributions" / "talks_ab12.ann").write_text("\n".join(rows), "utf-8")
    (tmp_path / "attributions" / "talks_cd34.ann").write_text("", "utf-8")
    return tmp_path


def test_a_folder_is_read_with_the_first_annotator(corpus: Path) -> None:
    documents = read(corpus)
    assert [(d.name, len(d.gold)) for d in documents] == [("talks.txt", 3)]
    assert documents[0].gold[1].content == (at("“We tried,”"), at("“and lost.”"))
    assert documents[0].gold[2].source == ()


def test_kinds_of_gold(corpus: Path) -> None:
    gold = read(corpus)[0].gold
    assert kinds(TEXT, gold[0]) == ["indirect", "named source", "speech"]
    assert kinds(TEXT, gold[1])[0] == "direct"
    assert "continued" in kinds(TEXT, gold[1])
    assert "no source" in kinds(TEXT, gold[2])


def test_half_of_the_content_and_a_word_of_the_source_make_a_hit(corpus: Path) -> None:
    document = read(corpus)[0]
    tally = Tally()
    found = [
        Said((at("the talks had failed"),), (at("Lavrov"),), (at("said"),)),
        Said((at("“We"),), (at("he said"),), ()),
        Said((at("It was a lie"),), (at("Lavrov"),), ()),
    ]
    matches = count(tally, document, found)
    assert [(m.gold, m.predicted, m.who) for m in sorted(matches, key=lambda m: m.gold)] == [
        (0, 0, True),
        (2, 2, False),
    ]
    assert tally.figures()["who-said F1"] == pytest.approx(100 / 3)
    assert tally.figures()["found F1"] == pytest.approx(200 / 3)


def test_the_fit_finds_what_tells_and_leaves_out_what_does_not() -> None:
    draw = random.Random(7)  # noqa: S311
    examples = []
    for _ in range(2000):
        telling, idle = draw.random() < 0.5, draw.random() < 0.5
        names = ["always", *(["telling"] if telling else []), *(["idle"] if idle else [])]
        examples.append((names, draw.random() < (0.9 if telling else 0.1)))
    weights, _ = training.fit(examples)
    assert weights["telling"] == pytest.approx(4.4, abs=0.5)
    assert abs(weights.get("idle", 0.0)) < 0.3


def test_weights_survive_being_written(tmp_path: Path) -> None:
    training.write(
        tmp_path, {"say|clause": 2.5, "claim|noun-that": 1.0, "say|": 0.5, "neg": -0.3}, -2.0, -0.5
    )
    verbs = (tmp_path / "cues_verbs.toml").read_text("utf-8")
    assert '["say"]\n"any" = 0.5\n"clause" = 2.5' in verbs
    assert '"noun-that" = 1.0' in (tmp_path / "cues_nouns.toml").read_text("utf-8")
    assert '"neg" = -0.3' in (tmp_path / "weights.toml").read_text("utf-8")


def test_what_is_written_with_a_capital_is_a_name_and_the_rest_is_not() -> None:
    texts = ["Here Stenvik met the officials, and Harders said so.", "The police said that Stenvik left."]
    assert training.names(texts) == {"stenvik", "harders", "harder"}


def test_no_weight_is_fitted_to_a_name() -> None:
    examples = [(["srcword=stenvik", "srcword=envoy"], True)] * 50 + [(["other"], False)] * 50
    weights, _ = training.fit(examples, barred={"stenvik"})
    assert weights["srcword=envoy"] > 1
    assert "srcword=stenvik" not in weights
