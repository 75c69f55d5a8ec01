"""How hours are written in the API: minutes from local midnight, checked by day rather than by range."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agenda.models import MINUTES_OF_A_DAY


class DayRangeSerializer(serializers.Serializer[Any]):
    """Open from one minute of the day to another. `ends_minute` before `starts_minute` means the next day:
    it is answered with `over_midnight` and a proposal of how to split it.
    """

    starts_minute = serializers.IntegerField(min_value=0, max_value=MINUTES_OF_A_DAY - 1)
    ends_minute = serializers.IntegerField(min_value=0, max_value=MINUTES_OF_A_DAY)

    def validate(self, attrs: dict[str, int]) -> dict[str, int]:
        if attrs["ends_minute"] == attrs["starts_minute"]:
            message = _("Hours end after they start. For a whole day enter 0:00 to 24:00.")
            raise serializers.ValidationError({"ends_minute": message}, code="empty_range")
        return attrs


class WeeklyRangeSerializer(DayRangeSerializer):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="Monday is 0")
