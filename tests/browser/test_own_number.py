"""A person proves their number with the code that comes to it, and says what may be sent."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests import loopback
from tests.api_caller import eventually
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
BOTH = pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
# What each types in, and what it is.
NUMBERS = {"ko": ("010-7777-0001", "+821077770001"), "en": ("+82 10 7777 0002", "+821077770002")}


@pytest.fixture
def founder(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    visitor = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    person = demo.people()["startup_member"][0 if language == "ko" else 1]
    visitor.sign_in(person["email"])
    return visitor


def text_at(demo: RunningDemo, phone: str) -> str:
    """The newest text that the phone got."""

    def texts() -> list[str]:
        messages = loopback.get(f"{demo.twilio}/control/dump").json()["messages"]
        return [row["body"] for row in messages if row["to"] == phone]

    return str(eventually(texts)[-1])


def code_at(demo: RunningDemo, phone: str) -> str:
    found = re.search(r"\b[0-9]{6}\b", text_at(demo, phone))
    assert found is not None
    return found[0]


def card(visitor: Visitor, key: str) -> Locator:
    return visitor.page.get_by_role("region", name=visitor.words(key), exact=True)


@BOTH
def test_a_new_number_is_verified_by_the_code_that_comes_to_it(founder: Visitor, demo: RunningDemo) -> None:
    page, (typed, phone) = founder.page, NUMBERS[founder.language]
    page.goto("/settings")
    number = card(founder, "number.title")
    expect(number).to_contain_text(
        founder.words("number.verified"), timeout=SECONDS
    )  # the hub vouches for it
    number.get_by_label(founder.words("settings.phone")).fill(typed)
    founder.button("number.save").click()
    expect(number).to_contain_text(founder.words("number.unverified"), timeout=SECONDS)
    founder.meets_the_rules("a number that is not verified")
    founder.button("number.verify").click()
    founder.button("number.send").click()
    code = code_at(demo, phone)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    founder.field("number.code").fill(wrong)
    founder.button("number.confirm").click()
    founder.sees(re.compile(re.escape(founder.words("number.tries_other", count=4))))
    founder.meets_the_rules("a wrong code")
    founder.field("number.code").fill(code)
    founder.button("number.confirm").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)
    expect(number).to_contain_text(founder.words("number.verified"), timeout=SECONDS)
    expect(number.get_by_label(founder.words("settings.phone"))).to_have_value(phone)


@BOTH
def test_texts_and_mail_are_switched_and_the_steps_are_told(founder: Visitor) -> None:
    page = founder.page
    page.goto("/settings")
    channels = card(founder, "channels.title")
    texts = channels.get_by_label(founder.words("channels.sms"), exact=True)
    mails = channels.get_by_label(founder.words("channels.email"), exact=True)
    expect(texts).to_be_checked(timeout=SECONDS)
    mails.click()
    expect(channels).to_contain_text(founder.words("channels.steps.email.withdrawn"), timeout=SECONDS)
    texts.click()
    expect(channels).to_contain_text(founder.words("channels.emailStays"), timeout=SECONDS)
    newest = channels.get_by_role("listitem").first
    expect(newest).to_contain_text(founder.words("channels.steps.sms.withdrawn"))
    expect(newest).to_contain_text(founder.words("channels.sources.settings"))
    founder.meets_the_rules("channels that are switched off")
    mails.click()
    expect(channels).not_to_contain_text(founder.words("channels.emailStays"), timeout=SECONDS)
    mails.click()  # the last way stays open
    expect(channels.get_by_role("alert")).to_be_visible(timeout=SECONDS)
    expect(mails).to_be_checked(timeout=SECONDS)
    founder.meets_the_rules("the last way stays open")
    texts.click()
    expect(newest).to_contain_text(founder.words("channels.steps.sms.given"), timeout=SECONDS)


@BOTH
def test_texts_are_stopped_and_wanted_again_by_the_link_in_one(
    browser: Browser, demo: RunningDemo, founder: Visitor, size: str
) -> None:
    typed, phone = {"ko": ("010-7777-0003", "+821077770003"), "en": ("+82 10 7777 0004", "+821077770004")}[
        founder.language
    ]
    demo.move_clock("minutes", 1)  # past the pause after the code that this person got a moment ago
    founder.page.goto("/settings")
    card(founder, "number.title").get_by_label(founder.words("settings.phone")).fill(typed)
    founder.button("number.save").click()
    founder.button("number.verify").click()
    founder.button("number.send").click()
    link = re.search(r"\S+(/s/\S+)", text_at(demo, phone))
    assert link is not None
    reader = Visitor(browser, demo, language=founder.language, size=size, zone="Asia/Seoul")  # not signed in
    reader.page.goto(link[1])
    reader.sees_words("stop.ask.sms", ending=phone[-2:])
    reader.meets_the_rules("the page that stops texts")
    reader.button("stop.go.sms").click()
    reader.sees_words("stop.done.sms", ending=phone[-2:])
    reader.meets_the_rules("texts are stopped")
    reader.button("stop.undo").click()
    reader.sees_words("stop.ask.sms", ending=phone[-2:])
    reader.page.goto("/s/tforged")
    expect(reader.page.get_by_role("alert")).to_be_visible(timeout=SECONDS)
    reader.meets_the_rules("a link that opens nothing")


@BOTH
def test_ones_messages_are_downloaded_and_erased(founder: Visitor) -> None:
    page = founder.page
    page.goto("/settings")
    link = card(founder, "ownMessages.title").get_by_role("link", name=founder.words("ownMessages.download"))
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "messages.json"
    founder.button("ownMessages.erase").click()
    founder.sees_words("ownMessages.what")
    founder.meets_the_rules("erasing one's messages")
    founder.button("ownMessages.go").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)
    told = [founder.words(f"ownMessages.{end}") for end in ("erased", "rest")]
    founder.sees(re.compile("|".join(map(re.escape, told))))
