"""Who wants no more texts, however they say it, and who wants them again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from accounts.consent import allow, may_start_again
from accounts.models import ConsentChannel, ConsentSource, Person
from agenda.transactions import atomically
from audit.operations import record
from messaging import rules
from messaging.advertising.confirming import refuse
from messaging.channels import consent_wording
from messaging.models import Channel, ChannelBlock, Message, SuppressedNumber

# Of two senders at once only one is the first.
FIRST_TOLD = """
INSERT INTO messaging_toldnumber (phone, at) SELECT phone, %s FROM unnest(%s::text[]) AS phone
    ON CONFLICT DO NOTHING RETURNING phone
"""


@atomically
def take_reply(
    *, phone: str, text: str, keyword: str = "", channel: str = Channel.SMS, now: datetime
) -> tuple[str | None, bool]:
    """Obey a reply from `phone` (E.164): "stop" suppresses the number everywhere on the channel, "start" ends that.

    `keyword` is what Twilio itself has read in it (OptOutType), empty if nothing. "start" gives back only what
    was allowed before a "stop". Returns "stop", "start" or None for any other text, and whether a "start" has ended
    a stop.
    """
    started = False
    word = keyword.casefold() if keyword.casefold() in ("stop", "start") else rules.keyword_of(text)
    if word == "stop":
        stop_ringing(channel, phone, source=ConsentSource.REPLY, now=now)
    if word == "start":
        started = start_ringing(channel, phone, source=ConsentSource.REPLY, now=now)
    return word, started


def stop_ringing(channel: str, phone: str, *, source: ConsentSource, now: datetime) -> None:
    """Nothing more goes to a number on a channel that is no e-mail. The caller's transaction."""
    if channel == Channel.SMS:
        stop_texts(phone, source=source, now=now)
    else:
        stop_channel(channel, phone, source=source, now=now)


def start_ringing(channel: str, phone: str, *, source: ConsentSource, now: datetime) -> bool:
    """The end of `stop_ringing`; whether anything was stopped. The caller's transaction."""
    if channel == Channel.SMS:
        return start_texts(phone, source=source, now=now)
    return start_channel(channel, phone, source=source, now=now)


def stop_channel(channel: str, phone: str, *, source: ConsentSource, now: datetime) -> None:
    """`stop_texts` of a channel that is no text: those whose number it is allow no more on it. The caller's transaction."""
    ChannelBlock.objects.update_or_create(
        channel=channel,
        phone=phone,
        defaults={"because": ChannelBlock.Because.OPTED_OUT, "code": "", "since": now},
    )
    for person in _whose(phone):
        if person.allows(channel):
            _allow(person, channel, given=False, source=source, now=now)


def start_channel(channel: str, phone: str, *, source: ConsentSource, now: datetime) -> bool:
    """`start_texts` of a channel that is no text. The caller's transaction."""
    started = bool(
        ChannelBlock.objects.filter(
            channel=channel, phone=phone, because=ChannelBlock.Because.OPTED_OUT
        ).delete()[0]
    )
    for person in _whose(phone):
        if may_start_again(person, channel):
            _allow(person, channel, given=True, source=source, now=now)
            started = True
    return started


def stop_texts(phone: str, *, source: ConsentSource, now: datetime) -> None:
    """Send no more texts to a number, and take down that those whose it is allow none, and no advertisements for good.
    The caller's transaction."""
    _, is_new = SuppressedNumber.objects.get_or_create(phone=phone, defaults={"since": now, "source": source})
    for person in _whose(phone):
        if is_new:
            record("person", person.pk, "texts.stopped", by=person, now=now)
        _allow_texts(person, given=False, source=source, now=now)
        refuse(
            person=person,
            channel=ConsentChannel.SMS,
            source=source,
            language=person.language,
            now=now,
        )


def start_texts(phone: str, *, source: ConsentSource, now: datetime) -> bool:
    """The number takes texts again, from those who had them before a stop; whether it or any of them had stopped them.
    The caller's transaction."""
    was_stopped = SuppressedNumber.objects.filter(phone=phone).delete()[0]
    started = bool(was_stopped)
    for person in _whose(phone):
        if was_stopped:
            record("person", person.pk, "texts.started", by=person, now=now)
        if may_start_again(person, ConsentChannel.SMS):
            _allow_texts(person, given=True, source=source, now=now)
            started = True
    return started


def _whose(phone: str) -> list[Person]:
    """Two may share a phone. Who has only typed it in has no say over it, and it none over them."""
    people = Person.objects.select_for_update().filter(phone=phone, phone_verified_at__isnull=False)
    return list(people.order_by("pk"))


def _allow_texts(person: Person, *, given: bool, source: ConsentSource, now: datetime) -> None:
    _allow(person, ConsentChannel.SMS, given=given, source=source, now=now)


def _allow(person: Person, channel: str, *, given: bool, source: ConsentSource, now: datetime) -> None:
    allow(
        person=person,
        channel=channel,
        given=given,
        source=source,
        language=person.language,
        wording=consent_wording(channel, person.language),
        by=person,
        now=now,
    )


def tell_of_stop(texts: Sequence[Message], *, now: datetime) -> None:
    """Have the first text to each number end with the link that stops them. The caller's transaction."""
    if not texts:
        return
    with connection.cursor() as cursor:
        cursor.execute(FIRST_TOLD, [now, sorted({message.phone for message in texts})])
        first = {phone for (phone,) in cursor.fetchall()}
    telling = list({message.phone: message for message in reversed(texts) if message.phone in first}.values())
    for message in telling:
        message.tells_of_stop = True
    if telling:
        Message.objects.filter(pk__in=[message.pk for message in telling]).update(tells_of_stop=True)
