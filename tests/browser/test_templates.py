"""Coordinators word a message: what it becomes is shown as they type, and every wording can come back."""

import os

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_calendars import LOOKS
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)

WORDS = {
    "ko": "{other_name}님을 곧 만납니다 —\n{start_here}\n{dates_count}\n",
    "en": "Meet {other_name} soon —\n{start_here}\n{dates_count}\n",
}


@LOOKS
def test_a_coordinator_words_the_reminder_and_goes_back(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    page, words = coordinator.page, coordinator.words
    page.goto("/coordinator/templates")
    of_sessions = page.get_by_role("region", name=words("templates.about.session"), exact=True)
    reminder = words("messages.kinds.reminder")
    named = f"{reminder}, {words(f'templates.languages.{language}')}, {words('templates.builtIn')}"
    link = of_sessions.get_by_role("link", name=named, exact=True)
    expect(link).to_be_visible(timeout=SECONDS)
    coordinator.meets_the_rules("the list of messages")
    link.click()

    phone = page.get_by_role("figure", name=words("templates.onPhone"), exact=True)
    body = page.get_by_role("textbox", name=words("templates.body"), exact=True)
    expect(phone).to_contain_text("[Meridian]", timeout=SECONDS)
    body.fill(WORDS[language] + "{salary}")
    expect(page.get_by_text("{salary}").last).to_be_visible(timeout=SECONDS)
    expect(coordinator.button("templates.save")).to_be_disabled(timeout=SECONDS)
    body.fill(WORDS[language])
    page.get_by_role("button", name="{link}", exact=True).click()
    expect(body).to_have_value(WORDS[language] + "{link}")
    expect(phone).to_contain_text("/l/", timeout=SECONDS)
    expect(page.get_by_text(words("templates.cleaned"))).to_be_visible()
    budget = page.get_by_role("region", name=words("templates.budget"), exact=True)
    parts = {"ko": ("parts_other", 2), "en": ("parts_one", 1)}[language]
    expect(budget.get_by_role("status")).to_contain_text(words(f"templates.{parts[0]}", count=parts[1]))
    coordinator.button("templates.places.california").click()
    there = {"ko": "캘리포니아", "en": "California"}
    expect(phone).to_contain_text(there[language], timeout=SECONDS)
    coordinator.meets_the_rules("a message being worded")
    coordinator.button("templates.save").click()
    coordinator.sees_words("templates.saved")
    history = page.get_by_role("region", name=words("templates.history"), exact=True)
    expect(history.get_by_role("listitem")).to_have_count(1)
    if pictures := os.environ.get("PICTURES"):
        page.screenshot(path=f"{pictures}/template-{language}-{size}.png", full_page=True)

    coordinator.button("templates.toBuiltIn").click()
    coordinator.sees_words("templates.nowBuiltIn")
    expect(phone).to_contain_text("[Meridian]", timeout=SECONDS)
    coordinator.button("templates.restoreThis", number=1).click()
    expect(history.get_by_role("listitem")).to_have_count(3, timeout=SECONDS)
    expect(body).to_have_value(WORDS[language] + "{link}")
    coordinator.meets_the_rules("a message with a history")
    coordinator.button("templates.toBuiltIn").click()  # the demo is others', too
    expect(history.get_by_role("listitem")).to_have_count(4, timeout=SECONDS)


OTHERS = {
    "ko": {
        "news": "{words}\n문의: 허브",
        "answer": "{other_name}님과 약속했습니다.\n{start_both}\n{link}",
        "event": "{event}에서 만날 분들\n{meetings}\n{link}",
    },
    "en": {
        "news": "{words}\nAsk the hub.",
        "answer": "Agreed with {other_name}.\n{start_both}\n{link}",
        "event": "Who waits for you at {event}\n{meetings}\n{link}",
    },
}


@LOOKS
@pytest.mark.parametrize(
    ("about", "kind"), [("news", "broadcast"), ("answer", "accepted"), ("event", "agenda")]
)
def test_a_coordinator_words_announcements_answers_to_texts_and_news_of_events(
    browser: Browser, demo: RunningDemo, language: str, size: str, about: str, kind: str
) -> None:
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    page, words = coordinator.page, coordinator.words
    page.goto(f"/coordinator/templates?channel=sms{'&programme=@events' if about == 'event' else ''}")
    called = words("templates.answers.accepted" if about == "answer" else f"messages.kinds.{kind}")
    named = f"{called}, {words(f'templates.languages.{language}')}, {words('templates.builtIn')}"
    shelf = page.get_by_role("region", name=words(f"templates.about.{about}"), exact=True)
    link = shelf.get_by_role("link", name=named, exact=True)
    expect(link).to_be_visible(timeout=SECONDS)
    if pictures := os.environ.get("PICTURES"):
        page.screenshot(path=f"{pictures}/shelf-{about}-{language}-{size}.png", full_page=True)
    coordinator.meets_the_rules(f"the list of messages with {about}")
    link.click()
    phone = page.get_by_role("figure", name=words("templates.onPhone"), exact=True)
    body = page.get_by_role("textbox", name=words("templates.body"), exact=True)
    expect(phone).to_contain_text("[Meridian]", timeout=SECONDS)
    body.fill("Hello")
    expect(coordinator.button("templates.save")).to_be_disabled(timeout=SECONDS)
    coordinator.meets_the_rules("words that lack what they need")
    body.fill(OTHERS[language][about])
    last = OTHERS[language][about].split("\n")[-1]
    expect(phone).to_contain_text(last if about == "news" else "/l/", timeout=SECONDS)
    coordinator.meets_the_rules(f"words of one's own for {about}")
    if pictures := os.environ.get("PICTURES"):
        page.screenshot(path=f"{pictures}/words-{about}-{language}-{size}.png", full_page=True)
    coordinator.button("templates.save").click()
    coordinator.sees_words("templates.saved")
    coordinator.button("templates.toBuiltIn").click()  # the demo is others', too
    coordinator.sees_words("templates.nowBuiltIn")
    expect(phone).to_contain_text("[Meridian]", timeout=SECONDS)
    back = "templates.backToEvents" if about == "event" else "templates.back"
    page.get_by_role("link", name=words(back), exact=True).click()
    expect(link).to_be_visible(timeout=SECONDS)
