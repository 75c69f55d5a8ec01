from agenda.models.availability import (
    MINUTES_OF_A_DAY,
    Alignment,
    BookingLimits,
    CalendarReading,
    DateOverride,
    HolidayOptOut,
    ReadingState,
    Schedule,
    TimeOff,
    Travel,
    WeeklyHours,
)
from agenda.models.expressions import DatesBetween, EachPairWithinTheDay, SinglePersonRange
from agenda.models.imported import BusyTime
from agenda.models.ledger import Appointment, AppointmentState, Commitment, CommitmentQuerySet
from agenda.models.zones import TzdataVersion

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
    "ReadingState",
    "Schedule",
    "SinglePersonRange",
    "TimeOff",
    "Travel",
    "TzdataVersion",
    "WeeklyHours",
]
