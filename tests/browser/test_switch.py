"""A coordinator stops all sending, says why, and starts it again."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_a_coordinator_stops_all_sending_and_starts_it_again(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    person = demo.people()["coordinator"][0]
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    page = coordinator.page
    coordinator.sign_in(person["email"])
    page.goto("/coordinator/messages")
    coordinator.sees_words("sending.runs")
    coordinator.meets_the_rules("sending that runs")

    coordinator.button("sending.stop").click()
    coordinator.meets_the_rules("the question whether to stop")
    page.get_by_label(coordinator.words("sending.reason")).fill("Wrong template")
    coordinator.button("sending.stopNow").click()
    coordinator.sees_words("sending.because", reason="Wrong template")
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)
    coordinator.meets_the_rules("sending that is stopped")

    page.reload()
    coordinator.sees_words("sending.because", reason="Wrong template")
    coordinator.button("sending.start").click()
    coordinator.button("sending.startNow").click()
    expect(coordinator.button("sending.stop")).to_be_visible(timeout=SECONDS)
    coordinator.sees_words("sending.runs")
