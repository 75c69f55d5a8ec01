"""The page and the filters of every list stand in its address: it can be sent, reloaded and come back to."""

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Response, expect

from tests.api_caller import ApiCaller
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(900)
caller = cache(ApiCaller)
MENTORING = "programme-desk/localization-mentoring"
# The address of a list, the API that has it, and what that is asked for. The second page is asked for everywhere.
OF_COORDINATORS = [
    (
        "/sessions?when=all&state=confirmed&attention=true&q=a&programme=office-hours",
        "sessions",
        "state=confirmed&attention=true&q=a&programme=office-hours&ordering=starts_at",
    ),
    ("/sessions?when=past&ordering=starts_at", "sessions", "ordering=starts_at"),
    (
        "/series?state=active&waiting=true&q=a&programme=office-hours",
        "series",
        "state=active&waiting=true&q=a&programme=office-hours",
    ),
    ("/pairs?view=all&q=a&programme=office-hours", "relations", "q=a&programme=office-hours"),
    ("/groups?view=mine&q=a&programme=office-hours", "groups", "mine=true&q=a&programme=office-hours"),
    (
        "/coordinator/calendars?state=failed&when=past&q=a&person=1",
        "calendar-writes",
        "state=failed&ahead=false&q=a&person=1",
    ),
    (
        "/coordinator/messages?state=dropped&channel=email&q=a&person=1",
        "messages",
        "state=dropped&channel=email&q=a&person=1",
    ),
    ("/coordinator/threads?show=all&q=a&person=1", "threads", "q=a&person=1"),
    ("/coordinator/programmes?state=running&q=a", "programme-desk", "state=running&q=a"),
    (
        "/coordinator/programmes/localization-mentoring/applications?state=declined&ordering=startup&q=a",
        f"{MENTORING}/applications",
        "state=declined&ordering=startup&q=a",
    ),
    ("/coordinator/programmes/localization-mentoring?tab=feedback&q=a", f"{MENTORING}/feedback", "q=a"),
    ("/coordinator/events?state=draft&q=a", "event-desk", "state=draft&q=a"),
    (
        "/coordinator/events/{event}?tab=guests&state=approved&kind=startup&q=a",
        "event-desk/{event}/registrations",
        "state=approved&kind=startup&q=a",
    ),
    (
        "/coordinator/events/{event}?tab=wishes&ordering=-mutual&kind=startup&silent=true&q=a",
        "event-desk/{event}/wishes",
        "ordering=-mutual&kind=startup&silent=true&q=a",
    ),
    ("/links?", "public-links", ""),
]
OF_STARTUPS = [
    (
        "/mentors?need=office-hours&topic=pricing&language=en&q=a",
        "experts",
        "programme=office-hours&topic=pricing&language=en&q=a",
    ),
    ("/sessions?when=all&state=completed&q=a", "sessions", "state=completed&q=a"),
    ("/programmes?", "me/programmes", ""),
    ("/events?", "events", ""),
]


def is_asked(visitor: Visitor, go: Callable[[], object], api: str, query: str) -> None:
    """On the way there the server is asked for exactly that of the list, and answers."""
    wanted = {*parse_qsl(query), ("page", "2")}

    def fits(answer: Response) -> bool:
        told = urlsplit(answer.url)
        return told.path == f"/api/{api}/" and wanted <= {*parse_qsl(told.query)}

    with visitor.page.expect_response(fits, timeout=SECONDS) as answer:
        go()
    assert answer.value.status == 200, answer.value.url


def stands_in_the_address(visitor: Visitor, path: str, api: str, query: str) -> None:
    page = visitor.page
    address = f"{path}&page=2".replace("?&", "?")
    is_asked(visitor, lambda: page.goto(address), api, query)
    is_asked(visitor, page.reload, api, query)
    page.goto("/settings")
    is_asked(visitor, page.go_back, api, query)
    assert page.url.endswith(address)
    if ("q", "a") in parse_qsl(query):
        expect(page.locator("main input[type=search]")).to_have_value("a", timeout=SECONDS)


def test_coordinators_come_back_to_what_they_looked_at(coordinator: Visitor, demo: RunningDemo) -> None:
    email = demo.people()["coordinator"][0]["email"]
    event = caller(demo, email).get("/event-desk/")["results"][0]["slug"]
    coordinator.sign_in(email)
    for path, api, query in OF_COORDINATORS:
        stands_in_the_address(coordinator, path.format(event=event), api.format(event=event), query)


@pytest.fixture
def language() -> str:
    return "en"


@pytest.fixture
def size() -> str:
    return "desk"


def test_startups_come_back_to_what_they_looked_at(founder: Visitor, demo: RunningDemo) -> None:
    founder.sign_in(demo.people()["startup_member"][0]["email"])
    for path, api, query in OF_STARTUPS:
        stands_in_the_address(founder, path, api, query)


def test_two_lists_of_one_page_are_turned_each_by_itself(mentor: Visitor, demo: RunningDemo) -> None:
    mentor.sign_in(demo.people()["mentor"][0]["email"])
    page = mentor.page
    for _ in range(2):
        with (
            page.expect_response(re.compile(r"/api/me/consents/\?page=3&")),
            page.expect_response(re.compile(r"/api/me/links/\?page=2&")),
        ):
            page.goto("/settings?consents=3&links=2")


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_a_list_is_turned_left_and_come_back_to(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    founder.sign_in(demo.people()["startup_member"][1]["email"])
    page, names = founder.page, founder.page.locator("main h2")

    def is_on(number: int) -> list[str]:
        current = page.get_by_role("navigation", name=founder.words("common.pages")).locator(
            "[aria-current=page]"
        )
        expect(current).to_have_text(str(number), timeout=SECONDS)
        return names.all_inner_texts()

    def turns_to(number: int) -> None:
        with page.expect_response(re.compile(rf"/api/experts/\?.*page={number}&")):
            founder.button("common.pageNumber", page=number).click()

    page.goto("/mentors")
    first = is_on(1)
    turns_to(2)
    page.wait_for_url("**/mentors?page=2")
    expect(names.first).not_to_have_text(first[0], timeout=SECONDS)
    second = is_on(2)
    assert set(first) & set(second) == set()
    founder.meets_the_rules("a second page")
    page.reload()
    expect(names.first).to_have_text(second[0], timeout=SECONDS)
    names.first.get_by_role("link").click()
    page.wait_for_url(re.compile(r"/mentors/\d+"))
    page.go_back()
    expect(names.first).to_have_text(second[0], timeout=SECONDS)
    assert is_on(2) == second
    page.goto("/mentors?page=99")
    expect(names.first).to_have_text(second[0], timeout=SECONDS)
    assert is_on(2) == second

    founder.field("mentors.search").fill("an")
    page.wait_for_url("**/mentors?q=an")
    founder.field("mentors.language").select_option("ko")
    page.wait_for_url("**/mentors?q=an&language=ko")
    page.reload()
    expect(founder.field("mentors.search")).to_have_value("an", timeout=SECONDS)
    expect(founder.field("mentors.language")).to_have_value("ko")

    page.goto("/mentors/free?page=2")
    expect(page.locator("main ol[start='11'] > li").first).to_be_visible(timeout=SECONDS)
    is_on(2)
