"""WhatsApp: somebody allows it, is told things there and stops it; a coordinator enters the id of the approved words."""

import os
import re
from datetime import datetime, timedelta
from functools import cache

import pytest
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.test_calendars import LOOKS
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
HX = "HX" + "3c" * 16
PROGRAMME = "localization-mentoring"
caller = cache(ApiCaller)  # only so many codes are sent to one person


def picture(visitor: Visitor, name: str, size: str) -> None:
    if pictures := os.environ.get("PICTURES"):
        path = f"{pictures}/{name}-{visitor.language}-{size}.png"
        visitor.page.screenshot(path=path, full_page=True)


@LOOKS
def test_somebody_allows_it_and_is_reminded_there(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    visitor = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    visitor.sign_in(demo.people()["mentor"][-1]["email"])
    page, words = visitor.page, visitor.words
    page.goto("/settings")
    channels = page.get_by_role("region", name=words("channels.title"), exact=True)
    kinds = page.get_by_role("region", name=words("kinds.title"), exact=True)
    ours = channels.get_by_label(words("channels.whatsapp"), exact=True)
    expect(ours).not_to_be_checked(timeout=SECONDS)
    ours.click()
    told = words("channels.steps.other.given", channel="WhatsApp")
    expect(channels.get_by_role("listitem").first).to_contain_text(told, timeout=SECONDS)
    reminders = kinds.get_by_label(words("kinds.groups.reminders"), exact=True)
    reminders.select_option("whatsapp+none")
    visitor.meets_the_rules("a channel that a hub has beside texts and e-mail")
    picture(visitor, "whatsapp-settings", size)
    visitor.button("kinds.save").click()
    visitor.sees_words("kinds.saved")
    page.reload()
    expect(reminders).to_have_value("whatsapp+none", timeout=SECONDS)
    reminders.select_option("sms")  # the demo is others', too
    visitor.button("kinds.save").click()
    visitor.sees_words("kinds.saved")
    ours.click()
    told = words("channels.steps.other.withdrawn", channel="WhatsApp")
    expect(channels.get_by_role("listitem").first).to_contain_text(told, timeout=SECONDS)


@LOOKS
def test_a_coordinator_enters_the_approved_words_and_takes_them_back(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    page, words = coordinator.page, coordinator.words
    page.goto("/coordinator/templates?channel=whatsapp")
    of_sessions = page.get_by_role("region", name=words("templates.about.session"), exact=True)
    reminder = words("messages.kinds.reminder")
    named = f"{reminder}, {words(f'templates.languages.{language}')}, {words('templates.notApproved')}"
    link = of_sessions.get_by_role("link", name=named, exact=True)
    expect(link).to_be_visible(timeout=SECONDS)
    coordinator.meets_the_rules("the list of approved words")
    picture(coordinator, "whatsapp-list", size)
    link.click()

    code = page.get_by_role("textbox", name=words("templates.approvedId"), exact=True)
    variables = page.get_by_role("textbox", name=words("templates.variables"), exact=True)
    phone = page.get_by_role("figure", name=words("templates.onPhone"), exact=True)
    expect(code).to_be_visible(timeout=SECONDS)
    code.fill("HX12")
    variables.fill("{other_name}\n{start_here}\n")
    page.get_by_role("button", name="{link}", exact=True).click()
    expect(coordinator.button("templates.save")).to_be_disabled(timeout=SECONDS)
    expect(phone).to_contain_text("{{3}} http", timeout=SECONDS)
    coordinator.sees_words("templates.without.answer")
    variables.press("End")
    variables.press("Enter")
    page.get_by_role("button", name="{answer}", exact=True).click()
    question = {"ko": "참석하시면 1", "en": "1 = I will come"}[language]
    expect(phone).to_contain_text(question, timeout=SECONDS)
    variables.press("Enter")
    page.get_by_role("button", name="{stop_link}", exact=True).click()
    expect(phone).to_contain_text("/s/whatsapp-", timeout=SECONDS)
    expect(page.get_by_text(words("templates.without.answer"))).to_have_count(0)
    code.fill(HX)
    expect(coordinator.button("templates.save")).to_be_enabled(timeout=SECONDS)
    coordinator.meets_the_rules("approved words being entered")
    picture(coordinator, "whatsapp-words", size)
    coordinator.button("templates.save").click()
    coordinator.sees_words("templates.saved")
    history = page.get_by_role("region", name=words("templates.history"), exact=True)
    expect(history.get_by_role("listitem")).to_have_count(1, timeout=SECONDS)
    coordinator.button("templates.toNone").click()
    coordinator.sees_words("templates.nowNone")
    expect(history.get_by_role("listitem")).to_have_count(2, timeout=SECONDS)
    coordinator.meets_the_rules("approved words with a history")


def stop_link_at(demo: RunningDemo, phone: str) -> str:
    """The path behind the newest stop link that came to the phone by WhatsApp."""

    def links() -> list[str]:
        messages = loopback.get(f"{demo.twilio}/control/dump").json()["messages"]
        bodies = [row["body"] for row in messages if row["to"] == f"whatsapp:{phone}"]
        return [found[0] for body in bodies if (found := re.search(r"/s/whatsapp-\w+", body))]

    return str(eventually(links)[-1])


def accepted(demo: RunningDemo) -> ApiCaller:
    """A session of the first founder with the second mentor is asked for and accepted; the founder."""
    people = demo.people()
    asking, mentor = caller(demo, people["startup_member"][0]["email"]), people["mentor"][1]
    (expert,) = asking.get("/experts/", q=mentor["name"])["results"]
    now = datetime.fromisoformat(asking.get("/installation/")["now"])
    window = {"from": now.isoformat(), "until": (now + timedelta(days=21)).isoformat()}
    free = asking.get(f"/experts/{expert['id']}/free-starts/", programme=PROGRAMME, **window)["starts"]
    what = {"programme": PROGRAMME, "expert": expert["id"], "goal": "Told by WhatsApp"}
    session = asking.post("/sessions/", 201, starts_at=free[-1]["starts_at"], **what)
    caller(demo, mentor["email"]).post(f"/sessions/{session['id']}/accept/")
    return asking


@LOOKS
def test_the_link_in_a_message_there_stops_more_of_them(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    demo.move_clock("next_day")  # to a morning in Seoul: messages leave
    path = f"/programmes/{PROGRAMME}/templates/session/confirmed/whatsapp/{language}/"
    words = {"subject": HX, "body": "{other_name}\n{start_both}\n{link}\n{stop_link}"}
    caller(demo, people["coordinator"][0]["email"]).put(path, **words)
    reader = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    reader.sign_in(people["startup_member"][0]["email"])
    page = reader.page
    page.goto("/settings")
    ours = page.get_by_label(reader.words("channels.whatsapp"), exact=True)
    expect(ours).not_to_be_checked(timeout=SECONDS)
    ours.click()
    page.get_by_label(reader.words("kinds.groups.asks"), exact=True).select_option("whatsapp+none")
    reader.button("kinds.save").click()
    reader.sees_words("kinds.saved")

    phone = accepted(demo).get("/me/")["phone"]
    names = {"ending": phone[-2:], "channel": "WhatsApp"}
    page.context.clear_cookies()  # whoever holds the phone need not be signed in
    page.goto(stop_link_at(demo, phone))
    reader.sees_words("stop.ask.other", **names)
    reader.meets_the_rules("the page that stops WhatsApp")
    picture(reader, "whatsapp-stop", size)
    reader.button("stop.go.other", **names).click()
    reader.sees_words("stop.done.other", **names)
    reader.meets_the_rules("WhatsApp is stopped")
    reader.button("stop.undo").click()
    reader.sees_words("stop.ask.other", **names)
    reader.button("stop.go.other", **names).click()  # and for whoever comes after
    reader.sees_words("stop.done.other", **names)
