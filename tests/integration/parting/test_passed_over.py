"""The organiser's Google cannot have a new session, for good: somebody else's calendar has it, or the mail does."""

from datetime import datetime
from typing import Any

import pytest

import clock
from calendars import operations
from calendars.models import CalendarEvent
from calendars.queries import standing_of
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect, story
from tests.integration.heeding.stage import client, work
from tests.integration.mentoring.conftest import at
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS: dict[str, dict[str, Any]] = {
    "forbidden": {"name": "forbidden", "method": "POST", "path": "*/events"},
    "calendar_gone": {"name": "notFound", "path": "*/events*"},
}
every_refusal = pytest.mark.parametrize("refusal", [*REFUSALS, "needs_reauth"])


def refuse(google: GoogleEmulatorHandle, refusal: str, times: int) -> None:
    """Of the mentor, whose calendar is asked first, and of the founder if it is for several `times`."""
    if refusal == "needs_reauth":
        for email in (MENTOR_AT_GOOGLE, FOUNDER_AT_GOOGLE)[:times]:
            google.order("revoke", {"email": email})
    else:  # that a calendar is gone is believed after three rounds of two requests, of which the first needs one
        google.fault(**REFUSALS[refusal], times=99 if times > 1 else {"forbidden": 1}.get(refusal, 5))


def booked(google: GoogleEmulatorHandle, refusal: str, times: int) -> CalendarEvent:
    mentor, founder = a_mentor(), a_founder()
    connect(google, founder, FOUNDER_AT_GOOGLE, now=clock.now())
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    refuse(google, refusal, times)
    programme = a_programme(approval="automatic", notice_hours=0)
    assert ask(client(founder), programme, mentor, at(2, 0)).status_code == 201
    work()
    for _ in range(3):  # nobody is left who would try again
        operations.take_up_waiting(now=clock.now())
        work()
    return CalendarEvent.objects.get(taken_over_by=None)


def invited_by_mail() -> list[tuple[int, str]]:
    mails = Message.objects.exclude(invitation="").order_by("pk")
    return list(mails.values_list("person", "invitation_method"))


@every_refusal
def test_the_other_connected_side_organises_and_google_invites_as_ever(
    monday: datetime, google: GoogleEmulatorHandle, refusal: str
) -> None:
    event = booked(google, refusal, 1)

    (shown,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (shown["id"], event.state) == (event.google_event_id, "written")
    assert [guest["email"] for guest in shown["attendees"]] == [MENTOR_AT_GOOGLE]
    assert len(at_google(google, MENTOR_AT_GOOGLE)) == 1
    assert invited_by_mail() == []
    assert event.appointment
    assert story(event.appointment).count("calendar.passed_over") == 1


@every_refusal
def test_where_nobodys_calendar_can_have_it_everybody_is_invited_by_mail(
    monday: datetime, google: GoogleEmulatorHandle, refusal: str
) -> None:
    event = booked(google, refusal, 2)

    assert (event.state, event.is_mailed, event.organiser) == ("none", True, None)
    assert standing_of(event).state == "emailed"
    people = list(Message.objects.order_by("person").values_list("person", flat=True).distinct())
    assert sorted(invited_by_mail()) == [(pk, "REQUEST") for pk in people]
    assert len(people) == 2
    assert (at_google(google, MENTOR_AT_GOOGLE), at_google(google, FOUNDER_AT_GOOGLE)) == ([], [])
