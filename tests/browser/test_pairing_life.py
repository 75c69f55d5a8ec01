"""From the application to the first session, on the real pages: applied, accepted, ranked, paired, published, declined,
offered somebody else, agreed, booked."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.api_caller import ApiCaller, eventually
from tests.browser.test_pairing import works_it_out
from tests.browser.test_programmes import accepts
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(900)

NAMES = {"ko": "다음 학기 정기 멘토링", "en": "Mentoring of the next term"}
SLUG = "next-term"
QUESTION = {"title_ko": "목표가 무엇입니까?", "title_en": "What is your goal?", "kind": "text"}
GIVES = {
    "capacity": 1,
    "least_startups": 0,
    "topics": [],
    "languages": [],
    "stages": [],
    "markets": [],
    "will_not": "",
}


def a_programme_to_apply_to(demo: RunningDemo) -> None:
    """Open for applications, with two experts of one place each; what it asks and who gives time was set before."""
    people = demo.people()
    coordinator = ApiCaller(demo, people["coordinator"][0]["email"])
    now = datetime.fromisoformat(demo.get("/api/demo/")["now"])
    programme = {
        "slug": SLUG,
        "name_ko": NAMES["ko"],
        "name_en": NAMES["en"],
        "summary_ko": "한 학기 동안 매주",
        "summary_en": "Every week of a term",
        "expert_kind": "mentor",
        "joining": "application",
        "takes_all_experts": False,
        "pairing": "cycle",
        "approval": "automatic",
        "starts_on": now.date().isoformat(),
        "ends_on": (now + timedelta(days=100)).date().isoformat(),
        "applications_until": (now + timedelta(days=3)).isoformat(),
    }
    coordinator.post("/programme-desk/", 201, **programme)
    coordinator.put(f"/programme-desk/{SLUG}/questions/intake/", questions=[QUESTION])
    for mentor in people["mentor"][:2]:
        expert = ApiCaller(demo, mentor["email"]).get("/me/")["expert_id"]
        coordinator.put(f"/programme-desk/{SLUG}/experts/{expert}/", **GIVES)
    coordinator.post(f"/programme-desk/{SLUG}/open/")


def applies(founder: Visitor, slug: str) -> None:
    founder.page.goto(f"/programmes/{slug}")
    founder.page.get_by_label(QUESTION[f"title_{founder.language}"], exact=True).fill(
        "Five customers in the US"
    )
    founder.button("programmes.send").click()
    founder.sees_words("programmes.applicationLead.submitted")


def opens_a_cycle(coordinator: Visitor, now: datetime, names: dict[str, str]) -> None:
    coordinator.page.goto("/pairing")
    coordinator.button("pairing.new").click()
    coordinator.field("booking.programme").select_option(label=names[coordinator.language])
    for side in ("startups", "experts"):
        due = (now + timedelta(days=3)).date().isoformat()
        coordinator.field(f"pairing.due.{side}_on").fill(due)
    coordinator.meets_the_rules("a new cycle")
    coordinator.button("pairing.open").click()
    coordinator.page.wait_for_url(re.compile(r"/pairing/\d+"))


def to_the_cycle(visitor: Visitor, names: dict[str, str]) -> None:
    visitor.page.goto("/pairing")
    visitor.page.get_by_role("link", name=names[visitor.language], exact=True).click()


def ranks_first(founder: Visitor, mentor: str, names: dict[str, str]) -> None:
    to_the_cycle(founder, names)
    founder.button("pairing.wish.addNamed", name=mentor).click()
    founder.button("pairing.wish.send").click()
    founder.sees_words("pairing.wish.wasSent")


def rules_out_and_ranks_after_all(mentor: Visitor) -> None:
    """On the expert's page, in the dark."""
    mentor.page.emulate_media(color_scheme="dark")
    to_the_cycle(mentor, NAMES)
    veto = re.compile("^" + mentor.words("pairing.wish.vetoNamed", name=".+") + "$")
    button = mentor.page.get_by_role("button", name=veto)
    name = re.sub(r"^Rule out | 제외$", "", str(button.get_attribute("aria-label")))
    button.click()
    expect(mentor.button("pairing.wish.addNamed", name=name)).to_be_disabled()
    mentor.meets_the_rules("somebody is ruled out, in the dark")
    mentor.button("pairing.wish.keep").click()
    mentor.sees_words("pairing.wish.wasKept")
    mentor.page.reload()
    mentor.button("pairing.wish.allowNamed", name=name).click()
    mentor.button("pairing.wish.addNamed", name=name).click()
    expect(mentor.page.locator("ol li")).to_have_count(1)
    mentor.meets_the_rules("an expert's ranking, in the dark")
    mentor.button("pairing.wish.send").click()
    mentor.sees_words("pairing.wish.wasSent")


def publishes(coordinator: Visitor) -> None:
    coordinator.button("pairing.views.review").click()
    works_it_out(coordinator, "pairing.pair")
    tries_one_more_expert(coordinator)
    coordinator.button("pairing.publish").click()
    coordinator.button("pairing.publishConfirm").click()
    coordinator.sees(re.compile(coordinator.words("pairing.offered_other", count="\\d+")))


def tries_one_more_expert(coordinator: Visitor) -> None:
    """Who takes no part in it gets a column in a trial, which cannot be published; then what was shown is shown again."""
    page = coordinator.page
    shown = page.get_by_label(coordinator.words("pairing.run"), exact=True)
    before = shown.input_value()
    coordinator.button("pairing.whatIf").click()
    page.get_by_role("combobox", name=coordinator.words("pairing.oneMore"), exact=True).click()
    more = page.get_by_role("listbox").get_by_role("option").first
    expect(more).to_be_visible(timeout=SECONDS)
    name = more.inner_text()
    more.click()
    coordinator.meets_the_rules("one more expert")
    works_it_out(coordinator, "pairing.try")
    coordinator.sees_words("pairing.trial")
    expect(page.get_by_role("region", name=name, exact=True)).to_be_visible(timeout=SECONDS)
    shown.select_option(before)
    expect(coordinator.button("pairing.publish")).to_be_enabled(timeout=SECONDS)


def opens_pair_with(visitor: Visitor, other: str) -> None:
    def is_there() -> bool:
        visitor.page.goto("/pairs")
        visitor.page.locator("h1").wait_for()
        visitor.page.wait_for_timeout(500)
        return visitor.page.get_by_role("link", name=other).count() > 0

    eventually(is_there)
    visitor.page.get_by_role("link", name=other).first.click()
    visitor.sees_words("pairs.answer")


def says(visitor: Visitor, word: str) -> None:
    visitor.button(f"pairs.{word}").click()
    visitor.sees_words(f"pairs.said.{word}")


def begins_to_run(coordinator: Visitor, slug: str) -> None:
    coordinator.page.goto(f"/coordinator/programmes/{slug}")
    coordinator.button("programmes.steps.run").click()
    coordinator.sees_words("programmes.stepped.run")


@pytest.mark.parametrize(("language", "size"), [("ko", "phone")])
def test_from_the_application_to_the_first_session(
    browser: Browser,
    demo: RunningDemo,
    language: str,
    size: str,
    founder: Visitor,
    mentor: Visitor,
    coordinator: Visitor,
) -> None:
    people = demo.people()
    a_programme_to_apply_to(demo)
    founder.sign_in(people["startup_member"][0]["email"])
    applies(founder, SLUG)
    coordinator.sign_in(people["coordinator"][0]["email"])
    accepts(coordinator, SLUG)
    opens_a_cycle(coordinator, datetime.fromisoformat(demo.get("/api/demo/")["now"]), NAMES)
    first, second = people["mentor"][:2]
    ranks_first(founder, first["name"], NAMES)
    mentor.sign_in(first["email"])
    rules_out_and_ranks_after_all(mentor)
    publishes(coordinator)

    opens_pair_with(founder, first["name"])
    founder.sees(re.compile("처음 만날 수 있는 시간|A first session could be"))
    founder.meets_the_rules("a pair that is offered")
    says(founder, "no")
    opens_pair_with(founder, second["name"])
    says(founder, "yes")
    other = Visitor(browser, demo, language=language, size=size, zone="America/Los_Angeles")
    other.sign_in(second["email"])
    other.page.goto("/pairs")
    other.page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    other.sees_words("pairs.answer")
    says(other, "yes")
    other.sees_words("pairs.first.none")

    begins_to_run(coordinator, SLUG)
    founder.page.reload()
    founder.sees_words("pairs.first.title")
    expect(founder.button("pairs.first.book")).to_be_visible(timeout=SECONDS)
    founder.meets_the_rules("the first hour of a pair")
    founder.button("pairs.first.book").click()
    founder.page.wait_for_url(re.compile("/sessions/"))
    founder.sees_state("confirmed")

    other.page.reload()
    sessions = other.page.get_by_role("region", name=other.words("pairs.ourSessions"), exact=True)
    expect(sessions.get_by_role("link")).to_have_count(1, timeout=SECONDS)
    other.meets_the_rules("a pair with its first session")
