"""Two who change the same thing at once: the second is told what the first did, and nothing is written over unseen."""

import re
from copy import copy

import pytest
from playwright.sync_api import expect

from tests.browser.test_policy import accept, ask
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
BOTH = pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])


def open_move(visitor: Visitor, path: str, which: int) -> str:
    """The dialog that moves the session, a start and a reason chosen; the start."""
    visitor.page.goto(path)
    visitor.button("actions.reschedule").click()
    expect(visitor.page.get_by_role("radio").first).to_be_visible(timeout=SECONDS)
    days = visitor.page.locator(
        "[data-day][data-mark=open]:enabled"
    )  # on a phone: one day is shown at a time
    if days.count() > 1:
        days.nth(1).click()  # the first may have nothing but the start that it is to leave
    start = visitor.page.get_by_role("radio").nth(which)
    expect(start).to_be_visible(timeout=SECONDS)
    start.click()
    visitor.field("actions.words.reschedule").fill("A flight")
    return str(start.get_attribute("data-start"))


def starts_at(visitor: Visitor, path: str) -> object:
    call = "path => fetch('/api' + path + '/').then(a => a.json()).then(told => Date.parse(told.starts_at))"
    return visitor.page.evaluate(call, path)


@BOTH
def test_two_people_who_move_a_session_at_once(
    founder: Visitor, mentor: Visitor, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    demo.move_clock("next_day")
    founder.sign_in(people["startup_member"][1]["email"])
    path = ask(founder, people["mentor"][1]["name"])
    mentor.sign_in(people["mentor"][1]["email"])
    accept(mentor, path)
    chosen = open_move(founder, path, 2)
    open_move(mentor, path, 1)
    mentor.button("actions.confirm.reschedule").click()
    mentor.sees_words("actions.done.reschedule")

    founder.button("actions.confirm.reschedule").click()
    founder.sees_words("changes.title")
    told = founder.page.get_by_role("dialog").get_by_role("listitem")
    expect(told.filter(has_text=re.compile("→" if language == "ko" else "is now")).first).to_be_visible()
    founder.meets_the_rules("a session that somebody else moved")
    assert starts_at(founder, path) != founder.page.evaluate("Date.parse", chosen)
    founder.button("actions.confirm.reschedule").click()
    founder.sees_words("actions.done.reschedule")
    assert starts_at(founder, path) == founder.page.evaluate("Date.parse", chosen)


def other_tab(visitor: Visitor) -> Visitor:
    tab = copy(visitor)
    tab.page = visitor.page.context.new_page()
    return tab


def told_by_the_server(visitor: Visitor, document: str) -> dict[str, object]:
    call = "path => fetch('/api/agenda/' + path + '/').then(answer => answer.json())"
    found: dict[str, object] = visitor.page.evaluate(call, document)
    return found


@BOTH
def test_limits_changed_in_two_tabs_are_both_kept(
    mentor: Visitor, demo: RunningDemo, language: str, size: str
) -> None:
    mentor.sign_in(demo.people()["contact"][0]["email"])
    other = other_tab(mentor)
    for tab in (mentor, other):
        tab.page.goto("/hours?view=limits")
        expect(tab.field("limits.fields.notice_hours")).to_be_visible(timeout=SECONDS)
    notice = 71 if size == "phone" else 70
    other.field("limits.fields.notice_hours").fill(str(notice))
    other.button("limits.save").click()
    other.sees_words("limits.saved")
    mentor.field("limits.fields.max_per_week").fill(str(notice))
    mentor.button("limits.save").click()
    mentor.sees_words("changes.title")
    mentor.sees(re.compile(f"{re.escape(mentor.words('limits.fields.notice_hours'))}.*{notice}"))
    mentor.meets_the_rules("limits that another tab saved")
    mentor.button("limits.save").click()
    mentor.sees_words("limits.saved")
    limits = told_by_the_server(mentor, "weekly-hours")["limits"]
    assert isinstance(limits, dict)
    assert (limits["notice_hours"], limits["max_per_week"]) == (notice, notice)


def names(visitor: Visitor) -> set[str]:
    schedules = told_by_the_server(visitor, "schedules")["schedules"]
    assert isinstance(schedules, list)
    return {row["name"] for row in schedules}


@BOTH
def test_a_schedule_made_in_another_tab_is_not_removed_by_saving_the_week(
    mentor: Visitor, demo: RunningDemo, language: str, size: str
) -> None:
    mentor.sign_in(demo.people()["contact"][0]["email"])
    other = other_tab(mentor)
    before = names(mentor)
    for tab in (mentor, other):
        tab.page.goto("/hours")
        expect(tab.button("schedules.copy")).to_be_visible(timeout=SECONDS)
    other.button("schedules.add").click()
    other.button("hours.save").click()
    other.sees_words("hours.saved")
    mentor.button("schedules.copy").click()
    mentor.button("hours.save").click()
    mentor.sees_words("changes.title")
    mentor.meets_the_rules("a week that another tab saved")
    mentor.button("hours.save").click()
    mentor.sees_words("hours.saved")
    usual = mentor.words("schedules.default")
    made = {mentor.words("schedules.newName"), mentor.words("schedules.copyName", name=usual)}
    assert names(mentor) - before == made
