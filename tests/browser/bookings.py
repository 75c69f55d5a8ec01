"""A start chosen on the page, and the session as Google shows it."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from playwright.sync_api import expect

from tests import loopback
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo


def shown_in_google(demo: RunningDemo, email: str, session_id: str) -> dict[str, Any] | None:
    """The session's event as that person's Google calendar shows it, None where it shows none."""
    dump = loopback.get(f"{demo.google}/control/dump").json()
    (calendar,) = [calendar for calendar in dump["calendars"] if calendar["id"] == email]
    row = calendar["rows"].get(session_id.replace("-", ""))
    event: dict[str, Any] | None = row and row["event"]
    return event if event and event["status"] != "cancelled" else None


def shows_start(demo: RunningDemo, email: str, session_id: str, starts_at: datetime) -> bool:
    event = shown_in_google(demo, email, session_id)
    return event is not None and datetime.fromisoformat(event["start"]["dateTime"]) == starts_at


def eventually(true: Callable[[], object]) -> None:
    """Wait for what a worker is about to do."""
    end = time.monotonic() + SECONDS / 1000
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


def choose_start(visitor: Visitor, number: int) -> str:
    """Pick the n-th start on offer, both clocks in its name; the instant."""
    starts = visitor.page.get_by_role("radio")
    expect(starts.nth(number)).to_be_visible(timeout=SECONDS)
    name = starts.nth(number).get_attribute("aria-label") or ""
    places = {"ko": ("서울", "캘리포니아"), "en": ("Seoul", "California")}[visitor.language]
    assert all(place in name for place in places), name
    starts.nth(number).click()
    return str(starts.nth(number).get_attribute("data-start"))
