from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.consent import allow
from accounts.following import clock_changed, language_changed, reminders_changed
from accounts.models import ConsentChannel, ConsentSource, Person, PersonalToken
from audit.operations import record

# Where, and when, the person can be disturbed: what was planned by these is planned anew.
CLOCK = frozenset({"time_zone", "quiet_from", "quiet_until"})
# When the person wants to be reminded: that is followed, too.
REMINDED = frozenset({"reminder_offsets_minutes", "told_at_start"})
# Changes of these are told by name only: an audit row holds no phone.
UNTOLD = frozenset({"phone"})


@transaction.atomic
def change_person(*, person: Person, changes: Mapping[str, Any], by: Person | None, now: datetime) -> Person:
    """Set the given fields of a person and leave a row that says which went from what to what.

    A changed number is nobody's until a code that was sent to it proves it. `sms_allowed` is a consent, and leaves
    its row as one.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    told: dict[str, Any] = {}
    for field, value in changes.items():
        if (before := getattr(person, field)) != value:
            told[field] = None if field in UNTOLD else [str(before), str(value)]
            setattr(person, field, value)
    if "phone" in told:
        person.phone_verified_at = None
    if told:
        also = {"phone_verified_at"} if "phone" in told else set()
        person.save(update_fields=[*(told.keys() - {"sms_allowed"}), *also])
        record("person", person.pk, "person.changed", by=by, now=now, changes=told)
    if "sms_allowed" in told:
        allow(
            person=person,
            channel=ConsentChannel.SMS,
            given=person.sms_allowed,
            source=ConsentSource.SETTINGS,
            language=person.language,
            by=by,
            now=now,
        )
    _follow(person, told.keys())
    return person


def _follow(person: Person, changed: Set[str]) -> None:
    if CLOCK & changed:
        clock_changed(person.pk)
    if "language" in changed:
        language_changed(person.pk)
    if REMINDED & changed:
        reminders_changed(person.pk)


@transaction.atomic
def make_token(*, person: Person, name: str, now: datetime) -> tuple[PersonalToken, str]:
    """A new personal token and, this once, its text; the database keeps only the hash."""
    token, text = PersonalToken.objects.create(user=person, name=name)
    record("person", person.pk, "token.made", by=person, now=now, name=name)
    return token, text


@transaction.atomic
def drop_token(*, token: PersonalToken, by: Person, now: datetime) -> None:
    record("person", token.user_id, "token.dropped", by=by, now=now, name=token.name)
    token.delete()
