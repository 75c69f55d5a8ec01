"""The programme's policy on the real pages: too late for the founder, not for the coordinator."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.bookings import an_hour_before
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


def ask(founder: Visitor, mentors_name: str) -> str:
    """Ask for the mentor's first free start; the path of the session."""
    founder.page.goto(f"/mentors?q={mentors_name}")
    founder.page.get_by_role("link", name=re.compile(mentors_name)).first.click()
    founder.page.get_by_role("radio").first.click()
    founder.field("booking.goal").fill("Prices for the US")
    founder.button("booking.request").click()
    founder.sees_state("requested")
    return "/sessions/" + founder.page.url.rsplit("/", 1)[1]


def accept(mentor: Visitor, path: str) -> None:
    mentor.page.goto(path)
    mentor.button("actions.accept").click()
    mentor.button("actions.confirm.accept").click()
    mentor.sees_state("confirmed")


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_an_hour_before_a_founder_cannot_move_the_session_and_a_coordinator_does(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    people = demo.people()
    demo.move_clock("next_day")
    founder.sign_in(people["startup_member"][1]["email"])
    path = ask(founder, people["mentor"][2]["name"])
    mentor.sign_in(people["mentor"][2]["email"])
    accept(mentor, path)

    founder.page.reload()
    founder.sees_words("session.moveUntil")
    expect(founder.button("actions.reschedule")).to_be_visible()
    an_hour_before(founder, path)
    founder.page.reload()
    founder.sees_words("session.moveOver.expert")
    expect(founder.button("actions.reschedule")).to_have_count(0)
    founder.meets_the_rules("too late to move")

    coordinator.sign_in(people["coordinator"][0]["email"])
    coordinator.page.goto(path)
    coordinator.button("actions.override_policy").click()
    start = coordinator.page.get_by_role("radio").first
    expect(start).to_be_visible(timeout=SECONDS)
    moved_to = start.get_attribute("data-start")
    start.click()
    coordinator.field("actions.words.reschedule").fill("The mentor's flight was cancelled")
    coordinator.meets_the_rules("moving despite the policy")
    coordinator.button("actions.confirm.reschedule").click()
    coordinator.sees_words("actions.done.reschedule")
    founder.page.reload()
    assert founder.page.evaluate(
        "path => fetch('/api' + path + '/').then(answer => answer.json()).then(told => Date.parse(told.starts_at))",
        path,
    ) == founder.page.evaluate("Date.parse", moved_to)
    expect(founder.button("actions.reschedule")).to_be_visible(timeout=SECONDS)
