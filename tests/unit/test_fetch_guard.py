"""What may be opened and what not, by the strict default rule."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.web import FakeDns

from bot.core.errors import Unreadable
from bot.fetch.guard import Guard, GuardedResolver, is_public, numeric_address

PRIVATE_V4 = ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12")
PRIVATE_V4 += ("192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4")


PRIVATE_HOSTS = [
    "127.0.0.1", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "017700000001", "0x7f000001",  # noqa: S104
    "0x7f.1", "0x7f.0.0.0x1", "0177.0.0.1", "0177.1", "127.0.0.1.", "127.0.0.1..", "10.0.0.1",
    "192.168.1.1", "172.16.0.1", "169.254.169.254", "2852039166", "0xA9FEA9FE", "0251.0376.0251.0376",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "１２７.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1", "[::]",
    "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:169.254.169.254]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]",
    "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]",
    "[2606:4700::5efe:7f00:1]", "1.2.3.4.5", "256.256.256.256", "localhost", "LOCALHOST", "localhost.",
    "a.localhost", "printer.local", "db.internal", "nas.lan", "router.home.arpa", "metadata",
    "metadata.google.internal", "intranet",
]  # fmt: skip


def refusal(link: str) -> str:
    with pytest.raises(Unreadable) as caught:
        Guard().check_link(link)
    return caught.value.reason


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.com/world/2023/10/09/article?id=7#top",
        "http://example.com",
        "https://example.com:8443/x",
        "http://8.8.8.8/",
        "http://[2606:4700:4700::1111]/",
        "https://бибиси.example.com/новости",
        "  https://example.com/space-around  ",
        "https://homestead.example.com/",
    ],
)
def test_ordinary_links_pass(link: str) -> None:
    url = Guard().check_link(link)
    assert url.host
    assert not url.fragment


@pytest.mark.parametrize(
    "link",
    [
        "ftp://example.com/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,hello",
        "//example.com/x",
        "example.com",
        "",
        "http://",
        "http:///path",
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://example.com:22/",
        "http://example.com:0/",
        "http://example.com:99999/",
        "http://example.com:x/",
        "http://exa mple.com/",
        "http://example.com\\@127.0.0.1/",
        "http://example.com/\r\nHost: evil",
        "http://example.com/\x00",
        "http://[::1",
        "https://example.com/" + "a" * 5000,
    ],
)
def test_what_is_no_plain_web_address_is_refused(link: str) -> None:
    assert refusal(link) == "bad_link"


@pytest.mark.parametrize("host", PRIVATE_HOSTS)
def test_private_hosts_are_refused_however_spelled(host: str) -> None:
    assert refusal(f"http://{host}/latest/meta-data") in ("private_address", "bad_link")


def spellings(address: IPv4Address) -> list[str]:
    """Ways to write an IPv4 address that one parser or another accepts."""
    value = int(address)
    a, b, c, d = address.packed
    return [
        str(address),
        str(value),
        hex(value),
        f"0{value:o}",
        f"{a}.{value & 0xFFFFFF}",
        f"{a}.{b}.{(c << 8) | d}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"000{a:o}.{b}.{c:#X}.{d}".lower(),
        f"{address}.",
        f"[::ffff:{address}]",
        f"[::{address}]",
        f"[64:ff9b::{address}]",
        f"[2002:{value >> 16:x}:{value & 0xFFFF:x}::1]",
    ]


@given(st.sampled_from(PRIVATE_V4).flatmap(lambda n: st.ip_addresses(network=n)), st.integers(0, 13))
def test_any_spelling_of_a_private_address_is_refused(address: IPv4Address, form: int) -> None:
    assert refusal(f"http://{spellings(address)[form]}/") == "private_address"


@given(st.ip_addresses(v=4), st.integers(0, 7))
def test_spellings_are_read_as_the_c_library_reads_them(address: IPv4Address, form: int) -> None:
    spelled = spellings(address)[form]
    assert numeric_address(spelled) == ip_address(socket.inet_aton(spelled))


@given(st.text(alphabet="0123456789abcdefx.", min_size=1, max_size=20))
def test_no_host_that_the_c_library_takes_for_an_address_is_taken_for_a_name(host: str) -> None:
    try:
        expected = socket.inet_aton(host)
    except OSError:
        return
    assert numeric_address(host) == ip_address(expected)


@given(st.ip_addresses(v=6))
def test_public_ipv6_is_global_unicast(address: IPv6Address) -> None:
    # The nearest independent statement: RFC 4291 section 2.4 and its IANA registry.
    if is_public(address) and address.ipv4_mapped is None:
        assert address in IPv6Network("2000::/3") or address in IPv6Network("64:ff9b::/96")


@given(st.text(max_size=60))
def test_any_text_is_a_link_or_refused(text: str) -> None:
    for link in (text, f"http://{text}", f"https://{text}/x"):
        try:
            assert Guard().check_link(link).scheme in ("http", "https")
        except Unreadable as error:
            assert error.reason in ("bad_link", "private_address")  # noqa: PT017 - either outcome is right


async def test_a_host_with_one_private_address_among_public_ones_is_refused() -> None:
    dns = FakeDns(
        {"mixed.test": ["8.8.8.8", "10.0.0.5"], "six.test": ["::ffff:127.0.0.1"], "ok.test": ["8.8.8.8"]}
    )
    resolver = GuardedResolver(dns, Guard())
    assert [entry["host"] for entry in await resolver.resolve("ok.test", 443)] == ["8.8.8.8"]
    for host in ("mixed.test", "six.test"):
        with pytest.raises(Unreadable) as caught:
            await resolver.resolve(host, 443)
        assert caught.value.reason == "private_address"


def test_the_last_check_is_on_the_address_a_socket_connects_to() -> None:
    with pytest.raises(PermissionError):
        Guard().open_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80)))
    with pytest.raises(PermissionError):
        Guard().open_socket((socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%2", 80, 0, 2)))
    Guard().open_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))).close()
