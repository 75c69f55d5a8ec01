"""Days off, travel and holidays on the real hours page."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_days_off_and_travel_are_added_and_removed(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(demo.people()["mentor"][2]["email"])
    mentor.page.goto("/settings")
    mentor.field("settings.country").select_option("US")
    mentor.button("common.save").click()
    mentor.sees_words("settings.saved")
    mentor.page.goto("/hours?view=dates")
    for title, add, zone in (
        ("days.off", "days.addOff", ""),
        ("days.travel", "days.addTravel", "Asia/Seoul"),
    ):
        card = mentor.page.get_by_role("region", name=mentor.words(title), exact=True)
        card.get_by_label(mentor.words("days.from_on"), exact=True).fill("2036-07-06")
        card.get_by_label(mentor.words("days.to_on"), exact=True).fill("2036-07-09")
        if zone:
            card.get_by_label(mentor.words("days.zone"), exact=True).select_option(zone)
        card.get_by_role("button", name=mentor.words(add), exact=True).click()
        expect(card.get_by_role("listitem")).to_have_count(1, timeout=SECONDS)
        expect(card.get_by_role("listitem")).to_contain_text("2036")
    mentor.meets_the_rules("hours with days off")
    for title in ("days.off", "days.travel"):
        card = mentor.page.get_by_role("region", name=mentor.words(title), exact=True)
        remove = re.compile(mentor.words("hours.remove", range=".*2036.*"))
        card.get_by_role("button", name=remove).click()
        expect(card.get_by_role("listitem")).to_have_count(0, timeout=SECONDS)


@pytest.mark.parametrize(("language", "size"), [("en", "phone"), ("ko", "desk")])
def test_a_holiday_is_opted_out_of_and_it_holds(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(demo.people()["mentor"][2]["email"])
    mentor.page.goto("/settings")
    mentor.field("settings.country").select_option("KR")
    mentor.button("common.save").click()
    mentor.sees_words("settings.saved")
    mentor.page.goto("/hours?view=dates")
    holidays = mentor.page.get_by_role("region", name=mentor.words("days.holidays"), exact=True)
    last = holidays.get_by_role("checkbox").last
    expect(last).not_to_be_checked(timeout=SECONDS)
    with mentor.page.expect_response(lambda answer: answer.request.method == "POST"):
        last.click()
    expect(last).to_be_checked(timeout=SECONDS)
    mentor.page.reload()
    expect(last).to_be_checked(timeout=SECONDS)
    with mentor.page.expect_response(lambda answer: answer.request.method == "POST"):
        last.click()
    expect(last).not_to_be_checked(timeout=SECONDS)
