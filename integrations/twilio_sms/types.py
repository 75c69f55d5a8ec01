"""What Twilio tells about a message, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Accepted:
    """Twilio has taken the message: its id (`SM…`), its first state, `queued` or `accepted`, and its parts, 0 while
    they are not counted."""

    sid: str
    status: str
    parts: int


@dataclass(frozen=True)
class MessageRecord:
    """A message as Twilio keeps it. Datetimes are aware UTC; `parts` is 0 while Twilio has not counted yet. `price` is
    of all parts, None until Twilio has said it, which may take hours; `price_unit` is ISO 4217."""

    sid: str
    to: str
    status: str
    body: str
    parts: int
    error_code: int | None
    created_at: datetime | None
    sent_at: datetime | None
    price: Decimal | None
    price_unit: str
