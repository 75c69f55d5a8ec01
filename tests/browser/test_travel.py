"""Somebody travels within the weeks shown: every start is on the clock by which they live then, and the page says so."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
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
