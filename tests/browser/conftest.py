from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import Visitor
from tests.chromium import executable
from tests.running_demo import RunningDemo


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Gone when the last test in here is: while Playwright runs an event loop, Django refuses the database."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """A browser whose windows are closed behind each test: a page that stays open goes on asking and drawing."""
    yield chromium
    for window in chromium.contexts:
        window.close()


@pytest.fixture
def founder(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    return Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")


@pytest.fixture
def mentor(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    return Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")


@pytest.fixture
def coordinator(browser: Browser, demo: RunningDemo, language: str) -> Visitor:
    return Visitor(browser, demo, language=language, size="desk", zone="Asia/Seoul")
