"""What a provider tells of a message after it took it."""

from datetime import datetime

from agenda.transactions import atomically
from messaging.models import DeliveryReceipt, Message
from messaging.operations.outcomes import apply_status, lock_receipts_of
from messaging.waking import wake_up


@atomically
def apply_receipt(*, provider_id: str, status: str, error_code: str = "", now: datetime) -> bool:
    """Keep a receipt and move its message on; True if that was news.

    Receipts come twice, late, out of order, and before our own record of the id: the last kind waits here
    and is applied when the id is written.
    """
    lock_receipts_of(provider_id)
    DeliveryReceipt.objects.bulk_create(
        [DeliveryReceipt(provider_id=provider_id, state=status, error_code=error_code, received_at=now)],
        ignore_conflicts=True,
    )
    message = (
        Message.objects.select_for_update(of=("self",))
        .select_related("person", "reminder")
        .filter(provider_id=provider_id)
        .first()
    )
    if message is None:
        return False
    before = message.state
    apply_status(message, status, error_code, now=now)
    if message.state != before:
        wake_up()  # a text that was not delivered may have become an e-mail
    return message.state != before
