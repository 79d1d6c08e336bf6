"""Sentences made by hand out of an article's own words, which say something else than the article."""

from __future__ import annotations

import pytest

from models.reading import parser
from models.reading.text import clean
from models.summarizer import candidates
from models.summarizer.guard import Guard

pytestmark = pytest.mark.slow

ARTICLE = """\
A week of talks over the Middle East and Ukraine

The week began with a tour of the region that few had expected to bring a result.

Antony Blinken met Isaac Herzog in Tel Aviv, and Benjamin Netanyahu flew to Cairo on Monday.

Sergei Lavrov, the foreign minister of Russia, received Hakan Fidan, the foreign minister of Turkey, in Sochi.

Iranian forces attacked an Israeli ship near Oman, and the United States sent two destroyers to the Gulf.

The president of the assembly, Roberta Metsola, said that the vote had been moved to Thursday.

Egypt did not agree to open the crossing at Rafah before the truce begins.

Kyiv allegedly shelled the bridge at Kherson on Sunday, killing 12 soldiers and 5 civilians.

Israel agreed to a pause in the fighting if the hostages are freed.

The sanctions will cost Moscow 2.5 million euros a day, and 40 per cent of the fleet is already idle.

The troops withdrew from the town overnight, Kyiv claimed.

“We will never leave the province,” Putin said, and Volodymyr Zelensky called the words an insult.

Former president Donald Trump and deputy prime minister Olha Stefanishyna spoke at the forum in Davos.

Non-aligned countries rejected the draft, while the European Union accepted it after a short debate.

Blinken said Netanyahu had offered to open a corridor to the north.

Did Iran know of the attack beforehand?

Most of the hostages who hold two passports were freed on Friday.

Almost 700 lorries crossed the border in October, up from about 300 in September.
"""

ATTACKS = {
    "subject changed": "Antony Blinken flew to Cairo on Monday.",
    "subject changed, the verb's object kept": "Antony Blinken met Benjamin Netanyahu.",
    "the other one's action": "Isaac Herzog flew to Cairo on Monday.",
    "role swapped": "Sergei Lavrov, the foreign minister of Turkey, received Hakan Fidan in Sochi.",
    "role swapped by a cut": "Sergei Lavrov, the foreign minister of Turkey, in Sochi.",
    "doer and sufferer swapped": "Israeli forces attacked an Iranian ship near Oman.",
    "passive turned round": "Iranian forces were attacked by an Israeli ship near Oman.",
    "another's deed": "Iranian forces sent two destroyers to the Gulf.",
    "the office cut short": "The president, Roberta Metsola, said that the vote had been moved to Thursday.",
    "attribution dropped": "The vote had been moved to Thursday.",
    "negation dropped": "Egypt did agree to open the crossing at Rafah before the truce begins.",
    "negation dropped with its verb": "Egypt agree to open the crossing at Rafah.",
    "hedge dropped": "Kyiv shelled the bridge at Kherson on Sunday, killing 12 soldiers and 5 civilians.",
    "number given to others": "Kyiv allegedly shelled the bridge at Kherson on Sunday, killing 12 civilians.",
    "number of a list made one": "Kyiv allegedly shelled the bridge, killing 5 soldiers.",
    "condition dropped": "Israel agreed to a pause in the fighting.",
    "half a number": "The sanctions will cost Moscow 5 million euros a day.",
    "unit changed": "The sanctions will cost Moscow 2.5 million dollars a day.",
    "unit taken from elsewhere": "The sanctions will cost Moscow 2.5 per cent of the fleet.",
    "claim made a fact": "The troops withdrew from the town overnight.",
    "quotation given to another": "“We will never leave the province,” Volodymyr Zelensky said.",
    "quotation moved": "“We will never leave the province,” Volodymyr Zelensky called.",
    "quotation opened up": "“We will leave the province,” Putin said.",
    "quotation marks taken away": "We will never leave the province, Putin said.",
    "a paraphrase quoted": "Blinken said Netanyahu had “offered to open a corridor” to the north.",
    "former dropped": "President Donald Trump spoke at the forum in Davos.",
    "deputy dropped": "Prime minister Olha Stefanishyna spoke at the forum in Davos.",
    "compound cut": "Aligned countries rejected the draft.",
    "verb of the other": "Non-aligned countries accepted it after a short debate.",
    "speaker by commas": "Blinken, said Netanyahu, had offered to open a corridor to the north.",
    "question made a statement": "Iran know of the attack beforehand.",
    "question without its mark": "Did Iran know of the attack beforehand.",
    "most dropped": "The hostages who hold two passports were freed on Friday.",
    "who is meant dropped": "Most of the hostages were freed on Friday.",
    "bound dropped": "700 lorries crossed the border in October.",
    "numbers exchanged": "Almost 300 lorries crossed the border in October, up from about 700 in September.",
    "two reports merged": "Egypt received Hakan Fidan in Sochi.",
    "another article's words": "Antony Blinken met Isaac Herzog in Geneva.",
    "another article's doing": "Antony Blinken embraced Isaac Herzog in Tel Aviv.",
    "place of another": "Antony Blinken met Isaac Herzog in Cairo on Monday.",
    "day of another": "Antony Blinken met Isaac Herzog in Tel Aviv on Sunday.",
}

# What the loose rule can't tell, as it looks at little grammar: its price, and why it is not the default.
ONLY_STRICT = {
    "the other one's action",
    "speaker by commas",
    "who is meant dropped",
    "place of another",
}

FAITHFUL = [
    "Antony Blinken met Isaac Herzog in Tel Aviv.",
    "Benjamin Netanyahu flew to Cairo on Monday.",
    "Sergei Lavrov received Hakan Fidan, the foreign minister of Turkey, in Sochi.",
    "The United States sent two destroyers to the Gulf.",
    "“We will never leave the province,” Putin said.",
    "Non-aligned countries rejected the draft.",
    "Almost 700 lorries crossed the border in October.",
]


@pytest.fixture(scope="module")
def guard() -> Guard:
    parsed = parser.parse(ARTICLE, clean(ARTICLE))
    return Guard(parsed, candidates.find(parsed))


@pytest.mark.parametrize("attack", ATTACKS)
def test_strict_stops(guard: Guard, attack: str) -> None:
    assert not guard.check(ATTACKS[attack]).accepted


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a not in ONLY_STRICT])
def test_loose_stops(guard: Guard, attack: str) -> None:
    assert not guard.check(ATTACKS[attack], "loose").accepted


@pytest.mark.parametrize("sentence", FAITHFUL)
def test_what_is_left_out_may_be(guard: Guard, sentence: str) -> None:
    verdict = guard.check(sentence)
    assert verdict.accepted, verdict.reason
