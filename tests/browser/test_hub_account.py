"""The hub organises with a Google account of its own: an administrator connects it, mends it, and parts from it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests import loopback
from tests.api_caller import ApiCaller, eventually
from tests.browser.test_calendars import LOOKS, agreed, calendar_of, call_off
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import ROOT, RunningDemo, running_demo

pytestmark = pytest.mark.timeout(600)
HUB = "sessions@hub.example"


@pytest.fixture(scope="module")
def hub_demo() -> Iterator[tuple[RunningDemo, str]]:
    """A demo in which the hub organises, and the address of its administrator."""
    with (
        TemporaryDirectory(prefix="meridian-hub-") as var,
        running_demo(Path(var), GOOGLE_HUB_ORGANISER="google_user") as demo,
    ):
        administrator = demo.people()["coordinator"][0]["email"]
        command = [sys.executable, "backend/manage.py", "appoint_administrator", administrator]
        environment = os.environ | {"MERIDIAN_MODE": "demo", "MERIDIAN_VAR": var}
        environment.pop("DATABASE_URL", None)
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        loopback.post(f"{demo.google}/control/accounts", json={"email": HUB}).raise_for_status()
        yield demo, administrator


def say_yes(visitor: Visitor, button: str) -> None:
    """To Google, as the hub; the way back ends on the desk."""
    visitor.button(button).click()
    visitor.page.get_by_role("radio", name=HUB).check()
    visitor.page.get_by_role("button", name="Allow").click()
    visitor.page.wait_for_url(re.compile("/coordinator/calendars.google=connected"))


@LOOKS
def test_the_hubs_account_is_connected_mended_and_parted_from(
    browser: Browser, hub_demo: tuple[RunningDemo, str], language: str, size: str
) -> None:
    demo, email = hub_demo
    visitor = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    visitor.sign_in(email)
    page = visitor.page
    page.goto("/coordinator/calendars")
    card: Locator = page.get_by_role("region", name=visitor.words("hubAccount.title"), exact=True)
    expect(card).to_contain_text(visitor.words("hubAccount.none.google_user"), timeout=SECONDS)
    visitor.meets_the_rules("no account of the hub")

    say_yes(visitor, "hubAccount.connect.first")
    expect(card).to_contain_text(HUB, timeout=SECONDS)
    expect(card).to_contain_text("calendar.events.owned")
    visitor.meets_the_rules("the hub's account")

    session = agreed(demo, f"By the hub {language}")
    eventually(lambda: calendar_of(demo, session) == "written")
    page.goto(f"/sessions/{session}")
    visitor.sees_words("session.calendarEdits.ask")

    loopback.post(f"{demo.google}/control/revoke", json={"email": HUB}).raise_for_status()
    call_off(demo, session)  # of an event that the account has: a new one would go by mail meanwhile
    caller = ApiCaller(demo, email)
    eventually(lambda: caller.get("/hub/google/")["state"] == "needs_reauth")
    page.goto("/coordinator/calendars")
    expect(card).to_contain_text(visitor.words("desk.trouble.needs_consent"), timeout=SECONDS)
    visitor.sees_words("desk.warning.needs_consent", name=visitor.words("desk.hub"))
    visitor.sees_words("desk.whyHub.reconnect")
    visitor.meets_the_rules("an account that Google lets in no more")

    say_yes(visitor, "hubAccount.connect.again")
    eventually(lambda: calendar_of(demo, session) == "removed")

    page.goto("/coordinator/calendars")
    visitor.button("google.disconnect").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(visitor.words("hubAccount.parting.then"))
    visitor.meets_the_rules("asked whether to part")
    dialog.get_by_role("radio", name=visitor.words("hubAccount.parting.fates.remove")).check()
    dialog.get_by_role("button", name=visitor.words("google.disconnect"), exact=True).click()
    expect(visitor.button("hubAccount.connect.first")).to_be_visible(timeout=SECONDS)


def test_a_coordinator_sees_how_it_does_and_who_can_mend_it(
    browser: Browser, hub_demo: tuple[RunningDemo, str]
) -> None:
    demo, _ = hub_demo
    visitor = Visitor(browser, demo, language="en", size="desk", zone="Asia/Seoul")
    visitor.sign_in(demo.people()["coordinator"][0]["email"])
    visitor.page.goto("/coordinator/calendars")
    visitor.sees_words("hubAccount.administrators")
    expect(visitor.button("hubAccount.connect.first")).to_have_count(0)
