"""The clean copy: what is kept, what is furniture, and that offsets always hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.reading.text import LONGEST_BLOCK, MOST_BLOCKS, Block, clean, normalise

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in clean(text, title).blocks]


def seed(start: str) -> str:
    found = sorted(SEEDS.glob(f"{start}*.txt"))
    if not found:
        pytest.skip("the seed articles are not beside this checkout")
    return found[0].read_text(encoding="utf-8")


def test_tass_article() -> None:
    copy = clean(seed("000"))
    assert copy.dateline is not None
    assert (copy.dateline.place, copy.dateline.day, copy.dateline.agency) == ("Moscow", "October 9", "TASS")
    assert copy.blocks[0].text.startswith("Russian President Vladimir Putin has no plans")
    assert [b.kind for b in copy.blocks] == ["paragraph"] * 6


def test_scraped_article() -> None:
    copy = clean(seed("004"))
    by_kind = {
        kind: [b.text for b in copy.blocks if b.kind == kind]
        for kind in ("headline", "heading", "boilerplate")
    }
    assert [t.split()[0] for t in by_kind["headline"]] == ["Putin"]
    assert by_kind["heading"] == ["The US president will visit Israel"]
    assert [t.split()[0] for t in by_kind["boilerplate"]] == ["Putin", "Similar"]
    assert len([b for b in copy.blocks if b.kind == "paragraph"]) == 6


PROSE = "The foreign minister said on Monday that the talks in Geneva would go on for as long as it takes."


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: Talks resume in Geneva",
        "Share this article",
        "Facebook | X | WhatsApp",
        "We use cookies to improve your experience.",
        "Sign up for our morning newsletter",
        "Follow us on Telegram",
        "Photo: Reuters",
        "Karv, April 25th 2031 - 10:12 UTC",
        "Page last updated at 04:54 GMT, Friday, 23 October 2031 05:54 UK",
        "date 2031-11-10 Office of the Envoy",
        "عربي Español Русский Français 简体中文",
        "English | Français | Deutsch",
        "Harbour Press, en Español",
        "Full article 66 comments",
        "From: Ilona Varga",
        "Ken Sato (now); Anna Lind and Ade Okoro (earlier)",
        "Marlia's President Ade Okoro (r) shakes hands with Foreign Minister Anna Lind in Geneva on Monday.",
        "Ade Okoro and Anna Lind pose for photographers before their talks in Geneva.",
        "A Marlian border guard at the northern crossing, file image",
        "Ilona Varga, foreign minister of Marlia, addressing the General Assembly.",
        "The ministers shake hands in Geneva (Getty Images)",
        "Fabrice Coffrini/AFP",
        "© 2023 The Daily Example. All rights reserved.",
        "By Anna Example and John Sample",
        "Friday 13 October 2023",
        "Updated 9 Oct 2023, 14:20",
        "(Reporting by Jane Sample in Geneva; Editing by John Example)",
        "* * *",
        "Added on December 6, 2017",
        "By The Associated Press February 23, 2017 4:47 am",
        "08:52 UTC+8, 2022-02-26",
        "Roger Sample 2 minutes ago Thu 02nd April 2020 | 12:15 PM",
        "13.4 C",
        "- Advertisement -",
        "Source: State News Agency of Arland",
        "Home Meetings & Statements Events & Activities Documents About Arland",
        "Special Envoy Anna Sample talks to the press on the day before the negotiation between the two "
        "sides of the war at the European headquarters of the United Nations in Geneva, Switzerland, on "
        "Wednesday, February 22, 2017. (Roger Sample/Pressbild via AP)",
    ],
)
def test_furniture_is_marked(line: str) -> None:
    found = kinds(f"Talks go on in Geneva\n\n{line}\n\n{PROSE}\n\n{PROSE[:-1]}, and longer.")
    assert found[1] == ("boilerplate", line)
    assert [kind for kind, _ in found] == ["headline", "boilerplate", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "He declined to comment.",
        "The president shook hands with the rebels, and nobody spoke of the war.",
        "A poll by Karv Research (R) shows the president ahead by seven points.",
        "The envoy walked along the line, shaking hands. A woman asked him about the bridge.",
        "The ministry said on April 25th 2031 that the crossing would open at 10:12 UTC.",
        "The English and the French drafts differ in one word.",
        "From Geneva, the delegation went on to Karv.",
        "By winning in Ohio, he took all of the state's delegates.",
        "The photo was taken in Geneva, the ministry said.",
        "Read my lips: there will be no talks.",
        "They're also serving cookies.",
        "Follow the money, he told reporters.",
        "The army shared the video on Telegram.",
        "Talks go on.",
        "Source: a minister who would not give his name said on Monday that talks would go on.",
        "Temperatures fell to 13.4 C in the north, where thousands live in tents.",
        "The delegations had met for three days at the lake, and the mediators had carried papers from one "
        "room to the other before the ministers shook hands at last and told the press that they would come "
        "back in a month, with their experts and their generals (and their families).",
    ],
)
def test_prose_is_kept(line: str) -> None:
    assert ("paragraph", line) in kinds(
        f"Talks go on in Geneva\n\n{PROSE}\n\n{line}\n\n{PROSE[:-1]}, and longer."
    )


def test_everything_after_similar_posts_is_dropped() -> None:
    teaser = (
        "Ministers arrived in Vienna on Tuesday for another round of talks on the file that keeps them busy."
    )
    found = kinds(f"{PROSE}\n\n{PROSE} And more.\n\nSimilar Posts\n\n{teaser}\n\nGold price edges up")
    assert [kind for kind, _ in found] == [
        "paragraph",
        "paragraph",
        "boilerplate",
        "boilerplate",
        "boilerplate",
    ]


def test_a_link_list_in_the_middle_ends_at_the_next_paragraph() -> None:
    rest = "\n\n".join(f"{PROSE} Part {i}." for i in range(6))
    found = kinds(f"{PROSE}\n\nRelated articles\n\nGold price edges up\n\n{rest}")
    assert [kind for kind, _ in found] == ["paragraph", "boilerplate", "boilerplate", *["paragraph"] * 6]


def test_headline_with_a_full_stop_before_a_longer_paragraph() -> None:
    assert kinds(f"Pence: No Talks Before the Debate.\n\n{PROSE}\n\n{PROSE} Again.")[0][0] == "headline"


def test_a_known_title_is_the_headline_and_a_first_sentence_is_not() -> None:
    text = f"Talks have failed.\n\n{PROSE}\n\n{PROSE} Again."
    assert kinds(text, "Geneva talks collapse")[0][0] == "paragraph"
    assert kinds(text, "Talks have failed")[0][0] == "headline"


def test_questions_and_transcript_labels_are_no_headings() -> None:
    text = f"{PROSE}\n\nIs the party already united?\n\nKATE SAMPLE: Why not debate\n\n{PROSE} Again."
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 4


def test_hard_wrapped_lines_are_joined_to_paragraphs() -> None:
    lines = [
        "The foreign ministers of the two countries met in Geneva on Monday",
        "for the first time since the war began, and agreed to go on with",
        "talks about the exchange of prisoners, their spokesmen said.",
        "The ministers will meet again next week in Vienna, according to a",
        "joint statement that was published late in the evening, after ten",
        "hours of talks.",
    ]
    copy = clean("\r\n".join(lines))
    assert [b.text.replace("  ", " ") for b in copy.blocks] == [" ".join(lines[:3]), " ".join(lines[3:])]


def test_quotation_marks_stay_and_odd_spaces_go() -> None:
    assert normalise("«a»\u00a0“b”\u200b``c''\u202ed\u2028e") == "«a» “b” ``c'' d\ne"


def test_a_very_long_block_is_cut_at_sentences() -> None:
    text = " ".join(f"Talks number {i} will go on in Geneva on Monday." for i in range(3_000))
    copy = clean(text)
    assert all(len(b.text) <= LONGEST_BLOCK for b in copy.blocks)
    assert all(b.text.endswith("Monday.") for b in copy.blocks)
    assert "".join(b.text.replace(" ", "") for b in copy.blocks) == text.replace(" ", "")


def test_blocks_are_bounded() -> None:
    assert len(clean("Talks go on.\n" * (MOST_BLOCKS + 500)).blocks) == MOST_BLOCKS


def check_block(text: str, block: Block) -> None:
    start, end = block.span
    assert 0 <= start < end <= len(text)
    assert block.text == normalise(text[start:end]).replace("\n", " ")
    assert block.text == block.text.strip()


PIECES = st.sampled_from(
    [
        "MOSCOW, October 9. /TASS/. ",
        "Similar Posts",
        "“",
        "”",
        "\n",
        "\r\n",
        "\n\n",
        "\u00a0",
        "\u202e",
        "\ud800",
        "Talks go on. ",
        "By A. B. ",
    ]
)


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=30).map("".join),
    st.none() | st.text(max_size=20),
)
@settings(max_examples=300)
def test_offsets_hold_for_any_text(text: str, title: str | None) -> None:
    copy = clean(text, title)
    for block in copy.blocks:
        check_block(text, block)
    spans = [b.span for b in copy.blocks]
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))


def test_a_kicker_is_no_headline() -> None:
    story = "Five people were killed in Arland on Monday, the interior ministry said in the evening."
    title = "Five killed in the capital of Arland"
    assert [k for k, _ in kinds(f"World News\n\n{title}\n\n{story}")] == ["heading", "headline", "paragraph"]
    assert [k for k, _ in kinds(f"Arland\n\n{story}")] == ["heading", "paragraph"]
    assert [k for k, _ in kinds(f"Talks go on\n\n{story}")] == ["headline", "paragraph"]


def test_titles_of_recordings_are_no_part_of_the_article() -> None:
    story = (
        "Talks go on in Geneva, the minister said on Monday after the third meeting of the two delegations."
    )
    clips = "01:37\nArland calls for a truce in the south\n2:05\nWars displace many\n\n12:30"
    text = f"{story}\n{clips}\n{story[:-1]} again."
    assert [k for k, _ in kinds(text)] == ["paragraph", *["boilerplate"] * 5, "paragraph"]


def test_a_headline_about_the_home_secretary_is_no_menu() -> None:
    [(kind, _), _] = kinds("Home Secretary Speaks About the Border\n\nThe talks in Geneva go on, she said.")
    assert kind == "headline"


@pytest.mark.parametrize(
    "line",
    [
        "BACK TO MAIN",
        "Vacancy: Programme Officer, Geneva",
        "We are hiring: join our desk in Karv",
        "Updated 3 hours ago",
        "Posted on Monday, 14:05",
        "@@ -1,4 +1,6 @@",
    ],
)
def test_furniture_of_other_pages(line: str) -> None:
    assert ("boilerplate", line) in kinds(f"{PROSE}\n\n{line}\n\n{PROSE} They will last two days.")


@pytest.mark.parametrize(
    "line",
    [
        "Jobs in the north have vanished since the war began, the minister said.",
        "The closing date for bids is Monday, the ministry said.",
        "The crews were sent back to the front on Monday.",
    ],
)
def test_prose_that_looks_like_furniture(line: str) -> None:
    assert ("paragraph", line) in kinds(f"{PROSE}\n\n{line}\n\n{PROSE} They will last two days.")


def test_doubled_page() -> None:
    told = [
        "The foreign minister left for Geneva on Monday to meet the envoy of Teiko.",
        "The border has been closed since the first week of the month, he said.",
        "Nobody expects a breakthrough before the summer, officials in Karv say.",
        "The envoy will stay until Thursday and then travel on to the north.",
        "A second round has been called for the end of May in the same place.",
    ]
    found = kinds("\n\n".join([*told, *told]))
    assert [kind for kind, _ in found] == ["paragraph"] * 5 + ["boilerplate"] * 5


def test_page_of_changes() -> None:
    text = """Marlia closes its border

- Marlia closed its border on Monday after two soldiers were killed, officials said.
+ Marlia closed its border on Monday after three soldiers were killed, officials said.
- The talks will go on as planned, the foreign minister told reporters in Karv.
+ The talks will not go on as planned, the foreign minister told reporters in Karv."""
    found = kinds(text)
    assert [t for kind, t in found if kind == "paragraph"] == [
        "Marlia closed its border on Monday after three soldiers were killed, officials said.",
        "The talks will not go on as planned, the foreign minister told reporters in Karv.",
    ]


def test_bullets_are_no_page_of_changes() -> None:
    text = (
        f"{PROSE}\n\n- Talks in Geneva on Monday, with both ministers.\n- A vote in Karv on Friday at noon."
    )
    assert ("paragraph", "- A vote in Karv on Friday at noon.") in kinds(text)


@pytest.mark.parametrize(
    ("above", "headline"),
    [
        ("From: Ilona Varga", "Border Talks Will Not Be Easy, Says Marlian Envoy"),
        ("English | Français | Deutsch", "Regular press conference of the Marlian foreign ministry"),
        ("Karv, April 25th 2031 - 10:12 UTC", "Teiko replies to Marlia: no talks about the islands"),
        ("All the news.\nEvery hour.\nHarbour Press", "Marlia opens its border – as it happened"),
    ],
)
def test_what_stands_above_the_headline_is_none(above: str, headline: str) -> None:
    found = kinds(f"{above}\n\n{headline}\n\n{PROSE}")
    assert [text for kind, text in found if kind == "headline"] == [headline]


@pytest.mark.parametrize(
    "headline", ["OKORO: I COME IN PEACE", "As Teiko stands firm at river talks: OKORO: I COME IN PEACE"]
)
def test_a_headline_in_capitals_with_a_colon_stays_whole(headline: str) -> None:
    assert kinds(f"{headline}\n\n{PROSE}") == [("headline", headline), ("paragraph", PROSE)]
    sub = "Teiko holds on to its claims at the river talks"
    assert kinds(f"{headline}\n\n{sub}\n\n{PROSE}")[0] == ("headline", headline)


def test_a_headline_that_the_page_repeats_comes_before_its_menu() -> None:
    headline = "Marlian minister tells assembly that the river is safe"
    found = kinds(f"Global views\n\n{headline}\n\nWorld affairs\n\n{headline}\n\n{PROSE}")
    assert [text for kind, text in found if kind == "headline"] == [headline]


def test_a_caption_with_its_credit_is_cut_off_before_the_dateline() -> None:
    caption = "Marlia's foreign minister Ilona Varga. By Ken Sato (AFP/File)"
    found = clean(f"Marlia hits back\n\n{caption} GENEVA (AFP) – {PROSE}")
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.agency) == ("Geneva", "AFP")
    assert [b.text for b in found.prose] == ["Marlia hits back", PROSE]


def test_a_caption_with_its_credit_behind_a_stop_is_no_headline() -> None:
    caption = "Foreign Minister Astrid Holm, in Bergen. Photo: Coast News / Tor Lund"
    text = f"{caption}\n\nHolm came to Bergen on Monday for talks."
    assert [b.kind for b in clean(text).blocks] == ["boilerplate", "paragraph"]
