"""What the papers of an event are made of. Instants are aware; the event's zone says how they read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import gettext as _

from agenda.wording import place_name


@dataclass(frozen=True)
class Occasion:
    """The event as its papers name it: in one language, on the clock of `time_zone` (IANA name)."""

    title: str
    place: str
    starts_at: datetime
    time_zone: str
    language: str

    def hour(self, instant: datetime) -> str:
        """ "14:20" on the event's clock."""
        return instant.astimezone(ZoneInfo(self.time_zone)).strftime("%H:%M")

    def hours(self, starts_at: datetime, ends_at: datetime) -> str:
        return f"{self.hour(starts_at)}–{self.hour(ends_at)}"

    def day(self) -> str:
        local = self.starts_at.astimezone(ZoneInfo(self.time_zone))
        return format_date(local, "full", locale=self.language)

    def clock(self) -> str:
        """Whose clock the hours are on: "서울", "California"."""
        return place_name(self.time_zone, self.language)


@dataclass(frozen=True)
class Badge:
    """`scanned` is what the QR says: the ticket, never a phone or an address. `kind` is startup or contact."""

    name: str
    organisation: str
    kind: str
    scanned: str
    note: str = ""


@dataclass(frozen=True)
class Seating:
    """A stretch of a table's or a guest's day. `others` are the names that sit there, `why` at most two lines."""

    starts_at: datetime
    ends_at: datetime
    table: str
    others: Sequence[str]
    why: str = ""


@dataclass(frozen=True)
class TableCard:
    table: str
    hosts: Sequence[str]
    seatings: Sequence[Seating]
    equipment: str = ""


@dataclass(frozen=True)
class PersonalAgenda:
    guest: Badge
    seatings: Sequence[Seating]


@dataclass(frozen=True)
class Arrival:
    """A line of the list at the door. `ticket` is the end of the code, enough to tell two of one name apart."""

    name: str
    organisation: str
    kind: str
    ticket: str
    first_at: datetime | None
    first_table: str
    companions: int
    arrived_at: datetime | None
    may_be_pictured: bool | None = True  # None: they have not answered


def pictures_word(consent: bool | None) -> str:
    """Whether somebody may be in pictures, in the language that is active."""
    if consent is None:
        return _("Not answered")
    return _("Yes") if consent else _("No")
