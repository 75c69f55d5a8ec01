"""What was left open by a crash or by silence is looked up before anything is repeated; what failed can be retried."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Least

from accounts.models import Person
from agenda.models import Appointment
from agenda.transactions import atomically
from messaging import rules
from messaging.channels import Channels, LookupFailed
from messaging.delivery import NOT_ARRIVED
from messaging.models import RINGS, Message, MessageState
from messaging.operations.outcomes import adopt, try_later
from messaging.operations.receipts import apply_receipt
from messaging.operations.settling import fall_back, settle
from messaging.rules import Outcome
from messaging.waking import wake_up

OPEN = (MessageState.SENDING, MessageState.UNKNOWN)
BATCH = 100
# Silence for so long, and the reminder goes by e-mail as well: twice told is better than not at all.
PATIENCE = timedelta(minutes=10)


def look_up_open(*, channels: Channels, now: datetime) -> int:
    """Find out what became of every message that is open for longer than a call can last; how many were open.

    A text that Twilio has is adopted; one that it provably has not becomes ready again, and is then looked
    at like any other before it leaves. If Twilio cannot be asked it stays open. An e-mail cannot be looked
    up: it goes again under the same Message-ID.
    """
    waiting = Message.objects.filter(state__in=OPEN, claimed_at__lte=now - rules.OPEN_FOR)
    messages = list(waiting.select_related("person").order_by("appointment__starts_at", "pk")[:BATCH])
    for message in messages:
        try:
            found = channels.found(message, _claimed(message))
        except LookupFailed:
            _still_open(message=message, now=now)
        else:
            _resolve(message=message, found=found, now=now)
    return len(messages)


def _claimed(message: Message) -> datetime:
    return message.claimed_at or message.created_at


def _locked(message: Message) -> Message | None:
    """The message if it is still as it was when it was looked up."""
    return (
        Message.objects.select_for_update(of=("self",))
        .select_related("person", "reminder")
        .filter(pk=message.pk, state__in=OPEN, claimed_at=message.claimed_at)
        .first()
    )


@atomically
def _still_open(*, message: Message, now: datetime) -> None:
    current = _locked(message)
    if current is None:
        return
    if current.state == MessageState.SENDING:
        settle(current, MessageState.UNKNOWN, now=now, code="interrupted")
    if now - _claimed(current) > PATIENCE:
        fall_back(current, now=now)


@atomically
def _resolve(*, message: Message, found: list[Outcome], now: datetime) -> None:
    current = _locked(message)
    if current is None:
        return
    known = set(
        Message.objects.filter(provider_id__in=[outcome.provider_id for outcome in found]).values_list(
            "provider_id", flat=True
        )
    )
    ours = [outcome for outcome in found if outcome.provider_id not in known]
    if ours:
        adopt(current, ours[-1], now=now)  # the oldest: another text with the same words may have followed
    else:
        try_later(current, code="not_taken", now=now)


def look_up_silent(*, channels: Channels, now: datetime) -> int:
    """Ask Twilio about texts whose receipts do not come, because we or the way to us were down; how many.

    Some carriers give none, so the questions grow rare and end after a day; what nobody was there to ask within it is
    asked once all the same.
    """
    silent = Message.objects.filter(
        RINGS,
        state__in=(MessageState.ACCEPTED, MessageState.SENT),
        not_before__lte=Least(now, F("claimed_at") + rules.ASKED_UNTIL),
    )
    messages = list(silent.order_by("not_before", "pk")[:BATCH])
    for message in messages:
        try:
            told = channels.fetched(message)
        except LookupFailed as failure:
            if not failure.for_good:
                continue  # nobody was asked: it is its turn again
        else:
            apply_receipt(provider_id=told.provider_id, status=told.status, error_code=told.code, now=now)
        still = Message.objects.filter(pk=message.pk, not_before=message.not_before)
        still.update(not_before=now + rules.ASKED_AGAIN_AFTER)
    return len(messages)


def retry_failed(*, appointment: Appointment, by: Person, now: datetime) -> int:
    """`retry_messages` of those about an appointment."""
    return retry_messages(messages=Message.objects.filter(appointment=appointment), by=by, now=now)


@atomically
def retry_messages(*, messages: QuerySet[Message], by: Person, now: datetime) -> int:
    """Make those that failed or were not delivered ready again; how many. What the world has overtaken meanwhile is
    dropped when its turn comes, like any other message."""
    failed = Message.objects.select_for_update(of=("self",)).filter(
        pk__in=messages.order_by().values("pk"), state__in=NOT_ARRIVED, erased_at=None
    )
    found = list(failed.order_by("pk"))
    for message in found:
        message.provider_id, message.attempts, message.not_before = "", 0, now
        message.parts, message.price, message.price_unit, message.price_is_reported = None, None, "", False
        settle(message, MessageState.READY, now=now, by=by)
    if found:
        wake_up()
    return len(found)
