"""The salience model: its weights fit its features, and it prefers news to background."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models import encoder
from models.reading import parser
from models.reading.text import clean
from models.summarizer import candidates, features, salience

pytestmark = pytest.mark.slow

ARTICLE = """UN council rejects Russian draft

The Security Council on Monday rejected a Russian draft resolution on a ceasefire in Gaza. \
Five countries voted in favour and four against, while six abstained.

"We regret that the Council has again found itself hostage to Western delegations," \
Russian ambassador Vassily Nebenzia said.

In 1948 the Council took up the question for the first time. But that was long ago!
"""


def rows(text: str) -> tuple[list[candidates.Candidate], np.ndarray, tuple[str, ...]]:
    parsed = parser.parse(text, clean(text))
    found = list(candidates.find(parsed))
    vectors = encoder.encode([c.text for c in found])
    where = features.setting(parsed, found, vectors, None)
    return found, *features.matrix(where)


def test_the_weights_fit_the_features() -> None:
    _, matrix, names = rows(ARTICLE)
    head = salience.load()
    assert head.names == names
    assert head.basis.shape[0] == len(head.center) == encoder.WIDTH
    assert head.weight.shape == (2, len(names) + head.basis.shape[1])
    assert len(names) == matrix.shape[1]
    assert salience.WEIGHTS.stat().st_size <= 1_000_000


def test_the_news_is_likelier_than_the_background() -> None:
    parsed = parser.parse(ARTICLE, clean(ARTICLE))
    found = candidates.find(parsed)
    vectors = encoder.encode([c.text for c in found])
    likely, foremost = salience.probabilities(parsed, found, vectors, None)
    assert int(np.argmax(foremost)) == 0
    assert ((likely > 0) & (likely < 1)).all()
    assert int(np.argmax(likely)) == 0
    assert likely[-1] == min(likely)


def test_a_sentence_that_says_what_the_title_says_is_likelier() -> None:
    text = (
        "Ministers of six countries met in Geneva on Friday. The harvest in Ukraine is the best in years. "
        "The talks had been put off twice before."
    )
    parsed = parser.parse(text, clean(text))
    found = candidates.find(parsed)
    *rows, title = encoder.encode([*(c.text for c in found), "Best harvest in years in Ukraine"])
    known = features.Title("Best harvest in years in Ukraine", title)
    without, _ = salience.probabilities(parsed, found, np.array(rows), None)
    given, _ = salience.probabilities(parsed, found, np.array(rows), known)
    assert given[1] / given[0] > 1.5 * without[1] / without[0]


def test_one_sentence_has_finite_features() -> None:
    _, matrix, _ = rows("The ministers will meet in Geneva on Monday, the ministry said.")
    assert matrix.shape[0] == 1
    assert np.isfinite(matrix).all()


@pytest.mark.parametrize(
    ("name", "index"),
    [("first", 0), ("years", 3), ("exclaims", 4), ("leans", 4), ("has_quotation", 2), ("says", 2)],
)
def test_features_say_what_they_are_called(name: str, index: int) -> None:
    found, matrix, names = rows(ARTICLE)
    assert len(found) == 5
    column = matrix[:, names.index(name)]
    assert column[index] == 1.0
    assert column[1] == 0.0


def test_saved_weights_are_the_same_when_loaded(tmp_path: Path) -> None:
    weight, bias = np.array([[1.0, -2.0, 4.0], [3.0, 1.0, 0.0]]), np.array([0.5, 0.0])
    center, basis = np.array([1.0, 1.0]), np.array([[2.0], [1.0]])
    head = salience.Head(("a", "b"), center, basis, np.zeros(3), np.ones(3), weight, bias)
    salience.save(head, tmp_path / "head.safetensors")
    loaded = salience.load(tmp_path / "head.safetensors")
    assert loaded.names == ("a", "b")
    row, embedding = np.array([[1.0, 1.0]]), np.array([[0.5, 2.5]])  # its component is 0.5
    assert loaded.logits(row, embedding) == pytest.approx([1.5])
    assert loaded.foremost(row, embedding) == pytest.approx([4.0])


def test_weights_for_other_features_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = np.zeros((encoder.WIDTH, 0))
    other = salience.Head(
        ("a",), np.zeros(encoder.WIDTH), nothing, np.zeros(1), np.ones(1), np.zeros((2, 1)), np.zeros(2)
    )
    monkeypatch.setattr(salience, "load", lambda: other)
    parsed = parser.parse(ARTICLE, clean(ARTICLE))
    found = candidates.find(parsed)
    vectors = encoder.encode([c.text for c in found])
    with pytest.raises(salience.WeightsMismatch, match="bench.train_salience"):
        salience.probabilities(parsed, found, vectors, None)
