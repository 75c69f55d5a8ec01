"""Fields and lists at their ends: nothing to show, a choice in full, a number one higher."""

from functools import cache

import pytest
from playwright.sync_api import Browser, expect

from tests.api_caller import ApiCaller
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
caller = cache(ApiCaller)
LOOKS = pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
# What a select shows, and how much of it has no room.
CUT = """() => [...document.querySelectorAll("main select")].map(select => {
  const style = getComputedStyle(select), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const words = select.selectedOptions[0].text;
  const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [words, Math.ceil(pen.measureText(words).width - room)];
}).filter(([, missing]) => missing > 0)"""


def signed_in(browser: Browser, demo: RunningDemo, role: str, *, language: str, size: str) -> Visitor:
    visitor = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    visitor.sign_in(demo.people()[role][0]["email"])
    return visitor


@pytest.mark.parametrize(("language", "size"), [("en", "phone"), ("ko", "phone")])
def test_no_filter_is_cut_on_a_phone(browser: Browser, demo: RunningDemo, language: str, size: str) -> None:
    coordinator = signed_in(browser, demo, "coordinator", language=language, size=size)
    places = ["/groups", "/sessions", "/series", "/mentors", "/mentors/free", "/coordinator/events"]
    cut = {}
    for place in places:
        coordinator.page.goto(place)
        expect(coordinator.page.locator("main select").first).to_be_visible(timeout=SECONDS)
        cut[place] = coordinator.page.evaluate(CUT)
    assert cut == {place: [] for place in places}


@LOOKS
def test_a_number_is_raised_by_the_arrow_in_its_field(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    mentor = signed_in(browser, demo, "mentor", language=language, size=size)
    mentor.page.goto("/groups/new")
    seats = mentor.field("groups.seats")
    before = int(seats.input_value())
    arrow = (
        mentor.page.locator(".mantine-NumberInput-wrapper").filter(has=seats).locator("[data-direction=up]")
    )
    around, inside = seats.bounding_box(), arrow.bounding_box()
    assert around
    assert inside
    assert around["y"] <= inside["y"] < inside["y"] + inside["height"] <= around["y"] + around["height"]
    assert around["x"] + around["width"] - 30 <= inside["x"] < around["x"] + around["width"]
    arrow.click()
    expect(seats).to_have_value(str(before + 1))
    mentor.meets_the_rules("numbers with arrows")


@LOOKS
def test_an_empty_list_names_the_next_step(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    coordinating = caller(demo, demo.people()["coordinator"][0]["email"])
    for session in coordinating.get("/sessions/", state="confirmed", page_size=100)["results"]:
        coordinating.post(f"/sessions/{session['id']}/cancel/", reason="It was only a trial")
    coordinator = signed_in(browser, demo, "coordinator", language=language, size=size)
    page = coordinator.page
    page.goto("/")
    coordinator.sees_words("home.nothingAhead")
    coordinator.meets_the_rules("a home with nothing ahead")
    page.get_by_role("link", name=coordinator.words("home.lookAtProgrammes"), exact=True).click()
    page.wait_for_url("**/coordinator/programmes")

    page.goto("/coordinator/threads")
    coordinator.sees_words("threads.none")
    coordinator.meets_the_rules("nobody waits for a word")
    coordinator.button("threads.showAll").click()
    page.wait_for_url("**/coordinator/threads?show=all")
    coordinator.field("desk.search").fill("Nobody is called that")
    coordinator.sees_words("threads.noneFound")
    coordinator.button("common.clearFilters").click()
    page.wait_for_url("**/coordinator/threads?show=all")
    expect(coordinator.field("desk.search")).to_have_value("")
    coordinator.meets_the_rules("all conversations")
