"""Somebody stops messages by the link in one, or takes that back."""

from datetime import datetime

from accounts.consent import allow, may_start_again
from accounts.models import ConsentChannel, ConsentSource, Person
from agenda.transactions import atomically
from messaging.advertising.confirming import refuse
from messaging.operations.opting_out import start_ringing, stop_ringing
from messaging.stopping.queries import Bearer, bearer_of


@atomically
def stop_by_link(*, token: str, language: str, now: datetime) -> Bearer:
    """No more messages of the link's channel; doing it again changes nothing. Raises StopLinkUnknown.

    E-mails about booked sessions go on while no text reaches the person: the page says so.
    """
    bearer = bearer_of(token)
    if bearer.channel != ConsentChannel.EMAIL:
        stop_ringing(bearer.channel, bearer.phone, source=ConsentSource.LINK, now=now)
    else:
        _allow_mail(bearer.person, given=False, language=language, now=now)
        refuse(
            person=bearer.person,
            channel=ConsentChannel.EMAIL,
            source=ConsentSource.LINK,
            language=language,
            now=now,
        )
    return bearer_of(token)


@atomically
def undo_by_link(*, token: str, language: str, now: datetime) -> Bearer:
    """As before the stop, if it came by a link or a reply; what was said in the settings stays. Raises
    StopLinkUnknown."""
    bearer = bearer_of(token)
    if bearer.channel != ConsentChannel.EMAIL:
        start_ringing(bearer.channel, bearer.phone, source=ConsentSource.LINK, now=now)
    elif may_start_again(bearer.person, ConsentChannel.EMAIL):
        _allow_mail(bearer.person, given=True, language=language, now=now)
    return bearer_of(token)


def _allow_mail(person: Person, *, given: bool, language: str, now: datetime) -> None:
    allow(
        person=person,
        channel=ConsentChannel.EMAIL,
        given=given,
        source=ConsentSource.LINK,
        language=language,
        by=person,
        now=now,
    )
