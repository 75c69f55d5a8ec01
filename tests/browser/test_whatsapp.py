"""WhatsApp: somebody allows it and is reminded there; a coordinator enters the id of the approved words."""

import os

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_calendars import LOOKS
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
HX = "HX" + "3c" * 16


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
