"""What people's calendars show of a series: as Google has it, and as a calendar that lives on mails has it."""

from datetime import UTC, datetime, time
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar

import clock
from accounts.models import Person
from calendars import google as our_google
from calendars import operations
from calendars.models import CalendarEvent, GoogleConnection
from calendars.operations import StillWaiting
from messaging.models import Message


def write_all() -> None:
    """Let every write that waits be carried out."""
    for event in CalendarEvent.objects.filter(state="waiting"):
        try:
            operations.write_event(event_id=event.pk, now=clock.now())
        except StillWaiting:
            continue


def shown_by_google(person: Person) -> list[str]:
    """The starts on this person's own Google calendar, expanded by Google: "11-04 00:30"."""
    connection = GoogleConnection.objects.get(person=person)
    with our_google.calendar_of(connection, on_tokens=lambda _: None) as calendar:
        found = calendar.list_events(single_events=True).events
    return sorted(f"{event.starts_at:%m-%d %H:%M}" for event in found if event.starts_at)


class MailCalendar:
    """A calendar that knows only what invitations told it: by UID the rule, and by RECURRENCE-ID its exceptions."""

    def __init__(self) -> None:
        self.series: dict[str, Any] = {}
        self.dates: dict[tuple[str, datetime], Any] = {}
        self.sequences: dict[str, int] = {}

    @classmethod
    def of(cls, person: Person) -> "MailCalendar":
        """After all mails to this person, in their order."""
        calendar = cls()
        for mail in (
            Message.objects.filter(person=person, channel="email").exclude(invitation="").order_by("pk")
        ):
            calendar.take(mail.invitation)
        return calendar

    def take(self, text: str) -> None:
        """RFC 5546: REQUEST adds or replaces, CANCEL takes away; a master tells all its exceptions anew."""
        file: Any = Calendar.from_ical(text)
        for event in file.events:
            uid = str(event["UID"])
            assert event["SEQUENCE"] >= self.sequences.get(uid, 0)
            self.sequences[uid] = int(event["SEQUENCE"])
            self._apply(uid, event, is_gone=file["METHOD"] == "CANCEL")

    def _apply(self, uid: str, event: Any, *, is_gone: bool) -> None:
        if "RECURRENCE-ID" in event:
            self.dates[uid, utc(event["RECURRENCE-ID"].dt)] = None if is_gone else event
            return
        self.dates = {key: kept for key, kept in self.dates.items() if key[0] != uid}
        self.series.pop(uid, None)
        if not is_gone:
            self.series[uid] = event

    def shown(self) -> list[str]:
        """The starts: "11-04 00:30"."""
        starts = [at for uid, event in self.series.items() for at in self._expanded(uid, event)]
        return [f"{at:%m-%d %H:%M}" for at in sorted(starts)]

    def _expanded(self, uid: str, event: Any) -> list[datetime]:
        by_rule = set(expanded(event))
        moved = {meant: own for (of, meant), own in self.dates.items() if of == uid}
        own = [utc(date["DTSTART"].dt) for meant, date in moved.items() if date and meant in by_rule]
        return [*(by_rule - moved.keys()), *own]


def expanded(event: Any) -> list[datetime]:
    """The instants of a VEVENT's rule without its EXDATEs, worked out here on the clock of its DTSTART."""
    start: datetime = event["DTSTART"].dt
    zone, rule = start.tzinfo, event["RRULE"]
    until = rule.pop("UNTIL")[0].astimezone(zone).replace(tzinfo=None)
    dates = rrulestr(rule.to_ical().decode(), dtstart=start.replace(tzinfo=None)).between(
        datetime.combine(start.date(), time()), until, inc=True
    )
    rule["UNTIL"] = [until.replace(tzinfo=zone)]
    excluded = event.get("EXDATE", [])
    rows = excluded if isinstance(excluded, list) else [excluded]
    gone = {utc(found.dt) for row in rows for found in row.dts}
    return [at for at in (utc(date.replace(tzinfo=zone)) for date in dates) if at not in gone]


def utc(at: Any) -> datetime:
    assert isinstance(at, datetime)
    return at.astimezone(UTC)
