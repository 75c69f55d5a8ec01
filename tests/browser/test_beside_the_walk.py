"""What may come in between on the way, and the pages beside it."""

import re

import pytest
from playwright.sync_api import FilePayload, expect

from tests.api_caller import eventually
from tests.browser.bookings import choose_start, shown_in_google
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


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
