"""What Twilio tells about a message, as plain values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Accepted:
    """Twilio has taken the message: its id (`SM…`) and its first state, `queued` or `accepted`."""

    sid: str
    status: str


@dataclass(frozen=True)
class MessageRecord:
    """A message as Twilio keeps it. Datetimes are aware UTC; `parts` is 0 while Twilio has not counted yet."""

    sid: str
    to: str
    status: str
    body: str
    parts: int
    error_code: int | None
    created_at: datetime | None
    sent_at: datetime | None
