"""People agree to advertisements or refuse them; and one is written to those who agreed.

Whoever sends advertisements (a broadcast of a coordinator) calls `advertise`, and nothing else: it writes messages with
`promotional` set, whose text and consent are looked at once more before each leaves.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.advertising import ADVERTISING, agree
from accounts.models import ConsentChannel, ConsentPurpose, ConsentSource, Person
from agenda.transactions import atomically, part_of_a_deed
from messaging.advertising.composing import advertiser, mail_of, text_of
from messaging.advertising.confirming import confirm_choice
from messaging.advertising.queries import who_wants
from messaging.models import Channel, Message, MessageKind
from messaging.reaching import why_no_texts
from messaging.waking import wake_up
from problems import Problem


class AdvertiserUnknown(Problem):
    code = "advertiser_unknown"
    status = 409
    title = _("Nobody is named as the sender")
    detail = _(
        "An advertisement has to say who sends it and how to reach them. Have ADVERTISER_NAME and ADVERTISER_CONTACT"
        " set for this installation first."
    )


@atomically
def answer_advertising(
    *,
    person: Person,
    channel: ConsentChannel,
    purpose: ConsentPurpose,
    given: bool,
    language: str,
    now: datetime,
) -> None:
    """Write what the person says to advertisements, and tell them; `language` is the one they read it in. Agreeing again
    renews it.

    By night implies by day, and refusing by day refuses by night.
    """
    by_night = purpose == ConsentPurpose.NIGHT_ADS
    said = agree(
        person=person,
        channel=channel,
        purposes=ADVERTISING if by_night == given and channel == ConsentChannel.SMS else [purpose],
        given=given,
        source=ConsentSource.SETTINGS,
        language=language,
        now=now,
    )
    confirm_choice(person=person, said=said, now=now)


@part_of_a_deed
def advertise(
    *,
    people: Collection[Person],
    kind: MessageKind,
    channel: Channel,
    words: Mapping[str, tuple[str, str]],
    now: datetime,
) -> list[Message]:
    """Write an advertisement to those of `people` who agreed to get such on the channel and whom it reaches; the others
    get none. The messages leave when the law of each country and the person's quiet hours let them.

    `words` are subject and body in each language ("ko", "en"); mark, sender and the way to refuse more are put around
    them here. Returns what was written. A fixed number of statements. Raises AdvertiserUnknown.
    """
    if not advertiser().is_complete:
        raise AdvertiserUnknown
    wanted = who_wants(people, channel, now)
    if channel == Channel.SMS:
        wanted -= set(why_no_texts(people))
    rows = [_advertisement(one, kind, channel, words, now) for one in people if one.pk in wanted]
    written = Message.objects.bulk_create(rows)
    wake_up()
    return written


def _advertisement(
    person: Person, kind: MessageKind, channel: Channel, words: Mapping[str, tuple[str, str]], now: datetime
) -> Message:
    subject, body = words[person.language]
    if channel == Channel.EMAIL:
        subject, whole = mail_of(subject, body, person)
    else:
        subject, whole = "", text_of(body, person)
    return Message(
        person=person,
        kind=kind,
        channel=channel,
        promotional=True,
        language=person.language,
        subject=subject,
        body=whole,
        not_before=now,
        created_at=now,
    )
