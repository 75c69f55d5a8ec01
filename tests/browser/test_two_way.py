"""An expert answers from the phone: takes a request, writes a word; both sides and a coordinator read on."""

import csv
import re
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.test_calendars import LOOKS
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import ROOT, RunningDemo

pytestmark = pytest.mark.timeout(600)


def asked(demo: RunningDemo, asking: ApiCaller, name: str, goal: str) -> str:
    """A request to the mentor of that name; the session's id."""
    (expert,) = asking.get("/experts/", q=name)["results"]
    now = datetime.fromisoformat(demo.get("/api/demo/")["now"])
    window = {"from": now.isoformat(), "until": (now + timedelta(days=21)).isoformat()}
    wish = {"programme": "localization-mentoring", "expert": expert["id"], "goal": goal}
    path = f"/experts/{expert['id']}/free-starts/"
    starts = asking.get(path, programme="localization-mentoring", **window)["starts"]
    return str(asking.post("/sessions/", 201, starts_at=starts[-1]["starts_at"], **wish)["id"])


def a_mentor_abroad() -> dict[str, str]:
    """One whose phone can answer, and to whom no other test writes."""
    with (ROOT / "tests" / "data" / "demo_hub" / "mentors.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["phone"].startswith("+1")][-1]


def answer(page: Page, text: str) -> None:
    """What the phone's owner types into the stand-in for the phone."""
    page.get_by_label(re.compile("Answer from this phone")).fill(text)
    page.get_by_role("button", name="Send").click()


@LOOKS
def test_an_expert_takes_a_request_by_text_and_what_they_write_is_read_on_the_page(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    demo.move_clock("next_day")  # to a morning in Seoul: texts leave
    people = demo.people()
    founder, mentor = people["startup_member"][0], a_mentor_abroad()
    asking, answering = ApiCaller(demo, founder["email"]), ApiCaller(demo, mentor["email"])
    session = asked(demo, asking, mentor["expert_name"], f"By text {language}")
    number = answering.get("/me/")["phone"]

    phone = browser.new_context().new_page()
    phone.goto(f"{demo.twilio}/phone/{quote(number, safe='')}")
    stranger = {"from": "+12125550147", "body": "Who is this?"}
    loopback.post(f"{demo.twilio}/control/inbound", json=stranger).raise_for_status()
    text = phone.locator(".bubble").last
    expect(text).to_contain_text("Answer 1 = yes, 2 = another time", timeout=3 * SECONDS)
    answer(phone, "1")
    eventually(lambda: asking.get(f"/sessions/{session}/")["state"] == "confirmed")
    expect(phone.get_by_text("Agreed: session with").last).to_be_visible(timeout=3 * SECONDS)
    answer(phone, "Please bring the deck.")
    eventually(lambda: asking.get(f"/sessions/{session}/thread/")["count"] == 1)

    reader = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    reader.sign_in(founder["email"])
    reader.page.goto(f"/sessions/{session}?do=propose")
    expect(reader.page.get_by_role("dialog")).to_be_visible(timeout=SECONDS)
    reader.page.keyboard.press("Escape")
    reader.page.wait_for_url(re.compile(f"/sessions/{session}$"))
    thread = reader.page.get_by_role("region", name=reader.words("thread.title"), exact=True)
    first = thread.get_by_role("listitem").first
    expect(first).to_contain_text("Please bring the deck.", timeout=SECONDS)
    expect(first).to_contain_text(reader.words("thread.byText"))
    expect(first).to_contain_text(mentor["expert_name"])
    reader.field("thread.label").fill("슬라이드를 준비했습니다.")
    reader.button("thread.send").click()
    expect(thread.get_by_role("listitem").last).to_contain_text("슬라이드를 준비했습니다.", timeout=SECONDS)
    expect(reader.field("thread.label")).to_have_value("")
    reader.meets_the_rules("the session with its conversation")
    eventually(lambda: any("> 슬라이드를" in mail["text"] for mail in demo.mails_to(mentor["email"])))

    hub = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    hub.sign_in(people["coordinator"][0]["email"])
    hub.page.goto("/coordinator/messages")
    tabs = hub.page.get_by_role("navigation", name=hub.words("series.listViews"), exact=True)
    tabs.get_by_role("link", name=hub.words("threads.title"), exact=True).click()
    hub.sees(re.compile(r"^\+1…47"))
    row = hub.page.get_by_role("article").filter(has_text="슬라이드를 준비했습니다.").first
    expect(row).to_contain_text(hub.words("threads.waits"), timeout=SECONDS)
    hub.meets_the_rules("the list of conversations")
    hub.button("threads.theirs", name=founder["name"]).click()
    expect(hub.button("desk.everybody")).to_be_visible(timeout=SECONDS)
    row.get_by_role("link").first.click()
    hub.field("thread.label").fill("See you there.")
    hub.button("thread.send").click()
    said = hub.page.get_by_role("listitem").filter(
        has_text="See you there."
    )  # not the field in which it is typed
    expect(said).to_be_visible(timeout=SECONDS)
    hub.page.goto("/coordinator/threads")
    hub.sees_words("threads.none")
    answering.post(f"/sessions/{session}/cancel/", reason="It was only a trial")
