"""Consent to advertisements: apart from that to hear of one's sessions, off until somebody gives it, given anew in time."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, override

from accounts.models import Consent, ConsentChannel, ConsentPurpose, ConsentSource, Person
from audit.operations import record

ADVERTISING = (ConsentPurpose.ADVERTISING, ConsentPurpose.NIGHT_ADS)


def advertising_wording(channel: ConsentChannel, purpose: ConsentPurpose, language: str) -> str:
    """What a person reads, in `language`, who agrees to advertisements."""
    with override(language):
        if channel == ConsentChannel.EMAIL:
            return gettext(
                "The hub may e-mail me advertisements of its programmes and events. I can refuse more at any time."
            )
        if purpose == ConsentPurpose.NIGHT_ADS:
            return gettext("Advertisements by text may come between 21:00 and 08:00, too, in Korean time.")
        return gettext(
            "The hub may text my number advertisements of its programmes and events. I can refuse more at any time."
        )


@transaction.atomic(savepoint=False)  # as `accounts.consent.allow`
def agree(
    *,
    person: Person,
    channel: ConsentChannel,
    purposes: Sequence[ConsentPurpose],
    given: bool,
    source: ConsentSource,
    language: str,
    now: datetime,
) -> list[Consent]:
    """Write what the person says to advertisements for each of `purposes`; what was written. Agreeing again renews it; who
    never agreed has nothing to refuse. `language` ("ko" or "en") is that of what was shown."""
    Person.objects.select_for_update().get(pk=person.pk)
    written = []
    for purpose in purposes:
        last = person.consents.filter(channel=channel, purpose=purpose).first()
        if not given and (last is None or not last.given):
            continue
        said = Consent.objects.create(
            person=person,
            channel=channel,
            purpose=purpose,
            given=given,
            at=now,
            source=source,
            wording=advertising_wording(channel, purpose, language) if given else "",
            language=language,
        )
        action = "consent.given" if given else "consent.withdrawn"
        record(
            "person", person.pk, action, by=person, now=now, channel=channel, source=source, purpose=purpose
        )
        written.append(said)
    return written


def refuse_advertising(
    *, person: Person, channel: ConsentChannel, source: ConsentSource, language: str, now: datetime
) -> list[Consent]:
    """No more advertisements on the channel, by day or night; a stop of the channel stops them for good. What was
    written of it."""
    return agree(
        person=person,
        channel=channel,
        purposes=ADVERTISING,
        given=False,
        source=source,
        language=language,
        now=now,
    )
