"""A mentor's own say over their calendars: what is kept of their events, another wish, the addresses of programmes."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.browser.test_calendars import LOOKS
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@LOOKS
def test_a_mentor_keeps_titles_wishes_for_less_and_has_an_address_for_each_programme(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    person = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    page = person.page
    person.sign_in(demo.people()["mentor"][1]["email"])
    page.goto("/settings")
    card = page.get_by_role("region", name=person.words("google.title"), exact=True)
    titles = card.get_by_label(person.words("google.titles"), exact=True)
    expect(titles).to_have_count(0)
    person.button("google.connect").click()
    page.get_by_role("button", name="Allow").click()
    page.wait_for_url(re.compile("google=connected"))

    expect(titles).not_to_be_checked(timeout=SECONDS)
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        titles.click()
    page.reload()
    expect(titles).to_be_checked(timeout=SECONDS)
    person.meets_the_rules("connected, titles kept")
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        titles.click()

    person.button("google.change").click()
    dialog = page.get_by_role("dialog")
    nothing = dialog.get_by_label(person.words("google.wish.places.nothing"), exact=True)
    nothing.check()
    person.meets_the_rules("another wish")
    dialog.get_by_role("button", name=person.words("google.toGoogle"), exact=True).click()
    page.get_by_role("button", name="Allow").click()
    page.wait_for_url(re.compile("google=connected"))
    allowed = card.get_by_role("listitem")
    expect(allowed.filter(has_text=person.words("google.parts.reading"))).to_have_count(1, timeout=SECONDS)
    expect(allowed.filter(has_text=person.words("google.parts.writing"))).to_have_count(0)
    expect(page.get_by_role("radiogroup", name=person.words("google.calendars.written"))).to_have_count(0)

    person.button("google.disconnect").click()
    dialog.get_by_role("button", name=person.words("google.parting.go"), exact=True).click()
    expect(person.button("google.connect")).to_be_visible(timeout=SECONDS)
    has_an_address_for_a_programme(person)


def has_an_address_for_a_programme(person: Visitor) -> None:
    """Made, shown once, replaced and taken back, and of one programme alone."""
    page = person.page
    card = page.get_by_role("region", name=person.words("programmeFeeds.title"), exact=True)
    rows = card.get_by_role("region")
    expect(rows.first).to_be_visible(timeout=SECONDS)
    row = rows.first
    name = str(row.get_attribute("aria-label"))
    made = row.get_by_role("button", name=f"{person.words('feed.make')}: {name}", exact=True)
    made.click()
    first = str(row.locator("code").text_content())
    assert loopback.get(first).status_code == 200
    expect(rows.nth(1).locator("code")).to_have_count(0)
    person.meets_the_rules("the address of a programme")

    row.get_by_role("button", name=f"{person.words('feed.revoke')}: {name}", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=person.words("feed.revoke"), exact=True).click()
    expect(made).to_be_visible(timeout=SECONDS)
    assert loopback.get(first).status_code == 404
