"""A day with several sessions is told in one message, and what that makes needless does not come."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person, Role
from agenda.models import Travel
from mentoring.answers import session_link
from mentoring.digests.operations import tell_the_day
from mentoring.models import Session, SessionState
from mentoring.templates.operations import word
from mentoring.words import briefing_for
from messaging.channels import Channels
from messaging.models import Channel, Digest, Message, MessageKind, Reminder, TemplateAbout
from messaging.operations import MeetingAhead, plan_reminders, remind_of_meetings, send_next
from messaging.templates.filling import Key, Template
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.twilio import channels, emulator, started_emulator, texts_at

__all__ = ["channels", "emulator", "started_emulator"]

SEOUL_8 = datetime(2026, 11, 23, 23, tzinfo=UTC)  # Tuesday 24 November, 08:00 in Seoul
EARLIER = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def founder(db: None) -> Person:
    return a_founder(phone="+821012345678", language="en")


def a_session(founder: Person, starts_at: datetime, **fields: Any) -> Session:
    expert = a_mentor()
    session: Session = Session.objects.create(
        appointment=an_appointment(founder, expert.person, starts_at=starts_at),
        programme=a_programme(),
        startup=founder.membership.startup,
        expert=expert,
        founder=founder,
        state=SessionState.CONFIRMED,
        goal="Enter the US market",
        requested_at=EARLIER,
        **fields,
    )
    return session


def a_day(founder: Person, *hours: float) -> list[Session]:
    """Sessions so many hours after 08:00 in Seoul."""
    return [a_session(founder, SEOUL_8 + timedelta(hours=hour)) for hour in hours]


def planned(session: Session, person: Person, *offsets: int) -> None:
    plan_reminders(
        appointment=session.appointment,
        briefings={person: briefing_for(session, person, link=session_link(session))},
        offsets_minutes=offsets,
        now=EARLIER,
    )


def told(person: Person) -> list[tuple[str, str, str]]:
    rows = Message.objects.filter(person=person, kind="digest").order_by("pk")
    return list(rows.values_list("channel", "state", "error_code"))


def an_evening(founder: Person, starts_at: datetime, meetings: int) -> None:
    """Meetings at an event, one after another."""
    ahead = [
        MeetingAhead(
            an_appointment(founder, starts_at=starts_at + timedelta(hours=at)),
            founder,
            a_briefing(
                programme_en="Networking evening",
                other_zone="Asia/Seoul",
                link="https://hub.example/events/evening/agenda",
                table="1",
            ),
        )
        for at in range(meetings)
    ]
    remind_of_meetings(ahead, now=EARLIER)


@pytest.mark.django_db
def test_an_event_is_one_thing_of_the_day_however_many_meetings_it_has(founder: Person) -> None:
    an_evening(founder, SEOUL_8 + timedelta(hours=10), 3)
    assert tell_the_day(now=SEOUL_8) == 0
    (session,) = a_day(founder, 1)
    assert tell_the_day(now=SEOUL_8) == 1
    assert told(founder) == [("email", "dropped", "by_text"), ("sms", "ready", "")]
    assert Message.objects.get(channel="sms").body.splitlines()[:3] == [
        "[Meridian] Tue 24 Nov: 2 sessions",
        f"today, Tue 09:00 Seoul / Mon 16:00 California {session.expert.person.name}",
        "today, Tue 18:00 Seoul Networking evening: 3 meetings",
    ]
    assert "https://hub.example/events/evening/agenda" in Message.objects.get(channel="email").body


@pytest.mark.django_db
def test_a_day_with_two_sessions_is_told_at_eight_once(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    one, two = a_day(founder, 1, 7)
    assert tell_the_day(now=SEOUL_8 - timedelta(minutes=1)) == 0
    assert [tell_the_day(now=SEOUL_8 + timedelta(minutes=minutes)) for minutes in (0, 5)] == [1, 0]
    assert told(founder) == [("email", "dropped", "by_text"), ("sms", "ready", "")]
    while send_next(channels=channels, now=SEOUL_8):
        pass
    assert texts_at(emulator)[0]["body"].splitlines()[:4] == [
        "[Meridian] Tue 24 Nov: 2 sessions",
        f"today, Tue 09:00 Seoul / Mon 16:00 California {one.expert.person.name}",
        f"today, Tue 15:00 Seoul / Mon 22:00 California {two.expert.person.name}",
        f"{settings.PUBLIC_URL}/sessions",
    ]
    mail = Message.objects.get(kind="digest", channel="email")
    assert mail.body.startswith("You have 2 sessions today.\n\ntoday, Tue 24 Nov 09:00 Seoul")
    assert f"/sessions/{one.pk}\n" in mail.body


@pytest.mark.django_db
def test_a_text_that_is_refused_for_good_comes_by_e_mail_at_once(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    a_day(founder, 1, 7)
    tell_the_day(now=SEOUL_8)
    emulator.order("numbers", {"number": founder.phone, "error_code": 21614})
    assert [send_next(channels=channels, now=SEOUL_8) for _ in range(3)] == [True, True, False]
    assert told(founder) == [("email", "sent", ""), ("sms", "failed", "21614")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("about_person", "about_session"),
    [
        ({"digest_at": None}, {}),
        ({"reach_reminders": "none"}, {}),
        ({"digest_at": "09:00"}, {}),
        ({"is_active": False}, {}),
        ({}, {"state": "cancelled"}),
        ({}, {"cancel_asked_by": "expert", "cancel_asked_at": EARLIER}),
    ],
)
def test_nobody_is_told_who_does_not_want_it_or_has_one_session(
    founder: Person, about_person: dict[str, Any], about_session: dict[str, Any]
) -> None:
    day = a_day(founder, 1, 7)
    Person.objects.filter(pk=founder.pk).update(**{"name": founder.name, **about_person})
    Session.objects.filter(pk=day[0].pk).update(**{"goal": "Enter the US market", **about_session})
    Person.objects.exclude(pk=founder.pk).update(digest_at=None)
    assert tell_the_day(now=SEOUL_8) == 0
    assert not Digest.objects.exists()


@pytest.mark.django_db
def test_sessions_of_two_local_days_are_no_day_with_two(founder: Person) -> None:
    a_day(founder, 1, 16)  # 09:00, and midnight
    assert tell_the_day(now=SEOUL_8) == 0


@pytest.mark.django_db
def test_who_travels_is_told_in_the_morning_there(founder: Person) -> None:
    a_day(founder, 15, 17)  # 14:00 and 16:00 in London
    Travel.objects.create(person=founder, from_on="2026-11-23", to_on="2026-11-27", time_zone="Europe/London")
    assert tell_the_day(now=SEOUL_8) == 0
    assert tell_the_day(now=SEOUL_8 + timedelta(hours=9)) == 1
    assert "today, Tue 14:00 London" in Message.objects.get(channel="sms").body


@pytest.mark.django_db
def test_five_reminders_a_day_ahead_and_the_day_are_one_message(founder: Person) -> None:
    today = a_day(founder, 1, 7)
    tomorrow = a_day(founder, *(24 + hour for hour in range(1, 11, 2)))
    for session in today + tomorrow:
        planned(session, founder, 1440, 60)
    assert tell_the_day(now=SEOUL_8) == 1
    folded = Reminder.objects.filter(person=founder, dropped_because="in_digest")
    assert set(folded.values_list("appointment", "offset_minutes")) == {(one.pk, 1440) for one in tomorrow}
    assert Reminder.objects.filter(person=founder, state="planned", offset_minutes=60).count() == 7
    body = Message.objects.get(channel="email").body
    later = body.partition("After today:")[2]
    assert [f"/sessions/{one.pk}\n" in later for one in today + tomorrow] == [False] * 2 + [True] * 5


@pytest.mark.django_db
def test_in_quiet_hours_the_day_comes_by_e_mail(founder: Person) -> None:
    Person.objects.filter(pk=founder.pk).update(quiet_until="10:00")
    a_day(founder, 3, 7)
    tell_the_day(now=SEOUL_8)
    assert told(founder) == [("email", "ready", "")]


@pytest.mark.django_db
def test_a_day_that_is_over_is_told_no_more(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    a_day(founder, 1, 2)
    tell_the_day(now=SEOUL_8)
    assert send_next(channels=channels, now=SEOUL_8 + timedelta(hours=2)) is False
    assert told(founder) == [("email", "dropped", "by_text"), ("sms", "dropped", "too_late")]
    assert texts_at(emulator) == []


@pytest.mark.django_db
def test_finding_who_is_due_takes_as_many_statements_for_many_as_for_one(founder: Person) -> None:
    counts: list[int] = []
    for people in ([founder], [a_founder() for _ in range(3)]):
        for person in people:
            a_day(person, 1, 7)
        tell_the_day(now=SEOUL_8)
        with CaptureQueriesContext(connection) as statements:
            assert tell_the_day(now=SEOUL_8) == 0
        counts.append(len(statements))
    assert counts == [3, 3]


@pytest.mark.django_db
def test_the_database_keeps_one_digest_a_day(founder: Person) -> None:
    Digest.objects.create(person=founder, on="2026-11-24", at=SEOUL_8)
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(person=founder, on="2026-11-24", at=SEOUL_8)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_a_day_once(founder: Person) -> None:
    a_day(founder, 1, 7)
    both = Barrier(2)
    counts: list[int] = []

    def work() -> None:
        both.wait()
        counts.append(tell_the_day(now=SEOUL_8))
        connections.close_all()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 1]
    assert Message.objects.filter(kind="digest").count() == 2


@pytest.mark.django_db
def test_a_person_chooses_the_hour_or_none(founder: Person) -> None:
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_login(founder)
    assert client.patch("/api/me/", {"digest_at": "06:30"}, format="json").json()["digest_at"] == "06:30"
    assert client.patch("/api/me/", {"digest_at": None}, format="json").json()["digest_at"] is None
    assert client.patch("/api/me/", {"digest_at": "25:00"}, format="json").status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("is_of_one", [True, False])
def test_a_day_of_one_programme_is_told_in_its_words_and_one_of_several_in_nobodys(
    founder: Person, is_of_one: bool
) -> None:
    day = a_day(founder, 1, 7)
    key = Key(TemplateAbout.DAY, MessageKind.DIGEST, Channel.SMS, "en")
    words = Template("", "Good morning, {count} today\n{sessions}\n{link}")
    programme, coordinator = day[0].programme, a_person(Role.COORDINATOR)
    word(programme=programme, key=key, template=words, seen=None, by=coordinator, now=EARLIER)
    theirs = [programme, programme if is_of_one else a_programme(slug="other")]
    for session, one in zip(day, theirs, strict=True):
        Session.objects.filter(pk=session.pk).update(programme=one)
    assert tell_the_day(now=SEOUL_8) == 1
    first, second = Message.objects.get(kind="digest", channel="sms").body.splitlines()[:2]
    assert first == ("Good morning, 2 today" if is_of_one else "[Meridian] Tue 24 Nov: 2 sessions")
    assert second.startswith("today, Tue 09:00 Seoul")
