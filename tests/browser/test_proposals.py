"""Other times, offered and taken on the real pages."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.bookings import links_mailed, next_link_mailed
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

LINK_OF_A_TIME = r"\S+/answer/\S+\?start=\S+"

pytestmark = pytest.mark.timeout(600)


def ask(founder: Visitor, mentors_name: str) -> None:
    """Ask for the mentor's first free start; the session's page is open then."""
    founder.page.goto(f"/mentors?q={mentors_name}")
    founder.page.get_by_role("link", name=re.compile(mentors_name)).first.click()
    founder.page.get_by_role("radio").first.click()
    founder.field("booking.goal").fill("Prices for the US")
    founder.button("booking.request").click()
    founder.sees_state("requested")


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_a_mentor_offers_other_times_and_the_founder_takes_one(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    people = demo.people()
    mentors_email, mentors_name = people["mentor"][1]["email"], people["mentor"][1]["name"]
    demo.move_clock("next_day")
    founder.sign_in(people["startup_member"][1]["email"])
    ask(founder, mentors_name)
    path = "/sessions/" + founder.page.url.rsplit("/", 1)[1]

    mentor.sign_in(mentors_email)
    mentor.page.goto(path)
    mentor.button("actions.propose").click()
    starts = mentor.page.get_by_role("checkbox")
    expect(starts.first).to_be_visible(timeout=SECONDS)
    starts.nth(0).click()
    expect(starts.nth(0)).to_have_attribute("aria-checked", "true")
    mentor.sees_words("proposal.chosen", number=1, most=5)
    mentor.field("proposal.word").fill("Later suits me")
    mentor.meets_the_rules("offering other times")
    mentor.button("proposal.send").click()
    mentor.sees_words("proposal.sent")
    mentor.sees_state("proposed")
    mentor.meets_the_rules("own proposal")
    mentor.page.goto("/")
    mentor.sees("Later suits me")
    mentor.meets_the_rules("home with a proposal")

    founder.page.reload()
    founder.sees("Later suits me")
    founder.meets_the_rules("an offer to answer")
    founder.page.get_by_role("button", name=founder.words("proposal.take")).first.click()
    founder.sees_state("confirmed")
    founder.meets_the_rules("taken")


@pytest.mark.parametrize(("language", "size"), [("en", "phone"), ("ko", "desk")])
def test_an_offer_is_taken_behind_the_link_of_its_mail(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    people = demo.people()
    mentors_email, mentors_name = people["mentor"][2]["email"], people["mentor"][2]["name"]
    demo.move_clock("next_day")
    founder.sign_in(people["startup_member"][1]["email"])
    ask(founder, mentors_name)
    founder.button("actions.propose").click()
    starts = founder.page.get_by_role("checkbox")
    expect(starts.first).to_be_visible(timeout=SECONDS)
    starts.nth(0).click()
    known = links_mailed(demo, mentors_email, LINK_OF_A_TIME)
    founder.button("proposal.send").click()
    founder.sees_state("proposed")

    mentor.page.goto(next_link_mailed(demo, mentors_email, LINK_OF_A_TIME, known))
    mentor.sees_words("proposal.offered")
    mentor.meets_the_rules("an offer behind its link")
    mentor.page.get_by_role("button", name=mentor.words("proposal.take")).first.click()
    mentor.sees_words("answer.answered")
    mentor.meets_the_rules("an answered offer")


def meet_only_until(founder: Visitor, hour: str) -> None:
    """The founder's own day ends then, from now on."""
    founder.page.goto("/settings")
    founder.field("settings.humane_until").fill(hour)
    founder.button("common.save").click()
    founder.sees_words("settings.saved")


@pytest.mark.parametrize(("language", "size"), [("ko", "desk"), ("en", "phone")])
def test_who_offers_a_time_in_the_founders_night_is_told_and_may_offer_it_all_the_same(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    mentor = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    people = demo.people()
    mentors_email, mentors_name = people["mentor"][1]["email"], people["mentor"][1]["name"]
    demo.move_clock("next_day")
    founder.sign_in(people["startup_member"][0]["email"])
    ask(founder, mentors_name)
    path = "/sessions/" + founder.page.url.rsplit("/", 1)[1]
    mentor.sign_in(mentors_email)
    mentor.page.goto(path)
    mentor.button("actions.propose").click()
    mentor.page.get_by_role("checkbox").first.click()

    meet_only_until(founder, "08:30")
    mentor.button("proposal.send").click()
    mentor.sees_words("proposal.late")
    mentor.sees_words("proposal.lateHint")
    mentor.meets_the_rules("a time in the founder's night")
    mentor.button("proposal.sendAnyway").click()
    mentor.sees_state("proposed")
    meet_only_until(founder, "21:00")
    founder.page.goto(path)
    founder.sees_words("proposal.take")
