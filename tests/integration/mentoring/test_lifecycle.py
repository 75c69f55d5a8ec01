"""From the agreed session to the note after it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from agenda.models import Commitment
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.jobs import let_time_pass
from mentoring.models import Programme, Session
from messaging.models import Message, Reminder
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock
from tests.integration.mentoring.test_booking import ask, free

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor() -> Expert:
    return a_mentor()


@pytest.fixture
def programme() -> Programme:
    return a_programme()


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder()


@pytest.fixture
def founders_client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def mentors_client(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(mentor.person)


@pytest.fixture
def requested(founders_client: APIClient, programme: Programme, mentor: Expert) -> UUID:
    return UUID(ask(founders_client, programme, mentor, at(2, 0)).json()["id"])


@pytest.fixture
def confirmed(requested: UUID, mentors_client: APIClient) -> UUID:
    assert deed(mentors_client, requested, "accept", word="Looking forward")["state"] == "confirmed"
    return requested


def deed(client: APIClient, session_id: UUID, name: str, **body: object) -> dict[str, Any]:
    answer = client.post(f"/api/sessions/{session_id}/{name}/", body, format="json")
    return {**answer.json(), "http": answer.status_code}


def test_an_accepted_session_is_planned_in_calendar_and_reminders(
    confirmed: UUID, founder: Person, mentor: Expert
) -> None:
    event = CalendarEvent.objects.get(appointment=confirmed)
    assert event.is_wanted
    assert "서울" in event.description
    assert "California" in event.description
    planned = Reminder.objects.filter(appointment=confirmed, state="planned")
    assert {(r.person_id, r.offset_minutes) for r in planned} == {
        (person, offset) for person in (founder.pk, mentor.person_id) for offset in (1440, 60)
    }
    kinds = Message.objects.filter(appointment=confirmed, kind="confirmed").values_list("person", "channel")
    assert set(kinds) == {(founder.pk, "email"), (mentor.person_id, "email")}


def test_people_without_google_get_an_invitation_by_mail(confirmed: UUID) -> None:
    for message in Message.objects.filter(appointment=confirmed, kind="confirmed"):
        assert message.invitation_method == "REQUEST"
        assert "BEGIN:VEVENT" in message.invitation


def test_a_declined_request_frees_the_time(
    requested: UUID,
    mentors_client: APIClient,
    founders_client: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    assert deed(mentors_client, requested, "decline", word="On holiday")["state"] == "declined"
    assert free(founders_client, programme, mentor, at(2, 0), at(2, 1)) == [at(2, 0)]
    assert Message.objects.get(kind="declined").body.count("On holiday") == 1


def test_a_moved_session_drops_its_old_reminders_and_plans_new_ones(
    confirmed: UUID, founders_client: APIClient, mentor: Expert
) -> None:
    moved = deed(
        founders_client, confirmed, "reschedule", starts_at=at(3, 1), reason="Board meeting", version=1
    )
    assert (moved["http"], moved["starts_at"], moved["version"]) == (200, at(3, 1), 2)
    states = Reminder.objects.filter(appointment=confirmed).values_list("version", "state")
    assert set(states) == {(1, "dropped"), (2, "planned")}
    told = Message.objects.filter(appointment=confirmed, kind="moved", person=mentor.person)
    assert [message.body.count("Board meeting") for message in told] == [1]


def test_a_move_with_an_old_version_is_refused_and_says_so(
    confirmed: UUID, founders_client: APIClient, mentors_client: APIClient
) -> None:
    deed(mentors_client, confirmed, "reschedule", starts_at=at(3, 1), reason="Flight", version=1)
    answer = deed(founders_client, confirmed, "reschedule", starts_at=at(4, 1), reason="Other", version=1)
    assert (answer["http"], answer["code"]) == (412, "changed_meanwhile")
    assert answer["changed"] == [{"field": "starts_at", "before": at(2, 0), "after": at(3, 1)}]


def test_a_move_onto_a_taken_start_tells_the_next_free_ones(
    confirmed: UUID, founders_client: APIClient, signed_in_as: Sign, programme: Programme, mentor: Expert
) -> None:
    ask(signed_in_as(a_founder()), programme, mentor, at(3, 1))
    answer = deed(founders_client, confirmed, "reschedule", starts_at=at(3, 1), reason="Later", version=1)
    assert (answer["http"], answer["code"]) == (409, "slot_taken")
    assert answer["next_free"][0]["starts_at"] == at(3, 2)


def test_a_session_can_move_by_half_its_length(confirmed: UUID, founders_client: APIClient) -> None:
    moved = deed(
        founders_client, confirmed, "reschedule", starts_at=at(2, 0, 30), reason="Late train", version=1
    )
    assert (moved["http"], moved["starts_at"]) == (200, at(2, 0, 30))


def test_a_cancelled_session_leaves_nothing_planned(
    confirmed: UUID, mentors_client: APIClient, founder: Person
) -> None:
    cancelled = deed(mentors_client, confirmed, "cancel", reason="Ill")
    assert (cancelled["state"], cancelled["may"]) == ("cancelled", [])
    assert set(Reminder.objects.values_list("state", flat=True)) == {"dropped"}
    assert CalendarEvent.objects.get(appointment=confirmed).is_wanted is False
    assert Commitment.objects.standing_at(MONDAY).count() == 0
    told = Message.objects.get(appointment=confirmed, kind="cancelled", person=founder)
    assert told.invitation_method == "CANCEL"


def test_an_unanswered_request_expires_and_its_link_with_it(
    requested: UUID, founder: Person, mentor: Expert
) -> None:
    token = Message.objects.get(kind="requested").body.split("/answer/")[1].split()[0]
    set_clock(MONDAY + timedelta(hours=49))
    answer = APIClient().get(f"/api/answers/{token}/")
    assert (answer.status_code, answer.json()["code"]) == (410, "link_expired")
    let_time_pass()
    assert Session.objects.get().state == "expired"
    assert Message.objects.filter(kind="expired", person=founder).count() == 1
    let_time_pass()
    assert Message.objects.filter(kind="expired").count() == 1


def test_an_expired_request_can_no_longer_be_accepted(requested: UUID, mentors_client: APIClient) -> None:
    set_clock(MONDAY + timedelta(hours=49))
    answer = deed(mentors_client, requested, "accept")
    assert (answer["http"], answer["code"]) == (409, "not_possible_now")


def test_an_ended_session_is_completed_by_a_person_or_after_a_day_by_itself(
    confirmed: UUID, mentors_client: APIClient
) -> None:
    assert deed(mentors_client, confirmed, "complete")["http"] == 409
    set_clock(MONDAY + timedelta(days=2, hours=1))
    let_time_pass()
    assert Session.objects.get().state == "confirmed"
    set_clock(MONDAY + timedelta(days=3, hours=1))
    let_time_pass()
    assert Session.objects.get().state == "completed"


def test_both_sides_leave_notes_and_a_no_show_names_who(
    confirmed: UUID, mentors_client: APIClient, founders_client: APIClient
) -> None:
    assert deed(founders_client, confirmed, "notes", text="Too early")["http"] == 409
    set_clock(MONDAY + timedelta(days=2, hours=1))
    deed(mentors_client, confirmed, "notes", text="Show the price first")
    noted = deed(founders_client, confirmed, "notes", text="Thank you")
    assert [note["text"] for note in noted["notes"]] == ["Show the price first", "Thank you"]
    assert deed(founders_client, confirmed, "no-show", who="nobody")["code"] == "invalid"
    missed = deed(founders_client, confirmed, "no-show", who="expert")
    assert (missed["state"], missed["no_show_by"]) == ("no_show", "expert")


def test_a_coordinator_reads_the_whole_story(
    confirmed: UUID, signed_in_as: Sign, founder: Person, mentor: Expert
) -> None:
    coordinator = signed_in_as(a_person(Role.COORDINATOR))
    entries = coordinator.get(f"/api/sessions/{confirmed}/story/").json()["entries"]
    told = [(entry["actor"], entry["action"]) for entry in entries if entry["action"].startswith("session.")]
    assert told == [(founder.name, "session.requested"), (mentor.person.name, "session.confirmed")]


def test_every_transition_is_kept_with_who_did_it_and_why(
    requested: UUID,
    founder: Person,
    mentor: Expert,
    founders_client: APIClient,
    mentors_client: APIClient,
    signed_in_as: Sign,
) -> None:
    deed(mentors_client, requested, "accept", word="Gladly")
    deed(founders_client, requested, "reschedule", starts_at=at(3, 1), reason="Board meeting", version=1)
    deed(mentors_client, requested, "cancel", reason="Ill")
    told = signed_in_as(a_person(Role.COORDINATOR)).get(f"/api/sessions/{requested}/story/").json()["entries"]
    asked, said = founder.name, mentor.person.name
    assert [
        (one["actor"], one["action"], why(one["details"]))
        for one in told
        if one["action"].startswith("session.")
    ] == [
        (asked, "session.requested", ""),
        (said, "session.confirmed", "Gladly"),
        (asked, "session.moved", "Board meeting"),
        (said, "session.cancelled", "Ill"),
    ]


def why(details: dict[str, Any]) -> str:
    """In the words of whoever did it."""
    return "".join(details.get(name, "") for name in ("decision_word", "reason", "closing_reason"))


def test_the_story_holds_no_phone_and_no_address(
    confirmed: UUID, founder: Person, mentor: Expert, signed_in_as: Sign
) -> None:
    text = signed_in_as(a_person(Role.COORDINATOR)).get(f"/api/sessions/{confirmed}/story/").content.decode()
    assert not [secret for secret in (founder.email, mentor.person.email) if secret in text]


def test_the_export_is_safe_to_open_in_a_spreadsheet(
    founders_client: APIClient, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    ask(founders_client, programme, mentor, at(2, 0), goal='=HYPERLINK("http://evil.example")')
    answer = signed_in_as(a_person(Role.COORDINATOR)).get("/api/sessions/export.csv")
    assert "'=HYPERLINK" in answer.content.decode("utf-8-sig")
