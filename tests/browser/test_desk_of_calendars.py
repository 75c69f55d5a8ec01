"""The coordinators' desk for calendars: who needs help, what is good to know, and the story behind a series."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.browser.test_add_to_calendar import a_series
from tests.browser.test_calendars import LOOKS, agreed, call_off, caller
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@LOOKS
def test_a_coordinator_sees_who_has_to_connect_again_and_what_google_takes_no_more_of(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    demo.move_clock("next_day")
    person, mentor = demo.people()["startup_member"][1], demo.people()["mentor"][0]
    left = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    left.sign_in(person["email"])
    left.page.goto("/settings")
    left.button("google.connect").click()
    left.page.get_by_role("button", name="Allow").click()
    left.page.wait_for_url(re.compile("google=connected"))
    left.button("google.calendars.refresh").wait_for()
    order = {"email": person["email"]}
    loopback.post(f"{demo.google}/control/revoke", json=order).raise_for_status()
    left.button("google.calendars.refresh").click()

    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    page = coordinator.page
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    page.goto("/coordinator/calendars")
    connections = page.get_by_role("region", name=coordinator.words("desk.connections"), exact=True)
    row = connections.get_by_role("listitem").filter(has_text=person["name"])
    expect(row).to_contain_text(coordinator.words("desk.trouble.needs_consent"), timeout=SECONDS)
    expect(row).to_contain_text(coordinator.words("desk.mend.consent", name=person["name"]))

    fault = {"name": "quotaExceeded", "method": "POST", "path": "*/events"}
    loopback.post(f"{demo.google}/control/faults", json=fault).raise_for_status()
    session = agreed(demo, f"Over the limit {language}")
    warnings = page.get_by_role("region", name=coordinator.words("desk.warnings"), exact=True)
    told = warnings.get_by_role("listitem").filter(
        has_text=coordinator.words("desk.warning.quota", name=mentor["name"])
    )
    expect(told).to_have_count(1, timeout=3 * SECONDS)  # the page asks again every half minute
    coordinator.meets_the_rules("who needs help, and what is good to know")
    told.get_by_role("button", name=coordinator.words("desk.seen"), exact=True).click()
    expect(told).to_have_count(0, timeout=SECONDS)
    page.reload()
    expect(row).to_have_count(1, timeout=SECONDS)
    expect(told).to_have_count(0)

    call_off(demo, session)
    left.page.reload()
    left.button("google.disconnect").click()
    dialog = left.page.get_by_role("dialog")
    dialog.get_by_role("button", name=left.words("google.parting.go"), exact=True).click()
    expect(left.button("google.connect")).to_be_visible(timeout=SECONDS)
    demo.move_clock("next_day")


@LOOKS
def test_the_story_of_a_series_and_of_its_dates_tells_writes_and_reads(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    mentor, founder = demo.people()["mentor"][0], demo.people()["startup_member"][0]
    series = a_series(demo, f"Told in a story {language}")
    caller(demo, mentor["email"]).post(f"/series/{series['id']}/accept/")
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.goto(f"/series/{series['id']}")
    coordinator.page.get_by_role("link", name=coordinator.words("story.title"), exact=True).click()
    coordinator.page.wait_for_url(re.compile("view=story"))
    coordinator.sees_words("story.actions.series.requested")
    coordinator.sees_words("story.actions.series.accepted")
    coordinator.sees_words("story.inCalendarOf.calendar.written", person=mentor["name"])
    read = coordinator.page.get_by_role("region", name=coordinator.words("story.readings.title"), exact=True)
    for path in (f"/series/{series['id']}", f"/sessions/{series['occurrences'][0]['session']}"):
        coordinator.page.goto(f"{path}?view=story")
        expect(read.get_by_role("listitem").filter(has_text=mentor["name"])).to_contain_text(
            coordinator.words("story.readings.last"), timeout=SECONDS
        )
        expect(read.get_by_role("listitem").filter(has_text=founder["name"])).to_have_count(1)
        coordinator.meets_the_rules(f"the story at {path}")
    call_off(demo, *(one["session"] for one in series["occurrences"]))
