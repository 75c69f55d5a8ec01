"""Take the pictures of the README: `python -m tests.browser.take_pictures` after `make build`.

Walks a demo of its own, so that the pages show what people and workers really did, and writes docs/pictures/.
"""

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.visitor import SECONDS, SIZES, Visitor, catalogue
from tests.chromium import executable
from tests.running_demo import ROOT, RunningDemo, running_demo

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 250_000  # bytes
FLAGS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]


def keep(page: Page, name: str, *, height: int | None = None) -> None:
    """Write what the window shows, which may be made taller for it, when nothing moves any more."""
    usual = page.viewport_size
    assert usual
    page.set_viewport_size({"width": usual["width"], "height": height or usual["height"]})
    page.wait_for_timeout(600)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    page.set_viewport_size(usual)
    size = path.stat().st_size
    if size > LARGEST:
        sys.exit(f"{path.name} has {size} bytes, more than {LARGEST}")
    sys.stdout.write(f"{path.relative_to(ROOT)}: {size // 1000} kB\n")


def sharply(browser: Browser, visitor: Visitor) -> Page:
    """The visitor's phone as phones show it: two dots a pixel."""
    width, height = SIZES["phone"]
    context = browser.new_context(
        base_url=visitor.demo.url,
        viewport={"width": width, "height": height},
        device_scale_factor=2,
        has_touch=True,
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        storage_state=visitor.page.context.storage_state(),
    )
    return context.new_page()


def open_mentor(page: Page, name: str) -> None:
    page.goto(f"/mentors?q={name}")
    page.get_by_role("link", name=re.compile(name)).first.click()
    page.get_by_role("radio").first.wait_for()


def show_a_week_of_free_starts(founder: Visitor, mentors_name: str) -> None:
    open_mentor(founder.page, mentors_name)
    founder.button("slots.nextWeek").click()
    founder.page.get_by_role("radio").nth(3).click()
    founder.page.wait_for_timeout(600)  # the page follows the choice before it can be brought back to its top
    founder.page.evaluate("window.scrollTo(0, 0)")
    keep(founder.page, "mentor-page", height=1100)


def show_weeks_and_series(founder: Visitor, mentors_name: str) -> None:
    """The hours that suit both, and all dates of regular sessions before they are asked for."""
    page = founder.page
    open_mentor(page, mentors_name)
    mentor = page.url.split("?")[0]
    page.goto(f"{mentor}/meet")
    page.get_by_role("table").first.wait_for()
    keep(page, "meet", height=1100)
    page.goto(f"{mentor}/series")
    page.get_by_role("radio").first.click()
    founder.sees_words("series.allDates")
    heading = page.get_by_text(founder.words("series.allDates")).first
    heading.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 140)")
    keep(page, "series")


def ask_for_a_session(founder: Visitor, mentors_name: str) -> str:
    """Choose a start with the mentor and ask for it; the id of the session."""
    page = founder.page
    open_mentor(page, mentors_name)
    page.get_by_role("radio").nth(1).click()
    founder.field("booking.goal").fill("Decide how to price our inspection line for factories in the US")
    founder.field("booking.questions").fill("Per line or per seat?\nWhich proof do buyers ask for first?")
    founder.field("booking.deck").fill("https://deck.example/inspection")
    founder.button("booking.request").click()
    founder.sees_state("requested")
    return page.url.rsplit("/", 1)[1]


def live_through_a_session(demo: RunningDemo, browser: Browser) -> None:
    """From the question to the reminder on the phone, with the pictures of it."""
    people = demo.people()
    who, mentor_of = people["startup_member"][0], people["mentor"][0]
    demo.move_clock("next_day")
    show_a_full_group(demo, browser)
    founder = Visitor(browser, demo, language="en", size="desk", zone="Asia/Seoul")
    mentor = Visitor(browser, demo, language="en", size="desk", zone="America/Los_Angeles")
    founder.sign_in(who["email"])
    show_a_week_of_free_starts(founder, people["mentor"][1]["name"])
    show_weeks_and_series(founder, people["mentor"][1]["name"])
    session_id = ask_for_a_session(founder, mentor_of["name"])

    mentor.sign_in(mentor_of["email"])
    mentor.page.goto("/hours")
    mentor.page.get_by_role("gridcell").first.wait_for()
    keep(mentor.page, "hours", height=1240)
    mentor.page.goto(f"/sessions/{session_id}")
    mentor.button("actions.accept").click()
    mentor.field("actions.words.accept").fill("Gladly. Please bring your price list.")
    mentor.button("actions.confirm.accept").click()
    mentor.sees_words("calendar.written")

    founder.button("actions.reschedule").click()
    founder.page.get_by_role("radio").nth(3).click()
    founder.field("actions.words.reschedule").fill("An investor visits that morning")
    founder.button("actions.confirm.reschedule").click()
    founder.sees_words("actions.done.reschedule")
    demo.move_clock("hour_before_next_session")
    founder.page.goto(f"/sessions/{session_id}")
    reminder = f"{founder.words('messages.kinds.reminder')} · {founder.words('messages.channels.sms')}"
    delivered = (
        founder.page.get_by_role("listitem")
        .filter(has_text=reminder)
        .filter(has_text=founder.words("delivery.delivered"))
    )
    expect(delivered).to_have_count(2, timeout=SECONDS)
    keep(founder.page, "session", height=1180)
    show_what_others_see(demo, browser, session_id)
    show_the_booking_on_a_phone(browser, founder, people["mentor"][1]["name"])
    number = mentor.page.request.get("/api/me/").json()["phone"]
    show_the_emulators(demo, browser, mentor_of["name"], number)


def show_what_others_see(demo: RunningDemo, browser: Browser, session_id: str) -> None:
    coordinator = Visitor(browser, demo, language="en", size="desk", zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.goto(f"/sessions/{session_id}?view=story")
    coordinator.sees_words("story.actions.session.moved")
    keep(coordinator.page, "story", height=1200)


def show_the_booking_on_a_phone(browser: Browser, founder: Visitor, mentors_name: str) -> None:
    founder.page.goto("/")
    with founder.page.expect_response(lambda answer: answer.request.method == "PATCH"):
        founder.page.get_by_role("button", name="한국어", exact=True).click()
    phone = sharply(browser, founder)
    open_mentor(phone, mentors_name)
    phone.get_by_role("button", name=catalogue("ko")["slots"]["nextMonth"], exact=True).click()
    phone.get_by_role("radio").nth(2).click()
    phone.get_by_role("radiogroup").evaluate(
        "group => window.scrollTo(0, group.getBoundingClientRect().top + scrollY - 240)"
    )
    keep(phone, "phone-booking")


def show_a_full_group(demo: RunningDemo, browser: Browser) -> None:
    """On the phone of somebody who may join its waitlist."""
    founder = Visitor(browser, demo, language="ko", size="phone", zone="Asia/Seoul")
    founder.sign_in(demo.people()["startup_member"][1]["email"])
    phone = sharply(browser, founder)
    phone.goto("/groups")
    full = phone.get_by_role("article").filter(has_text=founder.words("groups.full"))
    full.get_by_role("link").first.click()
    phone.get_by_role("button", name=founder.words("groups.wait"), exact=True).wait_for()
    keep(phone, "group", height=1000)


def show_the_emulators(demo: RunningDemo, browser: Browser, mentors_name: str, number: str) -> None:
    """What the mentor's calendar and phone show."""
    page = browser.new_page(viewport={"width": 860, "height": 760})
    for url, link, name in ((demo.google, mentors_name, "google"), (demo.twilio, number, "phone")):
        page.goto(url)
        page.get_by_role("link", name=link).first.click()
        keep(page, name, height=860)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as var,
        running_demo(Path(var)) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        live_through_a_session(demo, browser)
        browser.close()


if __name__ == "__main__":
    main()
