"""An expert's own calendar is in the way of a proposed time on the session's page, and of a group session at the desk of
who coordinates: both go on all the same."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_calendars import LOOKS, free_starts
from tests.browser.test_knowingly import (
    DENTIST,
    PROGRAMME,
    a_quiet_hour,
    caller,
    is_shown_the_dentist,
    lasting_an_hour,
    to_the_dentist,
)
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


def goes_on(visitor: Visitor, place: str) -> None:
    visitor.meets_the_rules(place)
    visitor.button("actions.allTheSame").click()


@LOOKS
def test_an_expert_takes_a_proposed_time_on_the_page_of_the_session(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    asking, mentors_email = caller(demo, people["startup_member"][0]["email"]), people["mentor"][0]["email"]
    expert, starts = free_starts(demo)
    what = {"programme": PROGRAMME, "expert": expert, "goal": f"On the page {language}"}
    session = asking.post("/sessions/", 201, starts_at=starts[-1], **what)
    path, start = f"/sessions/{session['id']}", datetime.fromisoformat(starts[0])
    asking.post(f"{path}/propose/", starts=[starts[0]])
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(mentors_email)
    mentor.page.goto(path)
    take = mentor.page.get_by_role("button", name=mentor.words("proposal.take"))
    expect(take).to_be_visible(timeout=SECONDS)
    to_the_dentist(demo, mentors_email, lasting_an_hour(start))
    take.click()
    is_shown_the_dentist(mentor, mentor.page.locator("main"))
    goes_on(mentor, "an own entry in the way of a proposed time on its page")
    mentor.sees_state("confirmed")
    expect(mentor.page.locator("main").get_by_role("alert")).to_have_count(0)
    assert datetime.fromisoformat(asking.get(f"{path}/")["starts_at"]) == start
    asking.post(f"{path}/cancel/", reason="It was only a trial")


@pytest.mark.parametrize(("language", "size"), [("en", "desk")])  # no word is only this page's
def test_a_coordinator_opens_a_group_session_for_an_expert_whose_hour_is_taken(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    hub, mentor = people["coordinator"][0], people["mentor"][0]
    at = a_quiet_hour(demo) + timedelta(days=2)
    to_the_dentist(demo, mentor["email"], lasting_an_hour(at))
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(hub["email"])
    page, main = coordinator.page, coordinator.page.locator("main")
    page.goto("/groups/new")
    coordinator.field("booking.programme").select_option(PROGRAMME)
    page.get_by_role("combobox", name=coordinator.words("groups.expert"), exact=True).fill(mentor["name"])
    page.get_by_role("option", name=re.compile(re.escape(mentor["name"]))).click()
    coordinator.field("groups.titleIn.en").fill("All the same")
    here = at.astimezone(ZoneInfo("Asia/Seoul"))
    coordinator.field("groups.on").fill(here.date().isoformat())
    page.locator("input[type=time]").fill(f"{here:%H:%M}")
    coordinator.field("groups.outsideRules").check()
    coordinator.button("groups.openIt").click()
    expect(main.get_by_role("alert")).to_be_visible(timeout=SECONDS)
    entry = re.compile("Seoul.* – .*Seoul")
    expect(main.get_by_role("listitem").filter(has_text=entry)).to_have_count(1, timeout=SECONDS)
    expect(main).not_to_contain_text(DENTIST)  # what it is called is for the expert alone
    goes_on(coordinator, "an expert's own entry in the way of a group session")
    page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}$"))
    path = f"/groups/{page.url.rsplit('/', 1)[1]}"
    answering = caller(demo, hub["email"])
    assert datetime.fromisoformat(answering.get(f"{path}/")["starts_at"]) == at
    answering.post(f"{path}/cancel/", reason="It was only a trial")
