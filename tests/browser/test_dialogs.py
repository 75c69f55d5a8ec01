"""What was typed or looked at stays while dialogs open and close beside it, and nothing is offered too early."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def language() -> str:
    return "en"


@pytest.fixture
def guests(coordinator: Visitor, demo: RunningDemo) -> Visitor:
    """A coordinator at the guests of the demo's event."""
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    (event,) = coordinator.page.evaluate("fetch('/api/event-desk/').then(answer => answer.json())")["results"]
    coordinator.page.goto(f"/coordinator/events/{event['slug']}?tab=guests")
    return coordinator


def test_a_dialog_gives_the_focus_back_to_what_opened_it(guests: Visitor) -> None:
    page, dialog, opener = guests.page, guests.page.get_by_role("dialog"), guests.button("events.invite")
    opener.click()
    dialog.get_by_role("button", name=guests.words("common.close"), exact=True).click()
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def pressed_slowly(field: Locator, words: str) -> list[str]:
    """Type with a rest after every second letter as long as the search waits; what stood there after each."""
    stood = []
    for number, letter in enumerate(words):
        field.press(letter)
        field.page.wait_for_timeout(300 if number % 2 else 20)
        stood.append(field.input_value())
    return stood


def test_a_search_keeps_what_is_typed_while_the_address_follows(guests: Visitor) -> None:
    page, words = guests.page, "abcdefghijkl"
    field = guests.field("events.searchGuests")
    expect(field).to_be_visible(timeout=SECONDS)
    assert pressed_slowly(field, words) == [words[: count + 1] for count in range(len(words))]
    page.wait_for_url(f"**q={words}*")
    page.get_by_role("link", name=guests.words("events.tabs.wishes"), exact=True).click()
    page.go_back()
    expect(field).to_have_value(words, timeout=SECONDS)


def test_a_code_is_offered_when_the_server_would_send_it(browser: Browser, demo: RunningDemo) -> None:
    founder = Visitor(browser, demo, language="en", size="phone", zone="Asia/Seoul")
    founder.sign_in(demo.people()["startup_member"][1]["email"])
    page = founder.page
    page.goto("/settings")
    for typed, is_first in (("010-7777-0021", True), ("010-7777-0022", False)):
        founder.field("settings.phone").fill(typed)
        founder.button("number.save").click()
        expect(founder.button("number.save")).to_have_count(0, timeout=SECONDS)  # the page has the new number
        founder.button("number.verify").click()
        dialog = page.get_by_role("dialog")
        if is_first:
            founder.button("number.send").click()
            expect(founder.field("number.code")).to_be_visible(timeout=SECONDS)
            dialog.get_by_role("button", name=founder.words("common.close"), exact=True).click()
    again = dialog.get_by_role("button", name="Another code in")
    expect(again).to_be_disabled()
    expect(founder.button("number.send")).to_be_enabled(timeout=2 * SECONDS)
    founder.button("number.send").click()
    expect(founder.field("number.code")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("alert")).to_have_count(0)
