"""What the database itself refuses about events, whatever the code above it does."""

from typing import Any

import pytest
from django.db import IntegrityError

from networking.models import EventFeed, EventTable, Registration, Wish
from tests.factories.events import LONG_BEFORE, a_contact, a_guest, an_event
from tests.factories.hub import a_founder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "asleep"}, "event_state_and_format_are_known"),
        ({"rounds": 0}, "event_rounds_are_within_reason"),
        ({"round_minutes": 0}, "event_rounds_are_within_reason"),
        ({"offer_hours": 0}, "event_hours_are_within_reason"),
        ({"meetings_least": 5}, "event_least_meetings_fit_into_its_rounds"),
        ({"closing_reason": "rain"}, "event_cancelled_has_the_reason"),
        ({"title_ko": "", "title_en": ""}, "event_has_a_title_in_one_language"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        an_event(**fields)


def test_a_slug_is_there_once() -> None:
    an_event(slug="same")
    with pytest.raises(IntegrityError, match="slug"):
        an_event(slug="same")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"number": 1}, "event_table_is_there_once"),
        ({"number": 9, "capacity": 1}, "event_table_number_and_capacity_are_within_reason"),
        ({"number": 9, "x": 1001}, "event_table_stands_on_the_plan"),
    ],
)
def test_a_table_is_somewhere_once(fields: dict[str, Any], constraint: str) -> None:
    event = an_event()
    with pytest.raises(IntegrityError, match=constraint):
        EventTable.objects.create(event=event, **fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "lost", "number": None}, "registration_state_is_known"),
        ({"state": "approved", "number": None}, "registration_has_a_seat_where_it_has_a_place"),
        ({"state": "pending", "number": 1}, "registration_has_a_seat_where_it_has_a_place"),
        ({"state": "offered", "offered_until": None}, "registration_offered_says_until_when"),
        ({"state": "approved", "offered_until": LONG_BEFORE}, "registration_offered_says_until_when"),
        ({"meetings_most": 0}, "registration_most_meetings_are_within_reason"),
        ({"calendar_form": "poem"}, "registration_calendar_form_is_known"),
        ({"had_place": True}, "registration_had_or_has_a_place"),
    ],
)
def test_a_registration_that_contradicts_itself_is_refused(fields: dict[str, Any], constraint: str) -> None:
    event = an_event()
    with pytest.raises(IntegrityError, match=constraint):
        a_guest(event, **fields)


def test_a_seat_has_one_guest() -> None:
    event = an_event()
    first = a_guest(event)
    with pytest.raises(IntegrityError, match="registration_has_its_seat_alone"):
        a_guest(event, number=first.number)


def test_nobody_sits_where_there_is_no_seat() -> None:
    event = an_event(startups=1)
    registration = a_guest(event, number=1)
    with pytest.raises(IntegrityError, match="registration_sits_on_a_seat_of_its_event"):
        Registration.objects.filter(pk=registration.pk).update(number=2)


def test_a_seat_with_a_guest_stays() -> None:
    event = an_event()
    a_guest(event, number=1)
    with pytest.raises(IntegrityError, match="registration_sits_on_a_seat_of_its_event"):
        event.seats.filter(kind="startup", number=1).delete()


def test_a_person_registers_once() -> None:
    event, founder = an_event(), a_founder()
    a_guest(event, person=founder)
    with pytest.raises(IntegrityError, match="registration_once_per_person"):
        a_guest(event, person=founder)


def test_a_company_registers_once() -> None:
    event = an_event()
    first = a_guest(event)
    colleague = a_founder(first.startup)
    with pytest.raises(IntegrityError, match="registration_once_per_company"):
        a_guest(event, person=colleague)


def test_a_contact_is_no_company() -> None:
    event = an_event()
    registration = a_guest(event)
    with pytest.raises(IntegrityError, match="registration_is_of_a_company_or_a_contact"):
        Registration.objects.filter(pk=registration.pk).update(kind="contact")


def test_wishes_are_between_guests_of_one_event() -> None:
    event, other = an_event(), an_event()
    by, about = a_guest(event), a_guest(other, expert=a_contact())
    with pytest.raises(IntegrityError, match="wish_about_a_guest_of_its_event"):
        Wish.objects.create(event=event, by=by, about=about, value="must", at=LONG_BEFORE)


@pytest.mark.parametrize(
    ("value", "constraint"), [("love", "wish_value_is_known"), ("must", "wish_once_about_each")]
)
def test_a_wish_is_known_and_there_once(value: str, constraint: str) -> None:
    event = an_event()
    by, about = a_guest(event), a_guest(event, expert=a_contact())
    Wish.objects.create(event=event, by=by, about=about, value="like", at=LONG_BEFORE)
    with pytest.raises(IntegrityError, match=constraint):
        Wish.objects.create(event=event, by=by, about=about, value=value, at=LONG_BEFORE)


def test_nobody_wishes_to_meet_themselves() -> None:
    event = an_event()
    by = a_guest(event)
    with pytest.raises(IntegrityError, match="wish_is_about_another"):
        Wish.objects.create(event=event, by=by, about=by, value="like", at=LONG_BEFORE)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"digest": "secret"}, "event_feed_keeps_a_digest"),
        ({"digest": "a" * 64}, "event_feed_once_a_person"),
        ({"digest": "b" * 64}, "digest|once_a_person"),
        ({"digest": "a" * 64, "shown": "c" * 64}, "eventfeed_shown_since"),
    ],
)
def test_a_person_has_one_address_of_an_events_calendar_and_only_its_digest_is_kept(
    fields: dict[str, Any], constraint: str
) -> None:
    event, person = an_event(), a_founder()
    made = {"event": event, "person": person, "made_at": LONG_BEFORE}
    EventFeed.objects.create(**made, digest="b" * 64)
    with pytest.raises(IntegrityError, match=constraint):
        EventFeed.objects.create(**made, **fields)
