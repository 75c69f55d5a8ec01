"""Invitations by e-mail, for those whom Google does not reach."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr
from typing import Literal, NamedTuple
from uuid import UUID

from django.conf import settings

from accounts.models import Person
from agenda.models import Appointment
from calendars.models import CalendarEvent, CalendarOccurrence
from calendars.queries import event_of_series, shown_now
from calendars.recurring import Pattern, Span
from integrations.icalendar_files.invitation import Invitation, Mailbox, Method, file_of
from integrations.icalendar_files.recurring import Moved, RegularInvitation, date_file, series_file

Wish = Literal["REQUEST", "CANCEL", "PUBLISH"]


class Words(NamedTuple):
    """What a file says of an event to its one reader, in their language."""

    summary: str
    description: str


def invitation_part(
    *,
    event: CalendarEvent,
    appointment: Appointment,
    people: Sequence[Person],
    method: Wish,
    words: Words | None = None,
    uid: str = "",
    now: datetime,
) -> str:
    """The appointment as iCalendar text: UID and SEQUENCE are the event's, so every channel names one event. Another
    `uid` is that of a copy that the reader has from before. Without `words` it says what all readers share.

    The organiser is the address that the mail comes from (RFC 6047, 2.3): answers reach the hub, and nobody
    learns another person's address. So `people`, those invited, should be the reader alone. PUBLISH is a copy
    to keep and names nobody. A date of a series is that date alone, under the series' UID; one that came to the
    rule needs the whole series told.
    """
    stands = Span(appointment.starts_at, appointment.ends_at)
    said = words or Words(event.summary, event.description)
    if event.series_id is None:
        return file_of(_invitation(event, stands, Method(method), people, said, uid, now)).decode()
    pattern = Pattern.from_json(event.pattern)
    by_rule = pattern.span_on(event.occurrences.get(appointment=appointment).on)
    if method == "REQUEST" and stands == by_rule:
        return series_part(event=event, people=people, method=method, words=words, uid=uid, now=now)
    date = _invitation(event, stands, Method(method), people, said, uid, now)
    return date_file(date, meant_at=by_rule.starts_at, time_zone=pattern.zone).decode()


def copy_to_keep(appointment: Appointment, *, words: Words | None, now: datetime) -> str | None:
    """The appointment as it stands, for whatever calendar; names nobody. None while calendars are not to show it."""
    event = shown_now(appointment)
    if event is None:
        return None
    return invitation_part(
        event=event, appointment=appointment, people=[], method="PUBLISH", words=words, now=now
    )


def series_to_keep(series_id: UUID, *, words: Callable[[Pattern], Words] | None, now: datetime) -> str | None:
    """The same of all dates of a series that are agreed; `words` are made of its pattern."""
    event = event_of_series(series_id)
    if event is None or not event.is_wanted:
        return None
    said = words(Pattern.from_json(event.pattern)) if words else None
    return series_part(event=event, people=[], method="PUBLISH", words=said, now=now)


def series_part(
    *,
    event: CalendarEvent,
    people: Sequence[Person],
    method: Wish,
    words: Words | None = None,
    uid: str = "",
    now: datetime,
) -> str:
    """A whole series as iCalendar text: its rule, the dates that are not, and those that stand elsewhere."""
    pattern = Pattern.from_json(event.pattern)
    said = words or Words(event.summary, event.description)
    shared = _invitation(event, pattern.span_on(pattern.dates[0]), Method(method), people, said, uid, now)
    return series_file(with_dates(shared, pattern, event.occurrences.select_related("appointment"))).decode()


def with_dates(
    shared: Invitation, pattern: Pattern, occurrences: Iterable[CalendarOccurrence]
) -> RegularInvitation:
    """What is `shared` by all dates of a series, told of each as it stands. The occurrences' appointments are read."""
    standing = {
        row.on: Span(row.appointment.starts_at, row.appointment.ends_at)
        for row in occurrences
        if row.is_wanted
    }
    by_rule = {on: pattern.span_on(on) for on in pattern.dates}
    first, last = by_rule[pattern.dates[0]], by_rule[pattern.dates[-1]]
    return RegularInvitation(
        first=replace(shared, starts_at=first.starts_at, ends_at=first.ends_at),
        time_zone=pattern.zone,
        rule=pattern.lines(())[0].removeprefix("RRULE:"),
        last_at=last.starts_at,
        excluded=tuple(span.starts_at for on, span in by_rule.items() if standing and on not in standing),
        moved=tuple(
            Moved(by_rule[on].starts_at, *span)
            for on, span in sorted(standing.items())
            if span != by_rule[on]
        ),
    )


def _invitation(
    event: CalendarEvent,
    times: Span,
    method: Method,
    people: Sequence[Person],
    words: Words,
    uid: str,
    now: datetime,
) -> Invitation:
    return Invitation(
        uid=uid or event.uid,
        sequence=event.sequence,
        method=method,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        summary=words.summary,
        description=words.description,
        location=event.room_url,
        url=event.room_url,
        organizer=hub_mailbox(),
        attendees=tuple(Mailbox(person.name, person.email) for person in people),
        stamped_at=now,
    )


def hub_mailbox() -> Mailbox:
    """The address that mails come from: the one organiser whom files name."""
    return Mailbox(*parseaddr(settings.DEFAULT_FROM_EMAIL))
