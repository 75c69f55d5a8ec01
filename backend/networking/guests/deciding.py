"""What coordinators do about guests: invite contacts, give places, turn down. One function a deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from directory.models import Expert, ExpertKind
from networking.events.keeping import locked_alive
from networking.guests.meetings_ahead import forget_meetings, renew_links
from networking.guests.placing import free_seat, move_on, note, put
from networking.guests.refusals import CompanyRegistered, NoContact, NotDecidable
from networking.guests.registering import held, require_company_free
from networking.guests.telling import APPROVED, DECLINED, INVITED, WAITLISTED, tell
from networking.models import Event, GuestKind, Registration, RegistrationState
from networking.plans.leaving import leave_meetings

State = RegistrationState
# From which states each decision leads on.
APPROVABLE = (State.PENDING, State.WAITLISTED, State.DECLINED)
DECLINABLE = (State.INVITED, State.PENDING, State.WAITLISTED, State.OFFERED, State.APPROVED)


@atomically
def invite_contacts(*, slug: str, experts: Sequence[Expert], by: Person, now: datetime) -> list[Registration]:
    """These contacts are sent a link that needs no password; who was invited or is registered already is not told twice.

    The invited ones that are new. Raises EventOver, NoContact.
    """
    event = locked_alive(slug)
    if any(one.kind != ExpertKind.CONTACT or not one.person.is_active for one in experts):
        raise NoContact
    known = set(event.registrations.values_list("person", flat=True))
    invited = []
    for expert in experts:
        if expert.person_id in known:
            continue
        known.add(expert.person_id)
        registration = Registration(
            event=event, person=expert.person, kind=GuestKind.CONTACT, expert=expert, since=now
        )
        put(registration, State.INVITED)
        registration.topics.set(expert.topics.all())
        note(registration, "registration.invited", now=now, by=by)
        tell(registration, INVITED, now=now)
        invited.append(registration)
    return invited


@atomically
def send_new_link(*, registration_id: int, by: Person, now: datetime) -> Registration:
    """Another link for a guest, by e-mail; the ones before open nothing any more."""
    registration = held(registration_id)
    registration.link_round += 1
    registration.save(update_fields=["link_round"])
    renew_links(registration)
    note(registration, "registration.link_renewed", now=now, by=by)
    tell(registration, APPROVED if registration.state == State.APPROVED else INVITED, now=now)
    return registration


@atomically
def approve(*, registration_id: int, word: str = "", by: Person, now: datetime) -> Registration:
    """A place for a registration that waits for the hub; where none is free, the last of the waiting list.

    Raises NotDecidable, CompanyRegistered.
    """
    registration = held(registration_id)
    event = registration.event
    if registration.state not in APPROVABLE:
        raise NotDecidable(state=registration.state)
    if registration.startup is not None:
        require_company_free(event, registration.startup, registration.person)
    move_on(event, now=now)
    registration = _again(registration, event)
    if registration.state not in APPROVABLE:  # it has been offered a place just now
        return registration
    seat = free_seat(event, registration.kind)
    before, registration.word = registration.state, word
    if seat is None and before == State.WAITLISTED:
        return registration
    put(registration, State.APPROVED if seat else State.WAITLISTED, number=seat.number if seat else None)
    note(registration, f"registration.{registration.state}", now=now, by=by, was=before)
    tell(registration, APPROVED if seat else WAITLISTED, word=word, now=now)
    return registration


@atomically
def decline(*, registration_id: int, word: str = "", by: Person, now: datetime) -> Registration:
    """No place for this guest, who is told with a word; their meetings and their place are free. Raises NotDecidable."""
    registration = held(registration_id)
    before = registration.state
    if before not in DECLINABLE:
        raise NotDecidable(state=before)
    registration.word = word
    put(registration, State.DECLINED)
    forget_meetings(registration, because="left", now=now)
    leave_meetings(registration, by=by, now=now)
    note(registration, "registration.declined", now=now, by=by, was=before, word=word)
    tell(registration, DECLINED, word=word, now=now)
    move_on(registration.event, now=now)
    return registration


@dataclass(frozen=True)
class Decided:
    """What became of one of many; `code` says why nothing did, and is empty otherwise."""

    registration_id: int
    state: str
    code: str = ""


@atomically
def approve_several(*, slug: str, ids: Sequence[int], by: Person, now: datetime) -> list[Decided]:
    """Places in the order of arrival, whatever the order of `ids`; the last ones get on the waiting list where none is
    left. Who cannot be approved is left as they are, with the code of the reason; the others are not held up by it.

    Raises EventOver.
    """
    event = locked_alive(slug)
    asked = event.registrations.filter(pk__in=ids).order_by("since", "pk").values_list("pk", flat=True)
    return [_decided(one, by, now) for one in asked]


def _decided(registration_id: int, by: Person, now: datetime) -> Decided:
    try:
        registration = approve(registration_id=registration_id, by=by, now=now)
    except (NotDecidable, CompanyRegistered) as refusal:
        state = Registration.objects.values_list("state", flat=True).get(pk=registration_id)
        return Decided(registration_id, state, refusal.code)
    return Decided(registration_id, registration.state)


def _again(registration: Registration, event: Event) -> Registration:
    again = Registration.objects.select_related("person", "startup", "expert").get(pk=registration.pk)
    again.event = event
    return again
