"""Appointments and what is said about them, without a session around."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import Person
from agenda import operations as agenda
from agenda.models import Appointment
from messaging.texts import Briefing


def an_appointment(*people: Person, starts_at: datetime, held_until: datetime | None = None) -> Appointment:
    """An hour of these people's time, booked, or held if `held_until` is given."""
    return agenda.hold(
        appointment_id=uuid4(),
        people={person.pk: agenda.NO_BUFFERS for person in people},
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        expires_at=held_until,
        now=starts_at - timedelta(days=30),
    )


def moved(appointment: Appointment, starts_at: datetime) -> Appointment:
    """The same appointment at another time."""
    people = {person.pk: agenda.NO_BUFFERS for person in appointment.people.all()}
    return agenda.move(
        appointment=appointment,
        people=people,
        starts_at=starts_at,
        now=starts_at - timedelta(days=30),
    )


def a_briefing(counterpart: str = "Dana Reyes", **words: Any) -> Briefing:
    return Briefing(
        **{
            "counterpart": counterpart,
            "programme_ko": "현지화 멘토링",
            "programme_en": "Localization mentoring",
            "other_zone": "America/Los_Angeles",
            "link": "https://hub.example/sessions/5",
            **words,
        }
    )
