"""An event in a guest's own calendar, on the real pages: which form it has, its secret address, its files."""

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.browser.test_calendars import LOOKS, caller
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
SLUG = "winter-networking"


def keeps_it_in_their_calendar(guest: Visitor) -> None:
    """By meetings instead of one appointment; an address that a program reads, and that is taken back."""
    page = guest.page
    card = page.get_by_role("region", name=guest.words("eventCalendar.title"), exact=True)
    meetings = card.get_by_role("radio", name=guest.words("eventCalendar.forms.meetings"), exact=True)
    expect(meetings).not_to_be_checked(timeout=SECONDS)
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        meetings.click()
    card.get_by_role("button", name=guest.words("feed.make"), exact=True).click()
    address = card.locator("code")
    expect(address).to_contain_text("/feeds/events/", timeout=SECONDS)
    guest.meets_the_rules("the address of an event's calendar")
    url = address.inner_text()
    file = loopback.get(url)
    assert len(Calendar.from_ical(file.content).walk("VEVENT")) == 1  # no plan yet: the event itself
    page.reload()
    expect(meetings).to_be_checked(timeout=SECONDS)
    expect(address).to_have_count(0)
    card.get_by_role("button", name=guest.words("feed.revoke"), exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=guest.words("feed.revoke"), exact=True).click()
    expect(card.get_by_role("button", name=guest.words("feed.make"), exact=True)).to_be_visible(
        timeout=SECONDS
    )
    assert loopback.get(url).status_code == 404


def finds_the_file(guest: Visitor) -> None:
    guest.button("session.addToCalendar").click()
    file = guest.page.get_by_role("menuitem", name=guest.words("addTo.apple"), exact=True)
    expect(file).to_be_visible(timeout=SECONDS)
    guest.meets_the_rules("the ways of an event into a calendar")
    path = str(file.get_attribute("href"))
    text = guest.page.evaluate("path => fetch(path).then(answer => answer.text())", path)
    assert "BEGIN:VEVENT" in text
    guest.page.keyboard.press("Escape")


@LOOKS
def test_a_founder_keeps_an_event_in_their_calendar(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    nth = 2 if language == "ko" else 1
    founder.sign_in(demo.people()["startup_member"][nth]["email"])
    founder.page.goto(f"/events/{SLUG}")
    founder.button("events.register").click()
    founder.sees_words("events.stateHints.approved")
    finds_the_file(founder)
    keeps_it_in_their_calendar(founder)
    founder.button("events.cancel").click()  # as it was
    founder.button("events.cancelConfirm").click()
    founder.sees_words("events.stateHints.cancelled")


def test_a_contact_does_so_behind_their_link(browser: Browser, demo: RunningDemo) -> None:
    desk = caller(demo, demo.people()["coordinator"][0]["email"])
    expert = desk.get("/experts/", kind="contact")["results"][-1]
    desk.post(f"/event-desk/{SLUG}/invitations/", experts=[expert["id"]])
    rows = desk.get(f"/event-desk/{SLUG}/registrations/", kind="contact")["results"]
    (row,) = [one for one in rows if one["person_name"] == expert["name"]]
    contact = Visitor(browser, demo, language="en", size="phone", zone="America/Los_Angeles")
    contact.page.goto(row["guest_link"])
    contact.sees_words("events.when")
    finds_the_file(contact)
    keeps_it_in_their_calendar(contact)
