"""Choosing times by keyboard, and saying when one is free, on the real pages."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.api_caller import ApiCaller
from tests.browser.test_other_time import mentors_abroad
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
BOTH = pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])


def open_mentor(founder: Visitor, name: str) -> Locator:
    founder.page.goto(f"/mentors?q={name}")
    founder.page.get_by_role("link", name=re.compile(name)).first.click()
    starts = founder.page.get_by_role("radio")
    expect(starts.first).to_be_visible(timeout=SECONDS)
    return starts


def focused_start(founder: Visitor) -> str:
    return str(founder.page.evaluate("document.activeElement.dataset.start ?? ''"))


def press(founder: Visitor, key: str) -> str:
    """Press a key and wait until another start has the focus; which one."""
    before = focused_start(founder)
    founder.page.keyboard.press(key)
    founder.page.wait_for_function(
        "before => !['', before].includes(document.activeElement.dataset.start ?? '')", arg=before
    )
    return focused_start(founder)


@BOTH
def test_a_start_is_found_and_asked_for_with_the_keyboard_alone(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    people = demo.people()
    founder.sign_in(people["startup_member"][1]["email"])
    starts = open_mentor(founder, people["mentor"][1]["name"])
    founder.meets_the_rules("picker")
    starts.first.focus()
    first = focused_start(founder)
    next_day = press(founder, "ArrowRight")
    last = press(founder, "End")
    later = press(founder, "PageDown")
    assert first < next_day < last < later
    chosen = press(founder, "ArrowRight")
    founder.page.keyboard.press("Enter")
    checked = founder.page.locator(f'[data-start="{chosen}"]')
    expect(checked).to_have_attribute("aria-checked", "true", timeout=SECONDS)
    founder.page.reload()
    expect(checked).to_have_attribute("aria-checked", "true", timeout=SECONDS)
    founder.field("booking.goal").fill("Chosen without a mouse")
    founder.button("booking.request").press("Enter")
    founder.sees_state("requested")


@BOTH
def test_a_jump_leads_to_the_next_free_day_and_back_and_empty_days_say_why(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    people = demo.people()
    founder.sign_in(people["startup_member"][1]["email"])
    starts = open_mentor(founder, people["mentor"][1]["name"])
    first = str(starts.first.get_attribute("data-start"))
    jump = founder.page.get_by_role("button", name=re.compile(f"^{founder.words('slots.nextFree')}"))
    jump.click()
    expect(starts.first).not_to_have_attribute("data-start", first, timeout=SECONDS)
    assert "day=" in founder.page.url
    founder.page.get_by_role("button", name=re.compile(f"^{founder.words('slots.previousFree')}")).click()
    expect(starts.first).to_have_attribute("data-start", first, timeout=SECONDS)
    if size == "desk":
        founder.page.locator("[aria-expanded]").last.click()
    else:
        founder.page.locator("[data-day][data-mark=closed]:enabled").last.click()
    because = {founder.words(f"slots.because.{why}") for why in ("off", "notice", "holiday")}
    founder.sees(re.compile("|".join(map(re.escape, because))))


@BOTH
def test_the_jumps_pass_over_two_weeks_off(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    email = demo.people()["startup_member"][1]["email"]
    expert = mentors_abroad()[-4 if size == "phone" else -5]
    before, after = days_around_two_weeks_off(demo, ApiCaller(demo, email), expert)
    founder.sign_in(email)
    starts, page = open_mentor(founder, expert["expert_name"]), founder.page
    page.goto(f"{page.url}{'&' if '?' in page.url else '?'}day={before.date()}")
    jump = {
        name: page.get_by_role("button", name=re.compile(f"^{founder.words(f'slots.{name}')}"))
        for name in ("nextFree", "previousFree")
    }
    jump["nextFree"].click()
    page.wait_for_url(re.compile(f"day={after.date()}"))
    expect(starts.first).to_have_attribute("data-start", f"{after.astimezone(UTC):%Y-%m-%dT%H:%M:00Z}")
    jump["previousFree"].click()
    page.wait_for_url(re.compile(f"day={before.date()}"))
    expect(starts.last).to_have_attribute("data-start", f"{before.astimezone(UTC):%Y-%m-%dT%H:%M:00Z}")


def days_around_two_weeks_off(
    demo: RunningDemo, asking: ApiCaller, expert: dict[str, str]
) -> tuple[datetime, datetime]:
    """In Seoul the last start before an expert goes away, and the first after it."""
    now = datetime.fromisoformat(demo.get("/api/demo/")["now"])
    away = [(now + timedelta(days=days)).date().isoformat() for days in (8, 21)]
    ApiCaller(demo, expert["email"]).post("/agenda/time-off/", 201, from_on=away[0], to_on=away[1])
    (found,) = asking.get("/experts/", q=expert["expert_name"])["results"]
    window = {"from": now.isoformat(), "until": (now + timedelta(days=50)).isoformat()}
    path = f"/experts/{found['id']}/free-starts/"
    told = asking.get(path, programme="localization-mentoring", **window)["starts"]
    free = [datetime.fromisoformat(one["starts_at"]).astimezone(ZoneInfo("Asia/Seoul")) for one in told]
    gaps = {after - before: (before, after) for before, after in pairwise(free)}
    longest = max(gaps)
    assert longest > timedelta(days=14)
    return gaps[longest]


@BOTH
def test_a_closed_date_vanishes_from_the_picker_and_comes_back_when_undone(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    founder = Visitor(browser, demo, language="en", size="desk", zone="Asia/Seoul")
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    founder.sign_in(people["startup_member"][1]["email"])
    starts = open_mentor(founder, people["mentor"][2]["name"])
    start = str(starts.first.get_attribute("data-start"))
    mentor.sign_in(people["mentor"][2]["email"])
    mentor.page.goto("/hours?view=dates")
    home = mentor.page.evaluate("fetch('/api/me/').then(answer => answer.json())")["time_zone"]
    on = datetime.fromisoformat(start).astimezone(ZoneInfo(home)).date()
    day = mentor.page.locator(f'[data-day="{on}"]')
    expect(mentor.page.locator("[data-day]").first).to_be_visible(timeout=SECONDS)
    if not day.count():
        mentor.button("slots.nextMonth").click()  # on the last days of a month
    day.click()
    mentor.button("overrides.save").click()
    card = mentor.page.get_by_role("region", name=mentor.words("overrides.title"), exact=True)
    expect(card.get_by_role("listitem")).to_have_count(1, timeout=SECONDS)
    mentor.meets_the_rules("a closed date")
    founder.page.reload()
    expect(starts.first).to_be_visible(timeout=SECONDS)
    expect(founder.page.locator(f'[data-start="{start}"]')).to_have_count(0)
    card.get_by_role("listitem").get_by_role("button").last.click()
    mentor.button("overrides.undo").click()
    expect(card.get_by_role("listitem")).to_have_count(1, timeout=SECONDS)
    card.get_by_role("listitem").get_by_role("button").last.click()
    expect(card.get_by_role("listitem")).to_have_count(0, timeout=SECONDS)
    founder.page.reload()
    expect(founder.page.locator(f'[data-start="{start}"]')).to_have_count(1, timeout=SECONDS)


@BOTH
def test_hours_over_midnight_are_split_with_one_tap_and_kept_in_a_schedule_of_their_own(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(demo.people()["mentor"][2]["email"])
    mentor.page.goto("/hours")
    mentor.button("schedules.add").click()
    card = mentor.page.get_by_role("region", name=mentor.words("hours.list"), exact=True)
    card.get_by_label(mentor.words("hours.from"), exact=True).select_option("1320")
    card.get_by_label(mentor.words("hours.until"), exact=True).select_option("120")
    mentor.sees_words("hours.overMidnight")
    mentor.button("hours.split").click()
    expect(card.get_by_role("listitem")).to_have_count(2, timeout=SECONDS)
    mentor.button("hours.undoStep").click()
    expect(card.get_by_role("listitem")).to_have_count(0, timeout=SECONDS)
    mentor.button("hours.split").click()
    mentor.meets_the_rules("two schedules")
    mentor.button("hours.save").click()
    mentor.sees_words("hours.saved")
    mentor.page.reload()
    expect(card.get_by_role("listitem")).to_have_count(2, timeout=SECONDS)
    mentor.button("schedules.remove").click()
    mentor.button("hours.save").click()
    expect(mentor.button("schedules.remove")).to_have_count(0, timeout=SECONDS)


@BOTH
def test_limits_are_set_kept_and_refused_with_words_beside_the_field(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(demo.people()["mentor"][2]["email"])
    mentor.page.goto("/hours?view=limits")
    mentor.field("limits.fields.window_from_on").fill("2036-05-09")
    mentor.field("limits.fields.window_until_on").fill("2036-05-03")
    mentor.button("limits.save").click()
    expect(mentor.field("limits.fields.window_until_on")).to_have_attribute(
        "aria-invalid", "true", timeout=SECONDS
    )
    mentor.meets_the_rules("limits that are refused")
    for name in ("window_from_on", "window_until_on"):
        mentor.field(f"limits.fields.{name}").fill("")
    most = {"ko": "7", "en": "9"}[language]  # the mentor is the same both times
    mentor.field("limits.fields.max_per_month").fill(most)
    mentor.button("limits.save").click()
    mentor.sees_words("limits.saved")
    mentor.page.reload()
    expect(mentor.field("limits.fields.max_per_month")).to_have_value(most, timeout=SECONDS)
    mentor.page.goto("/hours?view=preview&zone=Europe/London")
    expect(mentor.page.get_by_role("region", name=mentor.words("preview.title"))).to_be_visible()
    mentor.meets_the_rules("what others see")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_filters_of_lists_survive_a_reload(browser: Browser, demo: RunningDemo, language: str) -> None:
    coordinator = Visitor(browser, demo, language=language, size="desk", zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    page = coordinator.page
    for path, field, value in (
        ("/mentors", "mentors.language", "ko"),
        ("/sessions", "sessions.state", "declined"),
        ("/coordinator/sessions", "sessions.search", "zebra"),
        ("/series", "sessions.state", "ended"),
        ("/groups", "groups.search", "zebra"),
        ("/groups", "booking.programme", "office-hours"),
        ("/coordinator/calendars", "desk.search", "zebra"),
        ("/coordinator/messages", "messageLog.channel", "email"),
        ("/coordinator/messages", "desk.search", "zebra"),
        ("/coordinator/threads", "desk.search", "zebra"),
        ("/coordinator/templates", "booking.programme", "office-hours"),
        ("/coordinator/topics", "topics.search", "zebra"),
        ("/demo", "demo.searchMail", "code"),
    ):
        page.goto(path)
        asked = coordinator.field(field)
        if asked.evaluate("field => field.tagName") == "SELECT":
            asked.select_option(value)
        else:
            asked.fill(value)
        page.wait_for_url(re.compile(value))
        page.reload()
        expect(coordinator.field(field)).to_have_value(value, timeout=SECONDS)
