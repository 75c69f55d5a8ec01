"""A founder whose own calendar cannot be read any more: offered nothing, told why, and free to say otherwise."""

import re
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
caller = cache(ApiCaller)  # only so many codes are sent to one person
READING = "/agenda/calendar-reading/"


def state_of(asking: ApiCaller) -> Any:
    return asking.get(READING)["state"]


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_times_are_offered_again_once_the_founder_says_so(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    person, mentor = people["startup_member"][1], people["mentor"][1]
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    page = founder.page
    founder.sign_in(person["email"])
    page.goto("/settings")
    founder.button("google.connect").click()
    page.get_by_role("button", name="Allow").click()
    page.wait_for_url(re.compile("google=connected"))
    asking = caller(demo, person["email"])
    eventually(lambda: state_of(asking) == "known")
    (expert,) = asking.get("/experts/", q=mentor["name"])["results"]
    page.goto(f"/mentors/{expert['id']}")
    founder.sees(re.compile(re.escape(founder.words("reading.yours"))))

    loopback.post(f"{demo.google}/control/revoke", json={"email": person["email"]}).raise_for_status()
    page.goto("/settings")
    founder.button("google.calendars.refresh").click()
    eventually(lambda: state_of(asking) == "unknown")
    page.goto(f"/mentors/{expert['id']}")
    founder.sees_words("reading.yoursCloses")
    starts = page.locator("[data-start]")
    expect(starts).to_have_count(0)
    founder.meets_the_rules("an own calendar that cannot be read")
    founder.button("reading.offer").click()
    expect(starts.first).to_be_visible(timeout=SECONDS)

    page.goto("/settings")
    expect(page.get_by_label(founder.words("limits.offerUnread"), exact=True)).to_be_checked(timeout=SECONDS)
    founder.meets_the_rules("settings of a founder")
    founder.button("google.disconnect").click()  # as it was
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=founder.words("google.parting.go"), exact=True).click()
    expect(founder.button("google.connect")).to_be_visible(timeout=SECONDS)
