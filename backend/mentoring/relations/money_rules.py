"""Months and money: plain values in, plain values out."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

# Of ISO 4217, the currencies in which honoraria are paid, with their decimal places.
PLACES = {"KRW": 0, "USD": 2, "EUR": 2, "JPY": 0}
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """ "2026-11"; None for anything else."""
        found = _MONTH.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def bounds(self) -> tuple[date, date]:
        """Its first day, and the first of the next."""
        following = date(self.year + self.number // 12, self.number % 12 + 1, 1)
        return date(self.year, self.number, 1), following

    def holds(self, instant: datetime, zone: str) -> bool:
        """Whether the clock of `zone` (IANA) shows a day of this month at `instant`."""
        local = instant.astimezone(ZoneInfo(zone))
        return (local.year, local.month) == (self.year, self.number)


def hours_of(length: timedelta) -> Decimal:
    """Hours with two decimal places, as they are shown."""
    return (_exact_hours(length)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def amount_for(length: timedelta, per_hour: Decimal, currency: str) -> Decimal:
    """What that time costs, rounded once, to the smallest unit of the currency; halves are rounded up."""
    smallest = Decimal(1).scaleb(-PLACES[currency])
    return (_exact_hours(length) * per_hour).quantize(smallest, ROUND_HALF_UP)


def _exact_hours(length: timedelta) -> Decimal:
    return Decimal(length // timedelta(minutes=1)) / 60
