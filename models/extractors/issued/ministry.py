"""A foreign ministry by its full name, for "the Ministry" and its spokesperson in a release."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.knowledge import names, places
from models.types import Speaker, Statement

MINISTRY = re.compile(
    r"Ministry (?:of|for) (?:Foreign|External) Affairs of "
    r"(?P<of>(?:the )?[A-Z]\w+(?: (?:of (?:the )?)?[A-Z]\w+)*)"
)
"""A foreign ministry with its country, ``of``."""


def of_ministry(said: Statement, texts: Sequence[str], who: Speaker | None) -> Statement:
    """The statement of "the spokesperson of the Ministry" or "the Ministry" in full, with its country."""
    speaker = said.speaker
    words = speaker.mention.casefold().split() if speaker is not None else []
    if speaker is None or not {"ministry", "spokesperson", "spokesman"} & set(words):
        return said
    full = next((m for t in texts if (m := MINISTRY.search(t))), None)
    stated = places.country_in(full["of"])[1] if full is not None else None
    country = speaker.country or stated or (who and who.country)
    if speaker.name and speaker.name.casefold().removeprefix("the ") != "ministry":
        return replace(said, speaker=replace(speaker, country=country)) if len(words) < 4 else said
    if full is None:
        return replace(said, speaker=replace(speaker, country=country))
    if words[-1] == "ministry" and len(words) <= 2:
        name = full[0]
        key = names.body_key(name)
        return replace(said, speaker=Speaker(speaker.mention, name, None, country, "body", key))
    role = re.sub(
        r"^(?:the )?|(?<= )(?:the )?ministry$", "", speaker.role or speaker.mention, flags=re.IGNORECASE
    )
    role = f"{role.strip()} the {full[0]}" if words[-1] == "ministry" else role
    return replace(said, speaker=replace(speaker, role=role, country=country))
