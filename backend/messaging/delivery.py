"""How delivery does: what waits, what did not arrive and why, whose number is to be mended, how much left each day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, DecimalField, F, Min, Q, Sum, Value
from django.db.models.functions import Coalesce, Lower, TruncDate

from accounts.models import Person
from messaging.models import (
    RINGS,
    BadAddress,
    BadNumber,
    Channel,
    ChannelBlock,
    Message,
    MessageState,
    Reminder,
    ReminderState,
)

# A person can have these tried again.
NOT_ARRIVED = (MessageState.FAILED, MessageState.UNDELIVERED)
HANDED_OVER = (MessageState.ACCEPTED, MessageState.SENT, MessageState.DELIVERED, *NOT_ARRIVED)


@dataclass(frozen=True)
class Waiting:
    """Messages written that have not left, since when the oldest could have, and reminders planned for the next day."""

    messages: int
    overdue: int
    oldest_due_at: datetime | None
    open: int  # handed over, and nobody knows yet whether they were taken
    reminders: int


@dataclass(frozen=True)
class Reason:
    """A stable code, and how many messages on a channel it kept from arriving."""

    channel: str
    code: str
    count: int


@dataclass(frozen=True)
class NumberToMend:
    """Somebody whose phone takes no texts, or nothing on another channel that they allow; the vendor's code for why, and
    how many messages were refused."""

    person: Person
    channel: str
    code: str
    since: datetime
    messages: int


@dataclass(frozen=True)
class AddressToMend:
    """Somebody whose address takes no mail, says its server, and since when."""

    person: Person
    since: datetime


@dataclass(frozen=True)
class Day:
    """What left on one day, by what is known of it now."""

    on: date
    channel: str
    arrived: int
    on_the_way: int
    not_arrived: int


@dataclass(frozen=True)
class Cost:
    """What the texts of one day cost in one currency: what Twilio reported, and what our price list says of the rest.
    `unpriced` texts of the day cost what nobody has said; these have no `unit`."""

    on: date
    unit: str
    texts: int
    unpriced: int
    reported: Decimal
    estimated: Decimal


def waiting(*, now: datetime) -> Waiting:
    """What is still to leave. Two statements."""
    ready = Q(state=MessageState.READY)
    due = ready & Q(not_before__lte=now)
    numbers = Message.objects.order_by().aggregate(
        messages=Count("pk", filter=ready),
        overdue=Count("pk", filter=due),
        oldest=Min("not_before", filter=due),
        open=Count("pk", filter=Q(state__in=(MessageState.SENDING, MessageState.UNKNOWN))),
    )
    tomorrow = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now + timedelta(days=1))
    return Waiting(
        numbers["messages"], numbers["overdue"], numbers["oldest"], numbers["open"], tomorrow.count()
    )


def not_arrived(*, since: datetime) -> list[Reason]:
    """Why what was written since then did not arrive, the most frequent first. One statement."""
    rows = Message.objects.filter(state__in=NOT_ARRIVED, created_at__gte=since).order_by()
    counted = rows.values_list("channel", "error_code").annotate(number=Count("pk"))
    return sorted((Reason(*row) for row in counted), key=lambda row: (-row.count, row.channel, row.code))


def numbers_to_mend() -> list[NumberToMend]:
    """Whose phone is known to take no texts until it is verified again, and who is not on a channel that they allow; the
    latest first. Three statements."""
    bad = {row.phone: row for row in BadNumber.objects.filter(since__isnull=False)}
    missed = list(ChannelBlock.objects.filter(because=ChannelBlock.Because.BAD_NUMBER))
    phones = {*bad, *(row.phone for row in missed)}
    numbers = []
    for person in Person.objects.filter(phone__in=phones, is_active=True):
        row = bad.get(person.phone)
        if row and row.since:
            numbers.append(NumberToMend(person, Channel.SMS, row.code, row.since, row.refusals))
        numbers += [
            NumberToMend(person, one.channel, one.code, one.since, 1)
            for one in missed
            if one.phone == person.phone and person.allows(one.channel)
        ]
    return sorted(numbers, key=lambda row: (row.since, row.person.pk, row.channel), reverse=True)


def addresses_to_mend() -> list[AddressToMend]:
    """Whose address is known to take no mail; the latest first. Two statements."""
    bad = dict(BadAddress.objects.values_list("address", "since"))
    people = Person.objects.annotate(address=Lower("email")).filter(address__in=bad, is_active=True)
    addresses = [AddressToMend(one, bad[one.email.lower()]) for one in people]
    return sorted(addresses, key=lambda row: (row.since, row.person.pk), reverse=True)


def days(*, since: datetime, zone: str) -> list[Day]:
    """What left each day on that zone's clock, by channel; days on which nothing did are left out. One statement."""
    rows = (
        Message.objects.filter(claimed_at__gte=since, state__in=HANDED_OVER)
        .order_by()
        .annotate(on=TruncDate("claimed_at", tzinfo=ZoneInfo(zone)))
        .values("on", "channel")
        .annotate(
            arrived=_count((MessageState.SENT, MessageState.DELIVERED)),
            on_the_way=_count((MessageState.ACCEPTED,)),
            not_arrived=_count(NOT_ARRIVED),
        )
        .order_by("on", "channel")
    )
    return [Day(**row) for row in rows]


def costs(*, since: datetime, zone: str) -> list[Cost]:
    """What the texts that left each day on that zone's clock cost, by currency. One statement."""
    rows = (
        Message.objects.filter(RINGS, claimed_at__gte=since, state__in=HANDED_OVER)
        .exclude(state=MessageState.FAILED, price=None)
        .order_by()
        .annotate(on=TruncDate("claimed_at", tzinfo=ZoneInfo(zone)), unit=F("price_unit"))
        .values("on", "unit")
        .annotate(
            texts=Count("pk"),
            unpriced=Count("pk", filter=Q(price=None)),
            reported=_sum(is_reported=True),
            estimated=_sum(is_reported=False),
        )
        .order_by("on", "unit")
    )
    return [Cost(**row) for row in rows]


def _sum(*, is_reported: bool) -> Coalesce:
    told = Sum("price", filter=Q(price_is_reported=is_reported))
    return Coalesce(told, Value(Decimal(0)), output_field=DecimalField(max_digits=14, decimal_places=5))


def _count(states: Collection[str]) -> Count:
    return Count("pk", filter=Q(state__in=states))
