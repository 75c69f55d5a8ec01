"""A link to free times: made by a coordinator, opened by a stranger, shown inside another site, taken back."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize(("language", "size", "nth"), [("ko", "phone", -1), ("en", "desk", -5)])
def test_a_stranger_chooses_a_time_behind_a_link_signs_in_and_books_it(
    browser: Browser, demo: RunningDemo, language: str, size: str, nth: int
) -> None:
    keeper = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    keeper.sign_in(demo.people()["coordinator"][0]["email"])
    keeper.page.goto("/links")
    keeper.field("links.name").fill(f"Home page {language}")
    keeper.button("links.make").click()
    row = keeper.page.get_by_role("listitem").filter(has_text=f"Home page {language}")
    address = row.get_by_role("link").inner_text(timeout=SECONDS)
    keeper.meets_the_rules("links")

    stranger = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    stranger.page.goto(address)
    start = stranger.page.locator("section ul button").nth(nth)
    start.click()
    expect(start).to_have_attribute("aria-pressed", "true", timeout=SECONDS)
    stranger.meets_the_rules("free times behind a link")
    stranger.page.get_by_role("link", name=stranger.words("links.signIn"), exact=True).click()
    stranger.page.wait_for_url(re.compile("sign-in"))
    stranger.sign_in(demo.people()["startup_member"][1]["email"], at=stranger.page.url)
    stranger.field("booking.goal").fill("Found behind a link")
    stranger.page.locator("form button[type=submit]").click()
    stranger.page.wait_for_url(re.compile("/sessions/"))
    stranger.sees("Found behind a link")

    row.get_by_role("button", name=keeper.words("links.revoke"), exact=True).click()
    dialog = keeper.page.get_by_role("dialog")
    dialog.get_by_role("button", name=keeper.words("links.revoke"), exact=True).click()
    expect(row).to_contain_text(keeper.words("links.state.revoked"), timeout=SECONDS)
    stranger.page.goto(address)
    expect(stranger.page.get_by_role("alert")).to_be_visible(timeout=SECONDS)


def test_free_times_show_inside_another_site_and_open_in_a_window_of_their_own(
    browser: Browser, demo: RunningDemo
) -> None:
    mentor = Visitor(browser, demo, language="en", size="desk", zone="America/Los_Angeles")
    mentor.sign_in(demo.people()["mentor"][0]["email"])
    mentor.page.goto("/links")
    mentor.button("links.make").click()
    address = mentor.page.get_by_role("listitem").get_by_role("link").first.inner_text(timeout=SECONDS)

    site = Visitor(browser, demo, language="en", size="phone", zone="Asia/Seoul")
    site.page.goto(f"{demo.twilio}/healthz")  # another origin
    site.page.evaluate(
        "source => document.body.replaceChildren(Object.assign(document.createElement('iframe'),"
        " {src: source, width: 380, height: 800, title: 'Free times'}))",
        address.replace("/book/", "/embed/"),
    )
    frame = site.page.frame_locator("iframe")
    start = frame.locator("section ul a").first
    expect(start).to_be_visible(timeout=SECONDS)
    with site.page.context.expect_page() as opened:
        start.click()
    expect(opened.value.get_by_role("link", name=site.words("links.signIn"), exact=True)).to_be_visible(
        timeout=SECONDS
    )
