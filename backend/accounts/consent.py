"""What people allow us: said once, kept for ever, and on the person's row as it stands now."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, override

from accounts.models import Consent, ConsentChannel, ConsentPurpose, ConsentSource, Person
from audit.operations import record

INFORMATION = ConsentPurpose.INFORMATION
STANDING = {ConsentChannel.SMS.value: "sms_allowed", ConsentChannel.EMAIL.value: "email_allowed"}
# START takes these back. What somebody said in the settings only the settings change.
TAKEN_BACK_BY_START = (ConsentSource.REPLY, ConsentSource.LINK, ConsentSource.PROVIDER)


def wording_of(channel: str, source: ConsentSource, language: str) -> str:
    """What a person reads, in `language`, who gives this consent to texts or e-mail; of an import, what the hub vouches
    for. Other channels have words of their own."""
    with override(language):
        if source == ConsentSource.IMPORT:
            return gettext("The hub says that this person agreed to hear of their sessions on this channel.")
        if channel == ConsentChannel.SMS:
            return gettext(
                "Meridian may text my number about my sessions: requests, changes and reminders, no advertising. I"
                " can stop it at any time."
            )
        return gettext(
            "Meridian may e-mail me about my sessions: requests, changes and reminders, no advertising."
        )


@transaction.atomic(savepoint=False)  # its audit rows keep their place in the deed that it is part of
def allow(
    *,
    person: Person,
    channel: str,
    given: bool,
    source: ConsentSource,
    language: str,
    wording: str = "",
    by: Person | None,
    now: datetime,
) -> bool:
    """Write what the person allows on a channel from now on; False if it stands so already.

    `language` ("ko" or "en") is that of what was shown: `wording`, or what `wording_of` says. `person` is brought up to
    date.
    """
    current = Person.objects.select_for_update().get(pk=person.pk)
    stood = current.allows(channel) == given
    field = _let_stand(current, channel, given=given)
    setattr(person, field, getattr(current, field))
    if stood and Consent.objects.filter(person=person, channel=channel, purpose=INFORMATION).exists():
        return False
    shown = given and source != ConsentSource.REPLY
    current.save(update_fields=[field])
    Consent.objects.create(
        person=person,
        channel=channel,
        given=given,
        at=now,
        source=source,
        wording=(wording or wording_of(channel, source, language)) if shown else "",
        language=language,
    )
    action = "consent.given" if given else "consent.withdrawn"
    record("person", person.pk, action, by=by, now=now, channel=channel, source=source)
    return True


def _let_stand(person: Person, channel: str, *, given: bool) -> str:
    """The field of the person's row that holds what stands, brought up to date, unsaved."""
    if channel in STANDING:
        setattr(person, STANDING[channel], given)
        return STANDING[channel]
    others = set(person.channels_allowed) - {channel}
    person.channels_allowed = sorted(others | {channel} if given else others)
    return "channels_allowed"


def vouch_for(person: Person, *, now: datetime) -> None:
    """The hub brought this person, or a number of theirs, and vouches for both (decision 0029).

    What the person has said of a channel already stays. The import tells of it in its own audit row.
    """
    said = set(person.consents.filter(purpose=INFORMATION).values_list("channel", flat=True))
    texts = [ConsentChannel.SMS] if person.phone_verified_at else []
    Consent.objects.bulk_create(
        Consent(
            person=person,
            channel=channel,
            given=True,
            at=now,
            source=ConsentSource.IMPORT,
            wording=wording_of(channel, ConsentSource.IMPORT, person.language),
            language=person.language,
        )
        for channel in [ConsentChannel.EMAIL, *texts]
        if channel not in said and person.allows(channel)
    )


def may_start_again(person: Person, channel: str) -> bool:
    """Whether START, or undoing a stop, brings messages back: they were allowed until a stop ended that."""
    last = list(person.consents.filter(channel=channel, purpose=INFORMATION)[:2])
    return len(last) == 2 and not last[0].given and last[0].source in TAKEN_BACK_BY_START and last[1].given
