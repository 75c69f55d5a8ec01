"""A coordinator's afternoon at a desk: a programme made and opened, companies taken in, a cycle, the pairs looked at and
published; then the two agree on their sessions although one date does not suit."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.api_caller import ApiCaller
from tests.browser.test_pairing import works_it_out
from tests.browser.test_pairing_life import (
    applies,
    begins_to_run,
    opens_a_cycle,
    opens_pair_with,
    ranks_first,
    says,
    to_the_cycle,
)
from tests.browser.test_programmes import accepts, makes_and_opens
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(900)

SLUG, NAMES = "summer", {"ko": "여름 정기 멘토링", "en": "Summer mentoring"}
FIELDS = {"name_ko": NAMES["ko"], "name_en": NAMES["en"]}


def looks_why(coordinator: Visitor, startup: str, mentor: str) -> None:
    """Every part of the score with its reason in words, and the proof that nothing better exists."""
    coordinator.sees_words("pairing.proof")
    coordinator.page.locator("button[draggable=true]", has_text=startup).click()
    dialog = coordinator.page.get_by_role("dialog")
    chosen = dialog.get_by_label(coordinator.words("pairing.with"), exact=True).locator("option:checked")
    expect(chosen).to_have_text(mentor, timeout=SECONDS)
    expect(dialog.get_by_role("progressbar")).to_have_count(10, timeout=SECONDS)
    coordinator.meets_the_rules("why these two")
    coordinator.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0, timeout=SECONDS)


def publishes(coordinator: Visitor) -> None:
    coordinator.button("pairing.publish").click()
    coordinator.button("pairing.publishConfirm").click()
    coordinator.sees_words("pairing.offered_one", count=1)


def proposes_around_a_day_off(founder: Visitor, demo: RunningDemo, mentor: str) -> None:
    """Begins with the hour that is suggested; the second week cannot be had, is left out, and made up for at the end."""
    founder.button("pairs.propose").click()
    founder.field("pairs.goals").fill("Five customers in the US")
    founder.field("pairs.sessions").fill("2")
    expect(founder.field("pairs.firstOn")).not_to_have_value("", timeout=SECONDS)
    first = founder.field("pairs.firstOn").input_value()
    off = date.fromisoformat(first) + timedelta(weeks=1)
    expert = ApiCaller(demo, mentor)
    for day in (off - timedelta(days=1), off):  # whichever of them it is on the expert's clock
        expert.put("/agenda/overrides/", on=day.isoformat(), ranges=[])
    founder.button("pairs.lookAtDates").click()
    dates = founder.page.get_by_role("region", name=founder.words("pairs.dates"), exact=True)
    rows = dates.get_by_role("row")
    expect(rows).to_have_count(4, timeout=SECONDS)  # the head, two dates, and what is free instead of one
    expect(founder.button("pairs.sendProposal")).to_be_disabled()
    founder.meets_the_rules("a date that cannot be had")
    dates.get_by_role("radio", name=founder.words("series.leaveOut"), exact=True).check()
    expect(rows).to_have_count(5, timeout=SECONDS)
    founder.meets_the_rules("a date that is left out")
    founder.button("pairs.sendProposal").click()
    founder.sees_words("pairs.proposedByYou")


@pytest.mark.parametrize(("language", "size"), [("en", "desk")])
def test_from_the_programme_to_agreed_sessions(
    demo: RunningDemo, founder: Visitor, mentor: Visitor, coordinator: Visitor
) -> None:
    people = demo.people()
    who, first = people["startup_member"][0], people["mentor"][0]
    now = datetime.fromisoformat(demo.get("/api/demo/")["now"]).astimezone(UTC)
    coordinator.sign_in(people["coordinator"][0]["email"])
    makes_and_opens(coordinator, SLUG, FIELDS, now, pairing="cycle")
    founder.sign_in(who["email"])
    applies(founder, SLUG)
    accepts(coordinator, SLUG)
    opens_a_cycle(coordinator, now, NAMES)
    ranks_first(founder, first["name"], NAMES)
    coordinator.button("pairing.views.review").click()
    works_it_out(coordinator, "pairing.pair")
    startup = ApiCaller(demo, who["email"]).get("/me/")["startup"]["name_en"]
    looks_why(coordinator, startup, first["name"])
    publishes(coordinator)
    to_the_cycle(coordinator, NAMES)
    coordinator.sees_words(
        "pairing.pairStates.offered"
    )  # the page opens on the pairs, now that there are some

    opens_pair_with(founder, first["name"])
    says(founder, "yes")
    mentor.sign_in(first["email"])
    opens_pair_with(mentor, startup)
    says(mentor, "yes")
    begins_to_run(coordinator, SLUG)
    founder.page.reload()
    founder.sees_words("pairs.first.title")
    proposes_around_a_day_off(founder, demo, first["email"])
    mentor.page.reload()
    mentor.sees(re.compile(mentor.words("pairs.leftOut", days=".+")))
    mentor.button("pairs.agree").click()
    mentor.sees_words("pairs.agreed")
    sessions = mentor.page.get_by_role("region", name=mentor.words("pairs.ourSessions"), exact=True)
    expect(sessions.get_by_role("link")).to_have_count(2, timeout=SECONDS)
    mentor.sees_words("pairs.why")  # past the first hour, too
    mentor.meets_the_rules("a pair that has agreed")
