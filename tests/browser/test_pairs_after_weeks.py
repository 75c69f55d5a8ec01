"""Pairs of a programme that has run for weeks: what is asked after a session, what coordinators read of it, and who is
left without anybody."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)

PROGRAMME = {"ko": "현지화 정기 멘토링", "en": "Localization, week by week"}
SLUG = "autumn-mentoring"
WAYS = [("ko", "phone"), ("en", "desk")]


def answers_anew(founder: Visitor, wish: str) -> None:
    """After the first session of their pair, which they have answered before."""
    founder.page.goto("/pairs")
    founder.page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    sessions = founder.page.get_by_role("region", name=founder.words("pairs.ourSessions"), exact=True)
    sessions.get_by_role("link").first.click()
    founder.button("feedback.change").click()
    card = founder.page.get_by_role("region", name=founder.words("feedback.title"), exact=True)
    card.get_by_role("radio", name="2", exact=True).check()
    card.get_by_role("textbox").fill(wish)
    founder.meets_the_rules("what is asked after a session")
    founder.button("feedback.send").click()
    founder.sees_words("feedback.sent")
    expect(founder.button("feedback.change")).to_be_visible(timeout=SECONDS)


@pytest.mark.parametrize(("language", "size"), WAYS)
def test_answers_after_a_session_are_given_anew_and_read_by_coordinators(
    demo: RunningDemo, founder: Visitor, coordinator: Visitor, language: str
) -> None:
    people, wish = demo.people(), f"Prices in {language}"
    founder.sign_in(people["startup_member"][-1]["email"])
    answers_anew(founder, wish)

    coordinator.sign_in(people["coordinator"][0]["email"])
    coordinator.page.goto(f"/coordinator/programmes/{SLUG}?tab=feedback")
    coordinator.sees(wish)
    coordinator.meets_the_rules("what people answered")
    coordinator.field("pairs.search").fill("nobody of that name")
    coordinator.sees_words("feedback.none")
    coordinator.meets_the_rules("nobody answered")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_coordinators_see_for_whom_nobody_is_left(
    demo: RunningDemo, coordinator: Visitor, language: str
) -> None:
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    coordinator.page.goto("/pairing")
    coordinator.page.get_by_role("link", name=PROGRAMME[language], exact=True).click()
    coordinator.button("pairing.views.pairs").click()
    plural = "pairing.leftAlone_other" if language == "ko" else "pairing.leftAlone_one"
    card = coordinator.page.get_by_role("region", name=coordinator.words(plural, count=1), exact=True)
    expect(card.get_by_role("listitem")).to_have_count(1, timeout=SECONDS)
    expect(card).to_contain_text(coordinator.words("pairing.pairStates.declined"))
    coordinator.meets_the_rules("somebody has nobody")
    card.get_by_role("link").click()
    coordinator.page.wait_for_url(re.compile(r"/pairs/.+"))
    coordinator.sees_words("pairs.states.declined")
