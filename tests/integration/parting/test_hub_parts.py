"""The hub parts from its account and says what becomes of the sessions in its calendar."""

from datetime import datetime, timedelta
from typing import Any

import pytest

import clock
from accounts.models import Person, Role
from audit.models import AuditEntry
from calendars import operations
from calendars.models import GoogleConnection
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.hub import MENTOR_AT_GOOGLE, at_google
from tests.integration.calendars.hub_account import HUB, connect_hub
from tests.integration.heeding.conftest import user
from tests.integration.heeding.stage import Stage, a_stage_by, client, sync, work
from tests.integration.mentoring.conftest import at, set_clock
from tests.integration.parting.test_taking_events_out import google_is_away, invited, revoked

__all__ = ["user"]

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/api/hub/google/"


@pytest.fixture
def stage(
    monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, user: GoogleConnection
) -> Stage:
    return a_stage_by(request, google, "user")


@pytest.fixture
def administrator(stage: Stage) -> Person:
    return a_person(Role.ADMINISTRATOR)


def part(administrator: Person, events: str = "remove") -> Any:
    return client(administrator).post(f"{PATH}disconnect/", {"events": events}, format="json")


def state(administrator: Person) -> str:
    return str(client(administrator).get(PATH).json()["state"])


def test_what_is_taken_out_everybody_is_invited_to_by_mail(
    stage: Stage, google: GoogleEmulatorHandle, administrator: Person
) -> None:
    assert part(administrator).status_code == 204
    assert state(administrator) == "leaving"
    work()
    assert (at_google(google, HUB), at_google(google, MENTOR_AT_GOOGLE)) == ([], [])
    for person in (stage.mentor.person, stage.founder):
        assert (stage.told(person), invited(person)) == (["handed_over"], [stage.event.uid])
    assert (stage.session.state, stage.event.state, stage.event.organiser) == ("confirmed", "none", None)
    assert (state(administrator), revoked(google)) == ("none", [200])
    entry = AuditEntry.objects.get(action="google.disconnected")
    assert (entry.actor, entry.details["events"]) == (administrator, "remove")


def test_what_is_kept_stays_and_nobody_hears_of_it(
    stage: Stage, google: GoogleEmulatorHandle, administrator: Person
) -> None:
    before = at_google(google, HUB)
    assert part(administrator, "keep").status_code == 204
    work()
    assert (at_google(google, HUB), stage.told(stage.founder), state(administrator)) == (before, [], "none")
    refused = part(administrator, "perhaps")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "events")


def test_where_google_lets_the_account_in_no_more_nothing_can_be_taken_out(
    stage: Stage, user: GoogleConnection, administrator: Person
) -> None:
    GoogleConnection.objects.filter(pk=user.pk).update(state="needs_reauth")
    refused = part(administrator)
    assert (refused.status_code, refused.json()["code"]) == (409, "events_out_of_reach")
    assert state(administrator) == "needs_reauth"


def test_while_it_leaves_nothing_new_goes_there_and_after_a_day_it_is_over(
    stage: Stage, google: GoogleEmulatorHandle, administrator: Person
) -> None:
    google_is_away(stage)
    part(administrator)
    work()
    assert client(administrator).post(f"{PATH}resume/").status_code == 409
    body = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    assert client(stage.founder).post(f"{stage.url}reschedule/", body, format="json").status_code == 200
    work()
    assert (stage.event.organiser, state(administrator)) == (None, "leaving")
    assert len(at_google(google, HUB)) == 1
    set_clock(clock.now() + timedelta(days=1))
    assert operations.end_leavings(now=clock.now()) == 1
    assert state(administrator) == "none"


def test_the_account_that_is_connected_again_meanwhile_stays(
    stage: Stage, google: GoogleEmulatorHandle, administrator: Person
) -> None:
    google_is_away(stage)
    part(administrator)
    work()
    google.clear_faults()
    connect_hub(google, administrator, now=clock.now())
    assert state(administrator) == "active"
    sync(2)
    assert operations.end_leavings(now=clock.now() + timedelta(days=2)) == 0
    assert state(administrator) == "active"
