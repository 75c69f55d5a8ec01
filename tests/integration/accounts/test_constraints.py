"""What the database refuses of people and their consents, whoever writes."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from accounts.models import Consent, Person
from tests.factories.hub import a_founder

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 6, tzinfo=UTC)


def a_consent(**fields: object) -> Consent:
    said = {
        "channel": "sms",
        "given": True,
        "at": AT,
        "source": "settings",
        "wording": "I agree",
        "language": "en",
    }
    return Consent.objects.create(**{"person": a_founder(), **said, **fields})


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("consent_channel_is_known", {"channel": "no channel"}),
        ("consent_purpose_is_of_its_channel", {"purpose": "fun"}),
        ("consent_purpose_is_of_its_channel", {"purpose": "night_ads", "channel": "email"}),
        ("consent_source_is_known", {"source": "rumour"}),
        ("consent_language_is_known", {"language": "fr"}),
        ("consent_given_shows_its_wording", {"wording": ""}),
    ],
)
def test_what_a_consent_cannot_be(name: str, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=name):
        a_consent(**fields)


def test_a_consent_is_never_changed() -> None:
    consent = a_consent()
    consent.given = False
    with pytest.raises(IntegrityError, match="consent_is_only_appended"):
        consent.save()


def test_consents_go_with_their_person() -> None:
    a_consent().person.delete()
    assert Consent.objects.count() == 0


def test_only_a_number_is_verified() -> None:
    with pytest.raises(IntegrityError, match="person_only_a_number_is_verified"):
        Person.objects.filter(pk=a_founder().pk).update(phone_verified_at=AT)
