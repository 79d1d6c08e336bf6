"""The settings, with a sentence for each one that is wrong: its name, what it may be, and what it is."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le
from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bot.core.errors import NeedsOperator
from bot.core.text import joined
from bot.settings import Settings

_PREFIX = "ATTACHE_"
FILE = ".env"
_SHOWN = 60
# How alike a name must be to a setting's to be a slip of the pen.
_ALIKE = 0.8


def checked() -> Settings:
    """The settings. Raises NeedsOperator with one line for each that is wrong or unknown."""
    try:
        problems = _unknown()
        settings = Settings()
    except ValidationError as error:
        problems = [_wrong(str(e["loc"][0]), e["input"]) for e in error.errors(include_url=False)]
    except (OSError, UnicodeDecodeError) as error:
        raise NeedsOperator(f"{FILE} can't be read. It must be a text file in UTF-8.") from error
    else:
        if not problems:
            return settings
    raise NeedsOperator("\n".join(f"{problem} See .env.example." for problem in problems))


def allowed(name: str) -> str:
    """The values that a setting may have, in words: "strict or loose", "a whole number from 0 to 65535"."""
    field = Settings.model_fields[name]
    kind: object = field.annotation
    if get_origin(kind) is Literal:
        return joined([str(choice) for choice in get_args(kind)], "or")
    if kind is bool:
        return "true or false"
    if kind is int or kind is float:
        return ("a whole number" if kind is int else "a number") + _bounds(field)
    return field.description or "text"


def _bounds(field: FieldInfo) -> str:
    limits: list[Any] = field.metadata
    above = next((limit.gt for limit in limits if isinstance(limit, Gt)), None)
    least = next((limit.ge for limit in limits if isinstance(limit, Ge)), None)
    most = next((limit.le for limit in limits if isinstance(limit, Le)), None)
    if above is not None:
        return f" greater than {above}"
    if most is not None:
        return f" from {least} to {most}"
    return "" if least is None else f" of at least {least}"


def _wrong(name: str, value: object) -> str:
    name = name.lower().removeprefix(_PREFIX.lower())
    return f"{_PREFIX}{name.upper()} must be {allowed(name)}, not “{str(value)[:_SHOWN]}”."


def _unknown() -> list[str]:
    """A sentence for each name that looks like a setting and is none.

    In ``.env`` that is every unknown name with our prefix. The environment may have others that are not meant
    for us (Kubernetes sets some for every service), so there only slips of the pen count.
    """
    known = [name.upper() for name in Settings.model_fields]
    problems: list[str] = []
    in_file = [name.upper() for name in dotenv_values(FILE)] if os.path.isfile(FILE) else []
    for name in dict.fromkeys((*in_file, *os.environ)):
        own = name.removeprefix(_PREFIX)
        if own == name or own in known:
            continue
        meant = get_close_matches(own, known, 1, _ALIKE)
        if meant or name in in_file:
            hint = f" Did you mean {_PREFIX}{meant[0]}?" if meant else ""
            problems.append(f"{name} is not a setting.{hint}")
    return problems
