"""Which consents to advertisements end soon, and whose they are."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings

from accounts.models import Consent, ConsentPurpose
from messaging.models import ConsentNotice

# So long before a consent ends its giver is asked again: time to read a mail, and to see another one.
ASKED_BEFORE = timedelta(days=30)


def lapsing_consents(people: Collection[int] | None = None, *, now: datetime) -> dict[int, list[Consent]]:
    """What people agreed to and that ends within `ASKED_BEFORE`, of which they were not told yet, by the person's id; of
    `people` (ids), None: of all who are active. What they said later than that counts in its place. One statement."""
    said = Consent.objects.exclude(purpose=ConsentPurpose.INFORMATION).filter(person__is_active=True)
    if people is not None:
        said = said.filter(person__in=people)
    last = said.order_by("person_id", "channel", "purpose", "-pk").distinct("person_id", "channel", "purpose")
    ends = now - timedelta(days=settings.ENV.advertising_consent_days)  # when what ends now was given
    ending = Consent.objects.filter(
        pk__in=last.values("pk"), given=True, at__gt=ends, at__lte=ends + ASKED_BEFORE
    ).exclude(notices__about=ConsentNotice.About.RENEWAL)
    found: dict[int, list[Consent]] = defaultdict(list)
    for consent in ending.order_by("pk"):
        found[consent.person_id].append(consent)
    return dict(found)
