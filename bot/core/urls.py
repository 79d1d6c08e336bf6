"""One address for one article, however its link is decorated."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# Parameters that say where a reader came from and never what the page is.
_TRACKING = re.compile(
    r"utm_\w+|at_\w+|mc_[ce]id|fbclid|gclid|gclsrc|dclid|[gw]braid|msclkid|ys?clid|twclid|ttclid|igshid|igsh|"
    r"li_fat_id|_hsenc|_hsmi|mkt_tok|vero_id|wickedid|oly_(?:anon|enc)_id|s_cid|ncid|cmp|cmpid|icid|ocid|smid|"
    r"smtyp|sref|sr_share|share|ref|ref_src|ref_url|referrer|referringsource|source|campaign_id|ns_\w+|taid|"
    r"xtor|__twitter_impression|guccounter|guce_referrer(?:_sig)?|leadsource|tpcc|wt\.\w+|amp|outputtype",
    re.IGNORECASE,
)
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
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    query = urlencode(sorted(kept), errors="replace")
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    return f"https://{site}{path}" + (f"?{query}" if query else "") + route


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
