"""Regular sessions on the real pages: asked for over the November change, accepted, changed, ended early."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.bookings import links_mailed, next_link_mailed
from tests.browser.series import changes, choose_start, in_half_an_hour, is_told, sees_series
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo, untouched_demo

pytestmark = pytest.mark.timeout(900)
LINK_OF_A_SERIES = r"\S+/series-answer/\S+"
CALIFORNIA = ZoneInfo("America/Los_Angeles")
MINUTES_AT_ONCE = 60 * 24 * 60  # the furthest that the demo's clock moves in one go


@pytest.fixture(scope="module")
def october() -> Iterator[RunningDemo]:
    """A demo of its own, three weeks before California's clocks are put back."""
    with untouched_demo() as demo:
        now = datetime.fromisoformat(demo.get("/api/demo/")["now"])
        left = int((three_weeks_before_november(now) - now).total_seconds() // 60)
        while left > 0:
            demo.move_clock("minutes", min(left, MINUTES_AT_ONCE))
            left -= MINUTES_AT_ONCE
        yield demo


def three_weeks_before_november(now: datetime) -> datetime:
    """Three weeks before the first Sunday of a November (Energy Policy Act of 2005), the first that lies ahead."""
    for year in (now.year, now.year + 1):
        first = datetime(year, 11, 1, 12, tzinfo=CALIFORNIA)
        start = first + timedelta(days=(6 - first.weekday()) % 7, weeks=-3)
        if start > now:
            return start
    raise AssertionError("unreachable")


def two_weeks_later(start: str) -> str:
    """The same hour on California's clock."""
    later = datetime.fromisoformat(start).astimezone(CALIFORNIA) + timedelta(days=14)
    return later.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")


def have_another_session(founder: Visitor, start: str) -> None:
    """A single session at that start, which then stands in the way of the series."""
    page = founder.page
    page.goto(re.sub(r"/series.*", "", page.url) + f"?start={start}")
    founder.field("booking.goal").fill("A single question")
    founder.button("booking.request").click()
    founder.sees_state("requested")


def ask_for_six(founder: Visitor, mentors_name: str) -> None:
    """Every other week, six times; the second date is taken and gets an alternative."""
    start = choose_start(founder, mentors_name, 0)
    asking = founder.page.url
    have_another_session(founder, two_weeks_later(start))
    founder.page.goto(asking)
    founder.sees_words("series.shiftTitle")
    founder.sees_words("series.decideFirst_" + ("other" if founder.language == "ko" else "one"), count=1)
    founder.meets_the_rules("a plan with a clash")
    clash = founder.page.get_by_role("group", name=re.compile(re.escape(founder.words("series.clash.busy"))))
    alternative = clash.get_by_role("radio").first
    alternative.click()
    expect(alternative).to_be_checked(timeout=SECONDS)  # the choice goes through the address
    founder.field("booking.goal").fill("Prices for the US")
    founder.page.reload()
    expect(founder.field("booking.goal")).to_have_value("Prices for the US", timeout=SECONDS)
    founder.sees_words("series.marks.moved")
    founder.meets_the_rules("a plan that can be asked for")
    founder.button("series.request_other", count=6).click()
    sees_series(founder, "requested")
    founder.meets_the_rules("a request that waits")


def skip_the_second(visitor: Visitor) -> None:
    changes(visitor).nth(1).click()
    visitor.button("series.changes.skip").click()
    visitor.field("actions.words.cancel").fill("Trade fair")
    visitor.meets_the_rules("leaving a date out")
    visitor.button("series.confirm.skip").click()
    is_told(visitor, "series.done.skip")
    expect(changes(visitor)).to_have_count(5, timeout=SECONDS)


def move_the_last_three(visitor: Visitor) -> None:
    """To half an hour later. The series that goes on is shown then."""
    before = visitor.page.url
    changes(visitor).nth(2).click()
    visitor.button("series.changes.following").click()
    in_half_an_hour(visitor)
    visitor.field("actions.words.reschedule").fill("New job")
    moved = visitor.page.get_by_role("list", name=visitor.words("series.whatMoves")).get_by_role("listitem")
    expect(moved).to_have_count(3, timeout=SECONDS)
    visitor.meets_the_rules("moving the following")
    visitor.button("series.confirm.following").click()
    visitor.page.wait_for_url(lambda url: url != before)
    is_told(visitor, "series.wentBefore")


def end_from_the_second(visitor: Visitor) -> None:
    visitor.button("series.deeds.end").click()
    visitor.field("series.endFrom").select_option(index=1)
    visitor.field("actions.words.cancel").fill("Goal reached")
    visitor.meets_the_rules("ending early")
    visitor.button("series.confirm.end_other", count=2).click()
    is_told(visitor, "series.done.end")
    sees_series(visitor, "ended")


@pytest.mark.parametrize(("language", "size", "who"), [("ko", "phone", 1), ("en", "desk", 0)])
def test_six_sessions_over_the_november_change_are_asked_for_accepted_changed_and_ended(
    browser: Browser, october: RunningDemo, language: str, size: str, who: int
) -> None:
    founder = Visitor(browser, october, language=language, size=size, zone="Asia/Seoul")
    mentor = Visitor(browser, october, language=language, size=size, zone="America/Los_Angeles")
    people = october.people()
    founder.sign_in(people["startup_member"][1]["email"])
    ask_for_six(founder, people["mentor"][who]["name"])
    path = re.sub(r".*(/series/)", r"\1", founder.page.url)

    mentor.sign_in(people["mentor"][who]["email"])
    mentor.page.goto("/")
    mentor.sees_words("series.asksRegularly_other", count=6)
    mentor.meets_the_rules("home with a request for a series")
    mentor.button("series.deeds.accept").click()
    mentor.meets_the_rules("accepting a series")
    mentor.button("series.confirm.accept_other", count=6).click()
    is_told(mentor, "actions.done.accept")
    mentor.page.goto(path)
    sees_series(mentor, "active")
    mentor.meets_the_rules("a series that runs")

    skip_the_second(mentor)
    move_the_last_three(mentor)
    mentor.meets_the_rules("a series that goes on")
    end_from_the_second(mentor)

    founder.page.goto("/series")
    row = founder.page.get_by_role("article").filter(has_text=founder.words("series.states.continued"))
    expect(row.first).to_be_visible(timeout=SECONDS)
    founder.meets_the_rules("the list of series")
    founder.page.goto("/sessions?when=all")
    founder.sees_words("series.partOf")
    founder.meets_the_rules("sessions with their series")
    founder.page.get_by_role("link", name=founder.words("series.partOf")).first.click()
    founder.sees_words("series.rule")


@pytest.mark.parametrize(("language", "size"), [("en", "phone"), ("ko", "desk")])
def test_a_series_is_answered_behind_the_link_of_its_mail(
    browser: Browser, october: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, october, language=language, size=size, zone="Asia/Seoul")
    mentor = Visitor(browser, october, language=language, size=size, zone="America/Los_Angeles")
    people = october.people()
    email, name = people["mentor"][0]["email"], people["mentor"][0]["name"]
    founder.sign_in(people["startup_member"][0]["email"])
    choose_start(founder, name, -1)
    count = founder.field("series.count")
    count.fill("3")
    founder.field("booking.goal").fill("Prices for the US")
    known = links_mailed(october, email, LINK_OF_A_SERIES)
    founder.button("series.request_other", count=3).click()
    sees_series(founder, "requested")

    mentor.page.goto(next_link_mailed(october, email, LINK_OF_A_SERIES, known))
    mentor.sees_words("series.answerHint")
    mentor.meets_the_rules("a series behind its link")
    mentor.button("series.deeds.accept").click()
    mentor.sees_words("answer.answered")
    mentor.meets_the_rules("an answered series")
