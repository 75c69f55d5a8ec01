"""When two people can meet, and who of several is free: looked at by a founder, chosen, and taken to the booking."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
BOTH = pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])


@pytest.fixture
def founder(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    visitor = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    visitor.sign_in(demo.people()["startup_member"][0]["email"])
    return visitor


def a_mentor_in_california(visitor: Visitor) -> int:
    found = visitor.page.evaluate("fetch('/api/experts/?page_size=100').then(answer => answer.json())")
    return next(int(row["id"]) for row in found["results"] if row["time_zone"] == "America/Los_Angeles")


@BOTH
def test_a_morning_in_seoul_is_the_afternoon_before_in_california_and_becomes_a_series(
    founder: Visitor,
) -> None:
    page, expert = founder.page, a_mentor_in_california(founder)
    page.goto(f"/mentors/{expert}")
    page.get_by_role("link", name=founder.words("meet.question"), exact=True).click()
    fairest = page.get_by_role("region", name=founder.words("meet.fairest"), exact=True)
    expect(fairest).to_contain_text(founder.words("time.dayBefore"), timeout=SECONDS)
    founder.meets_the_rules("when can we meet")
    week = page.get_by_role("table")
    week.locator("button[tabindex='0']").press("ArrowRight")
    page.wait_for_url(re.compile(r"at=\d-\d+"))
    chosen = parse_qs(urlsplit(page.url).query)["at"][0]
    page.reload()
    pressed = week.locator("button[aria-pressed=true]")
    expect(pressed).to_have_attribute("data-time", chosen, timeout=SECONDS)
    page.goto(f"/mentors/{expert}/meet")  # the fairest, which can be had; the hour beside it may not
    page.get_by_role("link", name=founder.words("meet.regularly"), exact=True).click()
    page.wait_for_url(re.compile(rf"/mentors/{expert}/series\?every=weekly&start="))


@BOTH
def test_the_fairest_time_is_one_whose_dates_can_be_had(founder: Visitor) -> None:
    page, expert = founder.page, a_mentor_in_california(founder)
    page.goto(f"/mentors/{expert}/meet?weeks=4")
    query = f"with={expert}&weeks=4&step_minutes=60"
    best = page.evaluate(
        f"fetch('/api/meeting-hours/?{query}').then(answer => answer.json()).then(hours => hours.times[0])"
    )
    assert best["free_weeks"] > 0
    page.get_by_role("link", name=founder.words("meet.regularly"), exact=True).click()
    page.wait_for_url(re.compile("start="))
    page.goto(f"{page.url}&count=4")
    dates = page.get_by_role("region", name=founder.words("series.allDates"), exact=True)
    planned = dates.get_by_text(founder.words("series.marks.planned"), exact=True)
    expect(planned).to_have_count(best["free_weeks"], timeout=SECONDS)


@BOTH
def test_who_is_free_next_is_found_and_booked_from(founder: Visitor) -> None:
    page = founder.page
    page.goto("/mentors")
    page.get_by_role("link", name=founder.words("find.title"), exact=True).click()
    people = page.locator("main ol > li")
    expect(people.first.locator("ul a").first).to_be_visible(timeout=SECONDS)
    founder.meets_the_rules("who is free next")
    founder.button("find.modes.any").click()
    pool = page.get_by_role("region", name=founder.words("find.modes.any"), exact=True)
    expect(pool.locator("section a").first).to_be_visible(timeout=SECONDS)
    founder.meets_the_rules("any of them")
    pool.locator("section a").first.click()
    page.wait_for_url(re.compile(r"/mentors/\d+\?.*start="))


@BOTH
def test_all_of_several_need_two_and_the_wish_stands_in_the_address(founder: Visitor) -> None:
    page = founder.page
    page.goto("/mentors/free?mode=all&weeks=4")
    founder.sees_words("find.tooFew")
    experts = founder.field("find.experts").first
    for _ in range(2):
        experts.click()
        page.locator("[role=option][aria-selected=false]:visible").first.click()
    page.wait_for_url(re.compile(r"experts=\d+%2C\d+"))
    page.keyboard.press("Escape")
    together = page.get_by_role("region", name=founder.words("find.modes.all"), exact=True)
    expect(together).to_be_visible(timeout=SECONDS)
    founder.meets_the_rules("all at once")
    page.reload()
    expect(together).to_be_visible(timeout=SECONDS)


@BOTH
def test_a_colleague_who_takes_part_stands_in_the_address_and_one_expert_is_enough_then(
    founder: Visitor,
) -> None:
    page = founder.page
    page.goto("/mentors/free?mode=all&weeks=4")
    founder.sees_words("find.tooFew")
    founder.field("find.colleagues").first.click()
    page.locator("[role=option]:visible").first.click()
    page.wait_for_url(re.compile(r"colleagues=\d+"))
    page.keyboard.press("Escape")
    founder.field("find.experts").first.click()
    page.locator("[role=option]:visible").first.click()
    page.wait_for_url(re.compile(r"experts=\d+"))
    page.keyboard.press("Escape")
    together = page.get_by_role("region", name=founder.words("find.modes.all"), exact=True)
    expect(together.locator("a").first).to_be_visible(timeout=SECONDS)
    founder.meets_the_rules("with a colleague")
    page.reload()
    (colleague,) = page.evaluate("fetch('/api/colleagues/').then(answer => answer.json())")
    founder.sees(re.compile(re.escape(colleague["name"])))
    expect(together.locator("a").first).to_be_visible(timeout=SECONDS)


@BOTH
def test_the_programme_asked_about_stands_in_the_address_and_decides_the_hours(founder: Visitor) -> None:
    page, programme = founder.page, "office-hours"
    page.goto(f"/mentors/{a_mentor_in_california(founder)}/meet")
    asked = founder.field("booking.programme")
    expect(asked).to_have_value("", timeout=SECONDS)
    with page.expect_response(
        lambda answer: "/meeting-hours/" in answer.url and programme in answer.url
    ) as hours:
        asked.select_option(programme)
    times = hours.value.json()["times"]
    page.wait_for_url(f"**programme={programme}*")
    page.reload()
    expect(asked).to_have_value(programme, timeout=SECONDS)
    shown = page.get_by_role("table").locator("button[data-time]")
    expect(shown).to_have_count(len(times), timeout=SECONDS)
    founder.meets_the_rules("when can we meet in one programme")
