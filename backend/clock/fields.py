"""Instants and dates as the API takes them: within years that calendars, zone rules and the database reckon with.

Beyond, adding an hour or another clock's offset leaves what a datetime can hold. Answers need no such bounds.
"""

from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_filters import IsoDateTimeFilter
from django_filters.fields import IsoDateTimeField
from rest_framework import serializers

FIRST, LAST = date(2000, 1, 1), date(2200, 12, 31)
OUT_OF_RANGE = _("That is too far away. Choose a date from 2000 to 2200.")


def is_out_of_range(at: datetime) -> bool:
    """Whether an instant lies outside the years 2000 to 2200 of UTC; without an offset it is read as UTC."""
    on = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return not datetime(FIRST.year, 1, 1, tzinfo=UTC) <= on < datetime(LAST.year + 1, 1, 1, tzinfo=UTC)


class InstantField(serializers.DateTimeField):
    """An instant of the years 2000 to 2200."""

    default_error_messages = {"out_of_range": OUT_OF_RANGE}

    def enforce_timezone(self, value: datetime) -> datetime:
        if is_out_of_range(value):
            self.fail("out_of_range")
        return super().enforce_timezone(value)


class DayField(serializers.DateField):
    """A date of the years 2000 to 2200."""

    default_error_messages = {"out_of_range": OUT_OF_RANGE}

    def to_internal_value(self, value: date | str) -> date:
        on = super().to_internal_value(value)
        if not FIRST <= on <= LAST:
            self.fail("out_of_range")
        return on


# For serializers of models, as their `serializer_field_mapping`.
BOUNDED = {
    **serializers.ModelSerializer.serializer_field_mapping,
    models.DateField: DayField,
    models.DateTimeField: InstantField,
}


class _InstantFormField(IsoDateTimeField):  # type: ignore[misc]  # django-filter ships no types
    def validate(self, value: datetime | None) -> None:
        super().validate(value)
        if value is not None and is_out_of_range(value):
            raise ValidationError(OUT_OF_RANGE, code="out_of_range")


class InstantFilter(IsoDateTimeFilter):  # type: ignore[misc]  # the same
    """A filter by an instant of the years 2000 to 2200."""

    field_class = _InstantFormField
