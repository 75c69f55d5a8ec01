"""People are told what they said to advertisements, and are asked again before it ends. See docs/decisions/0043.

Korea: Act on Promotion of Information and Communications Network Utilization, article 50(7) and decree, article 62-2: who
consented, refused or withdrew is told within 14 days who the sender is, what they said on which day, and what was made of it.
Article 50(8) and decree, article 62-3: every two years they are told that and when they consented, and how to keep or end it.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.advertising import refuse_advertising
from accounts.models import Consent, ConsentChannel, ConsentSource, Person
from agenda.own_clock import zone_of
from agenda.transactions import atomically, part_of_a_deed
from audit.operations import record
from messaging.advertising import rules
from messaging.advertising.composing import advertiser
from messaging.advertising.lapsing import lapsing_consents
from messaging.consent_texts import Said, choice_words, renewal_words
from messaging.models import Channel, ConsentNotice, Message, MessageKind
from messaging.waking import wake_up

About = ConsentNotice.About


def refuse(
    *, person: Person, channel: ConsentChannel, source: ConsentSource, language: str, now: datetime
) -> None:
    """`refuse_advertising`, and tell them. In the caller's transaction."""
    said = refuse_advertising(person=person, channel=channel, source=source, language=language, now=now)
    confirm_choice(person=person, said=said, now=now)


@part_of_a_deed
def confirm_choice(*, person: Person, said: Sequence[Consent], now: datetime) -> Message | None:
    """Tell a person at once what they have just said; None where that was nothing."""
    return _tell(person, said, About.CHOICE, now) if said else None


@atomically
def ask_again(*, person_id: int, now: datetime) -> Message | None:
    """Ask a person again about what they agreed to and that ends soon; None where that is over by now, or they were asked."""
    person = Person.objects.select_for_update().get(pk=person_id)
    ending = lapsing_consents([person_id], now=now).get(person_id, [])
    if not ending:
        return None
    consents = [one.pk for one in ending]
    record("person", person.pk, "consent.asked_again", by=None, now=now, consents=consents)
    return _tell(person, ending, About.RENEWAL, now)


def _tell(person: Person, said: Sequence[Consent], about: About, now: datetime) -> Message:
    words = choice_words if about is About.CHOICE else renewal_words
    link = f"{settings.PUBLIC_URL}/settings"
    facts = [_fact(one, ZoneInfo(zone_of(person, now))) for one in said]
    subject, body = words(facts, advertiser(), link=link, language=person.language)
    message = Message.objects.create(
        person=person,
        kind=MessageKind.CONSENT,
        channel=Channel.EMAIL,
        language=person.language,
        subject=subject,
        body=body,
        not_before=now,
        created_at=now,
    )
    ConsentNotice.objects.bulk_create(
        ConsentNotice(consent=one, about=about, message=message) for one in said
    )
    wake_up()
    return message


def _fact(said: Consent, zone: ZoneInfo) -> Said:
    until = rules.until_of(said.at, settings.ENV.advertising_consent_days)
    return Said(
        channel=said.channel,
        purpose=said.purpose,
        given=said.given,
        on=said.at.astimezone(zone).date(),
        ends_on=until.astimezone(zone).date(),
    )
