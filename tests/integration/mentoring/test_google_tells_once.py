"""Of two people with Google each hears of a change once in their calendar: from Google, and not from us as well."""

import pytest
from pytest_django import Settings

from accounts.models import Person, Role
from calendars.models import CalendarEvent
from calendars.operations import finish_consent, write_event
from calendars.operations.consent import start_hub_consent
from directory.models import Expert
from mentoring.models import Approval, Session
from mentoring.operations import announce_agreed
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.calendars.conftest import google, google_server
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, answer_of, connect
from tests.integration.mentoring.conftest import MONDAY, Sign, at

__all__ = ["google", "google_server"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def founder(google: GoogleEmulatorHandle, monday: None) -> Person:
    founder = a_founder()
    connect(google, founder, FOUNDER_AT_GOOGLE, now=MONDAY)
    return founder


@pytest.fixture
def mentor(google: GoogleEmulatorHandle) -> Expert:
    mentor = a_mentor()
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=MONDAY)
    return mentor


@pytest.mark.parametrize("who", ["founder", "mentor"])
def test_a_cancelled_session_is_told_once_in_every_channel(
    google: GoogleEmulatorHandle, founder: Person, mentor: Expert, signed_in_as: Sign, who: str
) -> None:
    programme = a_programme(approval=Approval.AUTOMATIC)
    asked = {"programme": programme.slug, "expert": mentor.pk, "goal": "Enter the US market"}
    answer = signed_in_as(founder).post("/api/sessions/", asked | {"starts_at": at(3, 0)})
    session = Session.objects.get(pk=answer.json()["id"])
    announce_agreed(session_id=session.pk, now=MONDAY)
    event = CalendarEvent.objects.get()
    write_event(event_id=event.pk, now=MONDAY)
    by, other = (founder, mentor.person) if who == "founder" else (mentor.person, founder)

    gone = signed_in_as(by).post(f"/api/sessions/{session.pk}/cancel/", {"reason": "Ill"}, format="json")
    assert gone.status_code == 200, gone.json()
    for _ in range(3):
        write_event(event_id=event.pk, now=MONDAY)

    guests = [kind for _, kind in google.mails()]
    assert guests == ["invitation", "cancellation"]  # the one guest; the organiser's own calendar shows it
    mails = Message.objects.filter(channel="email")
    assert not mails.exclude(invitation="").exists()
    assert mails.filter(person=other, kind="cancelled").count() == 1
    assert not mails.filter(person=by, kind="cancelled").exists()


def test_guests_of_the_hub_are_invited_by_google_and_not_by_us_as_well(
    google: GoogleEmulatorHandle, monday: None, signed_in_as: Sign, settings: Settings
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"google_hub_organiser": "google_user"})
    administrator = a_person(Role.ADMINISTRATOR)
    url = start_hub_consent(person=administrator, now=MONDAY)
    state, code = answer_of(google.decide(url, "sessions@hub.example"))
    finish_consent(person=administrator, state=state, code=code, now=MONDAY)
    founder, mentor = a_founder(), a_mentor()
    asked = {"programme": a_programme(approval=Approval.AUTOMATIC).slug, "expert": mentor.pk, "goal": "Enter"}
    answer = signed_in_as(founder).post("/api/sessions/", asked | {"starts_at": at(3, 0)})
    session = Session.objects.get(pk=answer.json()["id"])
    announce_agreed(session_id=session.pk, now=MONDAY)
    event = CalendarEvent.objects.get()
    write_event(event_id=event.pk, now=MONDAY)
    gone = signed_in_as(founder).post(f"/api/sessions/{session.pk}/cancel/", {"reason": "Ill"}, format="json")
    assert gone.status_code == 200, gone.json()
    write_event(event_id=event.pk, now=MONDAY)

    both = sorted((founder.email, mentor.person.email))
    assert sorted(google.mails()) == sorted(
        (to, kind) for to in both for kind in ("invitation", "cancellation")
    )
    assert not Message.objects.exclude(invitation="").exists()
    assert Message.objects.filter(channel="email", kind="confirmed").count() == 2
