"""A person switches a channel on or off."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.consent import allow
from accounts.models import ConsentChannel, ConsentSource, Person
from agenda.transactions import atomically
from messaging.channels import added_names, consent_wording
from messaging.models import ChannelBlock, SuppressedNumber
from messaging.reaching import may_get_texts
from problems import Problem


class OneChannelStays(Problem):
    code = "one_channel_stays"
    status = 409
    title = _("One way stays open")
    detail = _(
        "No text message reaches you, so e-mails about your booked sessions go on: you would miss them otherwise."
        " Verify a number and allow texts, and e-mail can be switched off."
    )


@atomically
def switch_channel(*, person: Person, channel: str, given: bool, language: str, now: datetime) -> Person:
    """Write what the person allows on the channel; `language` is the one they read it in.

    Texts can be stopped whatever else is off: e-mail is used then, allowed or not. Raises OneChannelStays.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if channel == ConsentChannel.EMAIL and not given and not may_get_texts(person):
        raise OneChannelStays
    if channel == ConsentChannel.SMS and given and person.phone_verified_at:
        # They say so themselves, whoever stopped the number before.
        SuppressedNumber.objects.filter(phone=person.phone).delete()
    if channel in added_names() and given and person.phone_verified_at:
        ChannelBlock.objects.filter(channel=channel, phone=person.phone).delete()
    allow(
        person=person,
        channel=channel,
        given=given,
        source=ConsentSource.SETTINGS,
        language=language,
        wording=consent_wording(channel, language),
        by=person,
        now=now,
    )
    return person
