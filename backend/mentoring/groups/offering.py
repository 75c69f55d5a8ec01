"""Seats move on by themselves: what is over falls, and who waits longest is offered what is free."""

from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda import joining
from agenda.own_clock import zone_of
from agenda.wording import local_words
from audit.operations import record
from mentoring.groups.models import GroupSession, GroupState, Place, Seat
from mentoring.groups.offers import offer_link
from mentoring.groups.rules import offer_ends_at
from mentoring.groups.telling import tell
from mentoring.groups.words import briefing_for, link_of_all
from messaging.models import MessageKind
from messaging.operations.planning import quiet_hours_of


def locked(group_id: UUID) -> GroupSession:
    """The group session, held against everybody else who gives or takes a place in it.

    Every change of a place goes through here, so positions have no gaps and nobody overtakes who waits. Two who
    meet wait for each other for some milliseconds; the constraints would refuse what slipped past it.
    """
    groups = GroupSession.objects.select_related("appointment", "programme", "expert__person")
    return groups.select_for_update(of=("self",), no_key=True).get(pk=group_id)


def free_seat(group: GroupSession) -> Seat | None:
    """The first seat that no place has."""
    held = group.places.filter(number__isnull=False).values("number")
    return group.seats.exclude(number__in=held).order_by("number").first()


def move_on(group: GroupSession, *, now: datetime) -> None:
    """Bring a locked group session to where it should be at `now`; doing it again changes nothing."""
    for place in group.places.overdue_at(now).select_related("person"):
        place.delete()
        note(group, "group.offer_expired", place, now=now)
        if group.takes_people_at(now):
            tell(group, place.person, MessageKind.OFFER_GONE, briefing_for(group, place.person), now=now)
        else:
            _tell_closed(group, place, now)
    while group.takes_people_at(now):
        first = group.places.waiting().select_related("person").first()
        seat = free_seat(group) if first else None
        if first is None or seat is None:
            return
        _offer(group, first, seat, now)


def let_go_of_who_waits(group: GroupSession, *, now: datetime) -> None:
    """Registration of a locked group session has closed: who still waits is told, once, that they have no seat.

    They stay on the list: should it open again, they are the next.
    """
    move_on(group, now=now)
    for place in group.places.waiting().filter(told_closed_at=None).select_related("person"):
        place.told_closed_at = now
        place.save(update_fields=["told_closed_at"])
        note(group, "group.no_seat", place, now=now)
        _tell_closed(group, place, now)


def _tell_closed(group: GroupSession, place: Place, now: datetime) -> None:
    briefing = briefing_for(group, place.person, link=link_of_all())
    tell(group, place.person, MessageKind.NO_SEAT, briefing, now=now)


def _offer(group: GroupSession, place: Place, seat: Seat, now: datetime) -> None:
    person = place.person
    heard_at = quiet_hours_of(person).over_at(now)
    until = offer_ends_at(heard_at, group.offer_hours, group.closes_at)
    place.number, place.offered_until, place.told_closed_at = seat.number, until, None
    place.save(update_fields=["number", "offered_until", "told_closed_at"])
    note(group, "group.seat_offered", place, now=now, until=until.isoformat())
    with translation.override(person.language):
        clash = _("At that time you are committed elsewhere: free it first, then take the seat.")
        words = local_words(until, zone_of(person, until), person.language)
    is_free = joining.is_free(appointment=group.appointment, person=person, now=now)
    briefing = briefing_for(
        group, person, link=offer_link(place), until=words, remark="" if is_free else clash
    )
    tell(group, person, MessageKind.OFFERED, briefing, now=now)


def note(
    group: GroupSession,
    action: str,
    place: Place,
    *,
    now: datetime,
    by: Person | None = None,
    **details: object,
) -> None:
    """An audit row about somebody's place."""
    record(
        "session",
        group.pk,
        action,
        by=by,
        now=now,
        person_id=place.person_id,
        startup_id=place.startup_id,
        **details,
    )


def is_open(group: GroupSession, now: datetime) -> bool:
    """Whether places can still be given up: it is neither cancelled nor begun."""
    return group.state == GroupState.OPEN and now < group.appointment.starts_at
