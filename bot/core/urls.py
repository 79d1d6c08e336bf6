"""One address for one article, however its link is decorated."""

from __future__ import annotations

import contextlib
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_AMP_VIEWER = re.compile(
    r"^https?://(?:(?:www\.)?google\.[a-z.]+/amp|[\w-]+\.cdn\.ampproject\.org/[cv])/(s/)?(?=[^/]+\.)",
    re.IGNORECASE,
)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|touch)\.(?=[^.]+\.[^.]+)")
_AMP_PATH = re.compile(r"^/amp(?=/.)|/amp(?:\.html)?/?$|\.amp(?=\.html$|$)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)


def canonical(url: str) -> str:
    """The form of ``url`` under which an article is known.

    Scheme, ``www``, ``m`` and ``amp`` hosts, default ports, AMP paths, fragments, tracking parameters, the
    order of parameters and a trailing slash make no difference. Only parameters known to be for tracking are
    dropped: dropping any other could lead a reader to a different article. The result is a key, and not
    always an address that works. Text that is not an address is returned in lower case.
    """
    url = _AMP_VIEWER.sub("https://", url.strip())
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url.strip().casefold()
    if not parts.hostname:
        return url.strip().casefold()
    site = host(url)
    if port and port not in {80, 443}:
        site = f"{site}:{port}"
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._", errors="replace")
    path = _INDEX.sub("/", _AMP_PATH.sub("", path)).rstrip("/")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted((k, v) for k, v in pairs if not _no_matter(k, v)), errors="replace")
    return f"https://{site}{path}" + (f"?{query}" if query else "") + _route(parts.fragment)


def without_tracking(url: str) -> str:
    """``url`` as it may be shown: without tracking parameters, which may name the person a link was sent to.

    Unlike :func:`canonical`, the result is an address that works. Text that is not an address is unchanged.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    pairs = parts.query.split("&")
    kept = "&".join(pair for pair in pairs if not _is_tracking(unquote(pair.partition("=")[0])))
    return urlunsplit(parts._replace(query=kept, fragment=_route(parts.fragment).removeprefix("#")))


def _route(fragment: str) -> str:
    """The fragment where it says which page is meant, as some applications have it; otherwise nothing."""
    return f"#{fragment}" if fragment.startswith(("/", "!")) else ""


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("tracking.toml").read_text(encoding="utf-8"))


def _is_tracking(name: str) -> bool:
    name = name.lower()
    return name in _known()["names"] or name.startswith(tuple(_known()["prefixes"]))


def _no_matter(name: str, value: str) -> bool:
    """Whether a parameter says nothing of which page is meant."""
    return _is_tracking(name) or value.lower() in _known()["layout"].get(name.lower(), ())


def host(url: str) -> str:
    """The site that an address belongs to: its host in lower-case ASCII, without ``www``, ``m`` and the like.

    Empty for text that is not an address.
    """
    try:
        name = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    name = name.rstrip(".").lower()
    with contextlib.suppress(UnicodeError):
        name = name.encode("idna").decode("ascii")
    while (bare := _HOST_PREFIX.sub("", name)) != name:
        name = bare
    return name
