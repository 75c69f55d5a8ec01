from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(9)
HUB_ZONE = ZoneInfo("Asia/Seoul")
BEFORE_A_SESSION = timedelta(hours=1)


def next_morning(now: datetime) -> datetime:
    """09:00 in Seoul on the day after the day that `now` (aware) falls on there."""
    tomorrow = now.astimezone(HUB_ZONE).date() + timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, HUB_ZONE)
