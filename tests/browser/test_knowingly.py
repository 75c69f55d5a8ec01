"""One's own calendar shows something at that time: the page says what, and lets whoever knows better go on."""

import re
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.test_calendars import LOOKS, free_starts
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
caller = cache(ApiCaller)  # only so many codes are sent to one person
DENTIST = "Dentist"


def to_the_dentist(demo: RunningDemo, email: str, meeting: dict[str, Any]) -> None:
    """An entry of that person's own Google Calendar, as long as the meeting, and read by now."""
    read = read_at(demo, email)
    start, end = ({"dateTime": meeting[name]} for name in ("starts_at", "ends_at"))
    order = {"email": email, "event_id": "", "action": "create", "summary": DENTIST}
    entry = order | {"start": start, "end": end}
    loopback.post(f"{demo.google}/control/act", json=entry).raise_for_status()
    demo.move_clock("minutes", 10)
    eventually(lambda: read_at(demo, email) != read)


def read_at(demo: RunningDemo, email: str) -> str:
    """When the person's calendar was last read."""
    return str(caller(demo, email).get("/agenda/calendar-reading/")["as_of"])


@LOOKS
def test_an_expert_accepts_over_an_entry_of_their_own(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    asking, mentors_email = caller(demo, people["startup_member"][0]["email"]), people["mentor"][0]["email"]
    expert, starts = free_starts(demo)
    what = {"programme": "localization-mentoring", "expert": expert, "goal": f"Knowingly {language}"}
    session = asking.post("/sessions/", 201, starts_at=starts[-1], **what)
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(mentors_email)
    page = mentor.page
    page.goto(f"/sessions/{session['id']}")
    mentor.button("actions.accept").click()
    to_the_dentist(demo, mentors_email, session)
    mentor.button("actions.confirm.accept").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_be_visible(timeout=SECONDS)
    place = {"ko": "캘리포니아", "en": "California"}[language]
    expect(dialog.get_by_role("listitem")).to_contain_text(
        [re.compile(f"({DENTIST} · )?.*{place}.* – .*{place}")]
    )
    mentor.meets_the_rules("an own entry in the way of accepting")
    mentor.button("actions.acceptKnowingly").click()
    mentor.sees_state("confirmed")
    asking.post(f"/sessions/{session['id']}/cancel/", reason="It was only a trial")


@LOOKS
def test_a_founder_joins_a_group_over_an_entry_of_their_own(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    email = demo.people()["startup_member"][0]["email"]
    joining = caller(demo, email)
    group = next(one for one in joining.get("/groups/")["results"] if "join" in detail(joining, one)["may"])
    to_the_dentist(demo, email, group)
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(email)
    founder.page.goto(f"/groups/{group['id']}")
    founder.button("groups.join").click()
    expect(founder.button("actions.allTheSame")).to_be_visible(timeout=SECONDS)
    founder.meets_the_rules("an own entry in the way of a seat")
    founder.button("actions.allTheSame").click()
    founder.sees_words("groups.seated")
    joining.post(f"/groups/{group['id']}/leave/")


def detail(person: ApiCaller, group: dict[str, Any]) -> Any:
    return person.get(f"/groups/{group['id']}/")
