"""A calendar that Google refuses to show: its person and the coordinators see so, and have it read once more."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests import loopback
from tests.api_caller import eventually
from tests.browser.test_calendars import caller
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
EVENTS, FREE_BUSY = "events", "freeBusy"
REFUSED = {"error": {"code": 400, "message": "Bad Request", "errors": [{"reason": "invalid"}]}}


def refusal(way: str, calendar: str) -> dict[str, Any]:
    """What Google answers to whoever asks for that calendar: of events an error, of busy times one inside the answer."""
    if way == EVENTS:
        return {"method": "GET", "path": f"*/calendars/{calendar}/events", "status": 400, "body": REFUSED}
    unknown = {calendar: {"errors": [{"domain": "global", "reason": "internalError"}], "busy": []}}
    answer = {"kind": "calendar#freeBusy", "calendars": unknown}
    return {"method": "POST", "path": "*/freeBusy", "status": 200, "body": answer}


def order(demo: RunningDemo, path: str, body: object) -> None:
    loopback.post(f"{demo.google}/control/{path}", json=body).raise_for_status()


def refused_so_often(demo: RunningDemo) -> int:
    waiting = loopback.get(f"{demo.google}/control/faults").json()["waiting"]
    return 99 - sum(int(fault["times"]) for fault in waiting)


@pytest.mark.parametrize(("language", "size", "way"), [("ko", "phone", EVENTS), ("en", "desk", FREE_BUSY)])
def test_what_could_not_be_read_is_read_again_by_one_button(
    browser: Browser, demo: RunningDemo, language: str, size: str, way: str
) -> None:
    people = demo.people()
    person, calendar = people["startup_member"][1], f"team-{language}@group.calendar.google.com"
    # Of others' calendars only the busy times may be asked for.
    owner = person if way == EVENTS else people["mentor"][0]
    shelf = {"id": calendar, "owner": owner["email"], "summary": "Team", "roles": {person["email"]: "reader"}}
    founder = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    page = founder.page
    founder.sign_in(person["email"])
    page.goto("/settings")
    founder.button("google.connect").click()
    page.get_by_role("button", name="Allow").click()
    page.wait_for_url(re.compile("google=connected"))
    order(demo, "calendars", shelf)
    order(demo, "faults", refusal(way, calendar) | {"times": 99})
    page.goto("/settings")
    team = page.get_by_role("group", name=founder.words("google.calendars.read")).get_by_label("Team")
    founder.button("google.calendars.refresh").click()
    asking = caller(demo, person["email"])
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

    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
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


def codes(asking: Any) -> list[str]:
    return [one["code"] for one in asking.get("/me/google/")["troubles"]]
