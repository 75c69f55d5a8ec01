"""Two founders and a mentor with phones, their sessions, and what was true when each text left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

import clock
from accounts.models import Person, Role
from agenda.models import Appointment
from clock.models import ClockShift
from messaging.models import Reminder, ReminderState, TemplateText
from networking.models import Event
from tests.emulators import RunningEmulator
from tests.factories.hub import a_founder, a_mentor, a_person
from tests.faults.delivery.evenings import Evening, Owed, is_ahead
from tests.twilio import texts_at

WHATSAPP = "whatsapp:"
PROGRAMME = 1
OFFSETS = (1440, 60, 15)  # minutes before the start
# Clocks of the United States are turned in the second night that follows.
BEGINNINGS = (datetime(2026, 10, 30, 20, tzinfo=UTC), datetime(2027, 3, 12, 20, tzinfo=UTC))
ZONES = ("Asia/Seoul", "America/Los_Angeles", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu")
A_QUESTION = timedelta(seconds=30)  # within which it is put and answered, or not
EMPTIED = (
    "TRUNCATE accounts_person, agenda_appointment, networking_event, procrastinate_jobs, clock_clockshift, messaging_pace,"
    " messaging_textsofanhour, messaging_suppressednumber, messaging_toldnumber, messaging_deliveryreceipt,"
    " messaging_sendingswitch, messaging_channelblock CASCADE"
)


class Unasked:
    """When which message could not be asked about, from whichever process: a file holds it, as some are killed."""

    def __init__(self) -> None:
        self._file = Path(mkdtemp()) / "unasked"
        self._file.touch()

    def note(self, message: int) -> None:
        with self._file.open("a") as file:
            file.write(f"{message} {clock.now().isoformat()}\n")

    def read(self) -> list[tuple[int, datetime]]:
        rows = [line.split() for line in self._file.read_text().splitlines()]
        return [(int(pk), datetime.fromisoformat(at)) for pk, at in rows]


@dataclass(frozen=True)
class Leaving:
    """A text that Twilio has taken, and how things stood then."""

    sid: str
    phone: str
    at: datetime
    zone: str  # of its reader
    sessions: Mapping[UUID, tuple[int, str]]  # version and state of each
    news: Mapping[str, str]  # the version of each event that its reader was last to hear
    is_wanted: bool  # its number had not been stopped
    is_running: bool  # nor had all sending


class World:
    """Everything anew: nobody of a run before is there any more."""

    def __init__(self, emulator: RunningEmulator, began_at: datetime) -> None:
        self.emulator = emulator
        emulator.order("reset")
        quick = {"sent_after": 0.01, "delivered_after": 0.02, "read_after": 0.01, "callbacks": "off"}
        emulator.order("settings", quick)
        with connection.cursor() as cursor:
            cursor.execute(EMPTIED)
        self.show(began_at)
        self.coordinator = a_person(Role.COORDINATOR)
        self.people = [
            a_founder(phone="+821012345678"),
            a_founder(
                phone="+821087654321",
                channels_allowed=["whatsapp"],
                reach_changes="whatsapp+email",
                reach_asks="whatsapp+none",
                reach_reminders="whatsapp+none",
            ),
            a_mentor(hours=None, phone="+14155550100").person,
        ]
        _approve(self.coordinator)
        self.stopped: set[str] = set()  # addresses: a number, for WhatsApp behind its name
        self.is_running = True
        self.left: list[Leaving] = []
        self.owed: list[Owed] = []
        self.unasked = Unasked()

    def show(self, instant: datetime) -> None:
        """Here and at Twilio it is `instant`, and goes on from there."""
        ClockShift.show(instant)
        self.emulator.order("clock", {"shift_seconds": ClockShift.current().total_seconds()})

    def pass_time(self, step: timedelta) -> None:
        self.show(clock.now() + step)

    @property
    def live(self) -> list[Appointment]:
        """Sessions that nobody has called off and that have not begun."""
        ahead = Appointment.objects.filter(
            state="booked", starts_at__gt=clock.now(), event_meetings__isnull=True
        )
        return list(ahead.order_by("starts_at", "pk"))

    @property
    def evenings(self) -> list[Event]:
        """Those that nobody has called off and that are not over."""
        return [one for one in Event.objects.order_by("pk") if is_ahead(one, clock.now())]

    def owe(self, evening: Evening | None) -> None:
        """What guests are to hear since a deed; None: it was refused."""
        self.owed += evening.owed if evening else ()

    def look(self) -> None:
        """Note what has left since the last look. Between two looks nothing changes but by those who send."""
        known = {leaving.sid for leaving in self.left}
        rows = Appointment.objects.values_list("pk", "version", "state")
        sessions = {pk: (version, state) for pk, version, state in rows}
        for text in texts_at(self.emulator):
            if text["sid"] not in known:
                self.left.append(self._leaving(text, sessions))

    def _leaving(self, text: Mapping[str, Any], sessions: Mapping[UUID, tuple[int, str]]) -> Leaving:
        phone = text["to"].removeprefix(WHATSAPP)
        (reader,) = [person for person in self.people if person.phone == phone]
        return Leaving(
            sid=text["sid"],
            phone=reader.phone,
            at=datetime.fromisoformat(text["created_at"]),
            zone=reader.time_zone,
            sessions=sessions,
            news={occasion: version for occasion, version, _, person in self.owed if person == reader.pk},
            is_wanted=text["to"] not in self.stopped,
            is_running=self.is_running,
        )

    def nobody_knew_of(self, message: int, at: datetime) -> bool:
        """Whether Twilio could not be asked about a message when somebody asked at that moment."""
        return any(pk == message and at <= asked < at + A_QUESTION for pk, asked in self.unasked.read())

    def planned(self) -> Iterator[datetime]:
        """When the reminders that have not left are due."""
        yield from Reminder.objects.filter(state=ReminderState.PLANNED).values_list("due_at", flat=True)


def _approve(by: Person) -> None:
    """Words for WhatsApp of what happens most; the rest goes by text."""
    for kind in ("confirmed", "moved", "reminder"):
        for language in ("ko", "en"):
            TemplateText.objects.create(
                programme=PROGRAMME,
                about="session",
                kind=kind,
                channel="whatsapp",
                language=language,
                number=1,
                subject="HX" + "5e" * 16,
                body=f"{kind}\n{{other_name}}\n{{start_both}}\n{{link}}",
                by=by,
                at=clock.now(),
            )


def is_quiet(at: datetime, zone: str) -> bool:
    """Whether it is between nine in the evening and eight in the morning on that clock."""
    hour = at.astimezone(ZoneInfo(zone)).hour
    return hour >= 21 or hour < 8
