"""What became of handing a message over, written down."""

from datetime import datetime

from django.db import connection

from agenda.transactions import atomically
from messaging import rules
from messaging.models import Channel, DeliveryReceipt, Message, MessageState, SuppressedNumber
from messaging.operations.settling import fall_back, settle
from messaging.rules import Ending, Outcome

# In these states nobody has told us yet that the provider has the message.
UNTOLD = (MessageState.SENDING, MessageState.UNKNOWN, MessageState.READY)


@atomically
def record_outcome(*, message: Message, outcome: Outcome, now: datetime) -> None:
    """Write how the call ended for the claimed `message`.

    If somebody has looked it up meanwhile, only the news that it was taken still counts.
    """
    current = Message.objects.select_for_update(of=("self",)).select_related("reminder").get(pk=message.pk)
    ours = current.state == MessageState.SENDING and current.claimed_at == message.claimed_at
    if outcome.ending == Ending.TAKEN and current.state in UNTOLD:
        adopt(current, outcome, now=now)
    elif not ours:
        return
    elif outcome.ending == Ending.REFUSED:
        _refused(current, outcome, now)
    elif outcome.ending == Ending.LATER:
        try_later(current, code=outcome.code, now=now)
    else:
        settle(current, MessageState.UNKNOWN, now=now, code=outcome.code)


def adopt(message: Message, outcome: Outcome, *, now: datetime) -> None:
    """The provider has it: keep its id, and what it said before we knew the id."""
    message.provider_id = outcome.provider_id
    if message.channel == Channel.EMAIL:
        settle(message, MessageState.SENT, now=now)
        return
    lock_receipts_of(outcome.provider_id)
    message.not_before = now + rules.SILENT_FOR
    settle(message, MessageState.ACCEPTED, now=now)
    apply_status(message, outcome.status, outcome.code, now=now)
    for receipt in DeliveryReceipt.objects.filter(provider_id=outcome.provider_id).order_by("pk"):
        apply_status(message, receipt.state, receipt.error_code, now=now)


def apply_status(message: Message, status: str, code: str, *, now: datetime) -> None:
    """Move a locked message on to what the provider says, if that is news."""
    state = rules.state_after(message.state, status)
    if state is None:
        return
    if code == rules.OPTED_OUT:
        suppress(message.person.phone, source="provider", now=now)
    settle(message, MessageState(state), now=now, code=code or ("canceled" if status == "canceled" else ""))


def lock_receipts_of(provider_id: str) -> None:
    """One at a time for one id: a receipt and the news of the id would otherwise miss each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [provider_id])


def suppress(phone: str, *, source: str, now: datetime) -> bool:
    """Send no more texts to a number; False if it was so already."""
    _, is_new = SuppressedNumber.objects.get_or_create(phone=phone, defaults={"since": now, "source": source})
    return is_new


def try_later(message: Message, *, code: str, now: datetime) -> None:
    """Make it ready again after a pause, or give it up when there were tries enough."""
    reminds = message.reminder_id is not None and message.channel == Channel.SMS
    most = rules.MOST_ATTEMPTS_TO_REMIND if reminds else rules.MOST_ATTEMPTS
    pause = rules.pause_after(message.attempts, most)
    if pause is None:
        settle(message, MessageState.FAILED, now=now, code=code)
        return
    message.not_before = now + pause
    settle(message, MessageState.READY, now=now, code=code)


def _refused(message: Message, outcome: Outcome, now: datetime) -> None:
    if outcome.code == rules.OPTED_OUT:
        suppress(message.person.phone, source="provider", now=now)
        settle(message, MessageState.DROPPED, now=now, code="opted_out")
        fall_back(message, now=now)
        return
    settle(message, MessageState.FAILED, now=now, code=outcome.code)
