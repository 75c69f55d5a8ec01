"""What a write of an event is to bring to Google, worked out from the rows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Person
from agenda.models import Appointment
from calendars.content import Content, left_as_shown, whole_second
from calendars.edit_models import OPEN, EditKind
from calendars.models import CalendarEdit, CalendarEvent, GoogleConnection
from calendars.placing import Errand
from calendars.recurring import Dates, Pattern, Span

MOST_TRIED = 5
REMOVAL: dict[str, Any] = {}  # in place of what a try would have Google show


def locked(event_id: int) -> CalendarEvent | None:
    """The event, held against other writers until the transaction ends."""
    rows = CalendarEvent.objects.select_for_update(of=("self",)).select_related(
        "appointment", "entry", "organiser"
    )
    return rows.filter(pk=event_id).first()


def open_edits_of(event: CalendarEvent) -> list[CalendarEdit]:
    """What people made of the event that nobody has decided on yet."""
    return list(event.edits.filter(state__in=OPEN))


def errand_for(
    event: CalendarEvent,
    organiser: GoogleConnection,
    open_edits: Sequence[CalendarEdit],
    *,
    may_exist: bool,
) -> Errand:
    """The event as it is wanted now, its open edits left as people made them."""
    told = Content.from_json(event.told)
    content = _content(event, organiser, told, may_exist=may_exist) if event.is_wanted else None
    return Errand(
        event=event.pk,
        connection=organiser.pk,
        google_calendar_id=event.google_calendar_id,
        google_event_id=event.google_event_id,
        mark=event.mark,
        version=event.wanted_version,
        content=content and left_as_shown(content, told, {edit.on for edit in open_edits}),
        told=told,
        tried=tried_content(event),
        may_be_removed=bool(event.written_version) or REMOVAL in event.tried,
        binned=Content.from_json(event.told_before_deletion),
        may_exist=may_exist,
        tries=event.attempts,
        strangers=event.strangers,
        is_guests_copy=event.is_guests_copy,
        for_one=event.is_for_one,
    )


def is_over(event: CalendarEvent, now: datetime) -> bool:
    """Whether nothing of it lies ahead that Google could still show in time."""
    if event.taken_over_by_id is not None:
        return False
    if event.hours is not None:
        return event.hours[1] <= now
    return not event.occurrences.filter(is_wanted=True, appointment__ends_at__gt=now).exists()


def remember_try(event: CalendarEvent, errand: Errand) -> None:
    """Remember what is about to be written: if no answer comes, it may be found in Google later."""
    tried = REMOVAL if errand.content is None else errand.content.as_json()
    event.tried = [*event.tried, tried][-MOST_TRIED:]


@transaction.atomic(durable=True)
def forget_try(claimed: Errand) -> None:
    """Google refused the write as a second one: what it shows is not of this try."""
    event = locked(claimed.event)
    if event is not None and event.google_event_id == claimed.google_event_id:
        removals = [REMOVAL] if REMOVAL in event.tried else []
        event.tried = [*removals, *(content.as_json() for content in claimed.tried)]
        event.save(update_fields=["tried"])


@transaction.atomic(durable=True)
def learn_told(errand: Errand, told: Content) -> Errand:
    """The event is there although Google was never heard to take it: that is what it was told."""
    event = locked(errand.event)
    if event is not None and event.google_event_id == errand.google_event_id and not event.told:
        event.told = told.as_json()
        event.save(update_fields=["told"])
    return replace(errand, told=told)


def agreed_content(event: CalendarEvent, told: Content | None) -> Content | None:
    """The event as it was agreed, whatever people made of it in Google; None where there is none to be."""
    if event.organiser is None or not event.is_wanted:
        return None
    return _content(event, event.organiser, told, may_exist=True)


def tried_content(event: CalendarEvent) -> tuple[Content, ...]:
    """What Google may show by a write of which no answer came."""
    return tuple(content for kept in event.tried if (content := Content.from_json(kept)))


def span_of_appointment(appointment: Appointment) -> Span:
    return Span(whole_second(appointment.starts_at), whole_second(appointment.ends_at))


def span_of_event(event: CalendarEvent) -> Span:
    """Of one that is no series."""
    assert event.hours is not None  # noqa: S101 -- a constraint; for the type checker
    return Span(*map(whole_second, event.hours))


def _content(
    event: CalendarEvent, organiser: GoogleConnection, told: Content | None, *, may_exist: bool
) -> Content:
    dates = _dates(event, told, may_exist=may_exist) if event.series_id is not None else None
    times = dates.pattern.span_on(dates.pattern.dates[0]) if dates else span_of_event(event)
    stands_in = event.fallback_url if event.is_without_meet and not event.meet_url else ""
    # Whom somebody has just taken out stays out until it is known what follows.
    out = event.edits.filter(kind=EditKind.UNINVITED, on=None, is_heeded=False).values("guest")
    guests = event.guests.exclude(pk__in=out).select_related("google_connection")
    invited = addresses_of(guests, organiser)
    return Content(
        summary=event.summary,
        description=event.description,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        guests=tuple(sorted(set(invited.values()))),
        location=event.entry.location if event.entry else stands_in,
        dates=dates,
    )


def addresses_of(guests: Iterable[Person], organiser: GoogleConnection) -> dict[int, str]:
    """Where Google invites each of the `guests`, who come with their `google_connection`: at their account; of the
    hub's guests those without one at their own address. By their ids, in lower case."""
    found = {}
    for person in guests:
        account = getattr(person, "google_connection", None)
        if account is not None or organiser.is_hub:
            found[person.pk] = (account.google_email if account else person.email).lower()
    return {pk: email for pk, email in found.items() if email != organiser.google_email.lower()}


def _dates(event: CalendarEvent, told: Content | None, *, may_exist: bool) -> Dates:
    """Where each date of a recurring event stands. One that Google may have been given and that is no more is called
    off by itself, so that its guests are told of it; one that it never heard of is not in the rule at all."""
    pattern, rows = Pattern.from_json(event.pattern), event.occurrences.select_related("appointment")
    known = {row.on: span_of_appointment(row.appointment) if row.is_wanted else None for row in rows}
    given = known.keys() if may_exist else set()
    if told and told.dates:
        given = told.dates.standing.keys()
    standing = {on: known.get(on) for on in pattern.dates if known.get(on) is not None or on in given}
    return Dates(pattern, standing)
