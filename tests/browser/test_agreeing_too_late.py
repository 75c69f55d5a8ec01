"""What a pair's one side proposed cannot be had any more when the other agrees: the page shows which date, and they agree
on something else."""

import os
import re
from datetime import datetime
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.api_caller import ApiCaller
from tests.browser.test_knowingly import to_the_dentist
from tests.browser.test_pairs import a_pair, a_weekly_hour
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
caller = cache(ApiCaller)  # only so many codes are sent to one person


@pytest.mark.parametrize(("language", "size"), [("ko", "phone")])  # once: few hours suit the two
def test_a_date_that_is_taken_when_the_other_side_agrees_is_moved_and_proposed_anew(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    founders_email, mentors_email = people["startup_member"][0]["email"], people["mentor"][0]["email"]
    asking, answering = caller(demo, founders_email), caller(demo, mentors_email)
    path = a_pair(demo, f"no-longer-free-{language}", 0)
    relation = path.replace("/pairs/", "/relations/")
    for side in (asking, answering):
        side.post(f"{relation}/answer/", says="yes")
    dates = proposed(asking, relation, a_weekly_hour(demo, path, founders_email))
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(mentors_email)
    page = mentor.page
    page.goto(path)
    expect(mentor.button("pairs.agree")).to_be_visible(timeout=SECONDS)
    to_the_dentist(demo, mentors_email, dates[1])

    mentor.button("pairs.agree").click()
    shown = page.get_by_role("region", name=mentor.words("pairs.dates"), exact=True)
    expect(shown.get_by_role("group")).to_have_count(1, timeout=SECONDS)
    expect(shown.locator("ol > li, tbody > tr").nth(1)).to_contain_text(
        re.compile(re.escape(mentor.words("series.clash.busy"))), timeout=SECONDS
    )
    expect(mentor.button("pairs.sendProposal")).to_be_disabled()
    mentor.meets_the_rules("one date cannot be had any more")
    keep(mentor, "refused")
    page.emulate_media(color_scheme="dark")
    mentor.meets_the_rules("one date cannot be had any more, in the dark")
    keep(mentor, "refused_dark")
    page.emulate_media(color_scheme="light")
    shown.get_by_role("radio").first.check()
    mentor.button("pairs.sendProposal").click()
    mentor.sees_words("pairs.proposedByYou")
    expect(page.locator("main").get_by_role("alert")).to_have_count(0)
    keep(mentor, "proposed_anew")

    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(founders_email)
    founder.page.goto(path)
    founder.button("pairs.agree").click()
    founder.sees_words("pairs.agreed")
    starts = [one["starts_at"] for one in asking.get(f"{relation}/")["sessions"]]
    assert len(starts) == 2


def proposed(asking: ApiCaller, relation: str, first: datetime) -> list[dict[str, Any]]:
    """Two sessions, a week apart; their dates."""
    terms: dict[str, Any] = {"goals": "Ten pilot customers", "sessions": 2, "anchor": "founder"}
    terms |= {"starts_on": first.date().isoformat(), "starts_time": f"{first:%H:%M}"}
    asking.post(f"{relation}/agreements/", **terms)
    return list(asking.post(f"{relation}/agreements/preview/", **terms)["dates"])


def keep(visitor: Visitor, name: str) -> None:
    if pictures := os.environ.get("PICTURES"):
        visitor.page.screenshot(path=f"{pictures}/{name}_{visitor.language}.png", full_page=True)
