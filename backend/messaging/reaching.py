"""Whom texts reach, and why not the others. One place: notices, reminders and the last look before sending ask here."""

from collections.abc import Collection

from django.conf import settings
from django.db import connection

from accounts.models import Person
from accounts.phones import is_of_the_united_states

OPTED_OUT = "opted_out"
BAD_NUMBER = "bad_number"
US_NOT_REGISTERED = "us_not_registered"
# The person wants texts and does not know why none comes, so the log tells of each that was not sent.
KEPT_FROM_WHO_WANTS_TEXTS = (BAD_NUMBER, US_NOT_REGISTERED)

# What stands against these numbers; "" is a hold on all of the United States.
AGAINST = """
SELECT phone, 'opted_out' FROM messaging_suppressednumber WHERE phone = ANY(%(phones)s)
UNION ALL
SELECT phone, 'bad_number' FROM messaging_badnumber WHERE since IS NOT NULL AND phone = ANY(%(phones)s)
UNION ALL
SELECT '', 'us_not_registered' FROM messaging_unitedstateshold
"""
EVERY_US_NUMBER = ""


def why_no_texts(people: Collection[Person]) -> dict[int, str]:
    """By the id of each of `people` whom no text reaches a stable word for why; at most one statement.

    "opted_out": no phone that is known to be theirs, texts not allowed, or the number asked for no more; "bad_number":
    Twilio says that none arrives there; "us_not_registered": see `us_is_registered`.
    """
    phones = {person.pk: person.phone for person in people if person.phone_verified_at and person.sms_allowed}
    found = dict.fromkeys((person.pk for person in people if person.pk not in phones), OPTED_OUT)
    if not phones:
        return found
    against = _against(phones.values())
    us_is_open = us_is_registered() and EVERY_US_NUMBER not in against
    for pk, phone in phones.items():
        if phone in against:
            found[pk] = against[phone]
        elif not us_is_open and is_of_the_united_states(phone):
            found[pk] = US_NOT_REGISTERED
    return found


def may_get_texts(person: Person) -> bool:
    """Whether texts reach the person: none of the words of `why_no_texts` holds."""
    return not why_no_texts([person])


def us_is_registered() -> bool:
    """Whether the operator says that the carriers of the United States know the hub's campaign; without that they drop
    its texts and fine whoever sends them (https://www.twilio.com/docs/api/errors/30034)."""
    return bool(settings.ENV.twilio_us_campaign)


def closed_to_us(phones: Collection[str]) -> set[str]:
    """Those of `phones` that are of the United States, while nothing may be texted there; at most one statement."""
    there = {phone for phone in phones if is_of_the_united_states(phone)}
    closed = bool(there) and (not us_is_registered() or EVERY_US_NUMBER in _against([]))
    return there if closed else set()


def _against(phones: Collection[str]) -> dict[str, str]:
    """What stands against each phone; that its owner wants no texts comes before that it takes none."""
    with connection.cursor() as cursor:
        cursor.execute(AGAINST, {"phones": sorted(set(phones))})
        rows: list[tuple[str, str]] = cursor.fetchall()
    return dict(sorted(rows, key=lambda row: row[1] == OPTED_OUT))
