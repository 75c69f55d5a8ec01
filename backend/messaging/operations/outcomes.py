"""What became of handing a message over, written down."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from agenda.transactions import atomically
from messaging import rules
from messaging.models import DeliveryReceipt, Message, MessageState
from messaging.operations.blaming import blame, stop_where_asked, trust
from messaging.operations.settling import audit_message, fall_back, settle
from messaging.rules import Ending, Outcome

# In these states nobody has told us yet that the provider has the message.
UNTOLD = (MessageState.SENDING, MessageState.UNKNOWN, MessageState.READY)
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(id, 0)) FROM unnest(%s::text[]) AS id"
ADOPTED = ("pk", "state", "provider_id", "not_before", "parts", "price", "price_unit", "price_is_reported")
ADOPT = """
UPDATE messaging_message AS message
   SET state = taken.state, provider_id = taken.provider_id, not_before = taken.not_before,
       error_code = '', settled_at = %s, parts = taken.parts, price = taken.price,
       price_unit = taken.price_unit, price_is_reported = taken.price_is_reported
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::int[], %s::numeric[], %s::text[], %s::bool[])
       AS taken (id, state, provider_id, not_before, parts, price, price_unit, price_is_reported)
 WHERE message.id = taken.id
"""


def record_outcome(*, message: Message, outcome: Outcome, now: datetime) -> None:
    """Write how the call ended for the claimed `message`; see `record_outcomes`."""
    record_outcomes(ended=[(message, outcome)], now=now)


def record_outcomes(*, ended: Sequence[tuple[Message, Outcome]], now: datetime) -> None:
    """Write how the calls ended for claimed messages; of all that were taken in the same few statements.

    If somebody has looked one up meanwhile, only the news that it was taken still counts.
    """
    if ended:
        _record(ended, now)


@atomically
def _record(ended: Sequence[tuple[Message, Outcome]], now: datetime) -> None:
    rows = Message.objects.select_for_update(of=("self",))
    current = {row.pk: row for row in rows.filter(pk__in=[one.pk for one, _ in ended]).order_by("pk")}
    taken = {}
    for message, outcome in ended:
        found = current.get(message.pk)
        if found is None:
            continue
        if outcome.ending == Ending.TAKEN:
            if found.state in UNTOLD:
                taken[found] = outcome
        elif found.state == MessageState.SENDING and found.claimed_at == message.claimed_at:
            _record_failure(found, outcome, now)
    adopt_each(taken, now=now)


def _record_failure(message: Message, outcome: Outcome, now: datetime) -> None:
    if outcome.ending == Ending.REFUSED:
        _refused(message, outcome, now)
    elif outcome.ending == Ending.LATER:
        try_later(message, code=outcome.code, now=now)
    else:
        settle(message, MessageState.UNKNOWN, now=now, code=outcome.code)


def adopt(message: Message, outcome: Outcome, *, now: datetime) -> None:
    """The provider has it: keep its id, and what it said before we knew the id."""
    adopt_each({message: outcome}, now=now)


def adopt_each(taken: Mapping[Message, Outcome], *, now: datetime) -> None:
    """`adopt` of several locked messages; more statements only for those of which receipts are there already."""
    if not taken:
        return
    ids = sorted(outcome.provider_id for outcome in taken.values() if outcome.provider_id)
    lock_receipts_of(*ids)
    for message, outcome in taken.items():
        message.provider_id, message.error_code, message.settled_at = outcome.provider_id, "", now
        message.state = MessageState.SENT
        if outcome.provider_id:
            message.state, message.not_before = MessageState.ACCEPTED, now + rules.SILENT_FOR
            _take_price(message, outcome)
        audit_message(message, now=now)
    with connection.cursor() as cursor:
        columns = [[getattr(one, name) for name in ADOPTED] for one in taken]
        cursor.execute(ADOPT, [now, *map(list, zip(*columns, strict=True))])
    receipts = DeliveryReceipt.objects.filter(provider_id__in=ids).order_by("pk") if ids else ()
    words = [(one.provider_id, one.state, one.error_code) for one in receipts]
    for message, outcome in taken.items():
        if message.provider_id:
            apply_status(message, outcome.status, outcome.code, now=now)
        for provider_id, status, code in words:
            if provider_id == message.provider_id:
                apply_status(message, status, code, now=now)


def _take_price(message: Message, outcome: Outcome) -> None:
    message.parts, price = outcome.parts, outcome.price
    if price is not None and outcome.parts:
        message.price, message.price_unit = price.amount, price.unit
        message.price_is_reported = price.is_reported


def apply_status(message: Message, status: str, code: str, *, now: datetime) -> None:
    """Move a locked message on to what the provider says, if that is news."""
    state = rules.state_after(message.state, status)
    if state is None:
        return
    stop_where_asked(message, code, now=now)
    settle(message, MessageState(state), now=now, code=code or ("canceled" if status == "canceled" else ""))
    if state == MessageState.DELIVERED:
        trust(message)
    else:
        blame(message, code, now=now)


def lock_receipts_of(*provider_ids: str) -> None:
    """One at a time for one id: a receipt and the news of the id would otherwise miss each other."""
    if provider_ids:
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [sorted(provider_ids)])


def try_later(message: Message, *, code: str, now: datetime) -> None:
    """Make it ready again after a pause, or give it up when there were tries enough."""
    reminds = message.reminder_id is not None and message.rings
    most = rules.MOST_ATTEMPTS_TO_REMIND if reminds else rules.MOST_ATTEMPTS
    pause = rules.pause_after(message.attempts, most)
    if pause is None:
        settle(message, MessageState.FAILED, now=now, code=code)
        return
    message.not_before = now + pause
    settle(message, MessageState.READY, now=now, code=code)


def _refused(message: Message, outcome: Outcome, now: datetime) -> None:
    if stop_where_asked(message, outcome.code, now=now):
        settle(message, MessageState.DROPPED, now=now, code="opted_out")
        fall_back(message, now=now)
        return
    settle(message, MessageState.FAILED, now=now, code=outcome.code)
    blame(message, outcome.code, now=now)
