from agenda.models.availability import (
    MINUTES_OF_A_DAY,
    Alignment,
    BookingLimits,
    CalendarReading,
    DateOverride,
    HolidayOptOut,
    OwnHours,
    ReadingState,
    Schedule,
    TimeOff,
    Travel,
    WeeklyHours,
)
from agenda.models.expressions import DatesBetween, EachPairWithinTheDay, SinglePersonRange, TimeBetween
from agenda.models.imported import BusyTime
from agenda.models.ledger import Appointment, AppointmentState, Commitment, CommitmentQuerySet
from agenda.models.zones import KnownZone, TzdataVersion

__all__ = [
    "MINUTES_OF_A_DAY",
    "Alignment",
    "Appointment",
    "AppointmentState",
    "BookingLimits",
    "BusyTime",
    "CalendarReading",
    "Commitment",
    "CommitmentQuerySet",
    "DateOverride",
    "DatesBetween",
    "EachPairWithinTheDay",
    "HolidayOptOut",
    "KnownZone",
    "OwnHours",
    "ReadingState",
    "Schedule",
    "SinglePersonRange",
    "TimeBetween",
    "TimeOff",
    "Travel",
    "TzdataVersion",
    "WeeklyHours",
]
