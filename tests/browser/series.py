"""What several journeys do on the pages of a series."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import Locator, expect

from tests.browser.visitor import SECONDS, Visitor


def choose_start(founder: Visitor, mentors_name: str, which: int) -> str:
    """On the page that asks for a series, of the first free day; the start chosen, as the address has it."""
    page = founder.page
    page.goto(f"/mentors?q={mentors_name}")
    page.get_by_role("link", name=re.compile(mentors_name)).first.click()
    page.get_by_role("link", name=re.compile(founder.words("series.regularly"))).click()
    expect(page.get_by_role("radio").first).to_be_visible(timeout=SECONDS)
    page.get_by_role("radio").nth(which).click()
    page.wait_for_url(re.compile("start="))
    founder.sees_words("series.allDates")
    start: str = page.evaluate("new URL(location).searchParams.get('start')")
    return start


def sees_series(visitor: Visitor, state: str) -> None:
    status = visitor.page.locator("main").get_by_role("status").first
    expect(status).to_contain_text(visitor.words(f"series.states.{state}"), timeout=SECONDS)


def changes(visitor: Visitor) -> Locator:
    """The buttons that change one date each."""
    return visitor.page.get_by_role("button", name=re.compile(f"^{visitor.words('series.change')}: "))


def is_told(visitor: Visitor, key: str) -> None:
    visitor.sees_words(key)
    expect(visitor.page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)


def ask_for(founder: Visitor, mentors_name: str, count: int) -> str:
    """So many regular sessions from the first free start on, every date as the rule has it; the path of the series."""
    choose_start(founder, mentors_name, 0)
    founder.field("series.count").fill(str(count))
    founder.field("booking.goal").fill("Prices for the US")
    founder.button("series.request_other", count=count).click()
    sees_series(founder, "requested")
    return re.sub(r".*(/series/)", r"\1", founder.page.url)


def accept(mentor: Visitor, path: str, count: int) -> None:
    mentor.page.goto(path)
    mentor.button("series.deeds.accept").click()
    mentor.button("series.confirm.accept_other", count=count).click()
    is_told(mentor, "actions.done.accept")
    sees_series(mentor, "active")


def in_half_an_hour(mover: Visitor) -> None:
    """The hour of the date that is being moved, typed half an hour later."""
    label, _ = mover.words("series.newTime", place="@").split("@")
    time = mover.page.get_by_label(re.compile(f"^{re.escape(label)}"))
    shown = datetime.strptime(time.input_value(), "%H:%M") + timedelta(minutes=30)  # noqa: DTZ007 -- a clock's hour
    time.fill(f"{shown:%H:%M}")
