"""A person's calendar as a feed: the events as every other channel names them, in this person's words alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from calendars.invitations import hub_mailbox, with_dates
from calendars.models import CalendarEvent
from calendars.recurring import Pattern, Span
from integrations.icalendar_files.feed import Feed, feed_file, fingerprint
from integrations.icalendar_files.invitation import Invitation, Method, file_of

NAME = "Meridian"
REFRESH = timedelta(hours=1)


class Entry(NamedTuple):
    """An event and what its reader is told of it. Its appointment, or those of its occurrences, are read."""

    event: CalendarEvent
    summary: str
    description: str
    link: str
    tells_room: bool = True  # its link, which lets in whoever has it


class FeedItem(NamedTuple):
    """An appointment that stands for itself, in its reader's words: no event of Google's is kept of it.

    `uid` and `sequence` are those of RFC 5545, as of an invitation; `[starts_at, ends_at)`, aware.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    link: str
    is_cancelled: bool


@dataclass(frozen=True)
class Publication:
    feed: Feed

    @property
    def fingerprint(self) -> str:
        """Of what is shown, not of the moment at which it is written; 64 hexadecimal digits."""
        return fingerprint(self.feed)

    def at(self, url: str) -> "Publication":
        """The same, telling programs the address from which they can read it again."""
        return Publication(replace(self.feed, source=url))

    def file(self) -> bytes:
        return feed_file(self.feed)


def publication_of(
    entries: Iterable[Entry], *, items: Iterable[FeedItem] = (), name: str = NAME, now: datetime
) -> Publication:
    """The feed of these entries and items. UIDs and SEQUENCEs are the events', as in invitations; nobody is named but the hub.

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
    single += [_of_item(item, now) for item in items]
    return Publication(Feed(name, REFRESH, tuple(single), tuple(regular)))


def feed_of_items(items: Iterable[FeedItem], *, name: str, now: datetime) -> Publication:
    """The feed of these items, under a name of its own."""
    return publication_of((), items=items, name=name, now=now)


def file_to_keep(items: Iterable[FeedItem], *, now: datetime) -> bytes:
    """The items, of which there is one at least, as a file for whatever calendar; names nobody but the hub."""
    return file_of(*(_of_item(item, now) for item in items))


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


def _of_item(item: FeedItem, now: datetime) -> Invitation:
    return Invitation(
        uid=item.uid,
        sequence=item.sequence,
        method=Method.PUBLISH,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        summary=item.summary,
        description=item.description,
        location=item.location,
        url=item.link,
        organizer=hub_mailbox(),
        stamped_at=now,
        is_cancelled=item.is_cancelled,
    )
