"""The ways of an agreed time into whatever calendar: where each leads, and that they stand beside every agreed time."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.api_caller import eventually
from tests.browser.bookings import links_mailed
from tests.browser.test_calendars import LOOKS, agreed, call_off, caller, free_starts
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
OUTLOOK = {"path": "/calendar/action/compose", "rru": "addevent"}


def icons(visitor: Visitor) -> Locator:
    """The buttons beside the times of rows, which are named by them."""
    name = re.compile(f"^{re.escape(visitor.words('session.addToCalendar'))}: ")
    return visitor.page.get_by_role("button", name=name)


def opened(visitor: Visitor, button: Locator) -> list[str | None]:
    """Where the entries behind a button lead, in their order."""
    button.click()
    entries = visitor.page.get_by_role("menuitem")
    expect(entries.first).to_be_visible(timeout=SECONDS)
    return [entry.get_attribute("href") for entry in entries.all()]


def asked_of(address: str | None) -> tuple[str, dict[str, str]]:
    """The page that an address opens, and what it is filled in with."""
    parts = urlsplit(str(address))
    fields = {name: value for name, (value,) in parse_qs(parts.query, strict_parsing=True).items()}
    return f"{parts.scheme}://{parts.netloc}{parts.path}", fields


def is_a_calendar(visitor: Visitor, path: str | None) -> None:
    """Fetched as the browser does, with or without a sign-in."""
    answer = visitor.page.request.get(f"{visitor.demo.url}{path}")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.text().startswith("BEGIN:VCALENDAR")


def has_all_ways(visitor: Visitor, button: Locator, file: str, *, in_google: bool = False) -> None:
    """All but Google's, where Google shows it already."""
    ways = opened(visitor, button)
    assert len(ways) == (4 if in_google else 5)
    assert ways[-2:] == [file, file]
    is_a_calendar(visitor, file)
    visitor.page.keyboard.press("Escape")


def a_request(demo: RunningDemo, goal: str) -> str:
    """Of a session, which waits for its mentor: its id."""
    founder, mentor = demo.people()["startup_member"][0], demo.people()["mentor"][0]
    expert, starts = free_starts(demo)
    what = {"programme": "localization-mentoring", "expert": expert, "goal": goal}
    asking = caller(demo, founder["email"])
    known = links_mailed(demo, mentor["email"], LINK)
    session = asking.post("/sessions/", 201, starts_at=starts[-1], **what)
    eventually(lambda: set(links_mailed(demo, mentor["email"], LINK)) - set(known))
    return str(session["id"])


LINK = r"\S+/(?:series-)?answer/\S+"


def a_series(demo: RunningDemo, goal: str) -> dict[str, Any]:
    """Two dates that wait for their mentor."""
    founder, mentor = demo.people()["startup_member"][0], demo.people()["mentor"][0]
    expert, starts = free_starts(demo)
    known = links_mailed(demo, mentor["email"], LINK)
    series: dict[str, Any] = caller(demo, founder["email"]).post(
        "/series/",
        201,
        programme="localization-mentoring",
        expert=expert,
        anchor="utc",
        starts_on=starts[0][:10],
        starts_time=starts[0][11:16],
        rule={"frequency": "weekly", "every": 1, "count": 2},
        goal=goal,
    )
    eventually(lambda: set(links_mailed(demo, mentor["email"], LINK)) - set(known))
    return series


@LOOKS
def test_each_way_leads_to_its_calendar_and_stands_beside_every_row(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    session = agreed(demo, f"Every calendar {language}")
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(demo.people()["startup_member"][0]["email"])
    asking = caller(demo, demo.people()["startup_member"][0]["email"])
    told = eventually(lambda: (found := asking.get(f"/sessions/{session}/"))["meet_url"] and found)
    founder.page.goto(f"/sessions/{session}")
    outlook, work, apple, file = opened(founder, founder.button("session.addToCalendar"))
    founder.meets_the_rules("the ways into calendars")

    starts, ends = (told[name].replace("+00:00", "Z") for name in ("starts_at", "ends_at"))
    company = told["startup"][f"name_{language}"]
    title = founder.words("session.title", startup=company, expert=told["expert"]["name"])
    page = f"{demo.url}/sessions/{session}"
    basic = "/".join(re.sub(r"[-:]", "", instant) for instant in (starts, ends))
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.goto(f"/sessions/{session}")
    google = opened(coordinator, coordinator.button("session.addToCalendar"))[0]
    assert asked_of(google) == (
        "https://calendar.google.com/calendar/render",
        {"action": "TEMPLATE", "text": title, "dates": basic, "details": page, "location": told["meet_url"]},
    )
    filled = {"subject": title, "startdt": starts, "enddt": ends, "body": page, "location": told["meet_url"]}
    for address, host in ((outlook, "outlook.live.com"), (work, "outlook.office.com")):
        assert "+" not in str(address)  # Outlook would show it
        assert asked_of(address) == (f"https://{host}/calendar/0/deeplink/compose", OUTLOOK | filled)
    assert (apple, file) == (f"/api/sessions/{session}/invitation.ics",) * 2
    kept = founder.page.get_by_role("menuitem", name=founder.words("addTo.file"), exact=True)
    with founder.page.expect_download() as download:
        kept.click()
    assert download.value.suggested_filename == "session.ics"

    founder.page.goto("/sessions?q=Every+calendar")
    expect(icons(founder)).to_have_count(1, timeout=SECONDS)
    assert opened(founder, icons(founder))[-1] == f"/api/sessions/{session}/invitation.ics"
    founder.meets_the_rules("the ways of a row")
    founder.page.keyboard.press("Escape")
    expect(icons(founder)).to_be_focused()
    founder.page.keyboard.press("Enter")
    expect(founder.page.get_by_role("menuitem").first).to_be_visible(timeout=SECONDS)
    assert "/sessions?q=" in founder.page.url  # the row's link lies below the button
    call_off(demo, session)


@LOOKS
def test_who_answers_behind_a_link_has_the_ways_without_a_sign_in(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    mentors_email = demo.people()["mentor"][0]["email"]
    session = a_request(demo, f"Behind a link {language}")
    guest = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    link = links_mailed(demo, mentors_email, LINK)[0]
    guest.page.goto(link)
    expect(guest.button("session.addToCalendar")).to_have_count(0)
    guest.button("actions.accept").click()
    guest.sees_words("answer.answered")
    token = urlsplit(link).path.rsplit("/", 1)[1]
    answered = f"/api/answers/{token}/invitation.ics"
    has_all_ways(guest, guest.button("session.addToCalendar"), answered, in_google=True)
    guest.meets_the_rules("answered")
    call_off(demo, session)

    series = a_series(demo, f"Behind a link {language}")
    link = links_mailed(demo, mentors_email, LINK)[0]
    guest.page.goto(link)
    guest.button("series.deeds.accept").click()
    guest.sees_words("answer.answered")
    token = urlsplit(link).path.rsplit("/", 1)[1]
    whole = f"/api/series-answers/{token}/invitation.ics"
    assert opened(guest, guest.button("addTo.every")) == [whole, whole]
    is_a_calendar(guest, whole)
    guest.meets_the_rules("a series answered")

    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(demo.people()["startup_member"][0]["email"])
    founder.page.goto("/series?state=active")
    row = founder.page.get_by_role("article").first
    own = f"/api/series/{series['id']}/invitation.ics"
    assert opened(founder, row.get_by_role("button")) == [own, own]
    founder.page.goto(f"/series/{series['id']}")
    expect(icons(founder)).to_have_count(3, timeout=SECONDS)  # the next date, and both in their list
    date = f"/api/sessions/{series['occurrences'][0]['session']}/invitation.ics"
    has_all_ways(founder, icons(founder).first, date, in_google=True)
    founder.meets_the_rules("a series and its dates")
    call_off(demo, *(one["session"] for one in series["occurrences"]))


@LOOKS
def test_a_group_session_has_the_ways_for_who_takes_part(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    host, (first, second) = people["mentor"][1], people["startup_member"][:2]
    now = datetime.fromisoformat(caller(demo, host["email"]).get("/installation/")["now"])
    starts_at = (now + timedelta(days=9 if size == "phone" else 10)).replace(hour=8, minute=0, second=0)
    hosting = caller(demo, host["email"])
    title = f"Add to calendar {language}"
    order = {"programme": "localization-mentoring", "title_en": title, "seats": 1, "outside_rules": True}
    group = hosting.post("/groups/", 201, starts_at=starts_at.isoformat(), **order)
    path = f"/groups/{group['id']}"
    caller(demo, first["email"]).post(f"{path}/join/")
    caller(demo, second["email"]).post(f"{path}/join/", wait=True)

    outside = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    outside.sign_in(second["email"])
    outside.page.goto(f"/groups?q={title}")
    outside.sees(title)
    expect(icons(outside)).to_have_count(0)
    caller(demo, first["email"]).post(f"{path}/leave/")
    link = eventually(
        lambda: [
            found[0]
            for mail in demo.mails_to(second["email"])
            if title in mail["text"] + mail["subject"]
            and (found := re.search(r"\S+/offer/\S+", mail["text"]))
        ]
    )[0]
    guest = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    guest.page.goto(link)
    guest.button("groups.take").click()
    guest.sees_words("groups.seated")
    token = urlsplit(link).path.rsplit("/", 1)[1]
    has_all_ways(guest, guest.button("session.addToCalendar"), f"/api/offers/{token}/invitation.ics")
    guest.meets_the_rules("a seat taken")
    outside.page.reload()
    expect(icons(outside)).to_have_count(1, timeout=SECONDS)
    has_all_ways(outside, icons(outside), f"/api{path}/invitation.ics")
    outside.meets_the_rules("a group session in the list")
    hosting.post(f"{path}/cancel/", reason="It was only a trial")
