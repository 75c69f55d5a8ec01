"""People come and go: joined, waiting, offered, left. One function a deed, one transaction each."""

from datetime import datetime
from uuid import UUID

from accounts.models import Person
from agenda import joining as agenda
from agenda.operations import SlotTaken
from agenda.transactions import atomically
from directory.models import Startup
from mentoring.groups.models import GroupSession, Place
from mentoring.groups.offering import free_seat, is_open, locked, move_on, note
from mentoring.groups.refusals import (
    AlreadyIn,
    CommittedElsewhere,
    GroupFull,
    NoPlace,
    OfferGone,
    PlaceGone,
    RegistrationClosed,
)
from mentoring.groups.telling import announce_left, announce_removed, announce_seat, take_offer_back
from mentoring.own_calendars import Asked, Looked, require_own_free
from mentoring.programmes.taking_part import require_startup_in
from mentoring.refusals import NotPossibleNow


@atomically
def join_group(
    *,
    group_id: UUID,
    startup: Startup,
    wait: bool,
    by: Person,
    now: datetime,
    looked: Looked = None,
    knowingly: bool = False,
) -> Place:
    """A seat for `by`, or, where none is free and they would `wait`, the last place of the waitlist.

    An offered seat is taken by joining too. Where their own calendar shows something then, or cannot be read, a seat is
    taken `knowingly`. Raises LookFirst, OwnCalendarBusy, OwnCalendarUnread, StartupNotInProgramme, RegistrationClosed, AlreadyIn, GroupFull,
    CommittedElsewhere.
    """
    group = locked(group_id)
    require_startup_in(group.programme, startup)
    if not group.takes_people_at(now):
        raise RegistrationClosed
    move_on(group, now=now)
    place = group.places.filter(person=by).select_related("person").first()
    if place and place.offered_until:
        return _sit_down(group, place, now, looked, knowingly=knowingly)
    if place:
        raise AlreadyIn(place=place.state_at(now))
    place = Place(group=group, person=by, startup=startup, since=now)
    waiting = group.places.waiting().count()
    seat = None if waiting else free_seat(group)
    if seat is None and not wait:
        raise GroupFull(waiting=waiting)
    place.number = seat.number if seat else None
    place.save()
    if seat:
        return _sit_down(group, place, now, looked, knowingly=knowingly)
    note(group, "group.waiting", place, now=now, by=place.person)
    return place


@atomically
def take_offer(
    *, group_id: UUID, by: Person, now: datetime, looked: Looked = None, knowingly: bool = False
) -> Place:
    """The offered seat becomes theirs, as by joining. Raises LookFirst, OwnCalendarBusy, OwnCalendarUnread, NoPlace, OfferGone, AlreadyIn, CommittedElsewhere."""
    group = locked(group_id)
    place = _place_of(group, by)
    state = place.state_at(now)
    if state == "expired" or not is_open(group, now):
        raise OfferGone
    if state != "offered":
        raise AlreadyIn(place=state)
    return _sit_down(group, place, now, looked, knowingly=knowingly)


@atomically
def decline_offer(*, group_id: UUID, by: Person, now: datetime) -> None:
    """They go off the list, the seat goes to the next. Raises NoPlace, OfferGone, AlreadyIn."""
    group = locked(group_id)
    place = _place_of(group, by)
    state = place.state_at(now)
    if state == "expired" or not is_open(group, now):
        raise OfferGone
    if state != "offered":
        raise AlreadyIn(place=state)
    _give_up(group, place, "group.offer_declined", now)


@atomically
def leave_group(*, group_id: UUID, by: Person, now: datetime, channel: str = "") -> None:
    """They give up their seat or their place on the waitlist; what comes free is offered on. `channel` says on which
    way they told it, where that was not Meridian's own.

    Raises NoPlace, RegistrationClosed once it has begun.
    """
    group = locked(group_id)
    place = _place_of(group, by)
    if not is_open(group, now):
        raise RegistrationClosed
    was = place.state_at(now)
    agenda.leave(appointment=group.appointment, person=by, now=now)
    _give_up(group, place, "group.left" if was == "taken" else "group.stopped_waiting", now, channel)
    if was == "taken":
        announce_left(group, by, now=now)


@atomically
def remove_person(*, group_id: UUID, place_id: int, reason: str, by: Person, now: datetime) -> None:
    """Somebody is taken out, and told why; their seat is offered on.

    Raises NotPossibleNow once it has begun or was cancelled, PlaceGone where they left meanwhile.
    """
    group = locked(group_id)
    if not is_open(group, now):
        raise NotPossibleNow(state=group.state)
    place = group.places.filter(pk=place_id).select_related("person").first()
    was = place.state_at(now) if place else "expired"
    if place is None or was == "expired":  # an offer that ran out, whether or not a worker has seen it
        raise PlaceGone
    agenda.leave(appointment=group.appointment, person=place.person, now=now)
    place.delete()
    note(group, "group.removed", place, now=now, by=by, was=was, reason=reason)
    announce_removed(group, place.person, had_seat=was == "taken", reason=reason, now=now)
    move_on(group, now=now)


def _give_up(group: GroupSession, place: Place, action: str, now: datetime, channel: str = "") -> None:
    place.delete()
    take_offer_back(group, place.person, now=now)
    told = {"channel": channel} if channel else {}
    note(group, action, place, now=now, by=place.person, **told)
    move_on(group, now=now)


def _sit_down(group: GroupSession, place: Place, now: datetime, looked: Looked, *, knowingly: bool) -> Place:
    """The seat that the place has is theirs, and so is the time. Raises what `require_own_free` does,
    CommittedElsewhere."""
    times = [(group.appointment.starts_at, group.appointment.ends_at)]
    own = Asked(place.person, times, knowingly=knowingly)
    require_own_free(own, by=place.person, now=now, looked=looked)
    try:
        agenda.join(appointment=group.appointment, person=place.person, now=now)
    except SlotTaken as error:
        raise CommittedElsewhere from error
    take_offer_back(group, place.person, now=now)
    place.offered_until = None
    place.save(update_fields=["offered_until"])
    note(group, "group.joined", place, now=now, by=place.person)
    announce_seat(group, place.person, now=now)
    return place


def _place_of(group: GroupSession, person: Person) -> Place:
    place = group.places.filter(person=person).select_related("person").first()
    if place is None:
        raise NoPlace
    return place
