"""What was said to people, and what they wrote, is forgotten: when they ask for it, and after the days that the installation keeps it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from messaging import rules
from messaging.models import (
    Erasure,
    InboundText,
    Message,
    MessageState,
    NumberCode,
    ThreadEntry,
    ToldNumber,
)
from problems import Problem

BATCH = 1000
# These have yet to leave, or are looked up by their words.
ON_THEIR_WAY = (MessageState.READY, MessageState.SENDING, MessageState.UNKNOWN)


@atomically
def erase_messages(*, person: Person, by: Person, now: datetime) -> Erasure:
    """Forget what was said to a person, what they wrote and the phones that codes went to; the rows stay, to be counted.

    What is not over yet (it has to leave, or its receipts may come for a day) follows by itself; `done_at` tells when
    nothing is left.
    """
    erasure = Erasure.objects.create(person=person, asked_by=by, asked_at=now)
    record("person", person.pk, "messages.erasure_asked", by=by, now=now)
    ToldNumber.objects.filter(phone=person.phone).delete()
    carry_on(erasure=erasure, now=now)
    return erasure


class NameDiffers(Problem):
    code = "name_differs"
    status = 400
    title = _("That is another name")
    detail = _("Type the name exactly as it is shown: what is erased cannot be brought back.")


def require_name(person: Person, typed: str) -> None:
    """What was typed names the person. Raises NameDiffers."""
    if " ".join(typed.split()) != " ".join(person.name.split()):
        raise NameDiffers


@atomically
def record_export(*, person: Person, by: Person, now: datetime) -> None:
    """Somebody else took along what was said to a person."""
    record("person", person.pk, "messages.exported", by=by, now=now)


@atomically
def carry_on(*, erasure: Erasure, now: datetime) -> int:
    """Erase what is over by now of what was asked for; how many messages, and entries and texts of theirs."""
    of_person = Message.objects.filter(
        person_id=erasure.person_id, created_at__lte=erasure.asked_at, erased_at=None
    )
    until = erasure.asked_at
    entries = ThreadEntry.objects.filter(author=erasure.person_id, at__lte=until, erased_at=None)
    texts = InboundText.objects.filter(person=erasure.person_id, received_at__lte=until, erased_at=None)
    count = _blank(_over(of_person, now), now) + _blank_written(entries, texts, now)
    _blank_codes(NumberCode.objects.filter(person_id=erasure.person_id, made_at__lte=erasure.asked_at), now)
    if not (of_person.exists() or texts.exists()):
        erasure.done_at = now
        erasure.save(update_fields=["done_at"])
    if count:
        record("person", erasure.person_id, "messages.erased", by=None, now=now, count=count)
    return count


def open_erasures() -> QuerySet[Erasure]:
    return Erasure.objects.filter(done_at=None)


@atomically
def forget_old(*, days: int, now: datetime) -> int:
    """Erase a batch of what was said or written more than `days` ago and is over; how many, 0 when none is left."""
    before = now - timedelta(days=days)
    old = _over(Message.objects.filter(created_at__lt=before, erased_at=None), now)
    ids = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
    _blank_codes(NumberCode.objects.filter(made_at__lt=before), now)
    entries = ThreadEntry.objects.filter(at__lt=before, erased_at=None)
    texts = InboundText.objects.filter(received_at__lt=before, erased_at=None, person__isnull=False)
    written = _blank_written(entries.filter(pk__in=_batch(entries)), texts.filter(pk__in=_batch(texts)), now)
    return _blank(Message.objects.filter(pk__in=ids), now) + written


def _over(messages: QuerySet[Message], now: datetime) -> QuerySet[Message]:
    """Of which nothing more is expected: receipts may come for a day, and a failed text may free an e-mail."""
    last = Coalesce("settled_at", "created_at")
    return messages.alias(last=last).filter(~Q(state__in=ON_THEIR_WAY), last__lte=now - rules.ASKED_UNTIL)


def _blank(messages: QuerySet[Message], now: datetime) -> int:
    """The short link goes with the words that it stands in, and opens nothing any more."""
    nothing: dict[str, Any] = {
        "subject": "",
        "body": "",
        "invitation": "",
        "link_path": "",
        "link_digest": "",
        "near_day": "",
        "plain_day": "",
    }
    return messages.update(**nothing, link_until=None, near_until=None, erased_at=now)


def _batch(rows: QuerySet[ThreadEntry] | QuerySet[InboundText]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _blank_written(entries: QuerySet[ThreadEntry], texts: QuerySet[InboundText], now: datetime) -> int:
    """A text that nobody has dealt with yet is left for the next time."""
    blanked = texts.filter(handled_at__isnull=False).update(body="", erased_at=now)
    return blanked + entries.update(text="", erased_at=now)


def _blank_codes(codes: QuerySet[NumberCode], now: datetime) -> None:
    """Those that still count for a limit keep their phone."""
    codes.filter(made_at__lte=now - rules.ASKED_UNTIL).exclude(phone="").update(phone="")
