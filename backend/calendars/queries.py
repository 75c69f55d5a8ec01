from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from agenda.models import Appointment, Commitment
from calendars.models import (
    CalendarEvent,
    CalendarFeed,
    CalendarOccurrence,
    ConnectionState,
    GoogleConnection,
    WriteState,
)
from calendars.rules import digest_of

ROOM = ("meet_url", "fallback_url", "is_without_meet", "state")  # what `room_url` is made of
EMAILED = "emailed"  # nobody has Google: invitations go by e-mail
MEET, HUB_ROOM, NO_ROOM = "meet", "hub", "missing"


@dataclass(frozen=True)
class CalendarStanding:
    """How the event of one appointment stands.

    `state` is none, waiting, written, failed, removed or emailed; `detail` the stable code of what stands in
    the way, empty if nothing does. `room` says what `meet_url` leads to: meet, hub (the hub's own room), missing (Google
    makes no Meet, and the hub has no room); empty where nothing is known.
    """

    state: str
    detail: str = ""
    meet_url: str = ""
    html_link: str = ""
    room: str = ""

    @property
    def wants_attention(self) -> bool:
        """Whether the event is among `appointments_wanting_attention`."""
        return self.state == WriteState.FAILED or (self.state == WriteState.WAITING and self.detail != "")


NO_EVENT = CalendarStanding(state=WriteState.NONE)
AWAITED = CalendarStanding(state=WriteState.WAITING)  # a job is about to plan it


def connection_of(person: Person) -> GoogleConnection | None:
    """The person's connection to Google, whatever its state."""
    return GoogleConnection.objects.filter(person=person).first()


def feed_of(person: Person) -> CalendarFeed | None:
    """The feed that the person has made, if it stands."""
    return CalendarFeed.objects.filter(person=person).first()


def feed_at(token: str) -> CalendarFeed | None:
    """What this token opens now, with its person; None for one that opens nothing, or nothing any more. One
    statement."""
    feeds = CalendarFeed.objects.filter(digest=digest_of(token), person__is_active=True)
    return feeds.select_related("person").first()


def ids_given_anew(people: Iterable[int]) -> dict[UUID, str]:
    """Google's id of each entry of these people that has another than its first by now. One statement."""
    events = CalendarEvent.objects.filter(entry__person__in=list(people), generation__gt=0)
    return {entry: google_id for entry, google_id in events.values_list("entry", "google_event_id") if entry}


def state_of_entries(person: Person, kind: str, subject_id: str) -> str | None:
    """How what stands in the person's own calendar of this subject does: "failed", "waiting", "left_out" or "written",
    the worst of them; None where there is nothing."""
    events = CalendarEvent.objects.filter(
        entry__person=person, entry__subject_kind=kind, entry__subject_id=subject_id, is_wanted=True
    )
    found = set(events.values_list("state", flat=True))
    order = (WriteState.FAILED, WriteState.WAITING, WriteState.LEFT_OUT, WriteState.WRITTEN)
    return next((state.value for state in order if state in found), None)


def wanted_texts(appointment_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The description that each of these appointments is to have in calendars; without those that have no event."""
    events = CalendarEvent.objects.filter(appointment__in=list(appointment_ids), is_wanted=True)
    return dict(events.values_list("appointment_id", "description"))


def people_reached_by_google(event: CalendarEvent) -> set[int]:
    """Ids of those whom Google shows the event, now or when it is back: all others need an invitation by e-mail.

    Nobody, where the event was refused for good before Google ever had it.
    """
    never_came = event.state == WriteState.FAILED and not event.written_version
    if event.organiser is None or event.state == WriteState.NONE or never_came:
        return set()
    reached = {event.organiser.person_id, *event.guests.values_list("pk", flat=True)}
    return {person_id for person_id in reached if person_id is not None}  # the hub's account is nobody's


def shown_by_google(person: Person, appointment_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these appointments Google shows the person, now or when it is back: added by hand they would stand there
    twice, and the second count as busy time of their own. One statement. See `people_reached_by_google`.

    What was agreed a moment ago has no event yet: then it counts whether they are connected at all.
    """
    ids = list(appointment_ids)
    never_came = Q(state=WriteState.FAILED, written_version=0)
    theirs = Q(organiser__person=person) | Q(organiser__isnull=False, guests=person)
    events = CalendarEvent.objects.filter(theirs).exclude(Q(state=WriteState.NONE) | never_came)
    single = events.filter(appointment__in=ids, is_wanted=True).values_list("appointment")
    dates = CalendarOccurrence.objects.filter(appointment__in=ids, is_wanted=True, event__in=events)
    agreed = Commitment.objects.filter(person=person, appointment__in=ids, released_at=None, expires_at=None)
    awaited = agreed.filter(
        appointment__calendar_event=None,
        appointment__calendar_occurrence=None,
        person__google_connection__state=ConnectionState.ACTIVE,
    )
    found = single.union(dates.values_list("appointment"), awaited.values_list("appointment"))
    return {pk for (pk,) in found if pk is not None}


def state_of(appointment_ids: Iterable[UUID]) -> dict[UUID, CalendarStanding]:
    """How the calendar of each appointment stands; every id of the question is in the answer. One query."""
    ids = list(appointment_ids)
    known = {
        event.appointment_id: standing_of(event)
        for event in CalendarEvent.objects.filter(appointment_id__in=ids)
    }
    return {appointment_id: known.get(appointment_id, NO_EVENT) for appointment_id in ids}


def state_in_series(appointment_id: UUID) -> CalendarStanding:
    """How the calendar of an appointment of a series stands: as its series' event does. One query, as a rule."""
    found = CalendarOccurrence.objects.filter(appointment_id=appointment_id).select_related("event").first()
    if found is None:
        return state_of([appointment_id])[appointment_id]
    standing = standing_of(found.event)
    if found.is_wanted or standing.state in (WriteState.WAITING, WriteState.FAILED):
        return standing
    return CalendarStanding(state=EMAILED if standing.state == EMAILED else WriteState.REMOVED)


def event_of(appointment: Appointment) -> CalendarEvent | None:
    """The event that shows the appointment: one of its own, or that of its series."""
    of_series = CalendarEvent.objects.filter(occurrences__appointment=appointment)
    return of_series.first() or CalendarEvent.objects.filter(appointment=appointment).first()


def shown_now(appointment: Appointment) -> CalendarEvent | None:
    """The event that shows the appointment, while calendars are to show it."""
    dates = CalendarOccurrence.objects.filter(appointment=appointment, is_wanted=True)
    of_series = CalendarEvent.objects.filter(Exists(dates.filter(event=OuterRef("pk"))))
    single = CalendarEvent.objects.filter(appointment=appointment, is_wanted=True)
    return of_series.first() or single.first()


def rooms_of(appointment_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Where the people of each appointment meet that calendars are to show; of some nothing is known. Two statements."""
    ids = list(appointment_ids)
    single = CalendarEvent.objects.filter(appointment__in=ids, is_wanted=True).only("appointment", *ROOM)
    dates = CalendarOccurrence.objects.filter(appointment__in=ids, is_wanted=True).select_related("event")
    of_series = dates.only("appointment", *(f"event__{field}" for field in ROOM))
    rooms = {date.appointment_id: date.event.room_url for date in of_series}
    return rooms | {event.appointment_id: event.room_url for event in single if event.appointment_id}


def event_of_series(series_id: UUID) -> CalendarEvent | None:
    """The recurring event of a series, where one of its dates was ever agreed."""
    return CalendarEvent.objects.filter(series_id=series_id).first()


def state_of_series(series_id: UUID) -> CalendarStanding:
    """How the recurring event of a series stands."""
    event = event_of_series(series_id)
    return standing_of(event) if event else NO_EVENT


def room_of_series(series_id: UUID) -> str:
    """Where the dates of a series meet; empty where calendars are to show none of its dates, or it has none."""
    event = event_of_series(series_id)
    return event.room_url if event and event.is_wanted else ""


def shown_by_themselves(appointments: Iterable[Appointment]) -> list[Appointment]:
    """Those that have an event of their own in calendars."""
    events = CalendarEvent.objects.filter(appointment__in=list(appointments), is_wanted=True)
    return [event.appointment for event in events.select_related("appointment") if event.appointment]


def series_with_dates_of(appointments: Iterable[Appointment]) -> set[UUID]:
    """Ids of the series whose events have these appointments among their dates."""
    found = CalendarEvent.objects.filter(occurrences__appointment__in=list(appointments))
    return {series_id for series_id in found.values_list("series_id", flat=True).distinct() if series_id}


def attention_for(appointment_ids: Iterable[UUID]) -> dict[UUID, str]:
    """`waiting` or `failed` for those appointments whose calendar a coordinator should look at. One query."""
    ids = list(appointment_ids)
    single = appointments_wanting_attention().filter(appointment_id__in=ids)
    regular = dates_wanting_attention().filter(appointment_id__in=ids)
    both = single.values_list("appointment_id", "state").union(
        regular.values_list("appointment_id", "event__state")
    )
    return {appointment_id: state for appointment_id, state in both if appointment_id is not None}


def appointments_wanting_attention() -> QuerySet[CalendarEvent]:
    """Events that were refused, or that have met trouble and still wait. `.values("appointment_id")` filters."""
    return CalendarEvent.objects.filter(
        Q(state=WriteState.FAILED) | Q(state=WriteState.WAITING) & ~Q(last_error="")
    )


def dates_wanting_attention() -> QuerySet[CalendarOccurrence]:
    """The dates to come of recurring events that were refused, or have met trouble and still wait."""
    return CalendarOccurrence.objects.filter(
        Q(event__state=WriteState.FAILED) | Q(event__state=WriteState.WAITING) & ~Q(event__last_error=""),
        is_wanted=True,
    )


def standing_of(event: CalendarEvent) -> CalendarStanding:
    """How an event in hand stands."""
    state = EMAILED if event.state == WriteState.NONE else event.state
    if not event.is_wanted:
        return CalendarStanding(state=state, detail=event.last_error)
    return CalendarStanding(
        state=state,
        detail=event.last_error,
        meet_url=event.room_url,
        html_link=event.html_link,
        room=_room_of(event),
    )


def _room_of(event: CalendarEvent) -> str:
    if event.room_url:
        return MEET if event.meet_url else HUB_ROOM
    return NO_ROOM if event.is_without_meet else ""
