"""A session of several in everybody's calendar: Google's guests, invitations by mail, own feeds."""

from pathlib import Path

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from calendars.models import CalendarEvent
from calendars.operations import make_feed, write_event
from mentoring.models import InvitationAnswer
from mentoring.without_meet import tell_no_room
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.conftest import google, google_server
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect
from tests.integration.heeding.stage import sync, work
from tests.integration.mentoring.conftest import MONDAY, at
from tests.integration.replies.conftest import Mailbox, folder
from tests.integration.together.conftest import Four, kinds, taken

__all__ = ["folder", "google", "google_server"]


@pytest.mark.django_db(transaction=True)
def test_whoever_has_google_is_a_guest_of_the_one_event_and_the_others_get_a_mail(
    google: GoogleEmulatorHandle, four: Four
) -> None:
    connect(google, four.mentor.person, MENTOR_AT_GOOGLE, now=MONDAY)
    connect(google, four.other.person, FOUNDER_AT_GOOGLE, now=MONDAY)
    session = four.agreed()
    event = CalendarEvent.objects.get()
    write_event(event_id=event.pk, now=MONDAY)
    assert event.organiser is not None
    assert event.organiser.person == four.mentor.person
    assert list(event.guests.all()) == [four.other.person]
    (shown,) = at_google(google, MENTOR_AT_GOOGLE)
    assert [guest["email"] for guest in shown["attendees"]] == [FOUNDER_AT_GOOGLE]
    assert "With: Yuna, Bora (" in shown["description"]
    mailed = Message.objects.filter(kind="confirmed").exclude(invitation="")
    assert set(mailed.values_list("person", flat=True)) == {four.founder.pk, four.colleague.pk}

    assert four.do(four.other.person, session, "leave").status_code == 204
    write_event(event_id=event.pk, now=MONDAY)
    (shown,) = at_google(google, MENTOR_AT_GOOGLE)
    assert (shown.get("attendees", []), "Lee" in shown["description"]) == ([], False)
    assert Message.objects.get(person=four.other.person, kind="left").invitation == ""


@pytest.mark.django_db(transaction=True)
def test_somebody_beside_the_two_never_organises(google: GoogleEmulatorHandle, four: Four) -> None:
    connect(google, four.other.person, MENTOR_AT_GOOGLE, now=MONDAY)
    four.agreed()
    event = CalendarEvent.objects.get()
    assert (event.organiser, event.state) == (None, "none")
    invited = Message.objects.filter(kind="confirmed").exclude(invitation="")
    assert set(invited.values_list("person", flat=True)) == four.people


@pytest.mark.django_db(transaction=True)
def test_a_guest_beside_the_two_answers_in_google_like_the_others(
    google: GoogleEmulatorHandle, four: Four
) -> None:
    connect(google, four.mentor.person, MENTOR_AT_GOOGLE, now=MONDAY)
    connect(google, four.other.person, FOUNDER_AT_GOOGLE, now=MONDAY)
    four.agreed()
    work()
    google.act(FOUNDER_AT_GOOGLE, CalendarEvent.objects.get().google_event_id, "decline")
    sync(3)
    answer = InvitationAnswer.objects.get()
    assert (answer.person, answer.answer, answer.channel) == (four.other.person, "declined", "google")
    assert (kinds(four.mentor.person)[-1], kinds(four.other.person)[-1]) == ("unable", "unable_too")
    assert taken(at(2, 0)) == four.people


@pytest.mark.django_db
def test_where_google_makes_no_meet_everybody_is_asked_to_agree_on_a_place(four: Four) -> None:
    four.agreed()
    event = CalendarEvent.objects.get()
    CalendarEvent.objects.update(is_without_meet=True)
    tell_no_room(event_id=event.pk, now=MONDAY)
    everybody = (four.mentor.person, four.founder, four.colleague, four.other.person)
    assert [kinds(person)[-1] for person in everybody] == ["no_room"] * 4


@pytest.mark.django_db
def test_a_decline_by_mail_is_told_to_the_two_and_keeps_the_time(folder: Path, four: Four) -> None:
    session = four.agreed()
    mailbox = Mailbox(folder, CalendarEvent.objects.get())
    assert mailbox.answer(four.other.person, "DECLINED") == "declined"
    assert InvitationAnswer.objects.get().person == four.other.person
    assert (kinds(four.mentor.person)[-1], kinds(four.founder)[-1]) == ("unable", "unable")
    assert "Lee" in Message.objects.get(person=four.founder, kind="unable", channel="email").subject
    assert (kinds(four.other.person)[-1], kinds(four.colleague)[-1]) == ("unable_too", "confirmed")
    assert taken(at(2, 0)) == four.people
    answers = four.seen_by(four.founder, session).json()["answers"]
    assert [(row["side"], row["name"], row["answer"]) for row in answers] == [
        ("companion", "Lee", "declined")
    ]


@pytest.mark.django_db
def test_everybodys_feed_shows_it_until_they_leave(four: Four) -> None:
    session = four.agreed()

    def fed(person: Person) -> str:
        path = f"/feeds/{make_feed(person=person, now=MONDAY)}.ics"
        return str(APIClient().get(path).content.decode()).replace("\r\n ", "")

    for person in (four.other.person, four.colleague):
        assert "BEGIN:VEVENT" in fed(person)
        assert "Yuna\\, Bora (" in fed(person)
    four.do(four.other.person, session, "leave")
    assert "BEGIN:VEVENT" not in fed(four.other.person)
