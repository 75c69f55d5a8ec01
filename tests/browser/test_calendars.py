"""Calendars on the real pages: a secret address, ways into other calendars, and what a coordinator does about Google."""

import re
from datetime import datetime, timedelta
from functools import cache

import pytest
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
caller = cache(ApiCaller)  # only so many codes are sent to one person
LOOKS = pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])


def free_starts(demo: RunningDemo) -> tuple[int, list[str]]:
    """The mentor whose Google Calendar is connected, by id, and their free starts of three weeks."""
    people = demo.people()
    asking, mentor = caller(demo, people["startup_member"][0]["email"]), people["mentor"][0]
    now = datetime.fromisoformat(asking.get("/installation/")["now"])
    (expert,) = asking.get("/experts/", q=mentor["name"])["results"]
    window = {"from": now.isoformat(), "until": (now + timedelta(days=21)).isoformat()}
    path = f"/experts/{expert['id']}/free-starts/"
    # While their calendar could not be read for long, none of their time is offered.
    free = eventually(lambda: asking.get(path, programme="localization-mentoring", **window)["starts"], 180)
    return expert["id"], [one["starts_at"] for one in free]


def agreed(demo: RunningDemo, goal: str) -> str:
    """A session with the mentor whose Google Calendar is connected, asked for and accepted; its id."""
    people = demo.people()
    founder, mentor = people["startup_member"][0], people["mentor"][0]
    asking, answering = caller(demo, founder["email"]), caller(demo, mentor["email"])
    expert, starts = free_starts(demo)
    what = {"programme": "localization-mentoring", "expert": expert, "goal": goal}
    session = asking.post("/sessions/", 201, starts_at=starts[-1], **what)
    return str(answering.post(f"/sessions/{session['id']}/accept/")["id"])


def call_off(demo: RunningDemo, *session_ids: str) -> None:
    """So that the clock of those who come after does not stop at them."""
    mentor = caller(demo, demo.people()["mentor"][0]["email"])
    for session_id in session_ids:
        mentor.post(f"/sessions/{session_id}/cancel/", reason="It was only a trial")


def refused_a_move(demo: RunningDemo, session_id: str) -> None:
    """Google has the session and refuses its move: what it refuses from the start goes to others."""
    eventually(lambda: calendar_of(demo, session_id) == "written")
    fault = {"name": "forbidden", "method": "PATCH", "path": "*/events/*"}
    loopback.post(f"{demo.google}/control/faults", json=fault).raise_for_status()
    mentor = caller(demo, demo.people()["mentor"][0]["email"])
    version = mentor.get(f"/sessions/{session_id}/")["version"]
    _, starts = free_starts(demo)
    moved = {"starts_at": starts[-1], "reason": "A trial", "version": version}
    mentor.post(f"/sessions/{session_id}/reschedule/", **moved)
    eventually(lambda: calendar_of(demo, session_id) == "failed")


def calendar_of(demo: RunningDemo, session_id: str) -> str:
    mentor = caller(demo, demo.people()["mentor"][0]["email"])
    return str(mentor.get(f"/sessions/{session_id}/")["calendar"]["state"])


@LOOKS
def test_the_secret_address_is_made_shown_once_replaced_and_taken_back(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(demo.people()["startup_member"][1]["email"])
    founder.page.goto("/settings")
    card = founder.page.get_by_role("region", name=founder.words("feed.title"), exact=True)
    dialog = founder.page.get_by_role("dialog")

    def address() -> str:
        return card.locator("code").inner_text(timeout=SECONDS)

    card.get_by_role("button", name=founder.words("feed.make"), exact=True).click()
    first = address()
    assert loopback.get(first).text.startswith("BEGIN:VCALENDAR")
    founder.meets_the_rules("a secret address")

    card.get_by_role("button", name=founder.words("feed.replace"), exact=True).click()
    expect(dialog).to_contain_text(founder.words("feed.replaceHint"))
    founder.meets_the_rules("asked whether to replace it")
    founder.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    card.get_by_role("button", name=founder.words("feed.replace"), exact=True).click()
    dialog.get_by_role("button", name=founder.words("feed.replace"), exact=True).click()
    expect(card.locator("code")).not_to_have_text(first, timeout=SECONDS)
    second = address()
    assert [loopback.get(url).status_code for url in (first, second)] == [404, 200]

    card.get_by_role("button", name=founder.words("feed.revoke"), exact=True).click()
    expect(dialog).to_contain_text(founder.words("feed.revokeHint"))
    dialog.get_by_role("button", name=founder.words("feed.revoke"), exact=True).click()
    expect(card.get_by_role("button", name=founder.words("feed.make"), exact=True)).to_be_visible(
        timeout=SECONDS
    )
    assert loopback.get(second).status_code == 404


@LOOKS
def test_a_coordinator_sees_why_google_does_not_show_a_session_and_tries_one_and_all_again(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    demo.move_clock("next_day")
    first = agreed(demo, f"First {language}")
    refused_a_move(demo, first)
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.get_by_role("link", name=re.compile(r"Google")).first.click()
    expect(coordinator.page.locator("h1")).to_have_text(coordinator.words("desk.title"), timeout=SECONDS)
    mentor = demo.people()["mentor"][0]["name"]
    row = coordinator.page.get_by_role("article").filter(has_text=mentor)
    expect(row).to_contain_text(coordinator.words("desk.standing.failed"))
    expect(row).to_contain_text(coordinator.words("desk.why.refusedByGoogle", name=mentor))
    coordinator.meets_the_rules("what waits and what failed")

    row.get_by_role("button", name=re.compile(re.escape(coordinator.words("desk.retry")))).click()
    coordinator.sees_words("desk.retried_other", count=1)
    eventually(lambda: calendar_of(demo, first) == "written")
    coordinator.sees_words("desk.none")

    second = agreed(demo, f"Second {language}")
    refused_a_move(demo, second)
    coordinator.page.goto("/coordinator/calendars?state=failed&q=nobody-of-this-name")
    coordinator.sees_words("desk.none")
    coordinator.page.goto("/coordinator/calendars?state=failed")
    again = "desk.retryAll_other" if language == "ko" else "desk.retryAll_one"
    coordinator.button(again, count=1).click()
    eventually(lambda: calendar_of(demo, second) == "written")

    coordinator.page.goto(f"/sessions/{second}?view=story")
    coordinator.sees_words("story.inCalendarOf.calendar.failed", person=mentor)
    coordinator.sees_words("story.inCalendarOf.calendar.written", person=mentor)
    coordinator.page.goto(f"/sessions/{second}")
    coordinator.button("session.addToCalendar").click()
    coordinator.meets_the_rules("ways into other calendars")
    call_off(demo, first, second)


@LOOKS
def test_a_person_connects_google_chooses_calendars_and_parts_from_it_again(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    person = demo.people()["startup_member"][1]
    family = re.compile(f"Family {language}")
    order = {
        "id": f"{language}@group.calendar.google.com",
        "summary": family.pattern,
        "owner": person["email"],
    }
    loopback.post(f"{demo.google}/control/calendars", json=order).raise_for_status()
    visitor = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    page = visitor.page
    visitor.sign_in(person["email"])
    page.goto("/settings")
    card = page.get_by_role("region", name=visitor.words("google.title"), exact=True)

    card.get_by_label(visitor.words("google.wish.readsBusy"), exact=True).uncheck()
    card.get_by_label(visitor.words("google.wish.places.nothing"), exact=True).check()
    visitor.sees_words("google.wish.empty")
    expect(visitor.button("google.connect")).to_be_disabled()
    card.get_by_label(visitor.words("google.wish.readsBusy"), exact=True).check()
    card.get_by_label(visitor.words("google.wish.places.chosen_calendar"), exact=True).check()
    visitor.meets_the_rules("what Meridian is to do")
    visitor.button("google.connect").click()
    page.get_by_role("button", name="Deny").click()
    visitor.sees_words("google.denied")

    visitor.button("google.connect").click()
    page.get_by_role("button", name="Allow").click()
    page.wait_for_url(re.compile("google=connected"))
    expect(card).to_contain_text(person["email"], timeout=SECONDS)
    visitor.button("google.calendars.refresh").click()
    busy = card.get_by_role("group", name=visitor.words("google.calendars.read"), exact=True)
    written = card.get_by_role("radiogroup", name=visitor.words("google.calendars.written"), exact=True)
    busy.get_by_label(family).check(timeout=SECONDS)
    written.get_by_label(family).check()
    visitor.meets_the_rules("calendars to choose from")
    visitor.button("google.calendars.save").click()
    visitor.sees_words("google.calendars.saved")
    page.reload()
    expect(written.get_by_label(family)).to_be_checked(timeout=SECONDS)

    visitor.button("google.disconnect").click()
    dialog = page.get_by_role("dialog")
    visitor.meets_the_rules("asked how to part")
    dialog.get_by_role("button", name=visitor.words("google.parting.go"), exact=True).click()
    expect(visitor.button("google.connect")).to_be_visible(timeout=SECONDS)
