"""A link to free times: made by a coordinator, opened by a stranger, shown inside another site, taken back."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize(("language", "size", "nth"), [("ko", "phone", -1), ("en", "desk", -2)])
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
    # The last of all may be in the night of who signs in, for whom it is then no start at all.
    start = stranger.page.locator("section ul button", has_text=re.compile(r"^(09:30|9:30 AM)")).nth(nth)
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


@pytest.mark.parametrize(("language", "size"), [("ko", "phone")])
def test_who_comes_late_behind_a_link_books_one_of_the_next_free_starts(
    browser: Browser, demo: RunningDemo, founder: Visitor, mentor: Visitor
) -> None:
    people = demo.people()
    keeper = Visitor(browser, demo, language="ko", size="desk", zone="Asia/Seoul")
    keeper.sign_in(people["mentor"][1]["email"])
    keeper.page.goto("/links")
    keeper.button("links.make").click()
    address = keeper.page.get_by_role("listitem").get_by_role("link").first.inner_text(timeout=SECONDS)

    for visitor, number in ((founder, 0), (mentor, 1)):
        visitor.sign_in(people["startup_member"][number]["email"])
        visitor.page.goto(address)
        visitor.page.locator("section ul button").nth(-3).click()
        visitor.field("booking.goal").fill("The same hour behind a link")
    submit = "form button[type=submit]"
    with founder.page.expect_request(lambda sent: sent.method == "POST") as sent:
        founder.page.locator(submit).click()
    assert re.fullmatch("[0-9a-f]{32}", sent.value.headers["idempotency-key"])
    founder.sees_state("requested")
    mentor.page.locator(submit).click()
    mentor.sees_words("booking.nextFree")
    mentor.meets_the_rules("taken behind a link")
    mentor.page.locator("form li button").first.click()
    mentor.page.locator(submit).click()
    mentor.sees_state("requested")


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
