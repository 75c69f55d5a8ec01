"""What texts have cost is asked of Twilio once it has had the time to say so."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max, Min

from messaging.channels import Channels, LookupFailed
from messaging.models import RINGS, Message, MessageState

# Twilio fills the price in a while after a message has left; after some days it is not going to.
PRICED_AFTER = timedelta(minutes=5)
PRICED_UNTIL = timedelta(days=3)
LEFT = (MessageState.SENT, MessageState.DELIVERED, MessageState.UNDELIVERED)
TAKE_PRICES = """
UPDATE messaging_message AS message
   SET parts = told.parts, price = told.price, price_unit = told.unit, price_is_reported = true
  FROM unnest(%s::text[], %s::int[], %s::numeric[], %s::text[]) AS told (sid, parts, price, unit)
 WHERE message.provider_id = told.sid AND message.provider_id <> '' AND NOT message.price_is_reported
"""


def learn_prices(*, channels: Channels, now: datetime) -> int:
    """Ask for the prices of texts that left and have none reported; of how many it is known now. Two statements, and one
    call for each thousand texts of that time."""
    unpriced = Message.objects.filter(
        RINGS,
        state__in=LEFT,
        price_is_reported=False,
        claimed_at__gt=now - PRICED_UNTIL,
        claimed_at__lte=now - PRICED_AFTER,
    ).exclude(provider_id="")
    span = unpriced.order_by().aggregate(first=Min("claimed_at"), last=Max("claimed_at"))
    if span["first"] is None:
        return 0
    try:
        told = channels.priced(span["first"], span["last"])
    except LookupFailed:
        return 0
    rows = [[one.provider_id, one.parts, one.price, one.price_unit] for one in told if one.price is not None]
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PRICES, [list(column) for column in zip(*rows, strict=True)])
        return int(cursor.rowcount)
