"""When a day is told in one message, and which reminders that makes needless. Plain values in, plain values out."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# One thing on a day has its own reminder.
FEWEST = 2
# A digest that could not be written within this time after its hour is none any more.
WRITTEN_WITHIN = timedelta(hours=2)
# Reminders of at least the one are needless whenever they are due on a day that is told, those of at least the other
# if they are due soon after; shorter ones tell when to get up from one's desk, and stay.
OF_A_DAY = 12 * 60
OF_A_MORNING = 2 * 60
SOON = timedelta(hours=2)


def day_to_tell(now: datetime, zone: str, at: time) -> date | None:
    """The day whose digest is due at `now` where the clock of `zone` counts and it is wanted at `at`.

    An hour that the clock skips on that day is the one after the gap, of one that it repeats the first counts.
    """
    on = now.astimezone(ZoneInfo(zone)).date()
    due = datetime.combine(on, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return on if due <= now < due + WRITTEN_WITHIN else None


def bounds_of(on: date, zone: str) -> tuple[datetime, datetime]:
    """When the day begins and when the next does, aware UTC: 23 to 25 hours, or what a zone makes of it."""
    midnights = [
        datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for day in (on, on + timedelta(days=1))
    ]
    return midnights[0], midnights[1]


def is_told_by_digest(offset_minutes: int, due_at: datetime, now: datetime, day_ends: datetime) -> bool:
    """Whether a digest written at `now` makes a reminder needless that is due at `due_at`."""
    if not now <= due_at < day_ends:
        return False
    is_soon = due_at < now + SOON
    return offset_minutes >= OF_A_DAY or (is_soon and offset_minutes >= OF_A_MORNING)
