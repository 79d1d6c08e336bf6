"""Telling whether two texts are one article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.dedupe import SKETCH, content_hash, same_article, sentences, sketch

STORY = "\n".join(
    f"Sentence {word} of the dispatch tells of the talks in {place}, where delegates met."
    for word, place in zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        ["Oslo", "Rome", "Bern", "Lima", "Cairo", "Doha", "Minsk", "Quito", "Accra", "Delhi"],
        strict=True,
    )
)


def test_spaces_case_and_punctuation_do_not_count() -> None:
    assert content_hash("“Talks go on,” he said.") == content_hash('"talks  go on" He said')
    assert content_hash("Talks go on.") != content_hash("Talks went on.")


def test_share_lines_around_an_article_make_no_difference() -> None:
    scraped = f"Share this article\n{STORY}\nSimilar posts\nPhoto: the agency"
    assert same_article(STORY, scraped)
    assert len(set(sketch(STORY)) & set(sketch(scraped))) * 2 >= SKETCH


def test_a_number_that_changed_is_news() -> None:
    before = f"{STORY}\nAt least 12 people were killed in the night, officials said."
    after = f"{STORY}\nAt least 15 people were killed in the night, officials said."
    assert not same_article(before, after)


def test_a_claim_turned_round_is_news() -> None:
    before = f"{STORY}\nThe ministry confirmed the report on Monday."
    after = f"{STORY}\nThe ministry denied the report on Monday."
    assert not same_article(before, after)


def test_long_sentences_are_compared_by_how_they_begin() -> None:
    """No prose has them, and comparing two to the end may take minutes."""
    shared = "\n".join(f"The desk in town {n} added a detail to it." for n in range(300))
    before, after = (f"{shared}\n{'so it went on ' * 15}{f'{word} ' * 300}" for word in ("alpha", "beta"))
    assert not same_article(before, after)


def test_a_much_longer_version_is_another_article() -> None:
    more = "\n".join(f"Paragraph {n} adds what became known by {n} o'clock." for n in range(12))
    assert not same_article(STORY, f"{STORY}\n{more}")


def test_other_articles_share_nothing() -> None:
    other = STORY.replace("talks", "floods").replace("delegates", "rescuers")
    assert not same_article(STORY, other)
    assert not set(sketch(STORY)) & set(sketch(other))


@given(st.text(max_size=400))
def test_any_text_is_the_same_as_itself(text: str) -> None:
    assert same_article(text, text)
    assert len(sketch(text)) <= SKETCH
    assert all(0 <= n < 2**63 for n in sketch(text))
    words = " ".join(sentences(text))
    assert " ".join(sentences(words)) == words
