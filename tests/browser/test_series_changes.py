"""What becomes of regular sessions: withdrawn before the answer, extended, one date moved, changed by both at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.series import accept, ask_for, changes, in_half_an_hour, is_told, sees_series
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo, untouched_demo

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def empty_hub() -> Iterator[RunningDemo]:
    """A demo in which nobody has booked anything, so that every date of a series is free."""
    with untouched_demo() as demo:
        yield demo


@pytest.mark.parametrize(("language", "size", "who"), [("en", "phone", 1), ("ko", "desk", 0)])
def test_a_request_for_regular_sessions_is_withdrawn_as_a_whole(
    browser: Browser, empty_hub: RunningDemo, language: str, size: str, who: int
) -> None:
    founder = Visitor(browser, empty_hub, language=language, size=size, zone="Asia/Seoul")
    people = empty_hub.people()
    founder.sign_in(people["startup_member"][who]["email"])
    ask_for(founder, people["mentor"][who]["name"], 3)
    founder.button("series.deeds.withdraw").click()
    founder.meets_the_rules("withdrawing a request for a series")
    founder.field("actions.words.cancel").fill("We hired somebody")
    founder.button("series.confirm.withdraw_other", count=3).click()
    is_told(founder, "series.done.withdraw")
    expect(founder.button("series.deeds.withdraw")).to_have_count(0)
    expect(changes(founder)).to_have_count(0)
    founder.meets_the_rules("a series that was withdrawn")


def extend_by_two(founder: Visitor) -> None:
    founder.button("series.deeds.extend").click()
    expect(founder.field("series.extendBy")).to_have_value("2")
    confirm = founder.button("series.confirm.extend_other", count=2)
    expect(confirm).to_be_enabled(timeout=SECONDS)
    founder.meets_the_rules("extending a series")
    confirm.click()
    is_told(founder, "series.done.extend")
    expect(changes(founder)).to_have_count(5, timeout=SECONDS)
    changes(founder).last.click()
    expect(founder.button("series.changes.skip")).to_be_visible()
    expect(founder.button("series.changes.this")).to_have_count(0)  # what waits for its answer does not move
    founder.button("common.back").click()


def move_the_last(founder: Visitor) -> None:
    """To half an hour later; the others stay."""
    changes(founder).last.click()
    founder.button("series.changes.this").click()
    in_half_an_hour(founder)
    founder.field("actions.words.reschedule").fill("Trade fair")
    confirm = founder.button("series.confirm.this")
    expect(confirm).to_be_enabled(timeout=SECONDS)
    moved = founder.page.get_by_role("list", name=founder.words("series.whatMoves")).get_by_role("listitem")
    expect(moved).to_have_count(1)
    founder.meets_the_rules("moving one date")
    confirm.click()
    is_told(founder, "series.done.this")
    expect(changes(founder)).to_have_count(3)


def leave_out_the_second(visitor: Visitor) -> None:
    """As far as the confirmation, which stands ready."""
    changes(visitor).nth(1).click()
    visitor.button("series.changes.skip").click()
    visitor.field("actions.words.cancel").fill("On holiday")


@pytest.mark.parametrize(("language", "size", "who"), [("ko", "phone", 0), ("en", "desk", 1)])
def test_a_running_series_is_extended_one_date_moved_and_who_comes_second_sees_what_changed(
    browser: Browser, empty_hub: RunningDemo, language: str, size: str, who: int
) -> None:
    founder = Visitor(browser, empty_hub, language=language, size=size, zone="Asia/Seoul")
    mentor = Visitor(browser, empty_hub, language=language, size=size, zone="America/Los_Angeles")
    people = empty_hub.people()
    founder.sign_in(people["startup_member"][who]["email"])
    path = ask_for(founder, people["mentor"][who]["name"], 3)
    mentor.sign_in(people["mentor"][who]["email"])
    accept(mentor, path, 3)
    founder.page.reload()
    move_the_last(founder)
    extend_by_two(founder)

    mentor.page.reload()
    expect(changes(mentor)).to_have_count(3, timeout=SECONDS)
    leave_out_the_second(founder)
    leave_out_the_second(mentor)
    mentor.button("series.confirm.skip").click()
    is_told(mentor, "series.done.skip")
    founder.button("series.confirm.skip").click()
    told = founder.page.get_by_role("dialog")
    expect(told).to_contain_text(founder.words("series.meanwhile"), timeout=SECONDS)
    expect(told.get_by_role("listitem").last).to_contain_text(founder.words("states.cancelled"))
    founder.meets_the_rules("a change that came second")
    founder.button("common.back").click()
    expect(changes(founder)).to_have_count(4, timeout=SECONDS)
    sees_series(founder, "active")
