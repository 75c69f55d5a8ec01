"""The life of a connection to Google on the real pages: leave taken back and given again, given in parts, and a parting."""

import re
from datetime import datetime, timedelta
from functools import partial

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.bookings import shown_in_google
from tests.browser.test_calendars import LOOKS, calendar_of
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


def agreed(demo: RunningDemo, goal: str, *, founder: int = 0, mentor: int = 0) -> str:
    """A session of these two, asked for and accepted; its id."""
    people = demo.people()
    asked_by, asked = people["startup_member"][founder], people["mentor"][mentor]
    asking, answering = ApiCaller(demo, asked_by["email"]), ApiCaller(demo, asked["email"])
    now = datetime.fromisoformat(asking.get("/installation/")["now"])
    (expert,) = asking.get("/experts/", q=asked["name"])["results"]
    what = {"programme": "localization-mentoring"}
    window = {"from": now.isoformat(), "until": (now + timedelta(days=21)).isoformat()}
    starts = asking.get(f"/experts/{expert['id']}/free-starts/", **what, **window)["starts"]
    wish = {"expert": expert["id"], "starts_at": starts[-1]["starts_at"], "goal": goal, **what}
    session = asking.post("/sessions/", 201, **wish)
    return str(answering.post(f"/sessions/{session['id']}/accept/")["id"])


def call_off(demo: RunningDemo, session_id: str, *, founder: int = 0) -> None:
    person = ApiCaller(demo, demo.people()["startup_member"][founder]["email"])
    person.post(f"/sessions/{session_id}/cancel/", reason="It was only a trial")


def card_of(visitor: Visitor) -> Locator:
    visitor.page.goto("/settings")
    return visitor.page.get_by_role("region", name=visitor.words("google.title"), exact=True)


def notices(demo: RunningDemo, email: str) -> int:
    """How many mails have told that Google lets us in no more."""
    return len([mail for mail in demo.mails_to(email) if mail["text"].rstrip().find("/settings\n") > 0])


@LOOKS
def test_leave_that_was_taken_back_is_seen_by_the_coordinator_and_mended_with_one_button(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    demo.move_clock("next_day")
    person = demo.people()["mentor"][0]
    told = notices(demo, person["email"])
    session = agreed(demo, f"Revoked {language}")
    eventually(lambda: calendar_of(demo, session) == "written")
    loopback.post(f"{demo.google}/control/revoke", json={"email": person["email"]}).raise_for_status()
    call_off(demo, session)
    eventually(lambda: notices(demo, person["email"]) == told + 1)

    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.goto("/coordinator/calendars")
    connections = coordinator.page.get_by_role(
        "region", name=coordinator.words("desk.connections"), exact=True
    )
    expect(connections).to_contain_text(person["name"], timeout=SECONDS)
    expect(connections).to_contain_text(coordinator.words("desk.trouble.needs_consent"))
    coordinator.meets_the_rules("who has to connect again")

    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(person["email"])
    mentor.page.goto("/")
    mentor.sees_words("google.lost")
    mentor.meets_the_rules("a home that tells of Google")
    mentor.page.get_by_role("link", name=mentor.words("google.toSettings"), exact=True).click()
    card = card_of(mentor)
    expect(card).to_contain_text(mentor.words("google.health.allowedBefore"), timeout=SECONDS)
    stuck = card.get_by_role("link").filter(has_text=re.compile("."))
    expect(stuck.first).to_have_attribute("href", re.compile("/sessions/"))
    mentor.meets_the_rules("what is wrong and what waits")
    mentor.button("google.mend.go").click()
    mentor.page.get_by_role("button", name="Allow").click()
    mentor.page.wait_for_url(re.compile("google=connected"))
    expect(card).to_contain_text(mentor.words("google.health.allowed"), timeout=SECONDS)
    eventually(lambda: calendar_of(demo, session) == "removed")
    assert notices(demo, person["email"]) == told + 1
    mentor.page.goto("/")
    expect(mentor.page.get_by_text(mentor.words("google.lost"))).to_have_count(0)


@LOOKS
def test_a_box_that_was_left_out_is_named_and_can_be_ticked_later(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(demo.people()["startup_member"][1]["email"])
    card = card_of(founder)
    founder.button("google.connect").click()
    founder.page.get_by_label("View and edit events on calendars you own").uncheck()
    founder.page.get_by_role("button", name="Allow").click()
    founder.page.wait_for_url(re.compile("google=partial"))
    founder.sees_words("google.partial")
    writing = card.get_by_role("listitem").filter(has_text=founder.words("google.parts.writing"))
    expect(writing).to_have_attribute("data-state", "missing", timeout=SECONDS)
    founder.meets_the_rules("leave in parts")

    founder.button("google.mend.go").click()
    founder.page.get_by_role("button", name="Allow").click()
    founder.page.wait_for_url(re.compile("google=connected"))
    expect(writing).to_have_attribute("data-state", "on", timeout=SECONDS)
    expect(founder.button("google.mend.go")).to_have_count(0)
    part(founder, "keep")


def part(visitor: Visitor, fate: str) -> None:
    visitor.button("google.disconnect").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label(visitor.words(f"google.parting.fates.{fate}"), exact=True).check()
    visitor.meets_the_rules("asked what becomes of the sessions")
    dialog.get_by_role("button", name=visitor.words("google.parting.go"), exact=True).click()
    expect(visitor.button("google.connect")).to_be_visible(timeout=2 * SECONDS)


def told_of_another_calendar(demo: RunningDemo, email: str) -> bool:
    subjects = [mail["subject"] for mail in demo.mails_to(email)]
    return any(subject.startswith(("In another calendar", "다른 캘린더로 옮김")) for subject in subjects)


@LOOKS
def test_who_parts_and_takes_the_sessions_out_gets_them_by_mail(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    demo.move_clock("next_day")
    person = demo.people()["startup_member"][1]
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(person["email"])
    card_of(founder)
    founder.button("google.connect").click()
    founder.page.get_by_role("button", name="Allow").click()
    founder.page.wait_for_url(re.compile("google=connected"))
    session = agreed(demo, f"Taken out {language}", founder=1, mentor=1)
    eventually(lambda: shown_in_google(demo, person["email"], session))

    part(founder, "remove")

    eventually(lambda: shown_in_google(demo, person["email"], session) is None)
    asking = ApiCaller(demo, person["email"])
    eventually(lambda: asking.get(f"/sessions/{session}/")["calendar"]["state"] == "emailed")
    for one in (person, demo.people()["mentor"][1]):
        eventually(partial(told_of_another_calendar, demo, one["email"]))
    founder.page.goto(f"/sessions/{session}")
    founder.sees(re.compile(re.escape(founder.words("messages.kinds.handed_over"))))
    founder.meets_the_rules("a session that left a calendar")
    call_off(demo, session, founder=1)
