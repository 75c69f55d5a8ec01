"""Two whose days hardly meet take the early and the late end in turns, on the real pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.series import accept, sees_series
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
GET = "path => fetch(path).then(answer => answer.json())"
PUT = """schedules => fetch('/api/agenda/schedules/', {
    method: 'PUT',
    headers: {
        'Content-Type': 'application/json',
        'X-CSRFToken': /csrftoken=([^;]+)/.exec(document.cookie)[1],
    },
    body: JSON.stringify({schedules}),
}).then(answer => answer.status)"""


def hour_in_california(now: datetime, seoul: int) -> int:
    """What California's clock shows when Seoul's shows the hour `seoul`, as things are now."""
    at = now.astimezone(ZoneInfo("Asia/Seoul")).replace(hour=seoul)
    return at.astimezone(ZoneInfo("America/Los_Angeles")).hour


@contextmanager
def open_only(mentor: Visitor, *hours: int) -> Iterator[None]:
    """The mentor is free on workdays for these hours alone, and as before afterwards."""
    before = mentor.page.evaluate(GET, "/api/agenda/schedules/")["schedules"]
    usual = next(row for row in before if row["is_default"])
    ranges = [
        {"weekday": day, "starts_minute": hour * 60, "ends_minute": hour * 60 + 60}
        for day in range(5)
        for hour in hours
    ]
    assert mentor.page.evaluate(PUT, [{**usual, "ranges": ranges}]) == 200
    yield
    assert mentor.page.evaluate(PUT, before) == 200


@pytest.mark.parametrize(("language", "size", "who"), [("ko", "phone", 1), ("en", "desk", 0)])
def test_the_early_and_the_late_end_are_asked_for_in_turns(
    founder: Visitor, mentor: Visitor, demo: RunningDemo, language: str, size: str, who: int
) -> None:
    people = demo.people()
    name = people["mentor"][who]["name"]
    now = datetime.fromisoformat(demo.get("/api/demo/")["now"])
    founder.sign_in(people["startup_member"][who]["email"])
    mentor.sign_in(people["mentor"][who]["email"])
    with open_only(mentor, hour_in_california(now, 8), hour_in_california(now, 11)):
        founder.page.goto(f"/mentors?q={name}")
        founder.page.get_by_role("link", name=re.compile(name)).first.click()
        founder.page.wait_for_url(re.compile(r"/mentors/\d+"))
        expert = re.sub(r".*/mentors/(\d+).*", r"\1", founder.page.url)
        founder.page.goto(f"/mentors/{expert}/meet?weeks=4")
        turns = founder.page.evaluate(GET, f"/api/meeting-hours/?with={expert}&weeks=4&step_minutes=60")
        starts = [turn["starts_at"] for turn in turns["in_turns"]]
        ask = founder.page.get_by_role("link", name=founder.words("meet.askTurns"), exact=True)
        expect(ask).to_be_visible(timeout=SECONDS)
        founder.meets_the_rules("turns that can be asked for")
        ask.click()
        founder.sees_words("series.inTurns")
        founder.meets_the_rules("a series in turns")
        taken = leave_out_what_is_taken(founder)
        founder.field("booking.goal").fill("Prices for the US")
        count = len(starts) - taken
        founder.button("series.request_other", count=count).click()
        sees_series(founder, "requested")
    path = re.sub(r".*(/series/)", r"\1", founder.page.url)
    series: dict[str, Any] = founder.page.evaluate(GET, f"/api{path}/")
    booked = [row["starts_at"] for row in series["occurrences"]]
    assert set(booked) <= set(starts)
    assert len(booked) == count
    assert len({row["founder_local"][11:] for row in series["occurrences"]}) == 2
    assert {row["is_moved"] for row in series["occurrences"]} == {True, False}
    accept(mentor, path, count)
    mentor.meets_the_rules("a series in turns that runs")


def leave_out_what_is_taken(founder: Visitor) -> int:
    """How many dates cannot be had: they are done without."""
    clashes = founder.page.get_by_role("radio", name=founder.words("series.leaveOut"), exact=True)
    number = clashes.count()
    for index in range(number):
        clashes.nth(index).click()
        expect(clashes.nth(index)).to_be_checked(timeout=SECONDS)
    return number
