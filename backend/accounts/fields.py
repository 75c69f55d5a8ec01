"""Serializer fields for what a person says of themselves: refused clearly at the door, kept in one form."""

from typing import Any

import phonenumbers
from babel import Locale
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.phones import is_landline
from accounts.reach_models import LEAST_OFFSET, LONGEST_OFFSET, MOST_OFFSETS
from accounts.zone_names import UnknownZone, current_name


class TimeZoneField(serializers.CharField):
    """An IANA zone name, e.g. Asia/Seoul. A former name (Asia/Calcutta, US/Pacific) is kept as the current one."""

    default_error_messages = {
        "unknown_zone": _("There is no time zone of that name. Use an IANA name such as Asia/Seoul."),
        "fixed_offset": _(
            "A fixed offset does not follow daylight saving. Name a place instead, such as Asia/Seoul."
        ),
    }

    def to_internal_value(self, data: str) -> str:
        try:
            return current_name(super().to_internal_value(data))
        except UnknownZone as error:
            self.fail(error.code)


class CountryField(serializers.CharField):
    """An ISO 3166-1 code of two letters, e.g. KR; empty for none."""

    default_error_messages = {
        "unknown_country": _("There is no country of that code. Use two letters such as KR or US.")
    }

    def __init__(self) -> None:
        super().__init__(allow_blank=True, required=False, max_length=2)

    def to_internal_value(self, data: str) -> str:
        code = super().to_internal_value(data).upper()
        if code and not (code.isalpha() and code in Locale("en").territories):
            self.fail("unknown_country")
        return code


class ReminderOffsetsField(serializers.ListField):
    """Minutes before the start, from 5 minutes to 14 days, at most five different ones; kept the farthest first."""

    default_error_messages = {
        "twice": _("The same time is given twice. Take one of them out."),
        "too_many": _("At most five reminders are sent before a session. Take some out."),
    }

    def __init__(self, **options: Any) -> None:
        minutes = serializers.IntegerField(min_value=LEAST_OFFSET, max_value=LONGEST_OFFSET)
        super().__init__(child=minutes, **options)

    def to_internal_value(self, data: Any) -> list[int]:
        offsets: list[int] = super().to_internal_value(data)
        if len(set(offsets)) < len(offsets):
            self.fail("twice")
        if len(offsets) > MOST_OFFSETS:
            self.fail("too_many")
        return sorted(offsets, reverse=True)


class PhoneField(serializers.CharField):
    """A phone number, kept as E.164; empty for none.

    A local form ("010-1234-5678") is read as one of the country that comes with it, or of the one the person has.
    Of many numbers nobody can tell whether they are mobile; only what is known to be a landline is refused.
    """

    default_error_messages = {
        "bad_phone": _("That is not a phone number. Write it with the country code, e.g. +82 10 1234 5678."),
        "landline": _(
            "That is a landline, which gets no text messages. Give a mobile number, or leave it empty."
        ),
    }

    def __init__(self) -> None:
        super().__init__(allow_blank=True, required=False, max_length=40)

    def to_internal_value(self, data: str) -> str:
        text = super().to_internal_value(data)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, self._country())
        except phonenumbers.NumberParseException:
            self.fail("bad_phone")
        if not phonenumbers.is_valid_number(number):
            self.fail("bad_phone")
        if is_landline(number):
            self.fail("landline")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def _country(self) -> str | None:
        """ISO 3166-1; phonenumbers takes none that it does not know for one."""
        form = self.parent
        given = form.initial_data.get("country") if isinstance(form.initial_data, dict) else None
        country = given or getattr(form.instance, "country", "")
        return country.upper() if isinstance(country, str) and country else None
