"""An hour of the week on the hub's clock, as both sides see it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings


def first_at(hour: int, *, after: datetime) -> datetime:
    """The first instant after `after` at which the hub's clock shows `hour`, minutes since Monday 00:00."""
    zone = ZoneInfo(settings.HUB_TIME_ZONE)
    today = after.astimezone(zone)
    monday = today.date() - timedelta(days=today.weekday())
    for week in range(3):
        on = monday + timedelta(days=7 * week + hour // 1440)
        at = datetime(on.year, on.month, on.day, hour % 1440 // 60, hour % 60, tzinfo=zone)
        if at > after:
            return at
    raise AssertionError("unreachable")  # two weeks hold every hour once
