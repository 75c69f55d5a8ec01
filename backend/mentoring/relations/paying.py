"""A coordinator says what an expert is paid."""

from datetime import datetime
from decimal import Decimal

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert
from mentoring.models import HonorariumRate, Programme


@atomically
def set_rate(
    *, programme: Programme, expert: Expert, per_hour: Decimal, currency: str, by: Person, now: datetime
) -> HonorariumRate:
    """`per_hour` in `currency` (ISO 4217), for every month, those past included: statements are worked out when they are
    looked at."""
    Expert.objects.select_for_update(no_key=True).get(pk=expert.pk)  # two rates at once: the last one counts
    before = HonorariumRate.objects.filter(programme=programme, expert=expert).first()
    rate, _is_new = HonorariumRate.objects.update_or_create(
        programme=programme, expert=expert, defaults={"per_hour": per_hour, "currency": currency}
    )
    record(
        "expert",
        expert.pk,
        "honorarium.rate_set",
        by=by,
        now=now,
        programme=programme.slug,
        before=before and f"{before.per_hour} {before.currency}",
        after=f"{per_hour} {currency}",
    )
    return rate
