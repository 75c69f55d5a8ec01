"""A networking event on the real pages: registered, wished, invited by a link, prepared by a coordinator."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.api_caller import eventually
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
EVENT = "/events/winter-networking"
DESK = "/coordinator/events/winter-networking"


@pytest.mark.parametrize(("language", "size", "nth"), [("ko", "phone", 0), ("en", "desk", 1)])
def test_a_founder_registers_and_says_whom_they_wish_to_meet(
    browser: Browser, demo: RunningDemo, language: str, size: str, nth: int
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.page.goto("/events")
    founder.meets_the_rules("events")
    founder.page.locator("main h2 a").click()
    founder.sees_words("events.signInFirst")
    founder.meets_the_rules("the public page of an event")

    founder.sign_in(demo.people()["startup_member"][nth]["email"])
    founder.page.goto(EVENT)
    founder.field("events.photoConsent").check()
    founder.meets_the_rules("registering")
    founder.button("events.register").click()
    founder.sees_words("events.stateHints.approved")
    expect(founder.page.get_by_role("img", name=founder.words("events.ticketCode"))).to_be_visible()

    profile = founder.page.locator("article[class*=profile]").first
    must = profile.get_by_role("button", name=founder.words("events.wish.must"), exact=True)
    must.click()
    expect(must).to_have_attribute("aria-pressed", "true", timeout=SECONDS)
    founder.sees(founder.words("events.musts", musts=1, most=3))
    founder.meets_the_rules("wishes")
    founder.page.reload()
    expect(must).to_have_attribute("aria-pressed", "true", timeout=SECONDS)

    founder.button("events.cancel").click()
    founder.meets_the_rules("cancelling")
    founder.button("events.cancelConfirm").click()
    founder.sees_words("events.stateHints.cancelled")


def test_a_contact_comes_by_the_link_of_an_invitation_and_a_coordinator_sees_it(
    browser: Browser, demo: RunningDemo
) -> None:
    coordinator = Visitor(browser, demo, language="en", size="desk", zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.goto("/coordinator/events")
    coordinator.meets_the_rules("the events of the hub")
    for tab in ("text", "times", "tables", "policy", "wishes", "guests"):
        coordinator.page.goto(f"{DESK}?tab={tab}")
        coordinator.sees_words(f"events.tabs.{tab}")
        coordinator.meets_the_rules(f"the event: {tab}")

    coordinator.button("events.invite").click()
    coordinator.page.get_by_role("combobox", name=coordinator.words("events.contacts")).click()
    option = coordinator.page.get_by_role("dialog").get_by_role("option").first
    name = option.inner_text().split(" · ")[0]
    option.click()
    coordinator.page.keyboard.press("Tab")
    coordinator.button("events.sendInvitations_one", count=1).click()
    expect(coordinator.page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)
    coordinator.page.get_by_role("searchbox").fill(name)
    coordinator.page.keyboard.press("Enter")
    invited = coordinator.page.get_by_role("row", name=re.compile(re.escape(name)))
    expect(invited).to_contain_text(coordinator.words("events.registrationStates.invited"), timeout=SECONDS)

    link = eventually(lambda: _invitation(demo))
    contact = Visitor(browser, demo, language="en", size="phone", zone="America/Los_Angeles")
    contact.page.goto(link)
    contact.sees_words("events.stateHints.invited")
    contact.meets_the_rules("the page of a contact")
    contact.button("events.register").click()
    contact.sees_words("events.stateHints.approved")
    like = contact.page.get_by_role("button", name=contact.words("events.wish.like"), exact=True).nth(1)
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true", timeout=SECONDS)
    contact.meets_the_rules("the wishes of a contact")


def _invitation(demo: RunningDemo) -> str:
    """Where the invitation in the mailbox leads."""
    for mail in demo.get("/api/demo/mailbox/"):
        found = re.search(r"/e/\S+", str(mail))
        if found:
            return found[0].split("\\n")[0]
    return ""


def test_a_coordinator_makes_an_event_and_places_its_tables(browser: Browser, demo: RunningDemo) -> None:
    coordinator = Visitor(browser, demo, language="ko", size="desk", zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.goto("/coordinator/events")
    coordinator.button("events.new").click()
    coordinator.field("events.fields.title_ko").fill("봄 네트워킹")
    coordinator.field("events.fields.title_en").fill("Spring networking")
    coordinator.field("events.fields.slug").fill("spring")
    coordinator.field("events.fields.held_on").fill("2030-04-04")
    coordinator.meets_the_rules("a new event")
    coordinator.button("events.make").click()
    coordinator.page.wait_for_url(re.compile("/coordinator/events/spring"))
    coordinator.button("events.steps.open").click()
    coordinator.sees_words("events.fields.tables")
    coordinator.meets_the_rules("what an event lacks")

    coordinator.page.goto("/coordinator/events/spring?tab=tables")
    coordinator.button("events.addTable").click()
    table = coordinator.page.get_by_role("button", name=re.compile("1")).and_(
        coordinator.page.locator("[class*=spot]")
    )
    table.focus()
    coordinator.page.keyboard.press("ArrowRight")
    coordinator.button("common.save").click()
    coordinator.sees_words("events.saved")
    coordinator.page.reload()
    expect(table).to_have_attribute("style", re.compile(r"left: 12%"), timeout=SECONDS)
