"""Why days have nothing to book, for one who looks at an expert's days."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from rest_framework import serializers

from agenda.slots import DayReason

HOLIDAY = "holiday"  # off, as it is a public holiday of the expert's


class WhyEmptySerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    reason = serializers.ChoiceField(choices=[*(reason.value for reason in DayReason), HOLIDAY])


def why_empty(
    reasons: Mapping[date, DayReason],
    holidays: Collection[date],
    *,
    over_quota: Collection[datetime],
    left: Collection[datetime],
    date_of: Callable[[datetime], date],
) -> list[dict[str, str]]:
    """The dates with nothing to book, ascending: for the expert's `reasons`, or as only starts `over_quota` are left
    on them. `date_of` is the date that the reader's clock shows.
    """
    lost = set(map(date_of, over_quota)) - set(map(date_of, left))
    why = {on: reason.value for on, reason in reasons.items()}
    why |= dict.fromkeys(holidays, HOLIDAY) | dict.fromkeys(lost, DayReason.QUOTA.value)
    return [{"on": on.isoformat(), "reason": why[on]} for on in sorted(why)]
