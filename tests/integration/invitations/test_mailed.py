"""Invitations as they arrive in a mailbox, by RFC 5546 and 6047: whoever reads them knows nothing else."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import permutations
from typing import Any

import pytest
from django.core import mail
from icalendar import Calendar
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from mentoring.models import Programme
from messaging.channels import Channels, Mailbox
from messaging.operations import send_next
from tests.integration.feeds.conftest import a_session
from tests.integration.series.calendar_readers import MailCalendar
from tests.integration.series.conftest import OCTOBER, booked, post, sign_in

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
BY_MAIL = Channels({"email": Mailbox()}, "https://hub.example")
NASTY = 'Kim "the \\ Ace", Jr.; CEO\r\nBcc: all@elsewhere.example\r\nATTENDEE:mailto:x@y.example\u2028한글'


def send_all() -> None:
    while send_next(channels=BY_MAIL, now=OCTOBER + timedelta(minutes=1)):
        pass


def mails_to(person: Person) -> list[EmailMessage]:
    """Everything that waited is sent; what came to this person, in its order, as a mail program parses it."""
    send_all()
    return [
        message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        for sent in mail.outbox
        if sent.to == [person.email]
    ]


def calendars_in(mails: list[EmailMessage]) -> list[Any]:
    parts: list[Any] = [
        part for one in mails for part in one.walk() if part.get_content_type() == "text/calendar"
    ]
    calendars = [Calendar.from_ical(part.get_payload(decode=True)) for part in parts]
    for part, calendar in zip(parts, calendars, strict=True):
        assert part["Content-Type"].params["method"] == calendar["METHOD"]
    return calendars


def the_event(calendar: Any) -> Any:
    (event,) = calendar.events
    return event


def after(calendars: tuple[Any, ...]) -> Any:
    """What a calendar shows that follows RFC 5546, 2.1.5: of two files about one UID the higher SEQUENCE counts."""
    kept: Any = None
    for calendar in calendars:
        event = the_event(calendar)
        if kept is None or event["SEQUENCE"] > kept["SEQUENCE"]:
            kept = event
    return None if kept["STATUS"] == "CANCELLED" else kept


def move(founder: Person, session: str, starts_at: datetime, version: int) -> None:
    moved = {"starts_at": starts_at.isoformat(), "reason": "Flight", "version": version}
    done = sign_in(founder).post(f"/api/sessions/{session}/reschedule/", moved, format="json")
    assert done.status_code == 200, done.json()


def cancel(founder: Person, session: str) -> None:
    done = sign_in(founder).post(f"/api/sessions/{session}/cancel/", {"reason": "Ill"}, format="json")
    assert done.status_code == 200, done.json()


def test_two_moves_are_sequence_0_1_2_of_one_uid_and_the_cancellation_is_higher_in_whatever_order_they_come(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    first = OCTOBER + timedelta(days=2)
    session = a_session(founder, mentor, programme, first)
    for version in (1, 2):
        send_all()  # what was overtaken before it was sent never leaves
        move(founder, session, first + timedelta(days=version), version)
    standing = calendars_in(mails_to(mentor.person))
    cancel(founder, session)

    for person in (founder, mentor.person):
        calendars = calendars_in(mails_to(person))
        events = [the_event(calendar) for calendar in calendars]
        assert [calendar["METHOD"] for calendar in calendars] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
        assert [event["SEQUENCE"] for event in events] == [0, 1, 2, 3]
        assert len({str(event["UID"]) for event in events}) == 1
        assert [after(order) for order in permutations(calendars)] == [None] * 24
    for order in permutations(standing):
        shown = after(order)
        assert shown["DTSTART"].dt == first + timedelta(days=2)


def test_one_cancelled_date_is_told_by_its_recurrence_id_alone_and_the_series_lives_on(
    client: APIClient, asked: Body, founder: Person, mentor: Expert
) -> None:
    series = booked(client, asked)
    before = {person: len(mails_to(person)) for person in (founder, mentor.person)}
    post(client, f"{series['id']}/skip/", {"on": "2026-11-17", "reason": "Trade fair"})

    for person, count in before.items():
        (calendar,) = calendars_in(mails_to(person)[count:])
        event = the_event(calendar)
        assert (calendar["METHOD"], event["STATUS"], "RRULE" in event) == ("CANCEL", "CANCELLED", False)
        assert event["RECURRENCE-ID"].dt.isoformat() == "2026-11-17T16:30:00-08:00"
        assert MailCalendar.of(person).shown() == ["10-20 23:30", "11-04 00:30", "12-02 00:30"]


def test_nothing_that_a_name_contains_becomes_a_header_or_a_line_of_the_calendar(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    startup = founder.membership.startup
    startup.name_en = NASTY[:80]
    startup.save()
    for person in (founder, mentor.person):
        Person.objects.filter(pk=person.pk).update(name=NASTY)
        person.refresh_from_db()
    programme.name_en = programme.name_ko = NASTY[:80]
    programme.save()
    a_session(founder, mentor, programme, OCTOBER + timedelta(days=2))

    for person in (founder, mentor.person):
        (received,) = mails_to(person)
        assert received["Bcc"] is None
        assert received["To"] == person.email
        assert "Bcc: all@elsewhere.example" in received["Subject"]
        (calendar,) = calendars_in([received])
        event = the_event(calendar)
        assert event.errors == []
        assert str(event["ATTENDEE"]) == f"mailto:{person.email}"
        assert 'Kim "the \\ Ace", Jr.; CEO Bcc: all@elsewhere.example' in str(event["SUMMARY"])
        assert event["ATTENDEE"].params["CN"].startswith("Kim")
    assert {address for sent in mail.outbox for address in sent.recipients()} == {
        founder.email,
        mentor.person.email,
    }
