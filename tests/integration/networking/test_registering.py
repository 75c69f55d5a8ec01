"""Guests come and go, and places move on: through the operations, on a real database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models.signals import post_init

from messaging.models import Message
from networking.events.operations import change_event, set_questions
from networking.events.turning import let_events_pass, step_event
from networking.guests import refusals
from networking.guests.deciding import approve, decline, invite_contacts, send_new_link
from networking.guests.registering import (
    Details,
    cancel_registration,
    change_registration,
    decline_offer,
    register,
    take_offer,
)
from networking.guests.tokens import guest_in, guest_token, ticket_code, ticket_in
from networking.models import Event, Registration
from problems import Problem
from tests.factories.cycles import a_coordinator
from tests.factories.events import DOORS_AT, LONG_BEFORE, a_contact, an_event
from tests.factories.hub import a_founder, a_mentor

pytestmark = pytest.mark.django_db
NOW = LONG_BEFORE


def come(
    event: Event, person: Any = None, *, wait: bool = True, now: datetime = NOW, **said: Any
) -> Registration:
    return register(slug=event.slug, details=Details(**said), wait=wait, by=person or a_founder(), now=now)


def states(registrations: Iterable[Registration]) -> list[str]:
    found = dict(Registration.objects.values_list("pk", "state"))
    return [found[one.pk] for one in registrations]


def subjects(registration: Registration) -> list[str]:
    return list(
        Message.objects.filter(person=registration.person).order_by("pk").values_list("subject", flat=True)
    )


def test_places_are_given_in_the_order_of_arrival() -> None:
    event = an_event(startups=2)
    guests = [come(event, now=NOW + timedelta(minutes=number)) for number in range(4)]
    assert states(guests) == ["approved", "approved", "waitlisted", "waitlisted"]
    assert [one.number for one in guests] == [1, 2, None, None]
    assert subjects(guests[0]) == ["자리가 있습니다: 네트워킹 저녁"]
    assert subjects(guests[2]) == ["대기 안내: 네트워킹 저녁"]


def test_who_asked_earlier_and_came_later_waits_behind() -> None:
    """Their requests waited for one another: a turn that somebody was told does not move back."""
    event = an_event(startups=1)
    come(event)
    told = [come(event, now=NOW + timedelta(seconds=early)) for early in (2, 1, 1)]
    assert list(event.registrations.waiting()) == told


def test_however_many_wait_for_nothing_none_of_them_is_read() -> None:
    event = an_event(startups=1)
    read = []
    for _ in range(6):
        seen: list[object] = []
        with registrations_made(seen):
            come(event)
        read.append(len(seen))
    assert read == [1] * 6  # their own


@contextmanager
def registrations_made(seen: list[object]) -> Iterator[None]:
    def note(sender: type, instance: object, **_: object) -> None:
        seen.append(instance)

    post_init.connect(note, sender=Registration)
    try:
        yield
    finally:
        post_init.disconnect(note, sender=Registration)


def test_who_would_not_wait_is_told_how_many_do() -> None:
    event = an_event(startups=1)
    come(event)
    come(event)
    with pytest.raises(refusals.EventFull) as refused:
        come(event, wait=False)
    assert refused.value.extra == {"waiting": 1}
    assert event.registrations.count() == 2


def test_each_kind_of_guest_has_seats_of_its_own() -> None:
    event = an_event(startups=1, contacts=1)
    guests = [come(event), come(event, a_contact().person), come(event), come(event, a_contact().person)]
    assert states(guests) == ["approved", "approved", "waitlisted", "waitlisted"]


def test_a_mentor_is_no_guest() -> None:
    with pytest.raises(refusals.NotAGuest):
        come(an_event(), a_mentor().person)


def test_nobody_registers_twice_nor_for_a_colleagues_company() -> None:
    event, founder = an_event(), a_founder(name="Kim Hana")
    come(event, founder)
    with pytest.raises(refusals.AlreadyRegistered) as refused:
        come(event, founder)
    assert refused.value.extra == {"state": "approved"}
    with pytest.raises(refusals.CompanyRegistered) as taken:
        come(event, a_founder(founder.membership.startup))
    assert taken.value.extra == {"name": "Kim Hana"}


def test_where_the_hub_decides_nobody_has_a_place_before() -> None:
    event = an_event(startups=1, needs_approval=True)
    first, second, third = come(event), come(event), come(event)
    assert states([first, second, third]) == ["pending"] * 3
    by = a_coordinator()
    approve(registration_id=first.pk, by=by, now=NOW)
    approve(registration_id=second.pk, by=by, now=NOW)
    decline(registration_id=third.pk, word="Next time", by=by, now=NOW)
    assert states([first, second, third]) == ["approved", "waitlisted", "declined"]
    with pytest.raises(refusals.NotDecidable):
        approve(registration_id=first.pk, by=by, now=NOW)


def test_a_place_that_comes_free_is_offered_to_who_waits_longest_and_then_to_the_next() -> None:
    event = an_event(startups=1, offer_hours=12)
    first, second, third = (come(event, now=NOW + timedelta(minutes=number)) for number in range(3))
    cancel_registration(registration_id=first.pk, by=first.person, now=NOW + timedelta(hours=1))
    second.refresh_from_db()
    assert states([first, second, third]) == ["cancelled", "offered", "waitlisted"]
    assert second.offered_until == NOW + timedelta(hours=13)
    let_events_pass(now=NOW + timedelta(hours=13))
    third.refresh_from_db()
    assert states([first, second, third]) == ["cancelled", "cancelled", "offered"]
    # 23:00 in Seoul: the offer runs from the morning on, when its reader hears of it.
    assert third.offered_until == NOW + timedelta(hours=22 + 12)
    with pytest.raises(refusals.PlaceOfferGone):
        take_offer(registration_id=second.pk, by=second.person, now=NOW + timedelta(hours=13))
    take_offer(registration_id=third.pk, by=third.person, now=NOW + timedelta(hours=14))
    assert states([third]) == ["approved"]
    assert subjects(third)[-1] == "자리가 있습니다: 네트워킹 저녁"


def test_an_offer_that_is_declined_goes_on_at_once() -> None:
    event = an_event(startups=1)
    first, second, third = (come(event, now=NOW + timedelta(minutes=number)) for number in range(3))
    cancel_registration(registration_id=first.pk, by=first.person, now=NOW)
    decline_offer(registration_id=second.pk, by=second.person, now=NOW)
    assert states([first, second, third]) == ["cancelled", "cancelled", "offered"]


def test_who_cancelled_comes_to_the_end_of_the_list_again() -> None:
    event = an_event(startups=1)
    come(event)
    second, third = (come(event, now=NOW + timedelta(minutes=number)) for number in (1, 2))
    cancel_registration(registration_id=second.pk, by=second.person, now=NOW)
    again = come(event, second.person, now=NOW + timedelta(minutes=3))
    assert again.pk == second.pk
    assert list(event.registrations.waiting()) == [third, again]


def test_more_seats_are_offered_and_no_taken_one_is_removed() -> None:
    event = an_event(startups=1)
    first, second = come(event), come(event, now=NOW + timedelta(minutes=1))
    by = a_coordinator()
    change_event(slug=event.slug, seats={"startup": 2}, by=by, now=NOW)
    assert states([first, second]) == ["approved", "offered"]
    with pytest.raises(Problem, match="event_seats_taken") as refused:
        change_event(slug=event.slug, seats={"startup": 1}, by=by, now=NOW)
    assert refused.value.extra == {"at_least": 2}


def test_contacts_come_by_a_link_and_need_no_decision() -> None:
    event, expert, by = an_event(needs_approval=True), a_contact(), a_coordinator()
    (invited,) = invite_contacts(slug=event.slug, experts=[expert], by=by, now=NOW)
    assert invite_contacts(slug=event.slug, experts=[expert], by=by, now=NOW) == []
    mail = Message.objects.get(person=expert.person)
    assert mail.subject == "You are invited: Networking evening"
    assert f"/e/{guest_token(invited)}" in mail.body
    come(event, expert.person)
    assert states([invited]) == ["approved"]


def test_only_contacts_are_invited() -> None:
    with pytest.raises(refusals.NoContact):
        invite_contacts(slug=an_event().slug, experts=[a_mentor()], by=a_coordinator(), now=NOW)


def test_links_and_tickets_cannot_be_forged_and_a_new_link_ends_the_old() -> None:
    registration = come(an_event())
    token = guest_token(registration)
    assert guest_in(token) == (registration.pk, 1)
    assert ticket_in(ticket_code(registration)) == registration.pk
    for forged in (token[:-1], f"{registration.pk}.1", token.replace(".1~", ".2~"), "", "~"):
        with pytest.raises(refusals.GuestLinkUnknown):
            guest_in(forged)
    with pytest.raises(refusals.GuestLinkUnknown):
        ticket_in(token)
    renewed = send_new_link(registration_id=registration.pk, by=a_coordinator(), now=NOW)
    assert guest_in(guest_token(renewed)) == (registration.pk, 2)


def test_what_a_guest_says_is_checked() -> None:
    event = an_event(companions_most=1)
    with pytest.raises(refusals.TooManyCompanions):
        come(event, companions=["A", "B"])
    with pytest.raises(refusals.NeverThere):
        come(event, present_from=time(18, 40), present_until=time(18, 55))
    registration = come(event, present_from=time(18, 40), companions=["A"], photo_consent=True)
    assert registration.rounds_there() == [2, 3, 4]
    assert (registration.photo_consent_at, registration.photo_consent) == (NOW, True)
    change_registration(registration_id=registration.pk, details=Details(), by=registration.person, now=NOW)
    registration.refresh_from_db()
    assert registration.companions == []
    assert (registration.photo_consent_at, registration.photo_consent) == (None, None)


def test_who_has_not_answered_about_pictures_is_told_apart_from_who_refused() -> None:
    event, expert, by = an_event(), a_contact(), a_coordinator()
    (invited,) = invite_contacts(slug=event.slug, experts=[expert], by=by, now=NOW)
    assert invited.photo_consent is None
    refused = come(event, photo_consent=False)
    assert (refused.photo_consent, refused.photo_refused_at) == (False, NOW)
    later = NOW + timedelta(hours=1)
    again = change_registration(
        registration_id=refused.pk, details=Details(photo_consent=False), by=refused.person, now=later
    )
    assert again.photo_refused_at == NOW
    agreed = change_registration(
        registration_id=refused.pk, details=Details(photo_consent=True), by=refused.person, now=later
    )
    assert (agreed.photo_consent_at, agreed.photo_refused_at) == (later, None)
    with (
        transaction.atomic(),
        pytest.raises(IntegrityError, match="registration_answers_about_pictures_once"),
    ):
        Registration.objects.filter(pk=agreed.pk).update(photo_refused_at=NOW)


def test_questions_are_answered_and_a_question_that_changed_is_another() -> None:
    event, by = an_event(), a_coordinator()
    row = {"kind": "one", "title_ko": "식사", "title_en": "Food", "is_required": True}
    options = [{"key": key, "ko": key, "en": key} for key in ("meat", "plants")]
    set_questions(slug=event.slug, rows=[{**row, "options": options}], by=by, now=NOW)
    (question,) = event.questions.all()
    for answers, code in (({}, "required"), ({str(question.pk): "stones"}, "not_an_option")):
        with pytest.raises(refusals.RegistrationAnswersRefused) as refused:
            come(event, answers=answers)
        assert refused.value.faults == {question.pk: code}
    assert come(event, answers={str(question.pk): "plants"}).answers == {str(question.pk): "plants"}
    changed = {**row, "options": options[:1], "id": question.pk}
    set_questions(slug=event.slug, rows=[changed], by=by, now=NOW)
    with pytest.raises(Problem, match="event_question_gone"):
        come(event, answers={str(question.pk): "plants"})


def test_registration_closes_by_itself_and_cancelling_ends() -> None:
    event = an_event(closes_hours=24, cancel_hours=12)
    registration = come(event)
    let_events_pass(now=DOORS_AT - timedelta(hours=24, minutes=1))
    event.refresh_from_db()
    assert event.state == "open"
    let_events_pass(now=DOORS_AT - timedelta(hours=24))
    event.refresh_from_db()
    assert event.state == "closed"
    with pytest.raises(refusals.EventRegistrationClosed):
        come(event, now=DOORS_AT - timedelta(hours=24))
    with pytest.raises(refusals.TooLateToCancel):
        cancel_registration(
            registration_id=registration.pk, by=registration.person, now=DOORS_AT - timedelta(hours=12)
        )


def test_an_event_that_is_called_off_tells_everybody_why() -> None:
    event = an_event(startups=1)
    first, second = come(event), come(event)
    step_event(slug=event.slug, step="cancel", reason="Heavy snow", by=a_coordinator(), now=NOW)
    for registration in (first, second):
        mail = Message.objects.filter(person=registration.person).latest("pk")
        assert mail.subject == "열리지 않습니다: 네트워킹 저녁"
        assert "Heavy snow" in mail.body
    with pytest.raises(refusals.EventRegistrationClosed):
        come(event)


def test_an_event_without_tables_is_not_announced() -> None:
    event = an_event(tables=0, startups=0, place="", state="draft")
    with pytest.raises(Problem, match="event_not_ready") as refused:
        step_event(slug=event.slug, step="open", by=a_coordinator(), now=NOW)
    assert [(one.field, one.code) for one in refused.value.errors()] == [
        ("place", "empty"),
        ("tables", "none"),
        ("startup_seats", "none"),
    ]


def test_an_event_that_moves_across_daylight_saving_keeps_its_wall_clock() -> None:
    event = an_event(
        time_zone="America/Los_Angeles",
        held_on=date(2026, 10, 31),
        doors_time=time(23),
        rounds_time=time(0, 30),
        rounds=3,
        round_minutes=60,
        change_minutes=0,
    )
    # The first Sunday of November: 01:00 comes twice, an hour apart, while the rounds go on.
    assert [starts_at.isoformat() for starts_at, _ in event.round_times()] == [
        "2026-11-01T07:30:00+00:00",
        "2026-11-01T08:30:00+00:00",
        "2026-11-01T09:30:00+00:00",
    ]
    event.held_on = date(2026, 11, 7)
    assert event.rounds_at.isoformat() == "2026-11-08T08:30:00+00:00"
