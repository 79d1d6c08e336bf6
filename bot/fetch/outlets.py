"""Whether a page may call itself what it does: an outlet's name is believed only on a host that it fits.

Anybody can write "Reuters" into a page. A name that is worth borrowing has to stand on its publisher's own
host; any other has to be readable from the host, as "The New York Times" is from nytimes.com. Where it does
not fit, the host itself is shown.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from bot.core.lookalikes import disguised, folded, readable_host
from bot.core.text import squeeze
from bot.core.urls import host

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60
# A shorter piece of a name or host is in too many others by chance.
_TELLING = 3
_UNMISTAKABLE = 6


def shown(claimed: str | None, url: str) -> str | None:
    """The outlet to show for a page at ``url`` that calls itself ``claimed``; its host if the two do not fit.

    A page without an address (a file) may call itself anything.
    """
    name = squeeze(claimed or "")
    site = host(url)
    if not 0 < len(name) <= _LONGEST or (site and not fits(name, site)):
        return readable_host(url) or None
    return name


def fits(name: str, site: str) -> bool:
    """Whether the publisher at ``site`` may be called ``name``; the host is as ``urls.host`` gives it."""
    if disguised(name):
        return False
    read = folded(name)
    words = _words(read.replace(".", "").replace("'", ""))
    hosts = _reserved(words) or _reserved(_words(read))
    if hosts:
        return any(site == own or site.endswith(f".{own}") for own in hosts)
    letters = "".join(words)
    own = readable_host(f"https://{site}")
    labels = [_letters(label) for label in (_registered(own), own)]
    return any(_within(label, letters) or _abbreviates(label, words) for label in labels)


def _words(name: str) -> list[str]:
    words = _WORD.findall(name)
    return words[1:] if words[:1] == ["the"] else words


def _letters(host_part: str) -> str:
    return "".join(_WORD.findall(folded(host_part)))


def _within(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _TELLING and (one in other or other in one)


def _reserved(words: list[str]) -> list[str]:
    """The hosts of the known publisher that this name means, or none."""
    known = _known()
    name, letters = " ".join(words), "".join(words)
    if name in known["alone"]:
        return known["alone"][name]
    for own, hosts in known["anywhere"].items():
        run = own.replace(" ", "")
        if f" {own} " in f" {name} " or (len(run) >= _UNMISTAKABLE and run in letters):
            return hosts
    return []


def _abbreviates(label: str, words: list[str]) -> bool:
    """Whether ``label`` is made of beginnings of the words, in their order: "nytimes", "rferl", "dw"."""
    reached = {0}
    for word in words:
        ends = (
            start + n
            for start in reached
            for n in range(1, len(word) + 1)
            if label.startswith(word[:n], start)
        )
        reached |= set(ends)
    return len(label) in reached and bool(label)


def _registered(site: str) -> str:
    """The part of a host that its owner chose: "bbc" of news.bbc.co.uk."""
    from tld import get_tld

    found = get_tld(f"https://{site}", as_object=True, fail_silently=True)
    labels = site.split(".")
    return getattr(found, "domain", None) or (labels[-2] if len(labels) > 1 else site)


@cache
def _known() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("outlets.toml").read_text(encoding="utf-8"))
