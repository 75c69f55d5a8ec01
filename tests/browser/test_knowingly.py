"""One's own calendar shows something at that time: the page says what, and lets whoever knows better go on."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.bookings import links_mailed, next_link_mailed
from tests.browser.test_calendars import LOOKS, free_starts
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
caller = cache(ApiCaller)  # only so many codes are sent to one person
DENTIST = "Dentist"
PLACES = {"ko": "캘리포니아", "en": "California"}
PROGRAMME = "localization-mentoring"
LINK_OF_A_REQUEST = r"\S+/answer/\S+"
LINK_OF_A_TIME = r"\S+/answer/\S+\?start=\S+"
LINK_OF_A_SERIES = r"\S+/series-answer/\S+"
LINK_OF_A_SEAT = r"\S+/offer/\S+"


def to_the_dentist(demo: RunningDemo, email: str, meeting: dict[str, Any]) -> None:
    """An entry of that person's own Google Calendar, as long as the meeting, and read by now."""
    read = read_at(demo, email)
    start, end = ({"dateTime": meeting[name]} for name in ("starts_at", "ends_at"))
    order = {"email": email, "event_id": "", "action": "create", "summary": DENTIST}
    entry = order | {"start": start, "end": end}
    loopback.post(f"{demo.google}/control/act", json=entry).raise_for_status()
    demo.move_clock("minutes", 10)
    eventually(lambda: read_at(demo, email) != read)


def read_at(demo: RunningDemo, email: str) -> str:
    """When the person's calendar was last read."""
    return str(caller(demo, email).get("/agenda/calendar-reading/")["as_of"])


def is_shown_the_dentist(mentor: Visitor, where: Locator) -> None:
    """Why it was refused, and what stands there on the mentor's clock."""
    expect(where.get_by_role("alert")).to_be_visible(timeout=SECONDS)
    place = PLACES[mentor.language]
    entry = re.compile(f"({DENTIST} · )?.*{place}.* – .*{place}")
    expect(where.get_by_role("listitem").filter(has_text=entry)).to_have_count(1, timeout=SECONDS)


@LOOKS
def test_an_expert_accepts_over_an_entry_of_their_own(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    asking, mentors_email = caller(demo, people["startup_member"][0]["email"]), people["mentor"][0]["email"]
    expert, starts = free_starts(demo)
    what = {"programme": "localization-mentoring", "expert": expert, "goal": f"Knowingly {language}"}
    session = asking.post("/sessions/", 201, starts_at=starts[-1], **what)
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(mentors_email)
    page = mentor.page
    page.goto(f"/sessions/{session['id']}")
    mentor.button("actions.accept").click()
    to_the_dentist(demo, mentors_email, session)
    mentor.button("actions.confirm.accept").click()
    dialog = page.get_by_role("dialog")
    is_shown_the_dentist(mentor, dialog)
    mentor.meets_the_rules("an own entry in the way of accepting")
    mentor.button("actions.acceptKnowingly").click()
    mentor.sees_state("confirmed")
    asking.post(f"/sessions/{session['id']}/cancel/", reason="It was only a trial")


@LOOKS
def test_a_founder_joins_a_group_over_an_entry_of_their_own(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    email = demo.people()["startup_member"][0]["email"]
    joining = caller(demo, email)
    group = next(one for one in joining.get("/groups/")["results"] if "join" in detail(joining, one)["may"])
    to_the_dentist(demo, email, group)
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(email)
    founder.page.goto(f"/groups/{group['id']}")
    founder.button("groups.join").click()
    expect(founder.button("actions.allTheSame")).to_be_visible(timeout=SECONDS)
    founder.meets_the_rules("an own entry in the way of a seat")
    founder.button("actions.allTheSame").click()
    founder.sees_words("groups.seated")
    joining.post(f"/groups/{group['id']}/leave/")


@LOOKS
def test_an_expert_accepts_behind_the_link_of_the_mail(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    asking, mentors_email = caller(demo, people["startup_member"][0]["email"]), people["mentor"][0]["email"]
    known = links_mailed(demo, mentors_email, LINK_OF_A_REQUEST)
    expert, starts = free_starts(demo)
    what = {"programme": PROGRAMME, "expert": expert, "goal": f"Behind the link {language}"}
    session = asking.post("/sessions/", 201, starts_at=starts[-1], **what)
    link = next_link_mailed(demo, mentors_email, LINK_OF_A_REQUEST, known)
    to_the_dentist(demo, mentors_email, session)
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    goes_to(mentor, link)
    mentor.field("answer.word").fill("Until then")
    mentor.button("actions.accept").click()
    is_shown_the_dentist(mentor, mentor.page.locator("main"))
    mentor.meets_the_rules("an own entry in the way behind the link")
    mentor.button("actions.acceptKnowingly").click()
    mentor.sees_words("answer.answered")
    assert asking.get(f"/sessions/{session['id']}/")["state"] == "confirmed"
    asking.post(f"/sessions/{session['id']}/cancel/", reason="It was only a trial")


@pytest.mark.parametrize(
    ("language", "size", "door"),
    [("ko", "phone", "link"), ("en", "desk", "link"), ("en", "phone", "page"), ("ko", "desk", "page")],
)
def test_an_expert_accepts_a_series_of_which_one_date_is_taken(
    browser: Browser, demo: RunningDemo, language: str, size: str, door: str
) -> None:
    people = demo.people()
    asking, mentors_email = caller(demo, people["startup_member"][0]["email"]), people["mentor"][0]["email"]
    known = links_mailed(demo, mentors_email, LINK_OF_A_SERIES)
    series = two_regular_sessions(demo, asking)
    link = next_link_mailed(demo, mentors_email, LINK_OF_A_SERIES, known)
    to_the_dentist(demo, mentors_email, series["occurrences"][1])
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    page = mentor.page
    if door == "link":
        goes_to(mentor, link)
        mentor.button("series.deeds.accept").click()
        is_shown_the_dentist(mentor, page.locator("main"))
    else:
        mentor.sign_in(mentors_email)
        page.goto(f"/series/{series['id']}")
        mentor.button("series.deeds.accept").click()
        mentor.button("series.confirm.accept_other", count=2).click()
        is_shown_the_dentist(mentor, page.get_by_role("dialog"))
    mentor.meets_the_rules("an own entry in the way of one date")
    mentor.button("actions.acceptKnowingly").click()
    mentor.sees_words("answer.answered" if door == "link" else "actions.done.accept")
    told = asking.get(f"/series/{series['id']}/")
    assert [one["state"] for one in told["occurrences"]] == ["confirmed", "confirmed"]
    asking.post(f"/series/{series['id']}/end/", reason="It was only a trial", version=told["version"])


def two_regular_sessions(demo: RunningDemo, asking: ApiCaller) -> Any:
    """Asked for, a week apart, at the latest hour at which both can be had."""
    expert, starts = free_starts(demo)
    rule = {"frequency": "weekly", "count": 2}
    for start in reversed(starts):
        at = datetime.fromisoformat(start).astimezone(ZoneInfo("Asia/Seoul"))
        plan: dict[str, Any] = {"programme": PROGRAMME, "expert": expert, "anchor": "founder", "rule": rule}
        plan |= {"starts_on": at.date().isoformat(), "starts_time": f"{at:%H:%M}"}
        if all(date["clash"] is None for date in asking.post("/series/preview/", **plan)["dates"]):
            return asking.post("/series/", 201, goal="Regularly", **plan)
    raise AssertionError("no hour that can be had twice")


@LOOKS
def test_an_expert_takes_a_proposed_time(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    asking, mentors_email = caller(demo, people["startup_member"][0]["email"]), people["mentor"][0]["email"]
    known = links_mailed(demo, mentors_email, LINK_OF_A_TIME)
    expert, starts = free_starts(demo)
    what = {"programme": PROGRAMME, "expert": expert, "goal": f"Rather then {language}"}
    session = asking.post("/sessions/", 201, starts_at=starts[-1], **what)
    start = free_starts(demo)[1][0]
    path = f"/sessions/{session['id']}"
    asking.post(f"{path}/propose/", starts=[start])
    link = next_link_mailed(demo, mentors_email, LINK_OF_A_TIME, known)
    length = datetime.fromisoformat(session["ends_at"]) - datetime.fromisoformat(session["starts_at"])
    ends_at = datetime.fromisoformat(start) + length
    to_the_dentist(demo, mentors_email, {"starts_at": start, "ends_at": ends_at.isoformat()})
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    goes_to(mentor, link)
    mentor.page.get_by_role("button", name=mentor.words("proposal.take")).click()
    is_shown_the_dentist(mentor, mentor.page.locator("main"))
    mentor.meets_the_rules("an own entry in the way of a proposed time")
    mentor.button("actions.allTheSame").click()
    mentor.sees_words("answer.answered")
    told = asking.get(f"{path}/")
    assert (told["state"], datetime.fromisoformat(told["starts_at"])) == (
        "confirmed",
        datetime.fromisoformat(start),
    )
    asking.post(f"{path}/cancel/", reason="It was only a trial")


@pytest.mark.parametrize(("language", "size"), [("ko", "phone")])  # once: the hour is taken then
def test_an_expert_opens_a_group_session_outside_the_rules(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    mentors_email = demo.people()["mentor"][0]["email"]
    answering = caller(demo, mentors_email)
    at = a_quiet_hour(demo)
    to_the_dentist(demo, mentors_email, lasting_an_hour(at))
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    mentor.sign_in(mentors_email)
    mentor.page.goto("/groups/new")
    mentor.field("booking.programme").select_option(PROGRAMME)
    mentor.field("groups.titleIn.en").fill(f"All the same {language}")
    there = at.astimezone(ZoneInfo(answering.get("/me/")["time_zone"]))
    mentor.field("groups.on").fill(there.date().isoformat())
    mentor.page.locator("input[type=time]").fill(f"{there:%H:%M}")
    mentor.field("groups.outsideRules").check()
    mentor.button("groups.openIt").click()
    is_shown_the_dentist(mentor, mentor.page.locator("main"))
    mentor.meets_the_rules("an own entry in the way of a group session")
    mentor.button("actions.allTheSame").click()
    mentor.page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}$"))
    path = f"/groups/{mentor.page.url.rsplit('/', 1)[1]}"
    assert datetime.fromisoformat(answering.get(f"{path}/")["starts_at"]) == at
    answering.post(f"{path}/cancel/", reason="It was only a trial")


def a_quiet_hour(demo: RunningDemo) -> datetime:
    """Before the day of anybody in California begins, so that nothing is agreed then."""
    soon = datetime.fromisoformat(demo.get("/api/demo/")["now"]) + timedelta(days=6)
    return soon.astimezone(UTC).replace(hour=12, minute=0, second=0, microsecond=0)


def lasting_an_hour(at: datetime) -> dict[str, Any]:
    return {"starts_at": at.isoformat(), "ends_at": (at + timedelta(hours=1)).isoformat()}


@LOOKS
def test_a_founder_takes_the_seat_that_came_free(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    people = demo.people()
    email, seated = people["startup_member"][0]["email"], people["startup_member"][1]["email"]
    waiting, leaving = caller(demo, email), caller(demo, seated)
    host = caller(demo, people["mentor"][1]["email"])
    at = a_quiet_hour(demo) + timedelta(days=1, hours=12)
    terms = {"programme": PROGRAMME, "title_en": f"One seat {language}", "seats": 1, "outside_rules": True}
    group = host.post("/groups/", 201, starts_at=at.isoformat(), **terms)
    path = f"/groups/{group['id']}"
    leaving.post(f"{path}/join/")
    waiting.post(f"{path}/join/", wait=True)
    to_the_dentist(demo, email, group)
    known = links_mailed(demo, email, LINK_OF_A_SEAT)
    leaving.post(f"{path}/leave/")
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    goes_to(founder, next_link_mailed(demo, email, LINK_OF_A_SEAT, known))
    founder.button("groups.take").click()
    expect(founder.button("actions.allTheSame")).to_be_visible(timeout=SECONDS)
    founder.meets_the_rules("an own entry in the way of a seat that came free")
    founder.button("actions.allTheSame").click()
    founder.sees_words("groups.seated")
    host.post(f"{path}/cancel/", reason="It was only a trial")


def goes_to(visitor: Visitor, link: str) -> None:
    """What a mail leads to, read in the visitor's language whatever the browser asked for."""
    visitor.page.goto(link)
    expect(visitor.page.locator("html")).to_have_attribute("lang", visitor.language, timeout=SECONDS)


def detail(person: ApiCaller, group: dict[str, Any]) -> Any:
    return person.get(f"/groups/{group['id']}/")
