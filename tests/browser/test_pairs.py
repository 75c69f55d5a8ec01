"""A pair from the offer to regular sessions, and what they write carried from one to the next, on the real pages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.api_caller import ApiCaller
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
SEOUL = ZoneInfo("Asia/Seoul")
WAYS = [("ko", "phone", 0), ("en", "desk", 1)]


def a_pair(demo: RunningDemo, slug: str, number: int) -> str:
    """The address of a pair that a coordinator has offered in a programme of their own."""
    people = demo.people()
    coordinator = ApiCaller(demo, people["coordinator"][0]["email"])
    now = datetime.fromisoformat(demo.get("/api/demo/")["now"])
    programme = {
        "slug": slug,
        "name_ko": "정기 멘토링",
        "name_en": "Regular mentoring",
        "summary_ko": "매주 한 시간",
        "summary_en": "An hour a week",
        "expert_kind": "mentor",
        "pairing": "assigned",
        "starts_on": now.date().isoformat(),
        "ends_on": (now + timedelta(days=120)).date().isoformat(),
    }
    coordinator.post("/programme-desk/", 201, **programme)
    coordinator.post(f"/programme-desk/{slug}/run/")
    founder = ApiCaller(demo, people["startup_member"][number]["email"]).get("/me/")
    mentor = ApiCaller(demo, people["mentor"][number]["email"]).get("/me/")
    offered = coordinator.post(
        "/relations/",
        201,
        programme=slug,
        startup=founder["startup"]["id"],
        expert=mentor["expert_id"],
        why_ko="미국 가격 정책을 잘 아는 분입니다.",
        why_en="Knows prices in the US.",
        answer_by=(now + timedelta(days=5)).isoformat(),
    )
    return f"/pairs/{offered['id']}"


def says_yes(visitor: Visitor, path: str) -> None:
    visitor.page.goto(path)
    visitor.sees_words("pairs.why")
    visitor.meets_the_rules("a pair that is offered")
    visitor.button("pairs.yes").click()
    visitor.sees_words("pairs.said.yes")


def a_weekly_hour(demo: RunningDemo, path: str, email: str) -> datetime:
    """A start that suits both in two weeks running, on the clock of Seoul."""
    founder = ApiCaller(demo, email)
    pair = founder.get(path.replace("/pairs/", "/relations/") + "/")
    soon = datetime.fromisoformat(demo.get("/api/demo/")["now"]) + timedelta(days=2)
    query = {"from": soon.isoformat(), "until": (soon + timedelta(days=10)).isoformat()}
    query["programme"] = pair["programme"]["slug"]
    for free in founder.get(f"/experts/{pair['expert']['id']}/free-starts/", **query)["starts"]:
        at = datetime.fromisoformat(free["starts_at"]).astimezone(SEOUL)
        terms = {"goals": "x", "sessions": 2, "anchor": "founder", "starts_on": at.date().isoformat()}
        preview = f"/relations/{pair['id']}/agreements/preview/"
        dates = founder.post(preview, 200, starts_time=at.strftime("%H:%M"), **terms)["dates"]
        if all(date["clash"] is None for date in dates):
            return at
    raise AssertionError("no hour suits both")


def proposes(visitor: Visitor, first: datetime) -> None:
    """Every date is shown on both clocks before anything is sent."""
    visitor.button("pairs.propose").click()
    visitor.field("pairs.goals").fill("Ten pilot customers")
    visitor.field("pairs.sessions").fill("2")
    visitor.field("pairs.firstOn").fill(first.date().isoformat())
    visitor.field("pairs.firstAt").fill(first.strftime("%H:%M"))
    visitor.button("pairs.lookAtDates").click()
    dates = visitor.page.get_by_role("region", name=visitor.words("pairs.dates"), exact=True)
    expect(dates.locator("ol > li, tbody > tr")).to_have_count(2, timeout=SECONDS)
    visitor.meets_the_rules("the dates of a proposal")
    visitor.button("pairs.sendProposal").click()
    visitor.sees_words("pairs.proposedByYou")


@pytest.mark.parametrize(("language", "size", "number"), WAYS)
def test_two_say_yes_agree_and_find_what_is_open_in_the_next_brief(
    demo: RunningDemo, founder: Visitor, mentor: Visitor, coordinator: Visitor, language: str, number: int
) -> None:
    people = demo.people()
    path = a_pair(demo, f"regular-{language}", number)
    founder.sign_in(people["startup_member"][number]["email"])
    mentor.sign_in(people["mentor"][number]["email"])
    says_yes(founder, path)
    says_yes(mentor, path)

    founder.page.goto("/pairs")
    founder.meets_the_rules("the pairs of a startup")
    founder.page.goto(path)
    proposes(founder, a_weekly_hour(demo, path, people["startup_member"][number]["email"]))
    mentor.page.goto(path)
    mentor.button("pairs.agree").click()
    mentor.sees_words("pairs.agreed")
    mentor.field("pairs.newAction").fill("Call ten customers")
    mentor.button("pairs.addAction").click()
    mentor.sees("Call ten customers")
    mentor.field("pairs.privateNote").fill("Watch the price")
    mentor.button("pairs.keepPrivate").click()
    mentor.sees("Watch the price")
    mentor.meets_the_rules("a pair that works")

    sessions = mentor.page.get_by_role("region", name=mentor.words("pairs.ourSessions"), exact=True)
    expect(sessions.get_by_role("link")).to_have_count(2, timeout=SECONDS)
    second = sessions.get_by_role("link").nth(1).get_attribute("href")
    mentor.page.goto(str(second))
    mentor.sees_words("pairs.brief.title")
    mentor.sees_words("pairs.brief.numberOf", number=2, planned=2)
    mentor.sees("Call ten customers")
    mentor.meets_the_rules("a session with its brief")

    founder.page.reload()
    founder.page.get_by_role("checkbox", name="Call ten customers").click()
    mentor.page.reload()
    mentor.sees_words("pairs.brief.numberOf", number=2, planned=2)
    expect(mentor.page.get_by_text("Call ten customers")).to_have_count(0, timeout=SECONDS)
    expect(founder.page.get_by_text("Watch the price")).to_have_count(0)

    coordinator.sign_in(people["coordinator"][0]["email"])
    coordinator.page.goto("/pairs")
    coordinator.meets_the_rules("all pairs at a glance")
    coordinator.page.goto(path)
    coordinator.sees_words("pairs.oversightLead")
    coordinator.meets_the_rules("a pair as coordinators see it")
    coordinator.page.goto("/honoraria")
    coordinator.sees_words("honoraria.lead")
    coordinator.meets_the_rules("honoraria")
