from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import Experts
from agenda.availability import WeeklyRange
from agenda.models import MINUTES_OF_A_DAY, BookingLimits
from agenda.operations import set_weekly_hours
from agenda.queries import NO_LIMITS, weekly_ranges


class WeeklyRangeSerializer(serializers.Serializer[WeeklyRange]):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="Monday is 0")
    starts_minute = serializers.IntegerField(min_value=0, max_value=MINUTES_OF_A_DAY)
    ends_minute = serializers.IntegerField(min_value=0, max_value=MINUTES_OF_A_DAY)

    def validate(self, attrs: dict[str, int]) -> dict[str, int]:
        if attrs["ends_minute"] <= attrs["starts_minute"]:
            message = _("Hours end after they start. Split hours over midnight into two days.")
            raise serializers.ValidationError({"ends_minute": message}, code="empty_range")
        return attrs


class BookingLimitsSerializer(serializers.ModelSerializer[BookingLimits]):
    buffer_before_minutes = serializers.IntegerField(min_value=0, max_value=240)
    buffer_after_minutes = serializers.IntegerField(min_value=0, max_value=240)
    notice_hours = serializers.IntegerField(min_value=0, max_value=24 * 30)
    max_per_day = serializers.IntegerField(min_value=1, max_value=24, allow_null=True)
    max_per_week = serializers.IntegerField(min_value=1, max_value=100, allow_null=True)

    class Meta:
        model = BookingLimits
        fields = [
            "buffer_before_minutes",
            "buffer_after_minutes",
            "notice_hours",
            "max_per_day",
            "max_per_week",
        ]


class WeeklyHoursSerializer(serializers.Serializer[Any]):
    time_zone = serializers.CharField(read_only=True, help_text="The zone on whose clock the hours are read")
    ranges = serializers.ListField(child=WeeklyRangeSerializer(), max_length=200)
    limits = BookingLimitsSerializer()


class WeeklyHoursView(APIView):
    """An expert's own weekly hours and limits."""

    permission_classes = [Experts]

    @extend_schema(responses=WeeklyHoursSerializer)
    def get(self, request: Request) -> Response:
        return Response(self._document(signed_in(request)))

    @extend_schema(request=WeeklyHoursSerializer, responses=WeeklyHoursSerializer)
    def put(self, request: Request) -> Response:
        asked = WeeklyHoursSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = signed_in(request)
        set_weekly_hours(
            person=person,
            ranges=[WeeklyRange(**row) for row in asked.validated_data["ranges"]],
            limits=asked.validated_data["limits"],
            by=person,
            now=clock.now(),
        )
        return Response(self._document(person))

    @staticmethod
    def _document(person: Person) -> dict[str, Any]:
        limits = BookingLimits.objects.filter(person=person).first() or NO_LIMITS
        answer = {"time_zone": person.time_zone, "ranges": weekly_ranges(person), "limits": limits}
        return dict(WeeklyHoursSerializer(answer).data)
