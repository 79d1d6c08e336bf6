"""Quotation marks: which characters open and close quotations.

Characters alone do not tell where a quotation begins and ends; each reader adds what it needs.
``extractors.attribution.quotations`` finds whole quotations in edited prose, ``summarizer.candidates`` what a
sentence cuts off, ``summarizer.words`` the quoted words of a single sentence.
"""

from __future__ import annotations

DOUBLE_OPENING = '"“„«'
DOUBLE_CLOSING = '"”»'
SINGLE_OPENING = "'‘"
SINGLE_CLOSING = "'’"

OPENING = DOUBLE_OPENING + SINGLE_OPENING
"""What may stand before the first word of a sentence."""

CLOSING = DOUBLE_CLOSING + SINGLE_CLOSING
"""What may stand behind the full stop of a sentence."""

PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    '"': '"”',
    "''": "''",
    "``": "''",
    "‘": "’",
    "'": "'",
}
"""Each opening mark and what closes it. German „ is closed by “ or ”; guillemets stand either way round; two
apostrophes and two backticks are double marks in tokenised text."""
