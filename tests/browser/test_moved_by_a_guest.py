"""Guests may change an event in Google, and somebody moved it: both sides see a time that neither has proposed."""

import pytest
from playwright.sync_api import Browser

from tests import loopback
from tests.api_caller import eventually
from tests.browser.test_calendars import LOOKS, agreed, calendar_of, call_off, caller, free_starts
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


def act(demo: RunningDemo, session_id: str, action: str, **order: object) -> None:
    """As the owner of the event does it in Google's screens."""
    whose, event = demo.people()["mentor"][0]["email"], session_id.replace("-", "")
    told = {"email": whose, "event_id": event, "action": action, **order}
    loopback.post(f"{demo.google}/control/act", json=told).raise_for_status()


@LOOKS
def test_one_side_takes_it_and_the_other_is_asked(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    demo.move_clock("next_day")
    session = agreed(demo, f"Guests {language}")
    eventually(lambda: calendar_of(demo, session) == "written")
    people = demo.people()
    founder, mentor = people["startup_member"][0], people["mentor"][0]
    _, starts = free_starts(demo)
    act(demo, session, "edit", guestsCanModify=True)
    act(demo, session, "move", starts_at=starts[0])
    asking = caller(demo, founder["email"])
    eventually(lambda: asking.get(f"/sessions/{session}/")["proposal"], 120)

    first = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    first.sign_in(founder["email"])
    first.page.goto(f"/sessions/{session}")
    first.sees_words("calendarEdits.movedByNobody")
    first.meets_the_rules("a time that nobody has proposed")
    first.page.get_by_role("button", name=first.words("proposal.suits")).first.click()
    first.sees_words("calendarEdits.taken", name=founder["name"])
    first.meets_the_rules("a time that one side takes")

    second = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    second.sign_in(mentor["email"])
    second.page.goto(f"/sessions/{session}")
    second.sees_words("calendarEdits.taken", name=founder["name"])
    second.page.get_by_role("button", name=second.words("proposal.take")).first.click(timeout=SECONDS)
    second.sees_words("booking.confirmed")
    assert asking.get(f"/sessions/{session}/")["starts_at"] == starts[0]
    call_off(demo, session)
