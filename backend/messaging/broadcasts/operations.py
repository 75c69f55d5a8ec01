"""A broadcast leaves once, by the rows that everything leaves by, and can be stopped midway."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core import signing
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from messaging.advertising.composing import advertiser
from messaging.advertising.operations import AdvertiserUnknown, advertise
from messaging.broadcasts.planning import WAYS, Letter, Plan, digest_of, plan_for
from messaging.models import Broadcast, Channel, Message, MessageKind, MessageState
from messaging.operations.planning import quiet_hours_of
from messaging.operations.settling import BY_TEXT, drop_each
from messaging.waking import wake_up
from problems import Problem
from storing import insert

SALT = "meridian.broadcast"
GOOD_FOR = timedelta(minutes=15)
STOPPED = "broadcast_stopped"
A_BATCH = 1000


class QuoteIsNotGood(Problem):
    code = "quote_is_not_good"
    status = 409
    title = _("Look at it once more")
    detail = _(
        "The preview is older than 15 minutes, or not of these words. Make a new one and confirm that."
    )


class AudienceChanged(Problem):
    code = "audience_changed"
    status = 409
    title = _("Other people would get it by now, or other words")
    detail = _(
        "Since the preview somebody joined, left, or chose other channels, or the words around it changed. Make a new"
        " one and confirm that."
    )


class CountDiffers(Problem):
    code = "count_differs"
    field = "confirmed_people"
    title = _("That is another number")
    detail = _("Enter the number of people who get it, as the preview says.")


class BroadcastIsStopped(Problem):
    code = "broadcast_is_stopped"
    status = 409
    title = _("It is stopped already")
    detail = _("Somebody has stopped it before you. What had left by then has left.")


def quote_for(plan: Plan, letter: Letter, audience: dict[str, object], *, by: Person, now: datetime) -> str:
    """What is signed for `by` to confirm within 15 minutes. Raises AdvertiserUnknown."""
    _require_lawful(letter)
    told = {"digest": digest_of(plan, letter, audience), "by": by.pk, "at": now.isoformat()}
    return signing.dumps(told, salt=SALT)


@atomically
def send_broadcast(
    *,
    people: Sequence[Person],
    letter: Letter,
    audience: dict[str, object],
    quote: str,
    confirmed_people: int,
    by: Person,
    now: datetime,
) -> Broadcast:
    """Write the messages of what `by` has seen and confirmed; a quote that was sent before is answered with what it
    became.

    Raises AdvertiserUnknown, QuoteIsNotGood, AudienceChanged, CountDiffers. A handful of statements however many get it.
    """
    _require_lawful(letter)
    digest = _digest_in(quote, by=by, now=now)
    # Two clicks at once wait for each other here; the unique quote has the last word.
    key = signing.Signer(salt=SALT).signature(quote)[:64]
    if sent := Broadcast.objects.filter(quote=key).first():
        return sent
    plan = plan_for(people, letter, now=now)
    if digest_of(plan, letter, audience) != digest:
        raise AudienceChanged
    if len(plan.ways) != confirmed_people:
        raise CountDiffers
    row, is_new = Broadcast.objects.get_or_create(
        quote=key,
        defaults={
            "by": by,
            "at": now,
            "audience": audience,
            "people": len(plan.ways),
            **letter.said(),
        },
    )
    if is_new:
        write = _write_advertisements if letter.promotional else _write
        write(row, plan, letter, now)
        counts = {"people": len(plan.ways), "texts": plan.texts, "mails": plan.mails}
        record("broadcast", row.pk, "broadcast.sent", by=by, now=now, audience=audience, **counts)
        wake_up()
    return row


@atomically
def stop_broadcast(*, broadcast_id: int, by: Person, now: datetime) -> Broadcast:
    """Drop what has not left; calls that are under way end. Raises BroadcastIsStopped."""
    row = Broadcast.objects.select_for_update().get(pk=broadcast_id)
    if row.stopped_at:
        raise BroadcastIsStopped
    waiting = Message.objects.select_for_update(of=("self",)).filter(broadcast=row, state=MessageState.READY)
    dropped = list(waiting.select_related("reminder").order_by("pk"))
    drop_each(dict.fromkeys(dropped, STOPPED), now=now)
    row.stopped_at, row.stopped_by = now, by
    row.save(update_fields=["stopped_at", "stopped_by"])
    record("broadcast", row.pk, "broadcast.stopped", by=by, now=now, dropped=len(dropped))
    return row


def _require_lawful(letter: Letter) -> None:
    if letter.promotional and not advertiser().is_complete:
        raise AdvertiserUnknown


def _digest_in(quote: str, *, by: Person, now: datetime) -> str:
    try:
        told = signing.loads(quote, salt=SALT)
    except signing.BadSignature as error:
        raise QuoteIsNotGood from error
    age = now - datetime.fromisoformat(told["at"])
    if told["by"] != by.pk or not timedelta() <= age <= GOOD_FOR:
        raise QuoteIsNotGood
    return str(told["digest"])


def _write_advertisements(row: Broadcast, plan: Plan, letter: Letter, now: datetime) -> None:
    """What surrounds an advertisement, and the last look at consent and hours, are those of all advertisements."""
    words = {language: letter.words(language) for language in ("ko", "en")}
    for channel in WAYS:
        chosen = [
            one for one, ways in plan.ways.items() if (ways.text if channel == Channel.SMS else ways.mail)
        ]
        said = {
            language: (one.subject, one.sms if channel == Channel.SMS else one.email)
            for language, one in words.items()
        }
        written = advertise(people=chosen, kind=MessageKind.BROADCAST, channel=channel, words=said, now=now)
        Message.objects.filter(pk__in=[message.pk for message in written]).update(broadcast=row)


def _write(row: Broadcast, plan: Plan, letter: Letter, now: datetime) -> None:
    words = {language: letter.words(language) for language in ("ko", "en")}
    messages: list[Message] = []
    for person, ways in plan.ways.items():
        said = words[person.language]
        common = {
            "person": person,
            "broadcast": row,
            "kind": MessageKind.BROADCAST,
            "language": person.language,
            "created_at": now,
        }
        may_mail = person.email_allowed and Channel.EMAIL in letter.channels
        if ways.mail or may_mail:  # beside a text it is held, in case that fails
            held = {} if ways.mail else {"state": MessageState.DROPPED, "error_code": BY_TEXT}
            mail = {"channel": Channel.EMAIL, "subject": said.subject, "body": said.email, "not_before": now}
            messages.append(Message(**common, **mail, **held))
        if ways.text:
            at = quiet_hours_of(person).over_at(now)
            messages.append(Message(**common, channel=Channel.SMS, body=said.sms, not_before=at))
    for start in range(0, len(messages), A_BATCH):
        insert(messages[start : start + A_BATCH])
