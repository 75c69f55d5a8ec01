"""What guests hear of meetings that they arrange: once for each state, on the phone, too, and in the hub's own words."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Person, Role
from messaging.models import Message
from networking.booking.operations import call_booking_off, decline, take, withdraw
from networking.booking.telling import ASKED, tell_of
from networking.models import Booking, Registration
from tests.factories.bookings import a_booking, an_open_event
from tests.factories.hub import a_person
from tests.factories.plans import NOW
from tests.integration.networking.plans.test_news_of_plans import PHONE, written_to

pytestmark = pytest.mark.django_db


def asked_by_text() -> tuple[Registration, Registration, Booking]:
    """A startup with a phone whom a contact without one asks for a meeting; the first in the list is the startup."""
    _, (mine, _), (theirs, _) = an_open_event()
    Person.objects.filter(pk=mine.person_id).update(phone=PHONE, phone_verified_at=NOW, language="en")
    for guest in (mine, theirs):
        guest.refresh_from_db()
    return mine, theirs, a_booking(theirs, mine, word="About Korea")


def test_who_is_asked_hears_it_once_by_text_and_by_mail() -> None:
    mine, theirs, booking = asked_by_text()
    mail, text = Message.objects.filter(person=mine.person_id).order_by("pk")
    assert (mail.channel, mail.occasion, mail.occasion_version) == ("email", f"booking:{booking.pk}", "asked")
    assert mail.starts_at == booking.answer_until
    assert "“About Korea”" in mail.body
    assert text.channel == "sms"
    assert text.body.startswith("[Meridian] Somebody would like to meet you at ")
    again = Booking.objects.get(pk=booking.pk)
    again.startup.event = again.contact.event = again.event
    tell_of(again, again.startup, ASKED, now=NOW + timedelta(minutes=1))
    assert Message.objects.filter(person=mine.person_id).count() == 2
    assert written_to(theirs) == []


def test_a_question_that_is_answered_no_longer_rings() -> None:
    mine, theirs, booking = asked_by_text()
    take(booking_id=booking.pk, registration_id=mine.pk, by=mine.person, now=NOW)
    assert written_to(mine) == [
        ("booking", "email", "dropped", "superseded"),
        ("booking", "sms", "dropped", "superseded"),
    ]
    assert written_to(theirs) == [("booking", "email", "ready", "")]


def test_each_end_is_told_to_the_other_side_in_place_of_what_stood_before() -> None:
    mine, theirs, booking = asked_by_text()
    decline(booking_id=booking.pk, registration_id=mine.pk, by=mine.person, now=NOW)
    assert written_to(theirs) == [("booking", "email", "ready", "")]
    again = a_booking(theirs, mine)
    take(booking_id=again.pk, registration_id=mine.pk, by=mine.person, now=NOW)
    withdraw(booking_id=again.pk, registration_id=theirs.pk, by=theirs.person, now=NOW)
    assert written_to(mine, occasion=f"booking:{again.pk}") == [
        ("booking", "email", "dropped", "superseded"),
        ("booking", "sms", "dropped", "superseded"),
        ("booking", "email", "ready", ""),
        ("booking", "sms", "ready", ""),
    ]


@pytest.mark.parametrize(
    ("mail", "told"), [("ready", []), ("sent", ["email", "sms"]), ("unknown", ["email", "sms"])]
)
def test_whoever_has_not_read_that_somebody_asked_does_not_read_that_nothing_comes_of_it(
    mail: str, told: list[str]
) -> None:
    mine, theirs, booking = asked_by_text()
    Message.objects.filter(person=mine.person_id, channel="email").update(state=mail)
    withdraw(booking_id=booking.pk, registration_id=theirs.pk, by=theirs.person, now=NOW)
    waiting = [channel for _, channel, state, _ in written_to(mine) if state == "ready"]
    assert (waiting, written_to(theirs)) == (told, [])


@pytest.mark.parametrize(("mode", "states"), [("ask", ["ready"]), ("at_once", ["dropped", "ready"])])
def test_of_what_the_hub_calls_off_at_once_only_who_asked_hears(mode: str, states: list[str]) -> None:
    _, (mine, _), (theirs, _) = an_open_event(booking=mode)
    booking = a_booking(theirs, mine)
    call_booking_off(booking_id=booking.pk, by=a_person(Role.COORDINATOR), now=NOW)
    assert [state for _, _, state, _ in written_to(theirs)] == states
    assert [state for _, _, state, _ in written_to(mine)] == ["dropped"]


def test_of_what_one_has_agreed_to_one_hears_that_it_is_off_though_the_question_never_left() -> None:
    mine, _, booking = asked_by_text()
    take(booking_id=booking.pk, registration_id=mine.pk, by=mine.person, now=NOW)
    call_booking_off(booking_id=booking.pk, by=a_person(Role.COORDINATOR), now=NOW)
    waiting = [(channel, state) for _, channel, state, _ in written_to(mine)][2:]
    assert waiting == [("email", "ready"), ("sms", "ready")]


def test_at_night_the_question_waits_for_the_morning() -> None:
    night = datetime.combine(NOW.date(), NOW.time().replace(hour=15), NOW.tzinfo)  # midnight in Seoul
    _, (mine, _), (theirs, _) = an_open_event()
    Person.objects.filter(pk=mine.person_id).update(phone=PHONE, phone_verified_at=NOW, language="en")
    for guest in (mine, theirs):
        guest.refresh_from_db()
    a_booking(theirs, mine, now=night)
    text = Message.objects.get(person=mine.person_id, channel="sms")
    assert text.not_before == night + timedelta(hours=8)
