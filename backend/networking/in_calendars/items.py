"""What calendars show of an event: one appointment, or a guest's meetings. See docs/decisions/0071."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda.own_clock import zone_of
from agenda.wording import both_clocks, place_name
from calendars.publishing import FeedItem
from calendars.rules import google_event_id, uid_at_google
from networking.follow_ups.in_calendars import follow_up_items
from networking.guests.telling import event_link
from networking.in_calendars.queries import (
    AHEAD,
    BEHIND,
    Rounds,
    registration_at,
    registrations_in_calendars,
    rounds_for,
)
from networking.models import CalendarForm, Event, EventState, GuestKind, Meeting, Registration
from networking.models import RegistrationState as State


def items_for(event: Event, person: Person) -> list[FeedItem]:
    """The event as this person may see it: their own part where they have a place, else what is announced."""
    registration = registration_at(event, person)
    if registration is None or not (registration.state == State.APPROVED or registration.had_place):
        return [announced(event, person.language, zone_of(person, event.doors_at))]
    own = _of_guest(registration, rounds_for([registration])[registration.pk])
    return [*own, *follow_up_items(person, event=event)]


def meeting_of(event: Event, person: Person, number: int) -> FeedItem | None:
    """The person's meeting in that round, whatever form they chose; None where they have none."""
    registration = registration_at(event, person)
    if registration is None or registration.state != State.APPROVED or event.state == EventState.CANCELLED:
        return None
    rounds = rounds_for([registration])[registration.pk]
    with translation.override(person.language):
        found = (_meeting(registration, rounds, one) for one in rounds.now if one.round <= event.rounds)
        return next((item for item in found if item.uid == _uid_of(registration, rounds, number)), None)


def items_of(person: Person, *, now: datetime) -> list[FeedItem]:
    """All events at which the person has a place, or gave one up, and what followed them. Eleven statements at most."""
    registrations = registrations_in_calendars(person, now)
    rounds = rounds_for(registrations)
    own = [item for one in registrations for item in _of_guest(one, rounds[one.pk])]
    return [*own, *follow_up_items(person, since=now - BEHIND, until=now + AHEAD)]


def announced(event: Event, language: str, zone: str) -> FeedItem:
    """What everybody may know: no way in."""
    with translation.override(language):
        return FeedItem(
            uid=f"event-{event.pk}@{urlsplit(settings.PUBLIC_URL).hostname or 'meridian'}",
            sequence=event.revision - 1,
            starts_at=event.doors_at,
            ends_at=event.ends_at,
            summary=_title(event, language, is_off=event.state == EventState.CANCELLED),
            description=_lines(both_clocks(event.doors_at, zone, event.time_zone, language), _more(event)),
            location=event.place,
            link=event_link(event),
            is_cancelled=event.state == EventState.CANCELLED,
        )


def key_of(registration: Registration, number: int = 0) -> UUID:
    """What the UID of a guest's event is made of, or that of one of its rounds: no re-planning changes it."""
    return uuid5(registration.calendar_key, f"round {number}") if number else registration.calendar_key


def of_guest(registration: Registration, rounds: Rounds) -> dict[UUID, FeedItem]:
    """By key, what stands in the calendar of somebody who has a place."""
    numbers = range(registration.event.rounds + 1)
    keys = {_uid_of(registration, rounds, number): key_of(registration, number) for number in numbers}
    items = _of_guest(registration, rounds)
    return {keys[item.uid]: item for item in items if not item.is_cancelled}


def _uid_of(registration: Registration, rounds: Rounds, number: int = 0) -> str:
    """As Google has it, or would."""
    key = key_of(registration, number)
    return uid_at_google(rounds.anew.get(key) or google_event_id(key, 0))


def _of_guest(registration: Registration, rounds: Rounds) -> list[FeedItem]:
    """A round whose meeting fell away is told as cancelled: a program that saw it would keep it otherwise."""
    event = registration.event
    is_off = event.state == EventState.CANCELLED or registration.state != State.APPROVED
    with translation.override(registration.person.language):
        if registration.calendar_form == CalendarForm.BLOCK or not rounds.ever:
            return [_block(registration, rounds, is_off)]
        times = event.round_times()
        now = {} if is_off else {one.round: one for one in rounds.now if one.round <= len(times)}
        gone = sorted(one for one in rounds.ever - now.keys() if one <= len(times))
        return [
            *([] if now or is_off else [_block(registration, rounds, is_off)]),
            *(_meeting(registration, rounds, one) for one in now.values()),
            *(_gone(registration, rounds, number) for number in gone),
        ]


def _block(registration: Registration, rounds: Rounds, is_off: bool) -> FeedItem:
    """From when the guest comes to when they leave."""
    event, language = registration.event, registration.person.language
    since, until = registration.present_from, registration.present_until
    starts_at = event.instant_of(since) if since else event.doors_at
    ends_at = event.instant_of(until) if until else event.ends_at
    met = [] if is_off else _rows(registration, rounds)
    return FeedItem(
        uid=_uid_of(registration, rounds),
        sequence=_sequence(registration, rounds),
        starts_at=starts_at,
        ends_at=ends_at if ends_at > starts_at else event.ends_at,
        summary=_title(event, language, is_off=is_off),
        description=_lines(_clocks(registration, starts_at), *met, _online(event, is_off), _more(event)),
        location=event.place or ("" if is_off else event.link),
        link=event_link(event),
        is_cancelled=is_off,
    )


def _meeting(registration: Registration, rounds: Rounds, meeting: Meeting) -> FeedItem:
    event, language = registration.event, registration.person.language
    starts_at, ends_at = event.round_times()[meeting.round - 1]
    names = ", ".join(_name(one, language) for one in _others(meeting, registration))
    table = _table(meeting)
    return FeedItem(
        uid=_uid_of(registration, rounds, meeting.round),
        sequence=_sequence(registration, rounds),
        starts_at=starts_at,
        ends_at=ends_at,
        summary=f"{names} · {event.title_in(language)}",
        description=_lines(_clocks(registration, starts_at), table, meeting.table.link, _more(event)),
        location=", ".join(one for one in (event.place, table) if one),
        link=event_link(event),
        is_cancelled=False,
    )


def _gone(registration: Registration, rounds: Rounds, number: int) -> FeedItem:
    event = registration.event
    starts_at, ends_at = event.round_times()[number - 1]
    return FeedItem(
        uid=_uid_of(registration, rounds, number),
        sequence=_sequence(registration, rounds),
        starts_at=starts_at,
        ends_at=ends_at,
        summary=_title(event, registration.person.language, is_off=True),
        description="",
        location="",
        link=event_link(event),
        is_cancelled=True,
    )


def _sequence(registration: Registration, rounds: Rounds) -> int:
    """Grows with whatever can change what is shown: the event, the guest's own part, the plan."""
    return registration.event.revision + registration.revision + rounds.changes - 2


def _title(event: Event, language: str, *, is_off: bool) -> str:
    title = event.title_in(language)
    return _("Cancelled: %(title)s") % {"title": title} if is_off else title


def _clocks(registration: Registration, at: datetime) -> str:
    person = registration.person
    return both_clocks(at, zone_of(person, at), registration.event.time_zone, person.language)


def _rows(registration: Registration, rounds: Rounds) -> list[str]:
    """Of the event's description: hours on the event's clock, as the wall there shows them, table and names."""
    event, language = registration.event, registration.person.language
    times, zone = event.round_times(), ZoneInfo(event.time_zone)
    met = [one for one in rounds.now if one.round <= len(times)]
    rows = []
    for meeting in met:
        hours = "–".join(f"{at.astimezone(zone):%H:%M}" for at in times[meeting.round - 1])
        names = ", ".join(_name(one, language) for one in _others(meeting, registration))
        rows.append(f"{hours} {_table(meeting)} · {names}")
    place = place_name(event.time_zone, language)
    return [_("Your meetings, by the clock of %(place)s:") % {"place": place}, *rows] if rows else []


def _table(meeting: Meeting) -> str:
    return _("Table %(table)s") % {"table": meeting.table.name or meeting.table.number}


def _online(event: Event, is_off: bool) -> str:
    return "" if is_off or not event.link else _("Join online: %(link)s") % {"link": event.link}


def _more(event: Event) -> str:
    return _("Details and changes: %(link)s") % {"link": event_link(event)}


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _others(meeting: Meeting, registration: Registration) -> Sequence[Registration]:
    """Whom a guest meets: a contact all startups at the table, a startup the contact."""
    guests = list(meeting.guests.all())
    is_host = any(one.is_host and one.registration_id == registration.pk for one in guests)
    return [one.registration for one in guests if one.is_host != is_host]


def _name(guest: Registration, language: str) -> str:
    """Never an address or a number."""
    name = guest.name_in(language)
    if guest.kind == GuestKind.CONTACT and guest.expert and guest.expert.organisation:
        return f"{name} ({guest.expert.organisation})"
    return name
