"""What pages say in passing: that one is not for one's role and offers nothing then, and whose clock a time is on."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_calendars import LOOKS
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def reader(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    """A founder in Seoul."""
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(demo.people()["startup_member"][1]["email"])
    return founder


@LOOKS
def test_a_page_for_experts_offers_a_founder_nothing(reader: Visitor) -> None:
    main = reader.page.locator("main")
    for path in ("/hours", "/links"):
        reader.page.goto(path)
        expect(main.get_by_role("alert")).to_be_visible(timeout=SECONDS)
        expect(main.locator("input, select, textarea, .mantine-Skeleton-root")).to_have_count(0)
        reader.meets_the_rules(f"{path} of somebody else's role")


@LOOKS
def test_a_deadline_says_whose_clock_it_is_on(reader: Visitor) -> None:
    deadline = {"ko": "(서울)", "en": "(Seoul)"}[reader.language]
    asked = reader.page.get_by_role("link").filter(has_text=deadline)
    expect(asked.first).to_have_attribute("href", r"/pairing/1/wish", timeout=SECONDS)
    reader.page.goto("/pairing")
    expect(reader.page.get_by_text(deadline).first).to_be_visible(timeout=SECONDS)
