"""Guests come and go: registered, changed, cancelled, an offered place taken or left. One function a deed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max

from accounts.models import Person
from agenda.transactions import atomically
from directory.models import Expert, ExpertKind, Startup, Topic
from directory.queries import startup_of
from networking.events.keeping import locked
from networking.events.refusals import EventQuestionGone
from networking.guests import rules
from networking.guests.meetings_ahead import forget_meetings
from networking.guests.placing import follow_in_calendar, free_seat, move_on, note, put
from networking.guests.refusals import (
    AlreadyRegistered,
    CompanyRegistered,
    EventFull,
    EventRegistrationClosed,
    NeverThere,
    NotAGuest,
    NotRegistered,
    PlaceOfferGone,
    RegistrationAnswersRefused,
    TooLateToCancel,
    TooManyCompanions,
)
from networking.guests.telling import APPROVED, CANCELLED, RECEIVED, WAITLISTED, tell
from networking.models import Event, GuestKind, Registration, RegistrationState
from networking.plans.leaving import leave_meetings

State = RegistrationState
NEXT = timedelta(microseconds=1)  # PostgreSQL's
AGAIN = (State.INVITED, State.CANCELLED)  # from where somebody registers, for the first time or anew
PHRASES = {State.APPROVED: APPROVED, State.PENDING: RECEIVED, State.WAITLISTED: WAITLISTED}


@dataclass(frozen=True)
class Details:
    """What a guest says with their registration: wall times of the event's clock, names of companies and of people,
    answers by ids of questions as text."""

    present_from: time | None = None
    present_until: time | None = None
    topics: Sequence[Topic] = ()
    meetings_most: int | None = None
    avoids: Sequence[str] = ()
    companions: Sequence[str] = ()
    photo_consent: bool | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Guest:
    """On which side somebody comes: for a company, or as a contact."""

    kind: GuestKind
    startup: Startup | None = None
    expert: Expert | None = None


def guest_for(person: Person) -> Guest:
    """Raises NotAGuest for whoever is neither of a startup nor a networking contact. Two statements at most."""
    startup = startup_of(person)
    if startup is not None:
        return Guest(GuestKind.STARTUP, startup=startup)
    expert = Expert.objects.filter(person=person, kind=ExpertKind.CONTACT).first()
    if expert is None:
        raise NotAGuest
    return Guest(GuestKind.CONTACT, expert=expert)


@atomically
def register(*, slug: str, details: Details, wait: bool, by: Person, now: datetime) -> Registration:
    """A place at the event, or, where none is free and they would `wait`, the last one of the waiting list; where the
    hub decides, neither yet. Whom the hub invited needs no decision.

    Raises NotAGuest, EventRegistrationClosed, AlreadyRegistered, CompanyRegistered, EventFull, TooManyCompanions,
    NeverThere, EventQuestionGone, RegistrationAnswersRefused.
    """
    event = locked(slug)
    guest = guest_for(by)
    if not event.takes_guests_at(now):
        raise EventRegistrationClosed
    move_on(event, now=now)
    registration = event.registrations.filter(person=by).first()
    if registration is not None and registration.state not in AGAIN:
        raise AlreadyRegistered(state=registration.state)
    if guest.startup is not None:
        require_company_free(event, guest.startup, by)
    invited = registration is not None and registration.state == State.INVITED
    registration = registration or Registration(event=event, person=by)
    registration.event, registration.person = event, by
    registration.kind, registration.startup, registration.expert = guest.kind, guest.startup, guest.expert
    registration.since = now
    _say(registration, details, now)
    _place(registration, wait=wait, decided=invited or not event.needs_approval)
    registration.topics.set(details.topics)
    note(registration, f"registration.{registration.state}", now=now, by=by)
    tell(registration, PHRASES[State(registration.state)], now=now)
    return registration


def require_company_free(event: Event, startup: Startup, person: Person) -> None:
    """Nobody but `person` speaks for the company at the event. Raises CompanyRegistered."""
    others = event.registrations.filter(startup=startup).exclude(person=person)
    colleague = others.exclude(state__in=[State.CANCELLED, State.DECLINED]).select_related("person").first()
    if colleague is not None:
        raise CompanyRegistered(name=colleague.person.name)


def _place(registration: Registration, *, wait: bool, decided: bool) -> None:
    if not decided:
        put(registration, State.PENDING)
        return
    waiting = registration.event.registrations.waiting().filter(kind=registration.kind).order_by()
    before = waiting.aggregate(number=Count("pk"), last=Max("since"))
    seat = None if before["number"] else free_seat(registration.event, registration.kind)
    if seat is None and not wait:
        raise EventFull(waiting=before["number"])
    if before["last"]:
        # Whoever asked earlier and had to wait for the event's lock: their turn is behind those who were told theirs.
        registration.since = max(registration.since, before["last"] + NEXT)
    put(registration, State.APPROVED if seat else State.WAITLISTED, number=seat.number if seat else None)


@atomically
def change_registration(*, registration_id: int, details: Details, by: Person, now: datetime) -> Registration:
    """Say other things with it; place and turn stay. Raises NotRegistered, EventRegistrationClosed,
    TooManyCompanions, NeverThere, EventQuestionGone, RegistrationAnswersRefused."""
    registration = held(registration_id)
    if registration.state not in (State.PENDING, State.APPROVED, State.WAITLISTED, State.OFFERED):
        raise NotRegistered
    if not registration.event.takes_guests_at(now):
        raise EventRegistrationClosed
    _say(registration, details, now)
    registration.revision += 1
    registration.save()
    registration.topics.set(details.topics)
    follow_in_calendar(registration)
    note(registration, "registration.changed", now=now, by=by)
    return registration


@atomically
def take_offer(*, registration_id: int, by: Person, now: datetime) -> Registration:
    """The offered place becomes theirs. Raises PlaceOfferGone."""
    registration = held(registration_id)
    _require_offered(registration, now)
    put(registration, State.APPROVED, number=registration.number)
    note(registration, "registration.approved", now=now, by=by)
    tell(registration, APPROVED, now=now)
    return registration


@atomically
def decline_offer(*, registration_id: int, by: Person, now: datetime) -> Registration:
    """They go off the list, the place goes to the next. Raises PlaceOfferGone."""
    registration = held(registration_id)
    _require_offered(registration, now)
    put(registration, State.CANCELLED)
    note(registration, "registration.offer_declined", now=now, by=by)
    move_on(registration.event, now=now)
    return registration


@atomically
def cancel_registration(*, registration_id: int, by: Person, now: datetime) -> Registration:
    """They do not come, or do not wait any more; whom they were to meet and who waits for a place hear of it. Raises NotRegistered, TooLateToCancel."""
    registration = held(registration_id)
    before = State(registration.state)
    if before in (State.CANCELLED, State.DECLINED):
        raise NotRegistered
    event = registration.event
    if now >= event.cancel_until:
        raise TooLateToCancel(until=event.cancel_until.isoformat())
    put(registration, State.CANCELLED)
    forget_meetings(registration, because="left", now=now)
    leave_meetings(registration, by=by, now=now)
    note(registration, "registration.cancelled", now=now, by=by, was=before)
    if before == State.APPROVED:
        tell(registration, CANCELLED, now=now)
    move_on(event, now=now)
    return registration


def held(registration_id: int) -> Registration:
    """A registration with its event, held against everybody else. Raises Registration.DoesNotExist."""
    slug = Event.objects.filter(registrations=registration_id).values_list("slug", flat=True).first()
    if slug is None:
        raise Registration.DoesNotExist
    event = locked(slug)
    registration = Registration.objects.select_related("person", "startup", "expert").get(pk=registration_id)
    registration.event = event
    return registration


def _require_offered(registration: Registration, now: datetime) -> None:
    if registration.state_at(now) != State.OFFERED or not registration.event.takes_guests_at(now):
        raise PlaceOfferGone


def _say(registration: Registration, details: Details, now: datetime) -> None:
    """Raises TooManyCompanions, NeverThere, EventQuestionGone, RegistrationAnswersRefused."""
    event = registration.event
    if len(details.companions) > event.companions_most:
        raise TooManyCompanions(at_most=event.companions_most)
    registration.answers = _checked_answers(event, details.answers)
    for name in ("present_from", "present_until", "meetings_most"):
        setattr(registration, name, getattr(details, name))
    registration.avoids, registration.companions = list(details.avoids), list(details.companions)
    if not registration.rounds_there():
        raise NeverThere
    _answer_about_pictures(registration, details.photo_consent, now)


def _answer_about_pictures(registration: Registration, consent: bool | None, now: datetime) -> None:
    """The same answer again keeps its hour."""
    if consent != registration.photo_consent:
        registration.photo_consent_at = now if consent is True else None
        registration.photo_refused_at = now if consent is False else None


def _checked_answers(event: Event, answers: Mapping[str, Any]) -> dict[str, Any]:
    questions = list(event.questions.filter(retired_at=None))
    if answers.keys() - {str(one.pk) for one in questions}:
        raise EventQuestionGone
    faults = {}
    for one in questions:
        asked = rules.Asked(one.kind, one.is_required, [option["key"] for option in one.options])
        if code := rules.fault_in(asked, answers.get(str(one.pk))):
            faults[one.pk] = code
    if faults:
        raise RegistrationAnswersRefused(faults)
    return {key: value for key, value in answers.items() if not rules.is_empty(value)}
