"""Two people far apart, their calendars, and one appointment."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from accounts.models import Person
from agenda.models import Appointment
from audit.models import AuditEntry
from calendars import operations
from calendars.models import CalendarEvent, GoogleConnection
from calendars.operations import StillWaiting
from config.environment import Environment
from integrations.google_calendar import Endpoints
from tests.emulators import GoogleEmulatorHandle
from tests.factories import appointments
from tests.factories.hub import a_founder, a_mentor

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 12, 1, 0, tzinfo=UTC)
SUMMARY = "Localization mentoring"
DESCRIPTION = "12월 1일 (화) 09:00 서울\nMon 30 Nov 16:00 California"


@dataclass(frozen=True)
class Pair:
    """A founder in Seoul and a mentor in California. Their Google accounts are not their sign-in addresses."""

    founder: Person
    mentor: Person

    @property
    def people(self) -> list[Person]:
        return [self.founder, self.mentor]


FOUNDER_AT_GOOGLE = "founder@gmail.example"
MENTOR_AT_GOOGLE = "mentor@gmail.example"


def points_at(environment: Environment, url: str) -> Environment:
    """The same installation, with Google at `url`."""
    endpoints = Endpoints.at(url)
    return environment.model_copy(
        update={
            "google_api_endpoint": endpoints.api_endpoint,
            "google_auth_uri": endpoints.auth_uri,
            "google_token_uri": endpoints.token_uri,
            "google_revoke_uri": endpoints.revoke_uri,
            "google_userinfo_uri": endpoints.userinfo_uri,
        }
    )


def a_pair() -> Pair:
    return Pair(a_founder(), a_mentor().person)


def connect(
    google: GoogleEmulatorHandle, person: Person, google_email: str, *, now: datetime = NOW
) -> GoogleConnection:
    """Through Google's consent page, everything allowed."""
    url = operations.start_consent(person=person, now=now)
    state, code = answer_of(google.decide(url, google_email))
    return operations.finish_consent(person=person, state=state, code=code, now=now)


def answer_of(location: str) -> tuple[str, str]:
    """State and code of the address that Google sends the browser back to."""
    query = parse_qs(urlsplit(location).query)
    return query["state"][0], query.get("code", [""])[0]


def a_connected_pair(google: GoogleEmulatorHandle) -> Pair:
    pair = a_pair()
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    connect(google, pair.mentor, MENTOR_AT_GOOGLE)
    return pair


def an_appointment(pair: Pair, starts_at: datetime = STARTS_AT) -> Appointment:
    return appointments.an_appointment(*pair.people, starts_at=starts_at)


def plan(appointment: Appointment, pair: Pair, *, description: str = DESCRIPTION) -> CalendarEvent:
    appointment.refresh_from_db()
    return operations.plan_event(
        appointment=appointment, people=pair.people, summary=SUMMARY, description=description, now=NOW
    )


def move(appointment: Appointment, by: timedelta) -> None:
    appointments.moved(appointment, appointment.starts_at + by)


def write(event: CalendarEvent, now: datetime = NOW) -> str | None:
    """One try; the reason if another is due."""
    try:
        operations.write_event(event_id=event.pk, now=now)
    except StillWaiting as waiting:
        return waiting.reason
    finally:
        event.refresh_from_db()
    return None


def written_and_moved(pair: Pair, starts_at: datetime = STARTS_AT) -> CalendarEvent:
    """Google has it, and is to show it a day later."""
    appointment = an_appointment(pair, starts_at)
    write(plan(appointment, pair))
    move(appointment, timedelta(days=1))
    return plan(appointment, pair)


def until_settled(event: CalendarEvent, now: datetime = NOW) -> list[str]:
    """Try as the job does, when it would; the reasons of the tries that were in vain."""
    reasons: list[str] = []
    while True:
        try:
            operations.write_event(event_id=event.pk, now=now)
        except StillWaiting as waiting:
            reasons.append(waiting.reason)
            now += waiting.pause or timedelta()
        else:
            return reasons
        finally:
            event.refresh_from_db()
        assert event.state == "waiting"
        assert len(reasons) < 6


def at_google(google: GoogleEmulatorHandle, email: str) -> list[dict[str, Any]]:
    """What this account's calendar shows, as Google stores it."""
    calendars = google.ask("dump")["calendars"]
    rows = [row for calendar in calendars if calendar["id"] == email for row in calendar["rows"].values()]
    return [row["event"] for row in rows if row["event"]["status"] != "cancelled"]


def writes(google: GoogleEmulatorHandle) -> list[tuple[str, int | None]]:
    """(method, status) of every write to a calendar that Google has seen."""
    return [
        (entry["method"], entry["status"])
        for entry in google.journal()
        if "/calendar/" in entry["path"] and entry["method"] != "GET"
    ]


def story(appointment: Appointment) -> list[str]:
    entries = AuditEntry.objects.filter(subject_kind="session", subject_id=str(appointment.pk))
    return list(entries.values_list("action", flat=True))
