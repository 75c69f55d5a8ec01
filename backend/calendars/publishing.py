"""A person's calendar as a feed: the events as every other channel names them, in this person's words alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from calendars.invitations import hub_mailbox, with_dates
from calendars.models import CalendarEvent
from calendars.recurring import Pattern, Span
from integrations.icalendar_files.feed import Feed, feed_file, fingerprint
from integrations.icalendar_files.invitation import Invitation, Method

NAME = "Meridian"
REFRESH = timedelta(hours=1)


class Entry(NamedTuple):
    """An event and what its reader is told of it. Its appointment, or those of its occurrences, are read."""

    event: CalendarEvent
    summary: str
    description: str
    link: str
    tells_room: bool = True  # its link, which lets in whoever has it


@dataclass(frozen=True)
class Publication:
    feed: Feed

    @property
    def etag(self) -> str:
        """Weak: of what is shown, not of the moment at which it is written."""
        return f'W/"{fingerprint(self.feed)}"'

    def file(self) -> bytes:
        return feed_file(self.feed)


def publication_of(entries: Iterable[Entry], *, name: str = NAME, now: datetime) -> Publication:
    """The feed of these entries. UIDs and SEQUENCEs are the events', as in invitations; nobody is named but the hub.

    What was called off stands in it as cancelled: a program that saw it would keep it otherwise.
    """
    single, regular = [], []
    for entry in entries:
        if entry.event.appointment is not None:
            appointment = entry.event.appointment
            single.append(_told(entry, Span(appointment.starts_at, appointment.ends_at), now))
            continue
        pattern = Pattern.from_json(entry.event.pattern)
        shared = _told(entry, pattern.span_on(pattern.dates[0]), now)
        regular.append(with_dates(shared, pattern, entry.event.occurrences.all()))
    return Publication(Feed(name, REFRESH, tuple(single), tuple(regular)))


def _told(entry: Entry, times: Span, now: datetime) -> Invitation:
    return Invitation(
        uid=entry.event.uid,
        sequence=entry.event.sequence,
        method=Method.PUBLISH,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        summary=entry.summary,
        description=entry.description,
        location=entry.event.room_url if entry.event.is_wanted and entry.tells_room else "",
        url=entry.link,
        organizer=hub_mailbox(),
        stamped_at=now,
        is_cancelled=not entry.event.is_wanted,
    )
