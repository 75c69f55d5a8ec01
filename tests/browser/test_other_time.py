"""Somebody answers a text with 2 and proposes another time on the phone without signing in; and a coordinator erases what
was said to a person."""

import csv
import os
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.api_caller import ApiCaller, eventually
from tests.browser.test_calendars import LOOKS
from tests.browser.test_two_way import answer, asked
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import ROOT, RunningDemo

pytestmark = pytest.mark.timeout(600)


def mentors_abroad() -> list[dict[str, str]]:
    with (ROOT / "tests" / "data" / "demo_hub" / "mentors.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["phone"].startswith("+1")]


@LOOKS
def test_a_2_by_text_leads_to_a_page_that_proposes_one_time_without_signing_in(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    demo.move_clock("next_day")  # to a morning in Seoul: texts leave
    founder, mentor = demo.people()["startup_member"][1], mentors_abroad()[-2 if size == "phone" else -3]
    asking, answering = ApiCaller(demo, founder["email"]), ApiCaller(demo, mentor["email"])
    session = asked(demo, asking, mentor["expert_name"], f"Another time {language} {size}")

    phone = browser.new_context().new_page()
    phone.goto(f"{demo.twilio}/phone/{quote(answering.get('/me/')['phone'], safe='')}")
    bubbles = phone.locator(".bubble")
    expect(bubbles.last).to_contain_text("2 = another time", timeout=3 * SECONDS)
    answer(phone, "2")
    told = phone.get_by_text("Propose other times to").last
    expect(told).to_be_visible(timeout=3 * SECONDS)
    link = re.search(r"http\S+/l/\w+", told.inner_text())
    assert link

    reader = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    page = reader.page
    page.goto(link[0])
    page.wait_for_url(re.compile("/other-time/"))
    reader.sees_words("otherTime.choose")
    expect(page.get_by_role("textbox")).to_have_count(1)
    reader.meets_the_rules("the page that proposes another time")
    days = page.get_by_role("heading", level=3)
    expect(days).to_have_count(3)
    if pictures := os.environ.get("PICTURES"):
        page.screenshot(path=f"{pictures}/other_time_{language}_{size}.png", full_page=True)
    more = page.get_by_role("button", expanded=False)
    more.click()
    expect(page.get_by_role("button", expanded=True)).to_have_text(reader.words("links.fewerDays"))
    assert days.count() > 3
    reader.meets_the_rules("all days of the page that proposes another time")
    starts = page.get_by_role("button", pressed=False).filter(has_text=re.compile(r"\d:\d\d"))
    starts.first.click()
    reader.button("otherTime.send").click()
    reader.sees_words("otherTime.proposed", name=founder["name"])
    reader.meets_the_rules("the time was proposed")
    eventually(lambda: asking.get(f"/sessions/{session}/")["state"] == "proposed")
    page.reload()
    reader.sees_words("otherTime.proposed", name=founder["name"])
    expect(reader.button("otherTime.send")).to_have_count(0)


@LOOKS
def test_a_coordinator_erases_what_was_said_to_somebody_with_the_name_typed(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    founder = people["startup_member"][1]
    number = ApiCaller(demo, founder["email"]).get("/me/")["id"]
    hub = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    hub.sign_in(people["coordinator"][0]["email"])
    page = hub.page
    page.goto(f"/coordinator/messages?person={number}")
    card = page.get_by_role(
        "region", name=hub.words("personMessages.title", name=founder["name"]), exact=True
    )
    expect(card).to_be_visible(timeout=SECONDS)
    hub.meets_the_rules("what is kept of a person")
    with page.expect_download() as file:
        hub.button("personMessages.export").click()
    assert file.value.suggested_filename == "messages.json"
    hub.button("personMessages.erase").click()
    typed = page.get_by_label(hub.words("personMessages.typeName", name=founder["name"]), exact=True)
    typed.fill("somebody")
    expect(hub.button("personMessages.go")).to_be_disabled()
    typed.fill(founder["name"])
    hub.meets_the_rules("before what was said is erased")
    hub.button("personMessages.go").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)
    expect(card.get_by_role("status")).to_be_visible(timeout=SECONDS)
