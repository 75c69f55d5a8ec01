"""What of the day is arithmetic. Plain values in, plain values out."""

from datetime import datetime, timedelta

EARLIEST = timedelta(hours=12)  # before the doors open a desk may begin
LONGEST_WAIT = timedelta(hours=24)  # that a check-in may have waited for the line


def came_at(said: datetime | None, now: datetime) -> datetime:
    """When a guest came: as the desk said, unless its clock cannot be right; then now."""
    return said if said is not None and now - LONGEST_WAIT <= said <= now else now


def code_in(read: str) -> str:
    """The ticket's code in what a reader of codes or a hand gave: the code, or an address that ends with it."""
    return read.strip().rstrip("/").rsplit("/", 1)[-1]
