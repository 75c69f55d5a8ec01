"""Somebody travels within the weeks shown: every start is on the clock by which they live then, and the page says so."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_finding import a_mentor_in_california
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
BOTH = pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
NEW_YORK = ZoneInfo("America/New_York")
PLACES = {"ko": ("서울", "뉴욕"), "en": ("Seoul", "New York")}
SEND = """async ([method, path, body]) => {
  const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
  const headers = {"X-CSRFToken": token, "Content-Type": "application/json"};
  const answer = await fetch(path, {method, headers, body: body && JSON.stringify(body)});
  return answer.status === 204 ? null : answer.json();
}"""


@pytest.fixture
def founder(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    visitor = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    visitor.sign_in(demo.people()["startup_member"][1]["email"])
    return visitor


@pytest.fixture
def journey(founder: Visitor) -> Iterator[datetime]:
    """To New York for nine days; when it begins there."""
    now = datetime.fromisoformat(founder.demo.get("/api/installation/")["now"])
    first = (now + timedelta(days=4)).date()
    trip = {
        "from_on": str(first),
        "to_on": str(first + timedelta(days=9)),
        "time_zone": "America/New_York",
    }
    told: dict[str, Any] = founder.page.evaluate(SEND, ["POST", "/api/agenda/travel/", trip])
    yield datetime(first.year, first.month, first.day, tzinfo=NEW_YORK)
    founder.page.evaluate(SEND, ["DELETE", f"/api/agenda/travel/{told['id']}/", None])


def a_start_after(earliest: datetime, founder: Visitor, expert: int) -> datetime:
    """The first that the page is told of."""
    window = {
        "from": f"{earliest:%Y-%m-%dT%H:%M:%S}Z",
        "until": f"{earliest + timedelta(days=7):%Y-%m-%dT%H:%M:%S}Z",
    }
    programme = founder.field("booking.programme")
    expect(programme).not_to_have_value("", timeout=SECONDS)
    slug = programme.input_value()
    path = f"/api/experts/{expert}/free-starts/?{urlencode({'programme': slug, **window})}"
    told = founder.page.evaluate("path => fetch(path).then(answer => answer.json())", path)
    return datetime.fromisoformat(told["starts"][0]["starts_at"]).astimezone(UTC)


def hour_in(language: str, at: datetime) -> str:
    there = at.astimezone(NEW_YORK)
    return f"{there:%H:%M}" if language == "ko" else f"{there:%-I:%M %p}"


@BOTH
def test_starts_after_a_journey_began_are_on_the_clock_there(founder: Visitor, journey: datetime) -> None:
    page, language = founder.page, founder.language
    home, there = PLACES[language]
    expert = a_mentor_in_california(founder)
    page.goto(f"/mentors/{expert}")
    at = a_start_after(journey + timedelta(days=2), founder, expert)
    page.goto(f"/mentors/{expert}?day={at.astimezone(NEW_YORK).date()}")
    start = page.locator(f"[data-start='{at:%Y-%m-%dT%H:%M:%SZ}']")
    expect(start).to_be_visible(timeout=SECONDS)
    expect(start).to_contain_text(hour_in(language, at))
    assert f"{hour_in(language, at)} {there}" in (start.get_attribute("aria-label") or "")
    founder.meets_the_rules("starts on a journey")
    start.click()
    chosen = page.get_by_role("region", name=founder.words("booking.about"), exact=True)
    expect(chosen).to_contain_text(there, timeout=SECONDS)
    expect(chosen.locator("time").first).to_have_text(hour_in(language, at))
    page.goto("/mentors/free?weeks=2")
    turned = founder.words("turns.here", moment="@", place=there, before=home).split("@")[1]
    founder.sees(turned.strip())
    founder.meets_the_rules("who is free while somebody travels")


@pytest.fixture
def away(browser: Browser, demo: RunningDemo, language: str, size: str) -> Iterator[Visitor]:
    """A coordinator who lives in Seoul and is in New York for some days, today among them."""
    visitor = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    visitor.sign_in(demo.people()["coordinator"][0]["email"])
    today = datetime.fromisoformat(demo.get("/api/installation/")["now"]).astimezone(NEW_YORK).date()
    dates = {"from_on": str(today), "to_on": str(today + timedelta(days=3)), "time_zone": "America/New_York"}
    told: dict[str, Any] = visitor.page.evaluate(SEND, ["POST", "/api/agenda/travel/", dates])
    yield visitor
    visitor.page.evaluate(SEND, ["DELETE", f"/api/agenda/travel/{told['id']}/", None])


def as_the_page_writes(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


@BOTH
def test_who_is_on_a_journey_says_and_reads_hours_on_the_clock_there(away: Visitor) -> None:
    page, there = away.page, PLACES[away.language][1]
    now = datetime.fromisoformat(away.demo.get("/api/installation/")["now"]).astimezone(NEW_YORK)
    day = now.date() + timedelta(days=1)
    midnight = datetime(day.year, day.month, day.day, tzinfo=NEW_YORK)
    with page.expect_request(lambda asked: "/api/sessions/?" in asked.url) as listed:
        page.goto(f"/sessions?from={day}&until={day}")
    asked = parse_qs(urlsplit(listed.value.url).query)
    assert asked["from"] == [as_the_page_writes(midnight)]
    assert asked["until"] == [as_the_page_writes(midnight + timedelta(days=1))]
    page.goto("/groups/new")
    hour = page.get_by_label(away.words("groups.at", place=there), exact=True)
    hour.fill("09:00")
    away.field("groups.on").fill(str(day))
    shown = page.locator("main time").first
    expect(shown).to_have_text("09:00" if away.language == "ko" else "9:00 AM", timeout=SECONDS)
    expect(shown).to_have_attribute("datetime", as_the_page_writes(midnight + timedelta(hours=9)))
    away.meets_the_rules("a group session asked for on a journey")


@BOTH
def test_a_coordinator_finds_one_expert_of_many_by_what_is_typed(away: Visitor) -> None:
    page = away.page
    page.goto("/groups/new")
    away.field("booking.programme").select_option(index=1)
    field = page.get_by_role("combobox", name=away.words("groups.expert"))
    found = page.get_by_role("listbox").get_by_role("option")
    field.click()
    name = (found.nth(2).text_content() or "").split(" (")[0]
    with page.expect_request(lambda asked: "q=" in asked.url and "/api/experts/" in asked.url):
        field.fill(name)
    expect(found).to_have_count(1, timeout=SECONDS)
    found.click()
    expect(field).to_have_value(re.compile(f"^{re.escape(name)} "))
    away.meets_the_rules("an expert chosen among many")
