"""Google and Twilio are away when a session is agreed: the people notice nothing, and all of it comes later."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(300)


def set_faults(demo: RunningDemo, script: dict[str, Any] | None) -> None:
    for vendor in (demo.google, demo.twilio):
        loopback.delete(f"{vendor}/control/faults").raise_for_status()
        if script:
            loopback.post(f"{vendor}/control/faults", json=script).raise_for_status()


def ask_for_the_last_free_start(demo: RunningDemo, founder: ApiCaller, mentors_name: str) -> Any:
    (expert,) = founder.get("/experts/", q=mentors_name)["results"]
    now = datetime.fromisoformat(founder.get("/installation/")["now"])
    window = {"from": now.isoformat(), "until": (now + timedelta(days=28)).isoformat()}
    offer = {"programme": "localization-mentoring"}
    free = founder.get(f"/experts/{expert['id']}/free-starts/", **offer, **window)["starts"]
    wish = {"expert": expert["id"], "starts_at": free[-1]["starts_at"], "goal": "Both away"}
    return founder.post("/sessions/", expected=201, **offer, **wish)


def has_arrived(session: Any) -> bool:
    texts = [message["state"] for message in session["messages"] if message["channel"] == "sms"]
    return session["calendar"]["state"] == "written" and set(texts) <= {"delivered", "dropped"}


def test_a_session_agreed_while_both_are_away_converges_when_they_return(demo: RunningDemo) -> None:
    people = demo.people()
    demo.move_clock("next_day")  # nine in the morning: texts may leave
    founder = ApiCaller(demo, people["startup_member"][0]["email"])
    mentor = ApiCaller(demo, people["mentor"][0]["email"])
    coordinator = ApiCaller(demo, people["coordinator"][0]["email"])
    set_faults(demo, {"kind": "drop", "path": "*", "times": 1000})
    try:
        session = ask_for_the_last_free_start(demo, founder, people["mentor"][0]["name"])
        path = f"/sessions/{session['id']}/"
        assert mentor.post(f"{path}accept/", word="Yes")["state"] == "confirmed"
        eventually(lambda: coordinator.get(path)["calendar"]["detail"])
        told = coordinator.get(path)
        assert (told["calendar"]["state"], told["meet_url"]) == ("waiting", "")
        assert {"kind": "calendar", "state": "waiting"} in told["attention"]
        actions = {entry["action"] for entry in coordinator.get(f"{path}story/")["entries"]}
        assert {"calendar.waiting", "calendar.written"} & actions == {"calendar.waiting"}
    finally:
        set_faults(demo, None)
    demo.move_clock("minutes", 10)  # texts of unclear fate are looked up after a while
    eventually(lambda: has_arrived(coordinator.get(path)), seconds=180)
    told = coordinator.get(path)
    assert told["meet_url"].startswith("https://meet.google.com/")
    assert told["attention"] == []
