"""A programme from the first draft to the company that is taken in, on the real pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)


def opens_tab(coordinator: Visitor, tab: str) -> None:
    coordinator.page.get_by_role("link", name=coordinator.words(f"programmes.tabs.{tab}"), exact=True).click()


def saves(coordinator: Visitor, key: str = "common.save") -> None:
    coordinator.button(key).click()
    told = coordinator.page.get_by_text(coordinator.words("programmes.saved"), exact=True)
    expect(told.first).to_be_visible(timeout=SECONDS)
    coordinator.page.get_by_role("alert").get_by_role("button").first.click()
    expect(told).to_have_count(0, timeout=SECONDS)


def makes_and_opens(
    coordinator: Visitor,
    slug: str,
    names: dict[str, str],
    today: datetime,
    *,
    kind: str = "mentoring",
    pairing: str = "direct",
) -> None:
    page = coordinator.page
    page.goto("/coordinator/programmes")
    coordinator.meets_the_rules("the list of programmes")
    coordinator.button("programmes.new").click()
    for field, value in {**names, "slug": slug}.items():
        coordinator.field(f"programmes.fields.{field}").fill(value)
    of_kind = coordinator.words("programmes.fields.kind")
    page.get_by_role("dialog").get_by_label(of_kind, exact=True).select_option(kind)
    coordinator.meets_the_rules("a new programme")
    coordinator.button("programmes.make").click()
    page.wait_for_url(re.compile(f"/coordinator/programmes/{slug}"))
    coordinator.button("programmes.steps.open").click()
    coordinator.sees(re.compile(re.escape(coordinator.words("programmes.fields.intake")) + ":"))
    coordinator.meets_the_rules("what is missing yet")
    for field in ("summary_ko", "summary_en"):
        coordinator.field(f"programmes.fields.{field}").fill("Half a year of help")
    for field, weeks in (("starts_on", 4), ("ends_on", 30)):
        on = (today + timedelta(weeks=weeks)).date().isoformat()
        coordinator.field(f"programmes.fields.{field}").fill(on)
    saves(coordinator)
    opens_tab(coordinator, "joining")
    until = (today + timedelta(weeks=2)).strftime("%Y-%m-%dT18:00")
    page.locator("input[type=datetime-local]").fill(until)
    coordinator.field("programmes.fields.pairing").select_option(pairing)
    coordinator.meets_the_rules("joining and pairing")
    saves(coordinator)
    opens_tab(coordinator, "policy")
    coordinator.meets_the_rules("the policy")
    asks(coordinator)
    opens_tab(coordinator, "people")
    coordinator.meets_the_rules("who takes part")
    coordinator.button("programmes.steps.open").click()
    coordinator.sees_words("programmes.stepped.open")


def asks(coordinator: Visitor) -> None:
    """One question with the kinds of answers that people type, and one that they choose from."""
    opens_tab(coordinator, "questions")
    intake = coordinator.page.get_by_role("region", name=coordinator.words("programmes.questionsFor.intake"))
    intake.get_by_role("button", name=coordinator.words("programmes.addQuestion"), exact=True).click()
    intake.get_by_label(coordinator.words("programmes.question.title_ko"), exact=True).fill(
        "목표가 무엇입니까?"
    )
    intake.get_by_label(coordinator.words("programmes.question.title_en"), exact=True).fill(
        "What is your goal?"
    )
    coordinator.meets_the_rules("questions")
    intake.get_by_role("button", name=coordinator.words("programmes.saveQuestions"), exact=True).click()
    coordinator.sees_words("programmes.saved")


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_a_company_applies_to_a_new_programme_is_accepted_and_is_in(
    browser: Browser, demo: RunningDemo, language: str, size: str, coordinator: Visitor, founder: Visitor
) -> None:
    people = demo.people()
    slug = f"spring-{language}"
    names = {"name_ko": f"봄 과정 {language}", "name_en": f"Spring course {language}"}
    name = names[f"name_{language}"]
    today = datetime.fromisoformat(demo.get("/api/demo/")["now"]).astimezone(UTC)
    coordinator.sign_in(people["coordinator"][0]["email"])
    makes_and_opens(coordinator, slug, names, today, kind="technology_matching")

    founder.sign_in(people["startup_member"][0]["email"])
    founder.page.get_by_role("link", name=name, exact=True).click()
    goal = "목표가 무엇입니까?" if language == "ko" else "What is your goal?"
    founder.button("programmes.send").click()
    founder.page.get_by_text(re.compile("답해야|needs an answer")).first.wait_for()
    founder.meets_the_rules("an application with a fault")
    founder.page.get_by_label(goal, exact=True).fill("Five customers in the US")
    founder.sees_words("programmes.draft.kept")
    founder.page.reload()
    expect(founder.page.get_by_label(goal, exact=True)).to_have_value("Five customers in the US")
    founder.button("programmes.send").click()
    founder.sees_words("programmes.applicationLead.submitted")
    founder.meets_the_rules("an application that was sent")

    accepts(coordinator, slug)
    founder.page.reload()
    founder.sees_words("programmes.places.joined")
    founder.page.goto("/programmes")
    founder.sees_words("programmes.options.kind.technology_matching")
    founder.meets_the_rules("the programmes of a company")
    looks_for_its_kind(coordinator, name)


def looks_for_its_kind(coordinator: Visitor, name: str) -> None:
    page = coordinator.page
    page.goto("/coordinator/programmes?state=open")
    named = page.get_by_role("link", name=name, exact=True)
    expect(named).to_be_visible(timeout=SECONDS)
    coordinator.field("programmes.fields.kind").select_option("investor_meetings")
    coordinator.sees_words("programmes.none")
    expect(page).to_have_url(re.compile(r"kind=investor_meetings"), timeout=SECONDS)
    coordinator.field("programmes.fields.kind").select_option("technology_matching")
    expect(named).to_be_visible(timeout=SECONDS)
    coordinator.meets_the_rules("programmes of one kind")


def accepts(coordinator: Visitor, slug: str) -> None:
    page = coordinator.page
    page.goto(f"/coordinator/programmes/{slug}/applications")
    page.get_by_role("button", name=re.compile(re.escape(coordinator.words("programmes.read")))).first.click()
    coordinator.sees("Five customers in the US")
    coordinator.field("programmes.score").select_option("4")
    coordinator.field("programmes.note").fill("Strong team")
    coordinator.button("programmes.saveReview").click()
    coordinator.sees_words("programmes.saved")
    coordinator.meets_the_rules("applications")
    page.get_by_label(coordinator.words("programmes.chooseAll"), exact=True).check()
    coordinator.button("programmes.decide.accepted").click()
    coordinator.field("programmes.word").fill("Welcome")
    coordinator.meets_the_rules("a decision")
    coordinator.button("programmes.decideNow").click()
    one = {"ko": "programmes.decided_other", "en": "programmes.decided_one"}[coordinator.language]
    coordinator.sees_words(one, count=1)


@pytest.mark.parametrize(("language", "size"), [("en", "phone")])
def test_an_expert_who_is_invited_says_what_they_give(
    browser: Browser, demo: RunningDemo, language: str, size: str, mentor: Visitor
) -> None:
    mentor.sign_in(demo.people()["mentor"][0]["email"])
    mentor.page.goto("/programmes/global-launch")
    mentor.field("programmes.giving.capacity").fill("2")
    mentor.field("programmes.giving.will_not").fill("No slide reviews")
    mentor.button("programmes.conflicts.add").click()
    mentor.field("programmes.conflicts.company").fill("Sierra Labs, Inc.")
    mentor.meets_the_rules("what an expert gives")
    mentor.button("programmes.giving.join").click()
    mentor.sees_words("programmes.given")
    mentor.sees_words("programmes.places.joined")
