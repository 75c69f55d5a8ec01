"""A link in a text is taken back: by its reader in the settings, by a coordinator in the log of messages."""

import os

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.api_caller import ApiCaller, eventually
from tests.browser.test_calendars import LOOKS, caller, free_starts
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


def picture(visitor: Visitor, name: str, size: str) -> None:
    if pictures := os.environ.get("PICTURES"):
        path = f"{pictures}/{name}-{visitor.language}-{size}.png"
        visitor.page.screenshot(path=path, full_page=True)


def links_of(visitor: Visitor) -> Locator:
    """The links that the settings show, each with the way to take it back."""
    card = visitor.page.get_by_role("region", name=visitor.words("ownMessages.title"), exact=True)
    revoke = visitor.page.get_by_role("button", name=visitor.words("textLinks.revoke"), exact=True)
    return card.get_by_role("listitem").filter(has=revoke)


def asked(demo: RunningDemo, goal: str) -> str:
    """The mentor is asked for a session, and texted; its id."""
    expert, starts = free_starts(demo)
    founder = caller(demo, demo.people()["startup_member"][0]["email"])
    what = {"programme": "localization-mentoring", "expert": expert, "goal": goal}
    return str(founder.post("/sessions/", 201, starts_at=starts[-1], **what)["id"])


@LOOKS
def test_a_link_in_a_text_is_taken_back(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    demo.move_clock("next_day")  # to an afternoon in California: texts leave
    mentor = demo.people()["mentor"][0]
    theirs = ApiCaller(demo, mentor["email"])

    def open_links() -> int:
        return int(theirs.get("/me/links/")["count"])

    before = open_links()
    first = asked(demo, f"Talk of links {language}")
    eventually(lambda: open_links() == before + 1)

    reader = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    reader.sign_in(mentor["email"])
    reader.page.goto("/settings")
    links = links_of(reader)
    expect(links.first).to_be_visible(timeout=SECONDS)
    reader.meets_the_rules("links in one's texts")
    picture(reader, "own-links", size)
    links.first.get_by_role("button").click()
    reader.sees_words("textLinks.revoked")
    eventually(lambda: open_links() == before)
    reader.meets_the_rules("a link that was taken back")

    second = asked(demo, f"More talk of links {language}")
    eventually(lambda: open_links() == before + 1)
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.goto("/coordinator/messages?channel=sms")
    rows = coordinator.page.get_by_role("article").filter(has_text=mentor["name"])
    take_back = coordinator.button("textLinks.revokeThis", name=mentor["name"])
    expect(take_back.first).to_be_visible(timeout=SECONDS)
    picture(coordinator, "log-links", size)
    take_back.first.click()
    coordinator.sees_words("textLinks.revoked")
    eventually(lambda: open_links() == before)
    taken = rows.filter(has_text=coordinator.words("textLinks.takenBack"))
    expect(taken.nth(1)).to_be_visible(timeout=SECONDS)  # by its reader, and by the coordinator
    coordinator.meets_the_rules("a link that a coordinator has taken back")
    founder = caller(demo, demo.people()["startup_member"][0]["email"])
    for session in (first, second):  # the demo is others', too
        founder.post(f"/sessions/{session}/cancel/", reason="It was only a trial")
