"""One appointment as an RFC 5545 file: an invitation, its cancellation, or a copy to keep.

The times are written in UTC. Every calendar program shows them on its owner's clock, and no VTIMEZONE can be
wrong or missing; only recurring appointments need one (`recurring`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from icalendar import Calendar, Component, Event, vCalAddress, vUri

from integrations.icalendar_files import text

PRODUCT = "-//Meridian//Sessions//EN"


class Method(StrEnum):
    """What the reader's calendar is asked to do (RFC 5546, 1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


class Line(NamedTuple):
    """A property of the calendar itself."""

    name: str
    value: object
    parameters: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Mailbox:
    """A person as calendars know them."""

    name: str
    email: str


@dataclass(frozen=True)
class Invitation:
    """One version of one appointment.

    `uid` stays the same for the appointment's life. `sequence` starts at 0 and grows with each change of its
    times and with its cancellation (RFC 5546, 2.1.4). All datetimes are aware; `stamped_at` is when this
    version was written. `[starts_at, ends_at)`.
    """

    uid: str
    sequence: int
    method: Method
    starts_at: datetime
    ends_at: datetime
    summary: str
    organizer: Mailbox
    stamped_at: datetime
    description: str = ""
    location: str = ""
    url: str = ""
    attendees: tuple[Mailbox, ...] = ()
    is_cancelled: bool = False  # for a copy to keep; a CANCEL is

    def __post_init__(self) -> None:
        if not all(map(_offset_is_known, (self.starts_at, self.ends_at, self.stamped_at))):
            raise ValueError("an invitation's times carry their offset")
        if self.ends_at <= self.starts_at:
            raise ValueError("an invitation ends after it starts")
        if self.sequence < 0:
            raise ValueError("a sequence is not negative")
        if not self.uid or text.line(self.uid) != self.uid:
            raise ValueError("a uid is one line of text")


def file_of(invitation: Invitation, *others: Invitation) -> bytes:
    """The invitation as a UTF-8 file: one VCALENDAR with a VEVENT for each, lines of at most 75 octets.

    Free text is escaped, and cleaned of what could end its line. A PUBLISH names no attendees, and it alone may
    hold events of different UIDs (RFC 5546, 3.2.1). Raises ValueError for an address or link that is not one.
    """
    if others and {one.method for one in (invitation, *others)} != {Method.PUBLISH}:
        raise ValueError("only copies to keep come several in a file")
    return written(invitation.method, [event_of(one) for one in (invitation, *others)])


def written(method: Method, components: Iterable[Component], lines: Iterable[Line] = ()) -> bytes:
    """One VCALENDAR of these components, with `lines` of its own, as UTF-8."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method.value)
    for line in lines:
        calendar.add(line.name, line.value, dict(line.parameters))
    for component in components:
        calendar.add_component(component)
    # The library gives the calendar itself a UID (RFC 7986); some readers then take the file for one item.
    calendar.pop("UID", None)
    return b"".join(text.folded(line) + b"\r\n" for line in calendar.content_lines() if line)


def content_type_of(invitation: Invitation) -> str:
    """The MIME type of the file's part in a message; its method must equal the file's (RFC 6047, 2.4)."""
    return f"text/calendar; method={invitation.method.value}; charset=UTF-8; component=VEVENT"


def event_of(invitation: Invitation) -> Event:
    """The VEVENT of the invitation, its times in UTC."""
    event = Event()
    event.add("UID", text.Text(invitation.uid))
    event.add("DTSTAMP", invitation.stamped_at.astimezone(UTC))
    event.add("DTSTART", invitation.starts_at.astimezone(UTC))
    event.add("DTEND", invitation.ends_at.astimezone(UTC))
    event.add("SEQUENCE", invitation.sequence)
    event.add("STATUS", _status(invitation))
    event.add("SUMMARY", text.Text(text.line(invitation.summary)))
    _add_details(event, invitation)
    _add_people(event, invitation)
    return event


def _status(invitation: Invitation) -> str:
    gone = invitation.is_cancelled or invitation.method is Method.CANCEL
    return "CANCELLED" if gone else "CONFIRMED"


def _add_details(event: Event, invitation: Invitation) -> None:
    if invitation.description:
        event.add("DESCRIPTION", text.Text(text.paragraph(invitation.description)))
    if invitation.location:
        event.add("LOCATION", text.Text(text.line(invitation.location)))
    if invitation.url:
        event.add("URL", vUri(text.uri(invitation.url)))


def _add_people(event: Event, invitation: Invitation) -> None:
    event.add("ORGANIZER", _calendar_address(invitation.organizer))
    if invitation.method is Method.PUBLISH:
        return
    for attendee in invitation.attendees:
        address = _calendar_address(attendee)
        address.params["ROLE"] = "REQ-PARTICIPANT"
        if invitation.method is Method.REQUEST:
            address.params["PARTSTAT"] = "NEEDS-ACTION"
            address.params["RSVP"] = "TRUE"
        event.add("ATTENDEE", address)


def _calendar_address(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress(f"mailto:{text.address(mailbox.email)}")
    if name := text.name(mailbox.name):
        address.params["CN"] = name
    return address


def _offset_is_known(at: datetime) -> bool:
    return at.utcoffset() is not None
