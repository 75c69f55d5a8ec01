"""A no-show that is disputed and settled, and a request whose answer was lost, on the real pages."""

import re

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.browser.bookings import an_hour_before
from tests.browser.visitor import Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_a_no_show_is_disputed_and_settled(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    coordinator = Visitor(browser, demo, language=language, size="desk", zone="Asia/Seoul")
    people = demo.people()
    mentors_email, mentors_name = people["mentor"][1]["email"], people["mentor"][1]["name"]
    demo.move_clock("next_day")
    founder.sign_in(people["startup_member"][0]["email"])
    founder.page.goto(f"/mentors?q={mentors_name}")
    founder.page.get_by_role("link", name=re.compile(mentors_name)).first.click()
    founder.page.get_by_role("radio").first.click()
    founder.field("booking.goal").fill("Prices for the US")

    # The answer to the request is lost once; sent again, it is the same wish.
    keys: list[str] = []

    def note_key(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/sessions/"):
            keys.append(request.headers["idempotency-key"])

    founder.page.route("**/api/sessions/", lambda route: route.abort(), times=1)
    founder.page.on("request", note_key)
    founder.button("booking.request").click()
    founder.sees_words("errors.offline")
    founder.button("booking.request").click()
    founder.sees_state("requested")
    assert len(keys) == 2
    assert keys[0] == keys[1]
    path = "/sessions/" + founder.page.url.rsplit("/", 1)[1]

    mentor.sign_in(mentors_email)
    mentor.page.goto(path)
    mentor.button("actions.accept").click()
    mentor.button("actions.confirm.accept").click()
    mentor.sees_state("confirmed")
    mentor.sees_words("session.moveUntil")
    an_hour_before(mentor, path)
    demo.move_clock("next_day")
    mentor.page.reload()
    mentor.button("actions.no_show").click()
    mentor.button("actions.confirm.no_show").click()
    mentor.sees_state("no_show")

    founder.page.reload()
    founder.meets_the_rules("a no-show")
    founder.button("actions.dispute").click()
    founder.field("actions.words.dispute").fill("I was there from the start")
    founder.button("actions.confirm.dispute").click()
    founder.sees_words("session.dispute.open")
    founder.meets_the_rules("a disputed no-show")

    coordinator.sign_in(people["coordinator"][0]["email"])
    coordinator.page.goto(path)
    coordinator.button("actions.settle").click()
    coordinator.page.get_by_role("combobox").select_option("took_place")
    coordinator.field("actions.words.settle").fill("The recording shows both")
    coordinator.button("actions.confirm.settle").click()
    coordinator.sees_state("completed")
    coordinator.page.goto(f"{path}?view=story")
    coordinator.sees_words("story.actions.session.settled")
    expect(coordinator.page.get_by_text("I was there from the start")).to_be_visible()
