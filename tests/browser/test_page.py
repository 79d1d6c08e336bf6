"""The playground as a stranger meets it: the page opened, an article read, a question asked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed (pip install -e .[dev])"
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ROOT = Path(__file__).parents[2]
# Where the README's picture goes when ATTACHE_SCREENSHOTS is set: `ATTACHE_SCREENSHOTS=docs make test`.
PICTURES = os.environ.get("ATTACHE_SCREENSHOTS")
FIRST_CARD_MS = 180_000
CARDS_FOR_A_DIGEST = 6
BELOW_THE_TITLE = 101

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium, and none is installed"),
]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The printed address of a playground started as an operator would start it, standard input closed."""
    env = {**os.environ, "ATTACHE_LOG_LEVEL": "WARNING", "PYTHONUNBUFFERED": "1"}
    env.pop("ATTACHE_DISCORD_TOKEN", None)
    log = tmp_path / "stderr.txt"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "playground", "--port", "0"],
            cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
    assert process.stdout is not None
    try:
        found = next(
            (m for line in process.stdout if (m := re.search(r"http://127\.0\.0\.1:\d+/#\S+", line))), None
        )
        assert found, log.read_text()
        yield found[0]
    finally:
        process.terminate()
        process.stdout.close()
        assert process.wait(timeout=120) == 0, log.read_text()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """The page at that address, in a browser that calls nobody else."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1200, "height": 1000}, device_scale_factor=1.5)
        page.set_default_timeout(FIRST_CARD_MS)
        page.goto(address)
        yield page
        browser.close()


def picture(page: Page, name: str, tmp_path: Path, width: int | None = None) -> None:
    """The page, or the messages alone in so much of their width."""
    folder = ROOT / PICTURES if PICTURES else tmp_path
    box = page.locator("#channel-message-list").bounding_box() if width else None
    page.screenshot(
        path=folder / name,
        clip={"x": box["x"], "y": BELOW_THE_TITLE, "width": width, "height": 730} if box and width else None,
    )


def send_until_shown(page: Page, answer: Locator) -> None:
    """Send the command; again where an article came in between, which outdates what the page was sending."""
    for _ in range(10):
        page.locator("#send-message").click()
        try:
            return answer.wait_for(timeout=6_000)
        except playwright.TimeoutError:
            continue
    raise AssertionError(page.locator("#channel-message-list").inner_text())


def test_an_article_is_read_and_a_question_answered(page: Page, tmp_path: Path) -> None:
    timeline = page.locator("#channel-message-list")
    timeline.get_by_role("button", name="All statements").first.wait_for(timeout=FIRST_CARD_MS)
    card = timeline.inner_text()
    assert "Kremlin: no calls to Israeli or Palestinian leaders planned for now" in card
    assert "Dmitry Peskov · Kremlin spokesman" in card
    picture(page, "playground.png", tmp_path)

    composer = page.locator("#channel-composer-input")
    composer.click()
    composer.press_sequentially("/who-said")
    page.get_by_role("option", name="/who-said").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("option", name="speaker").click()
    page.locator("input[aria-label=speaker]").press_sequentially("Dmitry Pes")
    page.get_by_role("option", name="Dmitry Peskov").click()
    answer = timeline.get_by_text("What Dmitry Peskov said", exact=True)
    send_until_shown(page, answer)
    assert re.search(r"\d+ statements?", timeline.inner_text())
    answer.evaluate("shown => shown.scrollIntoView({block: 'start'})")
    picture(page, "who-said.png", tmp_path)


def test_a_digest_is_previewed_and_its_pages_turned(page: Page, tmp_path: Path) -> None:
    timeline = page.locator("#channel-message-list")
    buttons = timeline.get_by_role("button", name="All statements")
    buttons.nth(CARDS_FOR_A_DIGEST - 1).wait_for(timeout=FIRST_CARD_MS)

    composer = page.locator("#channel-composer-input")
    composer.click()
    composer.press_sequentially("/digest preview")
    page.get_by_role("option", name="/digest preview").wait_for()
    page.keyboard.press("Enter")
    answer = timeline.get_by_text(re.compile(r"^Digest · "))
    send_until_shown(page, answer)
    assert re.search(r"\d+ articles, \d+ stories", timeline.inner_text())
    answer.evaluate("shown => shown.scrollIntoView({block: 'start'})")
    picture(page, "digest.png", tmp_path, width=540)

    first = timeline.get_by_text(re.compile(r"Page 1 of \d")).first
    for _ in range(10):  # an article that came in between outdates the page that was clicked on
        timeline.get_by_role("button", name="More").first.click()
        with suppress(playwright.TimeoutError):
            return first.wait_for(timeout=6_000)
    raise AssertionError(timeline.inner_text())
