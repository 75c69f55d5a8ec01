"""The main job on the real pages, from the founder's search to the coordinator's story."""

import re
from datetime import datetime
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.api_caller import eventually
from tests.browser.bookings import (
    choose_start,
    links_mailed,
    next_link_mailed,
    shown_in_google,
    shows_start,
)
from tests.browser.visitor import Visitor
from tests.running_demo import RunningDemo

LINK_OF_A_REQUEST = r"\S+/answer/\S+"

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_founder_in_seoul_meets_a_mentor_in_california(
    demo: RunningDemo, founder: Visitor, mentor: Visitor, coordinator: Visitor
) -> None:
    people = demo.people()
    founders_email, mentors_email = people["startup_member"][0]["email"], people["mentor"][0]["email"]
    demo.move_clock("next_day")  # nine in the morning in Seoul: nobody's night
    starts_at = finds_a_start(founder, founders_email, people["mentor"][0]["name"])
    known = links_mailed(demo, mentors_email, LINK_OF_A_REQUEST)
    session_id = asks(founder)
    answers_behind_the_link(mentor, next_link_mailed(demo, mentors_email, LINK_OF_A_REQUEST, known))
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
    reads_the_story(
        coordinator, people["coordinator"][0]["email"], session_id, organiser=people["mentor"][0]["name"]
    )


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


def answers_behind_the_link(mentor: Visitor, link: str) -> None:
    """Accept with a word from the mail, without signing in."""
    mentor.page.goto(link)
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
    assert re.search(r"\d\d:\d\d (California|캘리포니아)", event["description"])
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


def reads_the_story(coordinator: Visitor, email: str, session_id: str, *, organiser: str) -> None:
    """Find the session in the list, and read who did what and what became of it."""
    coordinator.sign_in(email)
    coordinator.meets_the_rules("coordinator home")
    coordinator.page.goto("/sessions?state=completed")
    coordinator.meets_the_rules("sessions list")
    coordinator.page.goto(f"/sessions/{session_id}?view=story")
    for deed in ("requested", "confirmed", "moved", "completed", "noted"):
        coordinator.sees_words(f"story.actions.session.{deed}")
    coordinator.sees_words("story.inCalendarOf.calendar.written", person=organiser)
    coordinator.sees_words("story.actions.message.delivered")
    coordinator.meets_the_rules("story")
