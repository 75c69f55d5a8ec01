from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person, Role
from agenda.models import Appointment
from audit.models import AuditEntry
from messaging.models import Message, MessageKind, Reminder
from messaging.operations import drop_reminders, notify, plan_reminders
from messaging.texts import InvitationPart
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul
MIDNIGHT = datetime(2026, 11, 20, 15, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)  # 15:00 in Seoul, 22:00 the day before in California
OFFSETS = [1440, 60]


@pytest.fixture
def founder() -> Person:
    return a_person(Role.STARTUP_MEMBER, phone="+821012345678", language="ko", time_zone="Asia/Seoul")


@pytest.fixture
def mentor() -> Person:
    return a_person(Role.MENTOR, phone="+14155550123", language="en", time_zone="America/Los_Angeles")


@pytest.fixture
def appointment(founder: Person, mentor: Person) -> Appointment:
    return an_appointment(founder, mentor, starts_at=STARTS_AT)


def test_a_notice_goes_by_e_mail_and_by_sms(appointment: Appointment, founder: Person) -> None:
    notify(
        appointment=appointment, person=founder, kind=MessageKind.CONFIRMED, briefing=a_briefing(), now=NOON
    )
    rows = Message.objects.values_list("channel", "language", "state", "not_before", "version")
    assert list(rows) == [("email", "ko", "ready", NOON, 1), ("sms", "ko", "ready", NOON, 1)]


def test_an_invitation_goes_with_the_e_mail_alone(appointment: Appointment, founder: Person) -> None:
    part = InvitationPart("BEGIN:VCALENDAR", "REQUEST")
    notify(
        appointment=appointment,
        person=founder,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(),
        invitation=part,
        now=NOON,
    )
    rows = Message.objects.values_list("channel", "invitation", "invitation_method")
    assert list(rows) == [("email", "BEGIN:VCALENDAR", "REQUEST"), ("sms", "", "")]


def test_a_notice_at_night_waits_for_the_morning_on_the_phone_only(
    appointment: Appointment, founder: Person
) -> None:
    notify(
        appointment=appointment,
        person=founder,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(),
        now=MIDNIGHT,
    )
    rows = Message.objects.values_list("channel", "not_before")
    assert list(rows) == [("email", MIDNIGHT), ("sms", datetime(2026, 11, 20, 23, tzinfo=UTC))]


@pytest.mark.parametrize("fields", [{"phone": ""}, {"sms_allowed": False}])
def test_who_gets_no_texts_gets_the_e_mail(fields: dict[str, Any]) -> None:
    person = a_person(Role.MENTOR, **{"phone": "+14155550123", **fields})
    appointment = an_appointment(person, starts_at=STARTS_AT)
    notify(appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=NOON)
    assert list(Message.objects.values_list("channel", flat=True)) == ["email"]


def test_who_did_it_gets_only_the_copy_by_e_mail(appointment: Appointment, founder: Person) -> None:
    notify(
        appointment=appointment,
        person=founder,
        kind=MessageKind.MOVED,
        briefing=a_briefing(),
        by_sms=False,
        now=NOON,
    )
    assert list(Message.objects.values_list("channel", flat=True)) == ["email"]


def test_a_notice_wakes_a_worker_in_its_own_transaction(appointment: Appointment, founder: Person) -> None:
    notify(appointment=appointment, person=founder, kind=MessageKind.MOVED, briefing=a_briefing(), now=NOON)
    assert list(ProcrastinateJob.objects.values_list("task_name", "queue_name")) == [
        ("messaging.send_due", "messages")
    ]


def test_reminders_are_planned_in_each_persons_day(
    appointment: Appointment, founder: Person, mentor: Person
) -> None:
    plan_reminders(
        appointment=appointment,
        briefings={founder: a_briefing(), mentor: a_briefing(other_zone="Asia/Seoul")},
        offsets_minutes=OFFSETS,
        now=NOON,
    )
    rows = Reminder.objects.order_by("person_id", "due_at").values_list("person", "offset_minutes", "due_at")
    assert list(rows) == [
        (founder.pk, 1440, datetime(2026, 11, 23, 6, tzinfo=UTC)),
        (founder.pk, 60, datetime(2026, 11, 24, 5, tzinfo=UTC)),
        # 22:00 and 21:00 in California lie in the quiet hours, so both come at 20:30.
        (mentor.pk, 1440, datetime(2026, 11, 23, 4, 30, tzinfo=UTC)),
        (mentor.pk, 60, datetime(2026, 11, 24, 4, 30, tzinfo=UTC)),
    ]


def test_a_reminder_whose_time_has_passed_is_kept_as_dropped(
    appointment: Appointment, founder: Person
) -> None:
    planned = plan_reminders(
        appointment=appointment,
        briefings={founder: a_briefing()},
        offsets_minutes=OFFSETS,
        now=STARTS_AT - timedelta(hours=5),
    )
    assert [reminder.offset_minutes for reminder in planned] == [60]
    rows = Reminder.objects.values_list("offset_minutes", "state", "dropped_because")
    assert list(rows) == [(1440, "dropped", "too_late"), (60, "planned", "")]


def test_two_reminders_that_the_night_brings_together_are_one(founder: Person) -> None:
    appointment = an_appointment(founder, starts_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))  # 08:30
    planned = plan_reminders(
        appointment=appointment, briefings={founder: a_briefing()}, offsets_minutes=[120, 60], now=NOON
    )
    assert [reminder.offset_minutes for reminder in planned] == [120]


def test_planning_the_same_version_again_changes_nothing(appointment: Appointment, founder: Person) -> None:
    for _ in range(2):
        plan_reminders(
            appointment=appointment, briefings={founder: a_briefing()}, offsets_minutes=OFFSETS, now=NOON
        )
    assert Reminder.objects.count() == 2


def test_dropped_reminders_say_why_and_leave_a_trace(appointment: Appointment, founder: Person) -> None:
    plan_reminders(
        appointment=appointment, briefings={founder: a_briefing()}, offsets_minutes=OFFSETS, now=NOON
    )
    assert drop_reminders(appointment=appointment, because="moved", now=NOON) == 2
    assert list(Reminder.objects.values_list("state", "dropped_because")) == [("dropped", "moved")] * 2
    assert list(AuditEntry.objects.values_list("action", flat=True)) == [
        "reminders.planned",
        "reminder.dropped",
        "reminder.dropped",
    ]
