"""From a time that suits several at once to a session that each of them sees."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
EVERYBODY = """async names => {
  const asked = path => fetch(path).then(answer => answer.json());
  const [colleague] = await asked("/api/colleagues/");
  const {results} = await asked("/api/experts/?page_size=100");
  const [lead, other] = names.map(name => results.find(expert => expert.name === name));
  return {colleague, lead, other};
}"""


def another(browser: Browser, demo: RunningDemo, founder: Visitor, size: str, email: str) -> Visitor:
    visitor = Visitor(browser, demo, language=founder.language, size=size, zone="America/Los_Angeles")
    visitor.sign_in(email)
    return visitor


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_what_suits_all_is_booked_for_all_and_the_other_mentor_sees_it(
    founder: Visitor, browser: Browser, demo: RunningDemo, size: str
) -> None:
    founder.sign_in(demo.people()["startup_member"][0]["email"])
    page, mentors = founder.page, demo.people()["mentor"][:2]
    found: dict[str, Any] = page.evaluate(EVERYBODY, [row["name"] for row in mentors])
    lead, other, colleague = found["lead"], found["other"], found["colleague"]
    ids = f"experts={lead['id']},{other['id']}&colleagues={colleague['id']}"
    page.goto(f"/mentors/free?mode=all&weeks=4&{ids}")
    together = page.get_by_role("region", name=founder.words("find.modes.all"), exact=True)
    together.locator("section a").nth(1).click()
    page.wait_for_url(
        re.compile(rf"/mentors/{lead['id']}\?.*experts={other['id']}.*colleagues={colleague['id']}")
    )
    beside = page.get_by_role("region", name=founder.words("booking.beside"), exact=True)
    for person in (other, colleague):
        expect(beside).to_contain_text(person["name"], timeout=SECONDS)
    founder.meets_the_rules("booking for several")
    page.reload()
    expect(beside).to_contain_text(other["name"], timeout=SECONDS)
    founder.field("booking.goal").fill("Which of you do we start with?")
    founder.button("booking.request").click()
    page.wait_for_url(re.compile(r"/sessions/[0-9a-f-]{36}"))
    founder.sees_state("requested")
    for person in (lead, other, colleague):
        founder.sees(person["name"])
    founder.meets_the_rules("a session of several")

    mentor = another(browser, demo, founder, size, mentors[1]["email"])
    mentor.sees_words("home.answers", name=lead["name"])
    expect(mentor.button("actions.accept")).to_have_count(0)
    mentor.meets_the_rules("named for a session")
    mentor.page.goto(page.url)
    mentor.sees_state("requested")
    asked = another(browser, demo, founder, size, mentors[0]["email"])
    asked.page.goto(page.url)
    asked.button("actions.accept").click()
    asked.button("actions.confirm.accept").click()
    mentor.sees_state("confirmed")

    mentor.button("actions.leave").click()
    mentor.field("leaving.word").fill("On a flight")
    mentor.meets_the_rules("saying that one cannot come")
    mentor.button("leaving.confirm").click()
    mentor.page.wait_for_url(re.compile(r"/sessions$"))
    founder.sees(re.compile("On a flight"))
    founder.sees_state("confirmed")
