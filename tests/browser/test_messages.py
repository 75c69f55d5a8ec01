"""The coordinators' page of messages: what left, what did not arrive and why, and again; how delivery does."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.test_calendars import LOOKS, agreed
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)

NOT_MOBILE = 21614  # Twilio: not a mobile number


def codes_at(demo: RunningDemo, phone: str) -> list[str]:
    """The codes that the phone got, the newest last."""
    messages = loopback.get(f"{demo.twilio}/control/dump").json()["messages"]
    bodies = [row["body"] for row in messages if row["to"] == phone]
    return [found[0] for body in bodies if (found := re.search(r"\b[0-9]{6}\b", body))]


@LOOKS
def test_a_coordinator_finds_the_text_that_did_not_arrive_and_sends_it_again(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    demo.move_clock("next_day")  # to a morning in Seoul: texts leave
    founder = demo.people()["startup_member"][0]
    number = {"number": ApiCaller(demo, founder["email"]).get("/me/")["phone"], "error_code": NOT_MOBILE}
    loopback.post(f"{demo.twilio}/control/numbers", json=number).raise_for_status()
    agreed(demo, f"Talk of messages {language}")

    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    page = coordinator.page
    page.goto("/coordinator/messages")
    delivery = page.get_by_role("region", name=coordinator.words("messageLog.delivery"), exact=True)
    mend = delivery.get_by_role("listitem").filter(has_text=founder["name"])
    expect(mend).to_contain_text(coordinator.words("reasons.notANumber"), timeout=3 * SECONDS)
    coordinator.meets_the_rules("how delivery does")
    delivery.get_by_text(coordinator.words("messageLog.asTable"), exact=True).click()
    today = delivery.get_by_role("table").get_by_role("row").last
    expect(today.get_by_role("cell").last).to_have_text("1")  # did not arrive

    reader = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    reader.sign_in(founder["email"])
    reader.page.goto("/settings")
    reader.sees_words("number.bad")
    reader.meets_the_rules("a number at which no text arrives")

    mend.get_by_role("button", name=coordinator.words("messageLog.theirs"), exact=True).click()
    coordinator.button("messageLog.standing.look").click()
    row = page.get_by_role("article").filter(has_text=founder["name"]).first
    expect(row).to_contain_text(coordinator.words("delivery.failed"), timeout=SECONDS)
    coordinator.meets_the_rules("the messages of one person")

    loopback.post(f"{demo.twilio}/control/numbers", json=number | {"error_code": None}).raise_for_status()
    demo.move_clock("next_day")
    demo.move_clock("minutes", 30)  # a code may be tried a day after the last refusal, which came after nine
    phone = str(number["number"])
    reader.page.reload()
    reader.button("number.verifyAgain").click()
    earlier = len(codes_at(demo, phone))
    reader.button("number.send").click()
    reader.sees_words("number.sent", phone=phone)  # else the page says why not
    code = eventually(lambda: codes_at(demo, phone)[earlier:])[0]
    reader.field("number.code").fill(code)
    reader.button("number.confirm").click()
    expect(reader.page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)
    expect(mend).to_have_count(0, timeout=3 * SECONDS)

    page.get_by_role(
        "button",
        name=coordinator.words("desk.retryAll_other" if language == "ko" else "desk.retryAll_one", count=1),
        exact=True,
    ).click()
    expect(page.get_by_role("article")).to_have_count(0, timeout=3 * SECONDS)
    coordinator.button("messageLog.standing.arrived").click()
    expect(page.get_by_role("article").first).to_contain_text(
        coordinator.words("delivery.delivered"), timeout=3 * SECONDS
    )
