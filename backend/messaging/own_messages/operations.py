"""What was said to people is forgotten: when they ask for it, and after the days that the installation keeps it."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from messaging import rules
from messaging.models import Erasure, Message, MessageState, NumberCode, ToldNumber

BATCH = 1000
# These have yet to leave, or are looked up by their words.
ON_THEIR_WAY = (MessageState.READY, MessageState.SENDING, MessageState.UNKNOWN)


@atomically
def erase_messages(*, person: Person, by: Person, now: datetime) -> Erasure:
    """Forget what was said to a person and the phones that codes went to; the rows stay, to be counted.

    What is not over yet (it has to leave, or its receipts may come for a day) follows by itself; `done_at` tells when
    nothing is left.
    """
    erasure = Erasure.objects.create(person=person, asked_by=by, asked_at=now)
    record("person", person.pk, "messages.erasure_asked", by=by, now=now)
    ToldNumber.objects.filter(phone=person.phone).delete()
    carry_on(erasure=erasure, now=now)
    return erasure


@atomically
def carry_on(*, erasure: Erasure, now: datetime) -> int:
    """Erase what is over by now of what was asked for; how many messages."""
    of_person = Message.objects.filter(
        person_id=erasure.person_id, created_at__lte=erasure.asked_at, erased_at=None
    )
    count = _blank(_over(of_person, now), now)
    _blank_codes(NumberCode.objects.filter(person_id=erasure.person_id, made_at__lte=erasure.asked_at), now)
    if not of_person.exists():
        erasure.done_at = now
        erasure.save(update_fields=["done_at"])
    if count:
        record("person", erasure.person_id, "messages.erased", by=None, now=now, count=count)
    return count


def open_erasures() -> QuerySet[Erasure]:
    return Erasure.objects.filter(done_at=None)


@atomically
def forget_old(*, days: int, now: datetime) -> int:
    """Erase a batch of what was said more than `days` ago and is over; how many messages, 0 when none is left."""
    before = now - timedelta(days=days)
    old = _over(Message.objects.filter(created_at__lt=before, erased_at=None), now)
    ids = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
    _blank_codes(NumberCode.objects.filter(made_at__lt=before), now)
    return _blank(Message.objects.filter(pk__in=ids), now)


def _over(messages: QuerySet[Message], now: datetime) -> QuerySet[Message]:
    """Of which nothing more is expected: receipts may come for a day, and a failed text may free an e-mail."""
    last = Coalesce("settled_at", "created_at")
    return messages.alias(last=last).filter(~Q(state__in=ON_THEIR_WAY), last__lte=now - rules.ASKED_UNTIL)


def _blank(messages: QuerySet[Message], now: datetime) -> int:
    return messages.update(subject="", body="", invitation="", erased_at=now)


def _blank_codes(codes: QuerySet[NumberCode], now: datetime) -> None:
    """Those that still count for a limit keep their phone."""
    codes.filter(made_at__lte=now - rules.ASKED_UNTIL).exclude(phone="").update(phone="")
