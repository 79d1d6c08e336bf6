"""What a model that makes things up gets past the guard: only what a person has read and found true."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.adversary import SEEDS, judge, kept

pytestmark = pytest.mark.slow

READ = Path(__file__).with_name("adversary_read.txt").read_text(encoding="utf-8").splitlines()


def test_only_sentences_that_were_read_pass_the_strict_rule() -> None:
    passed = [j.text for j in judge() if j.verdicts["strict"].accepted]
    assert [text for text in passed if text not in READ] == []
    assert len(passed) >= len(READ) - 2, "the rule has become stricter than it need be"


def test_the_adversary_wrote_about_every_dispatch() -> None:
    assert set(kept()) == {path.stem for path in SEEDS.glob("*.txt")}
