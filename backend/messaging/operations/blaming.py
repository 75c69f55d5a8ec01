"""What Twilio says against a number, or against us in a whole country: no text goes there until somebody mends it."""

from datetime import datetime

from accounts.models import ConsentSource, Person
from accounts.phones import is_of_the_united_states
from agenda.transactions import atomically
from audit.operations import record
from messaging import rules
from messaging.channels import meaning_of
from messaging.models import (
    BadNumber,
    Channel,
    ChannelBlock,
    Message,
    MessageKind,
    MessageState,
    UnitedStatesHold,
)
from messaging.operations.opting_out import stop_channel, stop_texts
from messaging.operations.settling import drop_each
from messaging.reaching import BAD_NUMBER


def blame(message: Message, code: str, *, now: datetime) -> None:
    """Take down what Twilio's `code` on a locked text says against its number or its country. The caller's
    transaction. What was to go by text goes by e-mail from then on."""
    if message.channel != Channel.SMS:
        _block_number(message, code, now)
        return
    if code in rules.WORDS_AGAINST_A_NUMBER and _still_goes_there(message):
        _blame_number(message.phone, code, now)
    if code in rules.UNREGISTERED_SENDER and is_of_the_united_states(message.phone):
        _, is_new = UnitedStatesHold.objects.get_or_create(id=1, defaults={"since": now, "code": code})
        if is_new:
            record("messaging", "united_states", "texts.held", by=None, now=now, code=code)


def trust(message: Message) -> None:
    """A text arrived: what was said against its number before, and did not suffice, counts no more."""
    if message.channel == Channel.SMS and message.phone:
        BadNumber.objects.filter(phone=message.phone, since=None).delete()


def stop_where_asked(message: Message, code: str, *, now: datetime) -> bool:
    """Send no more on the channel of a locked message whose vendor says by `code` that the reader wants none; whether it
    does. The caller's transaction."""
    if message.channel == Channel.SMS:
        if code == rules.OPTED_OUT:
            stop_texts(message.phone, source=ConsentSource.PROVIDER, now=now)
        return code == rules.OPTED_OUT
    asked = message.rings and meaning_of(message.channel, code) == "opted_out"
    if asked:
        stop_channel(message.channel, message.phone, source=ConsentSource.PROVIDER, now=now)
    return asked


def _block_number(message: Message, code: str, now: datetime) -> None:
    """Vendors of channels that are no texts know who is there: one word is enough."""
    if not message.rings or meaning_of(message.channel, code) != "number" or not _still_goes_there(message):
        return
    said = {"because": ChannelBlock.Because.BAD_NUMBER, "code": code[:20], "since": now}
    _, is_new = ChannelBlock.objects.get_or_create(
        channel=message.channel, phone=message.phone, defaults=said
    )
    if is_new:
        record(
            "person", message.person_id, "channel.bad", by=None, now=now, channel=message.channel, code=code
        )


@atomically
def lift_hold(*, by: Person, now: datetime) -> bool:
    """Text the United States again, as somebody has registered us there; False if there was no hold."""
    if not UnitedStatesHold.objects.filter(id=1).delete()[0]:
        return False
    record("messaging", "united_states", "texts.released", by=by, now=now)
    return True


def _still_goes_there(message: Message) -> bool:
    """Whether the person had the number already when the text left: its words are not of another one since."""
    if message.number_code:
        return bool(message.phone)
    verified_at = message.person.phone_verified_at
    return verified_at is not None and message.claimed_at is not None and verified_at <= message.claimed_at


def _blame_number(phone: str, code: str, now: datetime) -> None:
    if not _count_against(phone, code, now):
        return
    for person_id in Person.objects.filter(phone=phone).order_by("pk").values_list("pk", flat=True):
        record("person", person_id, "number.bad", by=None, now=now, code=code)
    waiting = Message.objects.select_for_update(of=("self",), skip_locked=True).filter(
        person__phone=phone, channel=Channel.SMS, state=MessageState.READY
    )
    texts = waiting.exclude(kind=MessageKind.CODE).select_related("person", "reminder__appointment")
    drop_each(dict.fromkeys(texts.order_by("pk"), BAD_NUMBER), now=now)


def _count_against(phone: str, code: str, now: datetime) -> bool:
    """Whether the number is a bad one by this word, and was none before. Two senders wait for each other."""
    said = {"code": code, "refusals": 1, "last_at": now}
    number, is_new = BadNumber.objects.select_for_update().get_or_create(phone=phone, defaults=said)
    if not is_new:
        number.code, number.refusals, number.last_at = code, number.refusals + 1, max(now, number.last_at)
    turns_bad = number.since is None and number.refusals >= rules.WORDS_AGAINST_A_NUMBER[code]
    if turns_bad:
        number.since = number.last_at
    number.save()
    return turns_bad
