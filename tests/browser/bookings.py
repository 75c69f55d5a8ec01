"""A start chosen on the page, and the session as Google shows it."""

import re
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import expect

from tests import loopback
from tests.api_caller import eventually
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


def an_hour_before(visitor: Visitor, path: str) -> None:
    """Move the demo's clock to one hour before the session at `path`, whatever else is agreed before it."""
    told = visitor.page.evaluate("path => fetch(path).then(answer => answer.json())", f"/api{path}/")
    ahead = datetime.fromisoformat(told["starts_at"]) - datetime.fromisoformat(
        visitor.demo.get("/api/demo/")["now"]
    )
    visitor.demo.move_clock("minutes", -(-ahead // timedelta(minutes=1)) - 60)


def links_mailed(demo: RunningDemo, email: str, link: str) -> list[str]:
    """What matches the pattern `link` in that person's mail, newest first."""
    return [found[0] for mail in demo.mails_to(email) if (found := re.search(link, mail["text"]))]


def next_link_mailed(demo: RunningDemo, email: str, link: str, known: list[str]) -> str:
    """The first that comes beside the `known` ones; a worker is about to send it."""
    new = eventually(lambda: [found for found in links_mailed(demo, email, link) if found not in known])
    return str(new[0])


def choose_start(visitor: Visitor, number: int) -> str:
    """Pick the n-th start on offer, both clocks in its name; the instant."""
    starts = visitor.page.get_by_role("radio")
    expect(starts.nth(number)).to_be_visible(timeout=SECONDS)
    name = starts.nth(number).get_attribute("aria-label") or ""
    places = {"ko": ("서울", "캘리포니아"), "en": ("Seoul", "California")}[visitor.language]
    assert all(place in name for place in places), name
    starts.nth(number).click()
    return str(starts.nth(number).get_attribute("data-start"))
