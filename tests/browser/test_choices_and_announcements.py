"""A person chooses how and when to be told; a coordinator tells many at once."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
BOTH = pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])


@pytest.fixture
def visitor(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    return Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")


@BOTH
def test_a_person_chooses_how_and_when_to_be_told(visitor: Visitor, demo: RunningDemo) -> None:
    page = visitor.page
    visitor.sign_in(demo.people()["mentor"][0]["email"])
    page.goto("/settings")
    card = page.get_by_role("region", name=visitor.words("kinds.title"), exact=True)
    card.get_by_label(visitor.words("kinds.groups.reminders"), exact=True).select_option("both")
    card.get_by_label(visitor.words("kinds.own"), exact=True).check()
    card.get_by_label(visitor.words("offsets.minutes", value=15), exact=True).check()
    visitor.meets_the_rules("the choices of messages")
    visitor.button("kinds.save").click()
    visitor.sees_words("kinds.saved")
    page.reload()
    expect(card.get_by_label(visitor.words("kinds.groups.reminders"), exact=True)).to_have_value(
        "both", timeout=SECONDS
    )
    expect(card.get_by_label(visitor.words("offsets.minutes", value=15), exact=True)).to_be_checked()


@BOTH
def test_a_coordinator_tells_many_what_was_seen_and_confirmed(visitor: Visitor, demo: RunningDemo) -> None:
    page = visitor.page
    visitor.sign_in(demo.people()["coordinator"][0]["email"])
    page.goto("/coordinator/broadcast")
    visitor.field("messages.channels.sms").check()
    for language, words in (("ko", "데모데이 안내"), ("en", "Demo day")):
        visitor.field(f"broadcast.subject.{language}").fill(words)
        visitor.field(f"broadcast.body.{language}").fill(words)
    visitor.button("broadcast.look").click()
    preview = page.get_by_role("region", name=visitor.words("broadcast.preview"), exact=True)
    count = preview.locator("dd").first.inner_text()
    visitor.meets_the_rules("the preview of an announcement")
    preview.get_by_role("textbox").fill(count)
    visitor.button("broadcast.send").click()
    visitor.sees_words("broadcast.sent")
    earlier = page.get_by_role("region", name=visitor.words("broadcast.earlier"), exact=True)
    expect(earlier).to_contain_text(
        "Demo day" if visitor.language == "en" else "데모데이 안내", timeout=SECONDS
    )
