"""A group session from the first seat to the one that came free, on the real pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.api_caller import eventually
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


def join(visitor: Visitor, path: str, key: str) -> None:
    visitor.page.goto(path)
    visitor.button(key).click()


def is_told_what_another_changed(host: Visitor, path: str) -> None:
    """With the dialog open the session changes elsewhere; the host sees what, and saves all the same."""
    host.button("groups.edit").click()
    host.field("groups.summaryIn.en").fill("Bring your price list")
    elsewhere = host.page.context.new_page()
    elsewhere.goto(path)
    elsewhere.get_by_role("button", name=host.words("groups.edit"), exact=True).click()
    elsewhere.get_by_label(host.words("groups.closes_hours"), exact=True).fill("5")
    elsewhere.get_by_role("button", name=host.words("common.save"), exact=True).click()
    expect(elsewhere.get_by_text(host.words("groups.saved"), exact=True)).to_be_visible(timeout=SECONDS)
    elsewhere.close()
    host.button("common.save").click()
    host.sees_words("groups.meanwhile")
    host.meets_the_rules("changed meanwhile")
    host.button("common.save").click()
    host.sees("Bring your price list")
    expect(host.page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)


def takes_out(coordinator: Visitor, path: str, name: str) -> None:
    """A coordinator removes somebody, is asked for the reason first, and finds it in the story."""
    coordinator.page.goto(path)
    coordinator.button("groups.removeNamed", name=name).click()
    coordinator.field("groups.removeReason").fill("Registered twice")
    coordinator.meets_the_rules("removing somebody")
    coordinator.button("groups.removeConfirm").click()
    coordinator.sees_words("groups.removed", name=name)
    coordinator.sees_words("groups.nobody")
    coordinator.page.get_by_role("link", name=coordinator.words("story.title"), exact=True).click()
    coordinator.sees("Registered twice")
    coordinator.meets_the_rules("the story of a group session")


@pytest.mark.parametrize(("language", "size", "hour"), [("ko", "phone", 1), ("en", "desk", 4)])
def test_who_waits_is_offered_the_seat_that_comes_free_and_takes_it(
    browser: Browser, demo: RunningDemo, language: str, size: str, hour: int
) -> None:
    people = demo.people()
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    first, second = (
        Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul") for _ in range(2)
    )
    emails = [person["email"] for person in people["startup_member"][:2]]

    mentor.sign_in(people["mentor"][1]["email"])
    mentor.page.goto("/groups/new")
    mentor.field("booking.programme").select_option(index=1)
    mentor.field("groups.titleIn.en").fill(f"Pricing clinic {language}")
    on = datetime.fromisoformat(demo.get("/api/demo/")["now"]).astimezone(UTC) + timedelta(days=9)
    mentor.field("groups.on").fill(on.date().isoformat())
    mentor.page.locator("input[type=time]").fill(f"{12 + hour}:00")
    mentor.field("groups.seats").fill("1")
    mentor.field("groups.outsideRules").check()
    mentor.meets_the_rules("a new group session")
    mentor.button("groups.openIt").click()
    mentor.page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}$"))
    path = "/groups/" + mentor.page.url.rsplit("/", 1)[1]

    first.sign_in(emails[0])
    join(first, path, "groups.join")
    first.sees_words("groups.seated")
    first.meets_the_rules("a seat")
    first.page.goto("/")
    first.sees_words("groups.next")
    first.sees(f"Pricing clinic {language}")
    first.meets_the_rules("home with a seat")
    first.page.goto(path)
    second.sign_in(emails[1])
    second.page.goto("/groups")
    second.sees(f"Pricing clinic {language}")
    second.meets_the_rules("the list")
    join(second, path, "groups.wait")
    second.sees_words("groups.position", position=1)
    second.meets_the_rules("waiting")
    mentor.page.reload()
    mentor.sees_words("groups.theirPlaces.waiting", position=1)
    mentor.meets_the_rules("who comes")
    is_told_what_another_changed(mentor, path)

    first.button("groups.leave").click()
    first.button("groups.leaveConfirm").click()
    first.sees_words("groups.left")

    second.sees_words("groups.offered")
    second.meets_the_rules("an offer")
    mails = eventually(lambda: [m for m in demo.mails_to(emails[1]) if f"clinic {language}" in m["subject"]])
    link = re.search(r"\S+/offer/\S+", mails[0]["text"])
    assert link
    second.page.goto(link[0])
    second.sees_words("groups.offered")
    second.meets_the_rules("an offer behind its link")
    second.button("groups.take").click()
    second.sees_words("groups.seated")
    second.page.goto(path)
    expect(second.button("groups.leave")).to_be_visible(timeout=SECONDS)

    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(people["coordinator"][0]["email"])
    takes_out(coordinator, path, people["startup_member"][1]["name"])
    expect(second.button("groups.join")).to_be_visible(timeout=SECONDS)
