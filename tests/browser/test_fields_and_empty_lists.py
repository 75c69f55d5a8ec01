"""Fields and lists at their ends: nobody found, nothing to show, a choice in full, a number one higher."""

from functools import cache

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.api_caller import ApiCaller
from tests.browser.visitor import SECONDS, Visitor, axe
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

# While its choices are on their way a list shows none of them.
SHOWN = """() => [...document.querySelectorAll("main select")].every(select => select.selectedIndex >= 0)"""


def signed_in(browser: Browser, demo: RunningDemo, role: str, *, language: str, size: str) -> Visitor:
    visitor = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    visitor.sign_in(demo.people()[role][0]["email"])
    return visitor


def combobox(visitor: Visitor, key: str) -> Locator:
    return visitor.page.get_by_role("combobox", name=visitor.words(key), exact=True)


def breaks_no_rule(visitor: Visitor) -> None:
    """At once, while its list is open: that hangs beside the page's landmarks, whatever it lists."""
    visitor.page.evaluate(axe())
    found = visitor.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [one["id"] for one in found["violations"] if one["id"] != "region"] == []


def finds_nobody(visitor: Visitor, field: Locator, key: str) -> None:
    field.fill("Nobody is called that")
    nobody = visitor.page.get_by_role("option", name=visitor.words(key), exact=True)
    expect(nobody).to_be_visible(timeout=SECONDS)
    expect(nobody).to_be_disabled()
    breaks_no_rule(visitor)
    field.press("Escape")


def scrolls_to_the_last(visitor: Visitor, field: Locator) -> None:
    """A list that is longer than its room breaks no rule, and the keyboard brings its end into view."""
    field.fill("")
    field.click()
    entries = visitor.page.get_by_role("listbox").get_by_role("option")
    expect(entries.first).to_be_in_viewport(timeout=SECONDS)
    expect(entries.nth(9)).not_to_be_in_viewport()
    breaks_no_rule(visitor)
    field.press("ArrowDown")
    field.press("ArrowUp")
    field.press("ArrowUp")  # from the first to the last
    expect(entries.last).to_be_in_viewport()
    field.press("Escape")


@LOOKS
def test_a_name_that_nobody_has_is_told_in_every_list_that_is_searched(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    coordinator = signed_in(browser, demo, "coordinator", language=language, size=size)
    page = coordinator.page
    page.goto("/groups/new")
    coordinator.field("booking.programme").select_option("localization-mentoring")
    finds_nobody(coordinator, combobox(coordinator, "groups.expert"), "mentors.none")
    scrolls_to_the_last(coordinator, combobox(coordinator, "groups.expert"))
    page.goto("/pairs")
    coordinator.button("pairs.assign.title").click()
    programme = page.get_by_role("dialog").get_by_label(coordinator.words("booking.programme"), exact=True)
    programme.select_option(index=1)
    finds_nobody(coordinator, combobox(coordinator, "pairs.columns.startup"), "company.nothingFound")

    founder = signed_in(browser, demo, "startup_member", language=language, size=size)
    founder.page.goto("/mentors/free?mode=all")
    finds_nobody(founder, combobox(founder, "find.experts"), "mentors.none")
    scrolls_to_the_last(founder, combobox(founder, "find.experts"))
    founder.page.goto("/settings")
    finds_nobody(founder, combobox(founder, "company.markets"), "company.nothingFound")


@pytest.mark.parametrize(("language", "size"), [("en", "phone"), ("ko", "phone")])
def test_no_filter_is_cut_on_a_phone(browser: Browser, demo: RunningDemo, language: str, size: str) -> None:
    coordinator = signed_in(browser, demo, "coordinator", language=language, size=size)
    places = ["/groups", "/sessions", "/series", "/mentors", "/mentors/free", "/coordinator/events"]
    cut = {}
    for place in places:
        coordinator.page.goto(place)
        expect(coordinator.page.locator("main select").first).to_be_visible(timeout=SECONDS)
        coordinator.page.wait_for_function(SHOWN, timeout=SECONDS)
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
