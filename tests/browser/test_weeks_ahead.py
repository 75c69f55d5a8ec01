"""The slot picker knows the next weeks before they are turned to."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Response, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
SEOUL = ZoneInfo("Asia/Seoul")


def opens_the_picker(founder: Visitor, demo: RunningDemo) -> list[str]:
    """Opened once and turned nowhere; every start that the page was told of meanwhile."""
    page, people = founder.page, demo.people()
    mentors_name = people["mentor"][1]["name"]
    founder.sign_in(people["startup_member"][1]["email"])
    page.goto(f"/mentors?q={mentors_name}")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if "/free-starts/" in answer.url else None)
    page.get_by_role("link", name=re.compile(mentors_name)).first.click()
    expect(shown(founder).first).to_be_visible(timeout=SECONDS)
    page.wait_for_load_state("networkidle")
    return sorted({row["starts_at"] for answer in answers for row in answer.json()["starts"]})


def shown(founder: Visitor) -> Locator:
    return founder.page.locator("[data-start]")


def starts_shown(founder: Visitor) -> list[str]:
    return sorted(str(one.get_attribute("data-start")) for one in shown(founder).all())


def day_of(start: str) -> date:
    return datetime.fromisoformat(start).astimezone(SEOUL).date()


def cut_off(founder: Visitor) -> None:
    """Whatever is shown from now on was known before. Cut off, the page asks for nothing."""
    founder.page.context.set_offline(True)


def nothing_is_missing(founder: Visitor) -> None:
    expect(founder.page.locator(".mantine-Skeleton-root")).to_have_count(0)
    expect(founder.page.get_by_role("main").get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize(("language", "size"), [("ko", "desk"), ("en", "desk")])
def test_the_next_weeks_are_there_before_they_are_turned_to(founder: Visitor, demo: RunningDemo) -> None:
    starts = opens_the_picker(founder, demo)
    cut_off(founder)
    first = day_of(starts_shown(founder)[0])
    monday = first - timedelta(days=first.weekday())
    for _ in range(9):  # into the ninth week, past all that one question asks for
        monday += timedelta(days=7)
        founder.button("slots.nextWeek").click()
        of_that_week = [start for start in starts if 0 <= (day_of(start) - monday).days < 7]
        for start in of_that_week:
            expect(founder.page.locator(f"[data-start='{start}']")).to_be_visible(timeout=SECONDS)
        expect(shown(founder)).to_have_count(len(of_that_week), timeout=SECONDS)
        assert starts_shown(founder) == of_that_week
        nothing_is_missing(founder)
    assert len(starts) > 20


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "phone")])
def test_the_next_month_is_there_before_it_is_turned_to(founder: Visitor, demo: RunningDemo) -> None:
    starts = opens_the_picker(founder, demo)
    cut_off(founder)
    first = day_of(starts_shown(founder)[0])
    month = (first.replace(day=1) + timedelta(days=31)).strftime("%Y-%m")
    founder.button("slots.nextMonth").click()
    free = sorted({f"{day_of(start)}" for start in starts if f"{day_of(start)}".startswith(month)})
    marked = founder.page.locator("[data-mark=open]")
    expect(marked).to_have_count(len(free), timeout=SECONDS)
    assert sorted(str(day.get_attribute("data-day")) for day in marked.all()) == free
    assert free
    nothing_is_missing(founder)
