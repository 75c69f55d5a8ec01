"""When people are reminded: as the programme has it, or as they chose; what lies ahead follows a change."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

import clock
from accounts.models import Person, Role
from calendars.models import CalendarEvent
from mentoring.jobs import follow_persons_reminders, follow_programmes_reminders
from mentoring.models import Programme, Session
from mentoring.operations import announce_agreed
from messaging.channels import Channels
from messaging.models import Message, Reminder
from messaging.operations import due_reminders_become_messages, send_next
from tests.emulators import RunningEmulator
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import Sign, at, set_clock
from tests.twilio import channels, emulator, started_emulator, texts_at

__all__ = ["channels", "emulator", "started_emulator"]

pytestmark = pytest.mark.django_db
STARTS_AT = datetime(2026, 11, 27, 0, tzinfo=UTC)  # Friday 09:00 in Seoul, Thursday 16:00 in California


@pytest.fixture
def founder(monday: datetime) -> Person:
    hours: dict[str, Any] = {"humane_from": "00:00", "humane_until": "23:59"}
    return a_founder(phone="+821012345678", language="en", quiet_from="00:00", quiet_until="00:00", **hours)


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


def booked(client: APIClient, programme: Programme, **mentor: Any) -> Session:
    expert = a_mentor(quiet_from="00:00", quiet_until="00:00", **mentor)
    body = {"programme": programme.slug, "expert": expert.pk, "goal": "Enter the US market"}
    answer = client.post("/api/sessions/", body | {"starts_at": at(4, 0)})
    assert answer.status_code == 201, answer.json()
    announce_agreed(session_id=UUID(answer.json()["id"]), now=clock.now())
    return Session.objects.get(pk=answer.json()["id"])


def automatic(**policy: Any) -> Programme:
    return a_programme(approval="automatic", **policy)


def planned(person: Person) -> list[tuple[str, int, str]]:
    rows = Reminder.objects.filter(person=person).order_by("kind", "-offset_minutes")
    return [(row.kind, row.offset_minutes, row.dropped_because or row.state) for row in rows]


def choose(client: APIClient, person: Person, **choice: object) -> None:
    assert client.patch("/api/me/", choice, format="json").status_code == 200
    follow_persons_reminders(person.pk)


def test_the_programme_says_when_and_a_person_who_chose_is_reminded_then(
    client: APIClient, founder: Person
) -> None:
    client.patch("/api/me/", {"reminder_offsets_minutes": [2880, 30]}, format="json")
    session = booked(client, automatic(tells_at_start=True))
    assert planned(founder) == [
        ("reminder", 2880, "planned"),
        ("reminder", 30, "planned"),
        ("starting", 5, "planned"),
    ]
    assert planned(session.expert.person) == [
        ("reminder", 1440, "planned"),
        ("reminder", 60, "planned"),
        ("starting", 5, "planned"),
    ]


def test_another_choice_is_followed_by_the_sessions_ahead_and_back_again(
    client: APIClient, founder: Person
) -> None:
    session = booked(client, automatic(tells_at_start=True))
    choose(client, founder, reminder_offsets_minutes=[120], told_at_start=False)
    assert planned(founder) == [
        ("reminder", 1440, "not_wanted"),
        ("reminder", 120, "planned"),
        ("reminder", 60, "not_wanted"),
        ("starting", 5, "not_wanted"),
    ]
    assert [row[2] for row in planned(session.expert.person)] == ["planned"] * 3
    choose(client, founder, reminder_offsets_minutes=None, told_at_start=True)
    assert planned(founder) == [
        ("reminder", 1440, "planned"),
        ("reminder", 120, "not_wanted"),
        ("reminder", 60, "planned"),
        ("starting", 5, "planned"),
    ]


def test_a_choice_that_changes_nothing_defers_nothing(client: APIClient) -> None:
    client.patch("/api/me/", {"reminder_offsets_minutes": None, "told_at_start": True}, format="json")
    assert not ProcrastinateJob.objects.filter(task_name="mentoring.follow_persons_reminders").exists()
    client.patch("/api/me/", {"reminder_offsets_minutes": []}, format="json")
    assert ProcrastinateJob.objects.filter(task_name="mentoring.follow_persons_reminders").count() == 1


def test_what_has_left_stays_and_what_is_too_late_does_not_come(client: APIClient, founder: Person) -> None:
    booked(client, automatic())
    due_reminders_become_messages(now=STARTS_AT - timedelta(days=1))
    set_clock(STARTS_AT - timedelta(hours=3))
    choose(client, founder, reminder_offsets_minutes=[2880, 15])
    assert planned(founder) == [
        ("reminder", 2880, "too_late"),
        ("reminder", 1440, "sent"),
        ("reminder", 60, "not_wanted"),
        ("reminder", 15, "planned"),
    ]
    assert Message.objects.filter(person=founder, kind="reminder").count() == 1


def test_of_a_session_that_may_be_off_nothing_is_planned_anew(client: APIClient, founder: Person) -> None:
    session = booked(client, automatic())
    Reminder.objects.all().delete()
    Session.objects.filter(pk=session.pk).update(cancel_asked_by="expert", cancel_asked_at=clock.now())
    choose(client, founder, reminder_offsets_minutes=[15])
    assert planned(founder) == []


@pytest.mark.parametrize(
    ("offsets", "code"),
    [([4], "min_value"), ([20161], "max_value"), ([60, 60], "twice"), ([5, 6, 7, 8, 9, 10], "too_many")],
)
def test_offsets_are_five_different_ones_of_two_weeks_at_most(
    client: APIClient, offsets: list[int], code: str
) -> None:
    answer = client.patch("/api/me/", {"reminder_offsets_minutes": offsets}, format="json")
    assert answer.status_code == 400
    assert [error["code"] for error in answer.json()["errors"]] == [code]
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(reminder_offsets_minutes=[5, 6, 7, 8, 9, 10])


def test_a_coordinator_sets_a_programmes_reminders_and_its_sessions_follow(
    client: APIClient, founder: Person, signed_in_as: Sign
) -> None:
    programme = automatic()
    booked(client, programme)
    booked_elsewhere = automatic()
    desk = signed_in_as(a_person(Role.COORDINATOR))
    wanted = {"reminder_offsets_minutes": [30, 4320], "tells_at_start": True, "tells_after": False}
    path = f"/api/programmes/{programme.pk}/reminders/"
    assert desk.put(path, wanted, format="json").json() == wanted | {"reminder_offsets_minutes": [4320, 30]}
    [job] = ProcrastinateJob.objects.filter(task_name="mentoring.follow_programmes_reminders")
    follow_programmes_reminders(**job.args)
    assert planned(founder) == [
        ("reminder", 4320, "planned"),
        ("reminder", 1440, "not_wanted"),
        ("reminder", 60, "not_wanted"),
        ("reminder", 30, "planned"),
        ("starting", 5, "planned"),
    ]
    booked_elsewhere.refresh_from_db()
    assert booked_elsewhere.reminder_offsets_minutes == [1440, 60]
    before = list(Reminder.objects.order_by("pk").values())
    follow_programmes_reminders(**job.args)
    assert list(Reminder.objects.order_by("pk").values()) == before


def test_following_takes_as_many_statements_for_five_reminders_as_for_one(
    client: APIClient, founder: Person
) -> None:
    booked(client, automatic())
    counts = []
    for offsets in ([10], [11, 12, 13, 14, 15]):
        client.patch("/api/me/", {"reminder_offsets_minutes": offsets}, format="json")
        with CaptureQueriesContext(connection) as statements:
            follow_persons_reminders(founder.pk)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_way_in_comes_five_minutes_before_the_start_with_the_room_itself(
    channels: Channels, emulator: RunningEmulator, client: APIClient, founder: Person
) -> None:
    session = booked(client, automatic(tells_at_start=True, reminder_offsets_minutes=[]))
    CalendarEvent.objects.filter(appointment=session.appointment).update(
        meet_url="https://meet.google.com/abc-defg-hij"
    )
    now = STARTS_AT - timedelta(minutes=5)
    assert due_reminders_become_messages(now=now - timedelta(seconds=1)) == 0
    assert due_reminders_become_messages(now=now) == 2
    Message.objects.exclude(kind="starting").delete()
    while send_next(channels=channels, now=now):
        pass
    [text] = texts_at(emulator)
    assert text["body"].splitlines()[:3] == [
        f"[Meridian] Starting now: session with {session.expert.person.name}",
        "today, Fri 09:00 Seoul / Thu 16:00 California",
        "https://meet.google.com/abc-defg-hij",
    ]
    mail = Message.objects.get(channel="email")
    assert "Video call: https://meet.google.com/abc-defg-hij" in mail.body


def test_without_a_room_the_way_in_is_the_page_of_the_session(client: APIClient, founder: Person) -> None:
    session = booked(client, automatic(tells_at_start=True, reminder_offsets_minutes=[]))
    due_reminders_become_messages(now=STARTS_AT - timedelta(minutes=5))
    text = Message.objects.get(kind="starting", person=founder)
    assert "/l/" in text.body.splitlines()[-1]
    assert text.link_path == f"/sessions/{session.pk}"


def test_in_quiet_hours_the_way_in_comes_by_e_mail_and_not_earlier(
    client: APIClient, founder: Person
) -> None:
    Person.objects.filter(pk=founder.pk).update(quiet_from="21:00", quiet_until="10:00")
    booked(client, automatic(tells_at_start=True, reminder_offsets_minutes=[]))
    now = STARTS_AT - timedelta(minutes=5)
    assert Reminder.objects.get(person=founder).due_at == now
    due_reminders_become_messages(now=now)
    assert Message.objects.get(kind="starting", person=founder).channel == "email"


def test_a_way_in_that_comes_after_the_start_is_dropped(client: APIClient, founder: Person) -> None:
    booked(client, automatic(tells_at_start=True, reminder_offsets_minutes=[]))
    due_reminders_become_messages(now=STARTS_AT)
    assert planned(founder) == [("starting", 5, "too_late")]


def test_both_sides_get_a_note_a_quarter_of_an_hour_after_the_end(client: APIClient, founder: Person) -> None:
    session = booked(client, automatic(tells_after=True, reminder_offsets_minutes=[]))
    assert planned(founder) == [("after", 15, "planned")]
    over = STARTS_AT + timedelta(minutes=75)
    assert due_reminders_become_messages(now=over - timedelta(seconds=1)) == 0
    assert due_reminders_become_messages(now=over) == 2
    told = Message.objects.filter(kind="after").values_list("person", "channel").order_by("person")
    assert sorted(told) == sorted([(founder.pk, "email"), (session.expert.person_id, "email")])
    mail = Message.objects.get(kind="after", person=founder)
    assert mail.body.startswith(f"Your session with {session.expert.person.name} is over. Thank you")
    assert f"/sessions/{session.pk}\n" in mail.body
    assert "Video call" not in mail.body


def test_of_a_session_to_which_somebody_did_not_come_or_that_was_cancelled_there_is_no_note(
    client: APIClient, founder: Person, signed_in_as: Sign
) -> None:
    session = booked(client, automatic(tells_after=True, reminder_offsets_minutes=[]))
    set_clock(STARTS_AT + timedelta(minutes=61))
    answer = client.post(f"/api/sessions/{session.pk}/no-show/", {"who": "expert"}, format="json")
    assert answer.status_code == 200, answer.json()
    assert planned(founder) == [("after", 15, "no_show")]
    assert due_reminders_become_messages(now=STARTS_AT + timedelta(hours=2)) == 0


def test_who_wants_the_note_as_a_text_gets_it_after_the_night_and_who_wants_none_gets_none(
    channels: Channels, emulator: RunningEmulator, client: APIClient, founder: Person
) -> None:
    session = booked(client, automatic(tells_after=True, reminder_offsets_minutes=[]))
    Person.objects.filter(pk=founder.pk).update(reach_after="sms", quiet_from="10:00", quiet_until="12:00")
    Person.objects.filter(pk=session.expert.person_id).update(reach_after="none")
    over = STARTS_AT + timedelta(minutes=75)  # 10:15
    due_reminders_become_messages(now=over)
    Message.objects.exclude(kind="after").delete()
    assert planned(session.expert.person) == [("after", 15, "switched_off")]
    assert not send_next(channels=channels, now=over)
    assert send_next(channels=channels, now=STARTS_AT + timedelta(hours=3))
    assert [text["body"].splitlines()[0] for text in texts_at(emulator)] == [
        f"[Meridian] Thank you: your session with {session.expert.person.name}"
    ]


def test_a_note_that_comes_a_day_late_is_dropped(client: APIClient, founder: Person) -> None:
    booked(client, automatic(tells_after=True, reminder_offsets_minutes=[]))
    due_reminders_become_messages(now=STARTS_AT + timedelta(days=1))
    assert planned(founder) == [("after", 15, "too_late")]
