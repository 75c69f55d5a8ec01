"""Guests arrange a meeting themselves, on the real pages: asked on the phone, taken by a link, in both agendas; booked at once
where the event has it so; and the hub sees it and calls it off."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.api_caller import ApiCaller
from tests.browser.test_calendars import caller
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(900)


def an_open_event(demo: RunningDemo, desk: ApiCaller, slug: str) -> dict[str, Any]:
    """An announced event of open slots three weeks ahead, with one contact who has a place; that contact's registration."""
    now = datetime.fromisoformat(demo.get("/api/demo/")["now"])
    desk.post(
        "/event-desk/",
        201,
        slug=slug,
        title_ko=f"열린 만남 {slug}",
        title_en=f"Open meetings {slug}",
        place="AI Yangjae Hub",
        held_on=(now + timedelta(days=21)).date().isoformat(),
        doors_time="18:00",
        rounds_time="18:30",
        rounds=3,
        format="open_slots",
        booking="ask",
        startup_seats=5,
        contact_seats=5,
    )
    desk.put(f"/event-desk/{slug}/tables/", tables=[{"number": number} for number in (1, 2)])
    desk.post(f"/event-desk/{slug}/step/", step="open")
    expert = desk.get("/experts/", kind="contact")["results"][0]
    desk.post(f"/event-desk/{slug}/invitations/", experts=[expert["id"]])
    (row,) = desk.get(f"/event-desk/{slug}/registrations/", kind="contact")["results"]
    found: dict[str, Any] = row
    return found


def asks(founder: Visitor, number: int, *, is_at_once: bool) -> None:
    """For the first free round of the contact."""
    card = founder.page.get_by_role("region", name=founder.words("openSlots.title"), exact=True)
    rounds = card.get_by_role("group").get_by_role("button")
    expect(rounds).to_have_count(number, timeout=SECONDS)
    founder.meets_the_rules("open slots")
    rounds.first.click()
    dialog = founder.page.get_by_role("dialog")
    if not is_at_once:
        dialog.get_by_label(founder.words("openSlots.word"), exact=True).fill("Launching in Korea")
    founder.meets_the_rules("a meeting before it is asked for")
    deed = "openSlots.book" if is_at_once else "openSlots.ask"
    dialog.get_by_role("button", name=founder.words(deed), exact=True).click()
    expect(dialog).to_have_count(0, timeout=SECONDS)


def has_a_meeting(guest: Visitor, agenda: str, count: int) -> None:
    guest.page.goto(agenda)
    expect(guest.page.locator("[class*=meeting]")).to_have_count(count, timeout=SECONDS)
    guest.meets_the_rules("an agenda with a meeting of one's own")


@pytest.mark.parametrize(("language", "size"), [("ko", "phone")])
def test_guests_arrange_a_meeting_and_the_hub_calls_it_off(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people, slug = demo.people(), f"open-{size}"
    row = an_open_event(demo, caller(demo, people["coordinator"][0]["email"]), slug)
    link = "/e/" + row["guest_link"].rsplit("/e/", 1)[1]
    contact = Visitor(browser, demo, language=language, size="phone", zone="America/Los_Angeles")
    contact.page.goto(link)
    contact.field("events.photoRefusal").check()
    contact.button("events.register").click()
    contact.sees_words("events.stateHints.approved")

    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(people["startup_member"][0]["email"])
    founder.page.goto(f"/events/{slug}")
    founder.button("events.register").click()
    founder.sees_words("events.stateHints.approved")
    asks(founder, 3, is_at_once=False)
    founder.sees_words("openSlots.states.asked")
    founder.sees("Launching in Korea")

    contact.page.reload()
    contact.sees_words(
        "openSlots.waitForYou_one" if language == "en" else "openSlots.waitForYou_other", count=1
    )
    contact.meets_the_rules("a meeting that waits for an answer")
    company = founder.page.request.get(f"{demo.url}/api/me/company/").json()[f"name_{language}"]
    contact.button("openSlots.deedOf.take", name=company).click()
    contact.sees_words("openSlots.states.agreed")
    has_a_meeting(contact, f"{link}/agenda", 1)
    has_a_meeting(founder, f"/events/{slug}/agenda", 1)

    coordinator = Visitor(browser, demo, language=language, size="desk", zone="Asia/Seoul")
    coordinator.sign_in(people["coordinator"][0]["email"])
    desk = f"/coordinator/events/{slug}?tab=bookings"
    coordinator.page.goto(f"{desk}&state=declined")
    coordinator.sees_words("events.noBookings")
    coordinator.page.goto(f"{desk}&state=agreed&round=1")
    of_two = coordinator.page.get_by_role("row", name=company)
    expect(of_two).to_have_count(1, timeout=SECONDS)
    coordinator.meets_the_rules("meetings that guests arranged")
    coordinator.page.on("dialog", lambda dialog: dialog.accept())
    of_two.get_by_role("button").click()
    coordinator.sees_words("events.noBookings")
    coordinator.page.goto(f"/coordinator/events/{slug}?tab=guests")
    coordinator.sees_words("events.photosNo")
    coordinator.sees_words("events.photosUnanswered")
    has_a_meeting(founder, f"/events/{slug}/agenda", 0)

    coordinator.page.goto(f"/coordinator/events/{slug}?tab=times")
    coordinator.field("events.fields.booking").select_option("at_once")
    coordinator.button("common.save").click()
    coordinator.sees_words("events.saved")
    founder.page.goto(f"/events/{slug}")
    asks(founder, 3, is_at_once=True)
    founder.sees_words("openSlots.states.agreed")
    has_a_meeting(contact, f"{link}/agenda", 1)
