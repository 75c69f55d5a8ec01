"""Messages name the day as near as it is when they leave, and never a wrong one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from accounts.models import Person, Role
from agenda.models import Appointment
from messaging.channels import Channels
from messaging.models import Channel, Message, MessageKind
from messaging.operations import (
    due_reminders_become_messages,
    notify,
    plan_reminders,
    send_next,
    start_sending,
    stop_sending,
)
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_person
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

PHONE = "+821012345678"
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)  # Tuesday 15:00 in Seoul, Monday 22:00 in California
DAY_BEFORE = STARTS_AT - timedelta(days=1)


@pytest.fixture
def founder() -> Person:
    return a_person(Role.STARTUP_MEMBER, phone=PHONE, language="ko", time_zone="Asia/Seoul")


@pytest.fixture
def appointment(founder: Person) -> Appointment:
    return an_appointment(founder, starts_at=STARTS_AT)


def remind(appointment: Appointment, person: Person) -> None:
    plan_reminders(
        appointment=appointment,
        briefings={person: a_briefing()},
        offsets_minutes=[1440],
        now=STARTS_AT - timedelta(days=4),
    )


def second_lines(emulator: RunningEmulator) -> list[str]:
    return [text["body"].splitlines()[1] for text in texts_at(emulator)]


def test_a_reminder_names_tomorrow_on_the_phone(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    due_reminders_become_messages(now=DAY_BEFORE)
    assert send_next(channels=channels, now=DAY_BEFORE)
    assert second_lines(emulator) == ["서울 내일 화요일 15:00, 캘리포니아 월요일 22:00"]


def test_a_text_that_waits_over_midnight_says_the_date(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    """Written on Monday for at once; the hub's sending stands still until Tuesday morning."""
    remind(appointment, founder)
    due_reminders_become_messages(now=DAY_BEFORE)
    assert "내일" in Message.objects.get().body
    assert send_next(channels=channels, now=STARTS_AT - timedelta(hours=4))
    assert second_lines(emulator) == ["11월 24일 (화) 15:00 서울, 캘리포니아 월요일 22:00"]
    said = Message.objects.get()
    assert (said.near_day, said.plain_day, said.near_until) == ("", "", None)
    assert "내일" not in said.body


def test_what_is_sent_just_before_midnight_cannot_cross_it_with_the_wrong_word(
    channels: Channels, appointment: Appointment, founder: Person
) -> None:
    notify(
        appointment=appointment,
        person=founder,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(),
        by_sms=False,
        now=DAY_BEFORE,
    )
    midnight = datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert Message.objects.get().near_until == midnight
    assert send_next(channels=channels, now=midnight - timedelta(seconds=30))
    assert "일시: 11월 24일 (화) 15:00 서울" in Message.objects.get().body


def test_a_notice_by_night_counts_the_days_of_its_text_from_the_morning(
    appointment: Appointment, founder: Person
) -> None:
    """On Sunday at 23:00 in Seoul the session is the day after tomorrow; the text leaves on Monday at 08:00."""
    notify(
        appointment=appointment,
        person=founder,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(),
        now=datetime(2026, 11, 22, 14, tzinfo=UTC),
    )
    mail, text = (Message.objects.get(channel=one) for one in (Channel.EMAIL, Channel.SMS))
    assert "모레 11월 24일 (화) 15:00 서울" in mail.body
    assert "서울 내일 화요일 15:00" in text.body
    assert [one.near_until for one in (mail, text)] == [
        datetime(2026, 11, 22, 15, tzinfo=UTC),
        datetime(2026, 11, 23, 15, tzinfo=UTC),
    ]


def test_a_stop_of_all_sending_over_midnight_leaves_no_wrong_day(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    coordinator = a_person(Role.COORDINATOR)
    remind(appointment, founder)
    due_reminders_become_messages(now=DAY_BEFORE)
    stop_sending(by=coordinator, reason="Looking", now=DAY_BEFORE)
    start_sending(by=coordinator, now=STARTS_AT - timedelta(hours=4))
    while send_next(channels=channels, now=STARTS_AT - timedelta(hours=4)):
        pass
    assert second_lines(emulator) == ["11월 24일 (화) 15:00 서울, 캘리포니아 월요일 22:00"]


def test_the_database_keeps_no_near_day_without_its_end(appointment: Appointment, founder: Person) -> None:
    with pytest.raises(IntegrityError, match="message_knows_until_when_its_day_is_near"):
        Message.objects.create(
            person=founder,
            appointment=appointment,
            kind=MessageKind.REMINDER,
            channel=Channel.SMS,
            language="ko",
            body="내일",
            near_day="내일",
            not_before=DAY_BEFORE,
            created_at=DAY_BEFORE,
        )
