"""The HTML briefing of the dispatches in a browser: light, dark, on a phone and on paper.

``ATTACHE_SCREENSHOTS=docs pytest tests/browser/test_briefing_page.py`` remakes the pictures in the docs.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bench import dispatches
from bot import briefing
from bot.core.types import Digest
from models.digest import stories

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed (pip install -e .[dev])"
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ROOT = Path(__file__).parents[2]
PICTURES = os.environ.get("ATTACHE_SCREENSHOTS")
SINCE, UNTIL = datetime(2023, 10, 17, 12, tzinfo=UTC), datetime(2023, 10, 19, 6, tzinfo=UTC)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium, and none is installed"),
]

# The contrast ratio of WCAG 2 between each text's colour and the background it stands on; the lowest.
CONTRAST = """() => {
  const rgb = css => css.match(/[\\d.]+/g).map(Number);
  const light = css => rgb(css).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor; if (rgb(c).length < 4 || rgb(c)[3] > 0) return c; } };
  const texts = [...document.querySelectorAll('main *')].filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
  return Math.min(...texts.map(e => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05); }));
}"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefing of two days of dispatches, as the bot makes it."""
    folder = tmp_path_factory.mktemp("briefing")
    with ThreadPoolExecutor(1) as aside:  # the browser's own event loop runs in this thread
        taken = aside.submit(lambda: asyncio.run(dispatches.take_in(folder, dispatches.load(SINCE)))).result()
    content = stories.digest(stories.build([item for item, _, _ in taken]))
    infos, refs = {i.id: i for _, i, _ in taken}, {i.id: r for _, i, r in taken}
    path = folder / "digest.html"
    path.write_text(
        briefing.html(Digest(content, infos, refs, SINCE, UNTIL), ZoneInfo("Europe/Berlin")), "utf-8"
    )
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def opened(
    browser: Any, path: Path, width: int, scheme: str, scale: float = 1.0, height: int = 1180
) -> tuple[Any, list[str]]:
    """The page at ``path``, and the addresses that it asked for besides itself."""
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=scale
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    return page, [url for url in asked if url != path.as_uri()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 390, 320])
def test_it_fits_reads_well_and_asks_for_nothing(
    browser: Any, page_file: Path, width: int, scheme: str
) -> None:
    page, asked = opened(browser, page_file, width, scheme)
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) >= 4.5
    assert page.locator("article").count() == 5
    page.close()


def test_the_headlines_lead_to_their_stories(browser: Any, page_file: Path) -> None:
    page, _ = opened(browser, page_file, 390, "light")
    last = page.locator("nav a").last
    headline = last.inner_text()
    last.click()
    story = page.locator("article:target h2")
    assert headline in story.inner_text()
    assert story.is_visible()
    page.close()


def test_on_paper_the_addresses_of_the_sources_are_written_out(browser: Any, page_file: Path) -> None:
    page, _ = opened(browser, page_file, 800, "dark")
    page.emulate_media(media="print")
    written = page.evaluate("getComputedStyle(document.querySelector('.sources a'), '::after').content")
    assert re.search(r"https://\S+", written)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".message").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()


@pytest.mark.parametrize(("scheme", "name"), [("light", "briefing.png"), ("dark", "briefing-dark.png")])
def test_pictures_for_the_docs(browser: Any, page_file: Path, tmp_path: Path, scheme: str, name: str) -> None:
    page, _ = opened(browser, page_file, 780, scheme, 1.25, height=1010)
    emoji = files("simcord").joinpath("preview/static/fonts/noto-color-emoji-v2.051.ttf")
    if emoji.is_file():  # flags, where the machine that takes the picture has no font for them
        data = base64.b64encode(emoji.read_bytes()).decode()
        page.add_style_tag(
            content=f"@font-face {{ font-family: 'Noto Color Emoji'; src: url(data:font/ttf;base64,{data}) }}"
        )
        page.evaluate("document.fonts.load('16px \"Noto Color Emoji\"', '\U0001f1fa\U0001f1f8')")
    picture = (ROOT / PICTURES if PICTURES else tmp_path) / name
    page.screenshot(path=picture)
    assert 10_000 < picture.stat().st_size < 260_000
    page.close()
