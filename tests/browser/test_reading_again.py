"""A calendar that Google refuses to show: its person and the coordinators see so, and have it read once more."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
CALENDAR = "team@group.calendar.google.com"
OFTEN = 99
REFUSAL = {
    "method": "GET",
    "path": f"*/calendars/{CALENDAR}/events",
    "status": 400,
    "body": {"error": {"code": 400, "message": "Bad Request", "errors": [{"reason": "invalid"}]}},
    "times": OFTEN,
}


def order(demo: RunningDemo, path: str, body: object) -> None:
    loopback.post(f"{demo.google}/control/{path}", json=body).raise_for_status()


def refused_so_often(demo: RunningDemo) -> int:
    waiting = loopback.get(f"{demo.google}/control/faults").json()["waiting"]
    return OFTEN - sum(int(fault["times"]) for fault in waiting if fault["path"] == REFUSAL["path"])


def codes(asking: ApiCaller) -> list[str]:
    return [one["code"] for one in asking.get("/me/google/")["troubles"]]


def test_what_could_not_be_read_is_read_again_by_one_button(browser: Browser, demo: RunningDemo) -> None:
    people = demo.people()
    person = people["startup_member"][1]
    asking = ApiCaller(demo, person["email"], "ko")  # the words of troubles come from the server
    founder = Visitor(browser, demo, language="ko", size="phone", zone="Asia/Seoul")
    page = founder.page
    founder.sign_in(person["email"])
    page.goto("/settings")
    if not asking.get("/me/google/")["connected"]:
        founder.button("google.connect").click()
        page.get_by_role("button", name="Allow").click()
        page.wait_for_url(re.compile("google=connected"))
    order(demo, "calendars", {"id": CALENDAR, "owner": person["email"], "summary": "Team"})
    order(demo, "faults", REFUSAL)
    page.goto("/settings")
    team = page.get_by_role("group", name=founder.words("google.calendars.read")).get_by_label("Team")
    founder.button("google.calendars.refresh").click()
    eventually(lambda: any(row["name"] == "Team" for row in asking.get("/me/google/calendars/")))
    page.reload()
    team.check()
    founder.button("google.calendars.save").click()
    founder.sees_words("google.calendars.saved")

    eventually(lambda: "reads_failed" in codes(asking))
    page.reload()
    (told,) = [one["words"] for one in asking.get("/me/google/")["troubles"] if one["code"] == "reads_failed"]
    founder.sees(told)
    founder.meets_the_rules("a calendar that cannot be read")
    before = refused_so_often(demo)
    founder.button("google.mend.go").click()
    founder.sees_words("google.mend.mending")
    eventually(lambda: refused_so_often(demo) > before)

    coordinator = Visitor(browser, demo, language="ko", size="desk", zone="Asia/Seoul")
    coordinator.sign_in(people["coordinator"][0]["email"])
    coordinator.page.goto("/coordinator/calendars")
    connections = coordinator.page.get_by_role(
        "region", name=coordinator.words("desk.connections"), exact=True
    )
    row = connections.get_by_role("listitem").filter(has_text=person["name"])
    expect(row).to_contain_text(coordinator.words("desk.trouble.reads_failed"), timeout=SECONDS)
    coordinator.meets_the_rules("whose calendar cannot be read")
    loopback.delete(f"{demo.google}/control/faults").raise_for_status()
    row.get_by_role("button", name=f"{coordinator.words('desk.readAgain')}: {person['name']}").click()
    expect(row).to_have_count(0, timeout=3 * SECONDS)  # the page asks again every half minute

    page.reload()
    expect(team).to_be_checked(timeout=SECONDS)
    expect(founder.button("google.mend.go")).to_have_count(0)
    assert codes(asking) == []
    founder.button("google.disconnect").click()  # as it was
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=founder.words("google.parting.go"), exact=True).click()
    expect(founder.button("google.connect")).to_be_visible(timeout=SECONDS)
