"""The main job on the real pages, from the founder's search to the coordinator's story."""

import re
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests import loopback
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def founder(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    return Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")


@pytest.fixture
def mentor(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    return Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")


@pytest.fixture
def coordinator(browser: Browser, demo: RunningDemo, language: str) -> Visitor:
    return Visitor(browser, demo, language=language, size="desk", zone="Asia/Seoul")


def shown_in_google(demo: RunningDemo, email: str, session_id: str) -> dict[str, Any] | None:
    """The session's event as that person's Google calendar shows it, None where it shows none."""
    dump = loopback.get(f"{demo.google}/control/dump").json()
    (calendar,) = [calendar for calendar in dump["calendars"] if calendar["id"] == email]
    row = calendar["rows"].get(session_id.replace("-", ""))
    event: dict[str, Any] | None = row and row["event"]
    return event if event and event["status"] != "cancelled" else None


def shows_start(demo: RunningDemo, email: str, session_id: str, starts_at: datetime) -> bool:
    event = shown_in_google(demo, email, session_id)
    return event is not None and datetime.fromisoformat(event["start"]["dateTime"]) == starts_at


def eventually(true: Callable[[], object]) -> None:
    """Wait for what a worker is about to do."""
    end = time.monotonic() + SECONDS / 1000
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


def choose_start(visitor: Visitor, number: int) -> str:
    """Pick the n-th start on offer, both clocks in its name; the instant."""
    starts = visitor.page.get_by_role("radio")
    expect(starts.nth(number)).to_be_visible(timeout=SECONDS)
    name = starts.nth(number).get_attribute("aria-label") or ""
    places = {"ko": ("서울", "캘리포니아"), "en": ("Seoul", "California")}[visitor.language]
    assert all(place in name for place in places), name
    starts.nth(number).click()
    return str(starts.nth(number).get_attribute("data-start"))


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_founder_in_seoul_meets_a_mentor_in_california(
    demo: RunningDemo, founder: Visitor, mentor: Visitor, coordinator: Visitor
) -> None:
    people = demo.people()
    founders_email, mentors_email = people["startup_member"][0]["email"], people["mentor"][0]["email"]
    demo.move_clock("next_day")  # nine in the morning in Seoul: nobody's night
    starts_at = finds_a_start(founder, founders_email, people["mentor"][0]["name"])
    session_id = asks(founder)
    answers_behind_the_link(mentor, mentors_email)
    sees_it_agreed(founder)
    for email in (mentors_email, founders_email):
        stands_in_google(demo, email, session_id)
    moved_to = moves_it(founder)
    assert moved_to != starts_at
    for email in (mentors_email, founders_email):
        eventually(partial(shows_start, demo, email, session_id, datetime.fromisoformat(moved_to)))
    eventually(lambda: any("Investor day" in mail["text"] for mail in demo.mails_to(mentors_email)))
    is_reminded_an_hour_before(founder, session_id)
    demo.move_clock("minutes", 150)
    completes_it_with_a_note(founder)
    mentor.sign_in(mentors_email)
    mentor.meets_the_rules("mentor home")
    leaves_a_note(mentor, session_id, "Well prepared")
    reads_the_story(coordinator, people["coordinator"][0]["email"], session_id)


def finds_a_start(founder: Visitor, email: str, mentors_name: str) -> str:
    """Sign in, search, and choose the first free start."""
    founder.page.goto("/sign-in")
    founder.meets_the_rules("sign-in")
    founder.sign_in(email)
    founder.meets_the_rules("startup home")
    founder.page.goto(f"/mentors?q={mentors_name}")
    founder.page.get_by_role("link", name=re.compile(mentors_name)).first.click()
    starts_at = choose_start(founder, 0)
    founder.meets_the_rules("mentor page")
    return starts_at


def asks(founder: Visitor) -> str:
    """Ask for the session; what was typed survives a reload. Its id."""
    founder.field("booking.goal").fill("Prices for the US")
    founder.field("booking.deck").fill("https://deck.example/vision")
    founder.page.reload()
    expect(founder.field("booking.goal")).to_have_value("Prices for the US")
    founder.button("booking.request").click()
    founder.sees_state("requested")
    founder.meets_the_rules("requested session")
    return founder.page.url.rsplit("/", 1)[1]


def answers_behind_the_link(mentor: Visitor, email: str) -> None:
    """Accept with a word from the mail, without signing in."""
    request = next(mail for mail in mentor.demo.mails_to(email) if "/answer/" in mail["text"])
    link = re.search(r"\S+/answer/\S+", request["text"])
    assert link
    mentor.page.goto(link[0])
    mentor.sees("Prices for the US")
    mentor.meets_the_rules("answer page")
    mentor.field("answer.word").fill("Gladly")
    mentor.button("actions.accept").click()
    mentor.sees_words("answer.answered")


def sees_it_agreed(founder: Visitor) -> None:
    founder.sees_state("confirmed")
    founder.sees_words("calendar.written")
    expect(founder.page.get_by_role("link", name=founder.words("session.meet"))).to_be_visible()
    founder.meets_the_rules("confirmed session")


def stands_in_google(demo: RunningDemo, email: str, session_id: str) -> None:
    """The person's calendar shows both local times and the Meet link."""
    event = shown_in_google(demo, email, session_id)
    assert event
    assert re.search(r"\d\d:\d\d (Seoul|서울)", event["description"])
    assert re.search(r"\d\d:\d\d (Los Angeles|로스앤젤레스)", event["description"])
    assert event["hangoutLink"].startswith("https://meet.google.com/")


def moves_it(founder: Visitor) -> str:
    """Choose another start, with a reason; the new start."""
    founder.button("actions.reschedule").click()
    moved_to = choose_start(founder, 2)
    founder.field("actions.words.reschedule").fill("Investor day")
    founder.button("actions.confirm.reschedule").click()
    founder.sees_words("actions.done.reschedule")
    return moved_to


def is_reminded_an_hour_before(founder: Visitor, session_id: str) -> None:
    """With the demo's clock at one hour before, both phones get the reminder, and the page says so."""
    founder.page.goto(f"/sessions/{session_id}")
    founder.button("demo.hourBefore").first.click()

    def delivered() -> bool:
        told = founder.page.evaluate(f"fetch('/api/sessions/{session_id}/').then(answer => answer.json())")
        reminders = [message for message in told["messages"] if message["kind"] == "reminder"]
        return [message["state"] for message in reminders] == ["delivered", "delivered"]

    eventually(delivered)
    founder.page.reload()
    founder.sees_words("delivery.delivered")
    founder.meets_the_rules("reminded session")


def completes_it_with_a_note(founder: Visitor) -> None:
    founder.page.reload()
    founder.button("actions.complete").click()
    founder.button("actions.confirm.complete").click()
    founder.sees_state("completed")
    founder.field("notes.label").fill("We raise the price")
    founder.button("notes.add").click()
    founder.sees("We raise the price")


def leaves_a_note(mentor: Visitor, session_id: str, text: str) -> None:
    mentor.page.goto(f"/sessions/{session_id}")
    mentor.field("notes.label").fill(text)
    mentor.button("notes.add").click()
    mentor.sees(text)


def reads_the_story(coordinator: Visitor, email: str, session_id: str) -> None:
    """Find the session in the list, and read who did what and what became of it."""
    coordinator.sign_in(email)
    coordinator.meets_the_rules("coordinator home")
    coordinator.page.goto("/sessions?state=completed")
    coordinator.meets_the_rules("sessions list")
    coordinator.page.goto(f"/sessions/{session_id}?view=story")
    for deed in ("requested", "confirmed", "moved", "completed", "noted"):
        coordinator.sees_words(f"story.actions.session.{deed}")
    coordinator.sees_words("story.actions.calendar.written")
    coordinator.sees_words("story.actions.message.delivered")
    coordinator.meets_the_rules("story")


@pytest.mark.parametrize(("language", "size"), [("ko", "phone")])
def test_who_comes_a_moment_late_is_offered_the_next_free_starts(
    demo: RunningDemo, founder: Visitor, mentor: Visitor
) -> None:
    people = demo.people()
    mentors_name = people["mentor"][1]["name"]
    visitors = [
        (founder, people["startup_member"][0]["email"]),
        (mentor, people["startup_member"][1]["email"]),
    ]
    for visitor, email in visitors:
        visitor.sign_in(email)
        visitor.page.goto(f"/mentors?q={mentors_name}")
        visitor.page.get_by_role("link", name=re.compile(mentors_name)).first.click()
    chosen = [choose_start(visitor, 0) for visitor, _ in visitors]
    assert chosen[0] == chosen[1]
    for visitor, _ in visitors:
        visitor.field("booking.goal").fill("The same hour")
    founder.button("booking.request").click()
    founder.sees_state("requested")
    mentor.button("booking.request").click()
    mentor.sees_words("booking.nextFree")
    mentor.meets_the_rules("taken")


@pytest.mark.parametrize(("language", "size"), [("en", "desk")])
def test_a_cancelled_session_leaves_both_calendars_and_the_other_side_is_told(
    demo: RunningDemo, founder: Visitor, mentor: Visitor
) -> None:
    people = demo.people()
    founders_email, mentors_email = people["startup_member"][0]["email"], people["mentor"][0]["email"]
    founder.sign_in(founders_email)
    founder.page.goto(f"/mentors?q={people['mentor'][0]['name']}")
    founder.page.get_by_role("link", name=re.compile(people["mentor"][0]["name"])).first.click()
    choose_start(founder, 1)
    founder.field("booking.goal").fill("Soon called off")
    founder.button("booking.request").click()
    founder.sees_state("requested")
    session_id = founder.page.url.rsplit("/", 1)[1]
    mentor.sign_in(mentors_email)
    mentor.page.goto(f"/sessions/{session_id}")
    mentor.button("actions.accept").click()
    mentor.button("actions.confirm.accept").click()
    mentor.sees_words("calendar.written")
    mentor.button("actions.cancel").click()
    mentor.field("actions.words.cancel").fill("Ill today")
    mentor.button("actions.confirm.cancel").click()
    mentor.sees_state("cancelled")
    eventually(lambda: shown_in_google(demo, mentors_email, session_id) is None)
    eventually(lambda: shown_in_google(demo, founders_email, session_id) is None)
    eventually(lambda: any("Ill today" in mail["text"] for mail in demo.mails_to(founders_email)))


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_the_pages_beside_the_walk_meet_the_rules(
    demo: RunningDemo, mentor: Visitor, coordinator: Visitor
) -> None:
    people = demo.people()
    mentor.page.goto("/demo")
    mentor.meets_the_rules("demo controls")
    mentor.page.goto("/answer/forged:token")
    mentor.meets_the_rules("a link that is not valid")
    mentor.sign_in(people["mentor"][2]["email"])
    for path in ("/hours", "/settings", "/sessions", "/nowhere"):
        mentor.page.goto(path)
        mentor.meets_the_rules(path)
    coordinator.sign_in(people["coordinator"][0]["email"])
    coordinator.page.goto("/import")
    coordinator.meets_the_rules("/import")


@pytest.mark.parametrize(("language", "size"), [("en", "desk")])
def test_hours_are_painted_by_keyboard_and_kept(demo: RunningDemo, mentor: Visitor) -> None:
    mentor.sign_in(demo.people()["mentor"][2]["email"])
    mentor.page.goto("/hours")
    cells = mentor.page.get_by_role("gridcell")
    expect(cells.first).to_be_visible(timeout=SECONDS)
    cells.first.focus()
    mentor.page.keyboard.press("Space")
    mentor.button("hours.save").click()
    mentor.sees_words("hours.saved")
    before = [cells.nth(number).get_attribute("aria-selected") for number in range(21)]
    mentor.page.reload()
    expect(cells.first).to_be_visible(timeout=SECONDS)
    assert [cells.nth(number).get_attribute("aria-selected") for number in range(21)] == before
    assert "true" in before


@pytest.mark.parametrize("language", ["ko"])
def test_a_coordinator_imports_a_file_after_looking_at_what_it_would_do(
    demo: RunningDemo, coordinator: Visitor
) -> None:
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.goto("/import")
    rows = "coordinator_name,email,phone,country\r\n한가람,garam.han@hub.example,010-2345-6789,KR\r\n"
    file: FilePayload = {"name": "more.csv", "mimeType": "text/csv", "buffer": rows.encode("cp949")}
    coordinator.page.locator("input[type=file]").set_input_files([file])
    coordinator.sees("한가람")
    coordinator.meets_the_rules("preview of an import")
    coordinator.button("import.apply").click()
    coordinator.sees_words("import.applied_other", count=1)
