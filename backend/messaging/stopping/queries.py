"""What a link to stop messages opens."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.consent import may_start_again
from accounts.models import ConsentChannel, Person
from messaging.models import ChannelBlock, SuppressedNumber
from messaging.reaching import may_get_texts
from messaging.stop_links import is_genuine, read_token
from problems import Problem


class StopLinkUnknown(Problem):
    code = "stop_link_unknown"
    status = 404
    title = _("This link opens nothing")
    detail = _(
        "It is incomplete, or the number has another owner by now. Your settings have the same switch."
    )


@dataclass(frozen=True)
class Bearer:
    """Whom a link is about, on which channel; `phone` is "" for e-mail."""

    person: Person
    channel: str
    phone: str


@dataclass(frozen=True)
class Standing:
    """What the page behind the link shows. `ending` are the last two digits of the phone; `used` tells that messages
    go on although they are stopped; `may_undo`, that the stop came by a link or a reply."""

    channel: str
    ending: str
    allowed: bool
    used: bool
    may_undo: bool


def bearer_of(token: str) -> Bearer:
    """Raises StopLinkUnknown if the link is forged, or is one in a text to a number that the person had before."""
    read = read_token(token)
    person = Person.objects.filter(pk=read[1], is_active=True).first() if read else None
    if read is None or person is None:
        raise StopLinkUnknown
    channel = read[0]
    phone = person.phone if channel != ConsentChannel.EMAIL else ""
    if not is_genuine(token, channel, person.pk, phone):
        raise StopLinkUnknown
    return Bearer(person, channel, phone)


def standing_of(bearer: Bearer) -> Standing:
    person, channel = bearer.person, bearer.channel
    texts = may_get_texts(person)
    silent = bool(bearer.phone) and _is_silent(channel, bearer.phone)
    allowed = person.allows(channel) and not silent
    return Standing(
        channel=channel,
        ending=bearer.phone[-2:],
        allowed=allowed,
        used=channel == ConsentChannel.EMAIL and (allowed or not texts),
        may_undo=silent or may_start_again(person, channel),
    )


def _is_silent(channel: str, phone: str) -> bool:
    """Whether the number itself asked for no more, whoever has it."""
    if channel == ConsentChannel.SMS:
        return SuppressedNumber.objects.filter(phone=phone).exists()
    stopped = ChannelBlock.objects.filter(channel=channel, phone=phone)
    return stopped.filter(because=ChannelBlock.Because.OPTED_OUT).exists()
