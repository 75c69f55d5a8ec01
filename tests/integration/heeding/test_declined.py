"""A guest answers in Google: G 27. A decline is a question to the other side, or calls it off where the programme says so."""

from datetime import datetime, timedelta

import pytest

from agenda.models import Commitment
from audit.models import AuditEntry
from mentoring.models import Programme
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder
from tests.integration.calendars.hub import MENTOR_AT_GOOGLE
from tests.integration.heeding.stage import ORGANISERS, Stage, a_stage, a_stage_by, client, sync
from tests.integration.mentoring.conftest import MONDAY, at, set_clock
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=ORGANISERS)
def stage(monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest) -> Stage:
    return a_stage_by(request, google, request.param)


@pytest.fixture
def declined(stage: Stage) -> Stage:
    stage.act("decline", stage.guest)
    sync(3)
    return stage


def answers(stage: Stage) -> list[tuple[str, str, str]]:
    rows = client(stage.mentor.person).get(stage.url).json()["answers"]
    return [(row["side"], row["answer"], row["channel"]) for row in rows]


def test_g_27_a_guest_who_declines_asks_the_other_side_once_whether_it_is_off(declined: Stage) -> None:
    sync(3)
    assert answers(declined) == [("startup", "declined", "google")]
    told = declined.told(declined.founder), declined.told(declined.mentor.person)
    assert told == (["off_own"], ["off_asked"])
    detail = client(declined.mentor.person).get(declined.url).json()
    assert (detail["state"], detail["cancel_request"]["by"]) == ("confirmed", "startup")
    assert {"confirm_cancel", "keep", "cancel"} <= set(detail["may"])
    own = client(declined.founder).get(declined.url).json()["may"]
    assert "confirm_cancel" not in own
    assert {"cancel", "keep"} <= set(own)
    assert declined.reminders() == []
    entry = AuditEntry.objects.get(action="session.cancel_asked")
    assert (entry.actor, entry.details["how"]) == (declined.founder, "declined")


def test_g_27_until_somebody_says_so_its_time_is_taken_for_both(declined: Stage) -> None:
    standing = Commitment.objects.standing_at(MONDAY + timedelta(hours=1))
    assert {row.person_id for row in standing} == {declined.founder.pk, declined.mentor.person.pk}
    another, programme = client(a_founder()), Programme.objects.get()
    refused = ask(another, programme, declined.mentor, at(2, 0))
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    answer = client(declined.mentor.person).post(f"{declined.url}confirm-cancel/", {}, format="json")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    sync(2)
    assert (declined.shown(), declined.event.state) == ([], "removed")
    assert ask(another, programme, declined.mentor, at(2, 0)).status_code == 201


def test_g_27_a_session_that_is_kept_reminds_again_and_is_asked_about_no_more(declined: Stage) -> None:
    answer = client(declined.mentor.person).post(f"{declined.url}keep/", {}, format="json")
    assert (answer.status_code, answer.json()["cancel_request"]) == (200, None)
    patches = declined.patches()
    sync(5)
    assert declined.reminders() == ["planned"] * 4
    assert declined.told(declined.founder) == ["off_own", "kept"]
    assert declined.told(declined.mentor.person) == ["off_asked"]
    assert declined.patches() == patches


def test_who_comes_back_in_google_keeps_it(declined: Stage) -> None:
    declined.act("accept", declined.guest)
    sync(3)
    assert answers(declined) == [("startup", "accepted", "google")]
    assert declined.told(declined.mentor.person) == ["off_asked", "kept"]
    assert declined.told(declined.founder) == ["off_own"]
    assert (declined.session.cancel_asked_by, declined.reminders()) == ("", ["planned"] * 4)


def test_an_acceptance_is_shown_and_tells_nobody(stage: Stage) -> None:
    patches = stage.patches()
    stage.act("accept", stage.guest)
    sync(3)
    assert answers(stage) == [("startup", "accepted", "google")]
    assert (stage.told(stage.founder), stage.told(stage.mentor.person), stage.patches()) == ([], [], patches)


def test_an_answer_of_perhaps_is_shown_and_asks_nothing(stage: Stage) -> None:
    stage.act("tentative", stage.guest)
    sync(2)
    assert answers(stage) == [("startup", "tentative", "google")]
    assert (stage.session.cancel_asked_by, stage.told(stage.mentor.person)) == ("", [])


@pytest.mark.parametrize("by", ORGANISERS)
def test_where_the_programme_says_so_a_decline_cancels(
    monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, by: str
) -> None:
    stage = a_stage_by(request, google, by, calendar_edits="do")
    stage.act("decline", stage.guest)
    sync(3)
    assert (stage.session.state, stage.event.state) == ("cancelled", "removed")
    assert (stage.told(stage.founder), stage.told(stage.mentor.person)) == ([], ["cancelled"])
    assert AuditEntry.objects.get(action="session.cancelled").actor == stage.founder
    assert stage.shown() == []


@pytest.mark.parametrize("policy", ["ask", "do"])
def test_a_decline_counts_as_late_when_it_was_said_late(
    monday: datetime, google: GoogleEmulatorHandle, policy: str
) -> None:
    stage = a_stage(google, cancel_cutoff_hours=24, calendar_edits=policy)
    set_clock(MONDAY + timedelta(days=1, hours=2))
    stage.act("decline", stage.guest)
    sync(2)
    if policy == "ask":
        client(stage.mentor.person).post(f"{stage.url}confirm-cancel/", {}, format="json")
    assert (stage.session.state, stage.session.cancelled_late) == ("cancelled", True)


@pytest.mark.parametrize("by", ["robot", "user"])
def test_where_both_sides_decline_it_is_off(
    monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, by: str
) -> None:
    stage = a_stage_by(request, google, by)
    for email in (stage.guest, MENTOR_AT_GOOGLE):
        stage.act("decline", email)
        sync(2)
    assert (stage.session.state, stage.event.state) == ("cancelled", "removed")
    assert stage.told(stage.founder) == ["off_own", "cancelled"]
    assert stage.told(stage.mentor.person) == ["off_asked"]


def _whoever_has_a_calendar_read(stage: Stage) -> str:
    return MENTOR_AT_GOOGLE if stage.organiser != MENTOR_AT_GOOGLE else stage.guest


def test_a_copy_that_is_thrown_away_is_a_decline(stage: Stage) -> None:
    stage.act("delete", _whoever_has_a_calendar_read(stage))
    sync(5)
    side = "startup" if stage.organiser == MENTOR_AT_GOOGLE else "expert"
    assert answers(stage) == [(side, "declined", "google")]
    assert stage.session.cancel_asked_by == side
    told = sorted(stage.told(stage.founder) + stage.told(stage.mentor.person))
    assert told == ["off_asked", "off_own"]


def test_a_decline_of_a_session_that_has_begun_asks_nothing(stage: Stage) -> None:
    set_clock(MONDAY + timedelta(days=2, minutes=10))
    stage.act("decline", stage.guest)
    sync(2)
    assert (stage.session.state, stage.session.cancel_asked_by) == ("confirmed", "")


def test_g_29_a_copy_that_somebody_made_for_themselves_means_nothing(
    stage: Stage, google: GoogleEmulatorHandle
) -> None:
    copy = google.act(stage.organiser, stage.event.google_event_id, "copy")
    sync(2)
    google.act(stage.organiser, copy["id"], "delete")
    sync(2)
    assert (stage.session.state, stage.session.cancel_asked_by, stage.told(stage.founder)) == (
        "confirmed",
        "",
        [],
    )
