"""An event on the real pages: registered, planned, published, the agenda on the phone; the desk without a line; a
contact who does not come, the rest planned anew, and the agenda that has changed."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo, untouched_demo

pytestmark = pytest.mark.timeout(900)
SLUG = "winter-networking"
DESK = f"/coordinator/events/{SLUG}"
PLANNED = 60_000  # milliseconds a plan may take on a busy machine


def registers(founder: Visitor) -> None:
    founder.page.goto(f"/events/{SLUG}")
    founder.button("events.register").click()
    founder.sees_words("events.stateHints.approved")
    profile = founder.page.locator("article[class*=profile]").first
    profile.get_by_role("button", name=founder.words("events.wish.must"), exact=True).click()


def plans_and_publishes(coordinator: Visitor) -> None:
    page = coordinator.page
    page.goto(DESK)
    coordinator.button("events.steps.close").click()
    # In Korean its words hold those of the state: the button that goes tells that it is closed.
    expect(coordinator.button("events.steps.close")).to_have_count(0, timeout=SECONDS)
    coordinator.sees_words("events.states.closed")
    page.goto(f"{DESK}/plan")
    coordinator.sees_words("planner.none")
    coordinator.meets_the_rules("no plan yet")
    coordinator.button("planner.begin").click()
    expect(page.get_by_role("table")).to_be_visible(timeout=PLANNED)
    coordinator.meets_the_rules("a plan by table")
    coordinator.button("planner.views.people").click()
    coordinator.meets_the_rules("a plan by guest")
    coordinator.button("planner.views.tables").click()
    page.get_by_role("table").get_by_role("button").first.click()
    coordinator.meets_the_rules("a meeting")
    coordinator.field("planner.lock").click()
    expect(page.get_by_role("table").get_by_text(coordinator.words("planner.locked")).first).to_be_visible(
        timeout=SECONDS
    )
    page.on("dialog", lambda dialog: dialog.accept())
    coordinator.button("planner.publish").click()
    coordinator.sees_words("planner.published")


def until_the_doors_open(demo: RunningDemo) -> None:
    now = datetime.fromisoformat(demo.get("/api/demo/")["now"])
    doors_at = datetime.fromisoformat(demo.get(f"/api/events/{SLUG}/")["doors_at"])
    demo.move_clock("minutes", int((doors_at - timedelta(minutes=30) - now).total_seconds() // 60))


def named(visitor: Visitor, key: str) -> re.Pattern[str]:
    """What a button that names a guest is called, whoever the guest is; `@` where the name follows the words."""
    if key.endswith("@"):
        return re.compile("^" + re.escape(visitor.words(key[:-1])) + ": ")
    return re.compile("^" + re.escape(visitor.words(key, name="@")).replace("@", ".+") + "$")


def checks_in_without_a_line(coordinator: Visitor) -> None:
    page = coordinator.page
    page.goto(f"{DESK}/day")
    coordinator.sees_words("day.checkIn")
    coordinator.meets_the_rules("the day")
    rows = page.get_by_role("listitem")
    page.context.set_offline(True)
    for _ in range(2):
        rows.get_by_role("button", name=named(coordinator, "day.checkInOf")).first.click()
    coordinator.sees_words("day.waiting_other", count=2)
    coordinator.meets_the_rules("two check-ins that wait for the line")
    page.context.set_offline(False)
    waiting = page.get_by_text(coordinator.words("day.waiting_other", count=2))
    expect(waiting).to_have_count(0, timeout=SECONDS)
    undo = rows.get_by_role("button", name=named(coordinator, "day.undoOf"))
    expect(undo).to_have_count(2, timeout=SECONDS)


def somebody_does_not_come(coordinator: Visitor, whom: str) -> None:
    page = coordinator.page
    who = page.get_by_label(coordinator.words("planner.guest"), exact=True)
    label = who.locator("option").filter(has_text=whom).inner_text()
    who.select_option(label=label)
    coordinator.button("day.note").click()
    expect(page.get_by_role("listitem").filter(has_text=whom).last).to_be_visible(timeout=SECONDS)
    coordinator.button("day.propose").click()
    expect(coordinator.button("day.publishRest")).to_be_visible(timeout=PLANNED)
    coordinator.meets_the_rules("the rest planned anew")
    coordinator.button("day.publishRest").click()
    coordinator.sees_words("planner.published")


def when_it_is_over(demo: RunningDemo) -> None:
    now = datetime.fromisoformat(demo.get("/api/demo/")["now"])
    ends_at = datetime.fromisoformat(demo.get(f"/api/events/{SLUG}/")["ends_at"])
    demo.move_clock("minutes", int((ends_at - now).total_seconds() // 60) + 5)


def link_of_one_met_by(founder: Visitor, coordinator: Visitor) -> str:
    """The address of the first contact on the founder's page."""
    founder.page.goto(f"/events/{SLUG}/after")
    name = founder.page.get_by_role("listitem").first.locator("strong").inner_text()
    path = f"{founder.demo.url}/api/event-desk/{SLUG}/registrations/"
    rows = coordinator.page.request.get(path, params={"q": name, "kind": "contact"}).json()["results"]
    link: str = rows[0]["guest_link"]
    return "/e/" + link.rsplit("/e/", 1)[1]


def two_agree_on_a_session(founder: Visitor, contact: Visitor) -> None:
    """Both say yes, the founder proposes a time, the contact agrees by their link."""
    founder.page.goto(f"/events/{SLUG}/after")
    founder.page.get_by_role("checkbox").first.click()
    founder.sees_words("after.waits")
    founder.meets_the_rules("after the event")
    company = founder.page.request.get(f"{founder.demo.url}/api/me/company/").json()
    name = company[f"name_{founder.language}"]
    contact.page.get_by_role("checkbox", name=contact.words("after.touchWith", name=name)).click()
    contact.meets_the_rules("after the event, by a link")
    founder.page.reload()
    founder.page.get_by_role("button", name=named(founder, "after.propose@")).first.click()
    start = founder.field("after.start")
    start.select_option(index=1)
    founder.meets_the_rules("a session is proposed")
    founder.page.get_by_role("dialog").get_by_role("button", name=founder.words("after.propose")).click()
    expect(founder.page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)
    founder.sees_words("after.sessionStates.asked")
    contact.page.reload()
    contact.page.get_by_role("button", name=named(contact, "after.deeds.agree@")).click()
    contact.sees_words("after.sessionStates.agreed")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_event_is_planned_published_and_run(browser: Browser, language: str) -> None:
    with untouched_demo() as demo:
        people = demo.people()
        founder = Visitor(browser, demo, language=language, size="phone", zone="Asia/Seoul")
        founder.sign_in(people["startup_member"][0]["email"])
        registers(founder)
        coordinator = Visitor(browser, demo, language=language, size="desk", zone="Asia/Seoul")
        coordinator.sign_in(people["coordinator"][0]["email"])
        plans_and_publishes(coordinator)
        until_the_doors_open(demo)

        founder.page.goto(f"/events/{SLUG}/agenda")
        nearest = founder.page.get_by_role("region", name=founder.words("own.next"), exact=True)
        expect(nearest).to_be_visible(timeout=SECONDS)
        founder.meets_the_rules("the agenda on the phone")
        whom = nearest.locator("p strong").nth(1).inner_text()

        checks_in_without_a_line(coordinator)
        somebody_does_not_come(coordinator, whom)
        understood = founder.button("day.understood")
        told = founder.page.get_by_role("status").filter(has=understood).get_by_role("listitem")
        expect(told.first).to_be_visible(timeout=SECONDS)
        founder.meets_the_rules("an agenda that has changed")
        founder.page.reload()
        expect(told.first).to_be_visible(timeout=SECONDS)
        understood.click()
        expect(understood).to_have_count(0)
        founder.page.reload()
        founder.sees_words("own.after")
        expect(understood).to_have_count(0)

        coordinator.page.goto(f"{DESK}/wall")
        expect(coordinator.button("wall.bell")).to_be_visible(timeout=SECONDS)
        coordinator.meets_the_rules("the wall")

        when_it_is_over(demo)
        contact = Visitor(browser, demo, language=language, size="phone", zone="America/Los_Angeles")
        contact.page.goto(f"{link_of_one_met_by(founder, coordinator)}/after")
        two_agree_on_a_session(founder, contact)
        coordinator.page.goto(f"/coordinator/events/{SLUG}?tab=outcome")
        coordinator.page.get_by_role("button", name=re.compile("e-mail|이메일")).click()
        coordinator.sees_words("events.thankedAt")
        coordinator.meets_the_rules("what came of an event that is over")
