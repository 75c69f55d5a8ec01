from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
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
from agenda.api.matching import IF_MATCH, etag, revisions_seen
from agenda.api.ranges import WeeklyRangeSerializer
from agenda.availability import WeeklyRange
from agenda.midnight import OverMidnight, split_week
from agenda.models import BookingLimits, CalendarReading, Schedule
from agenda.own_hours import hours_revision
from agenda.own_time import NamedHours, WeekSpan, joined, set_schedules, set_weekly_hours
from agenda.queries import NO_LIMITS
from clock.fields import DayField

MOST_SCHEDULES = 20


class BookingLimitsSerializer(serializers.ModelSerializer[BookingLimits]):
    """What an expert asks of everybody who books. A limit that is left out stays as it is."""

    buffer_before_minutes = serializers.IntegerField(min_value=0, max_value=240)
    buffer_after_minutes = serializers.IntegerField(min_value=0, max_value=240)
    notice_hours = serializers.IntegerField(min_value=0, max_value=24 * 30)
    max_per_day = serializers.IntegerField(min_value=1, max_value=24, allow_null=True)
    max_per_week = serializers.IntegerField(min_value=1, max_value=100, allow_null=True)
    max_per_month = serializers.IntegerField(min_value=1, max_value=400, allow_null=True, required=False)
    session_minutes_offered = serializers.ListField(
        child=serializers.IntegerField(min_value=5, max_value=480),
        max_length=12,
        required=False,
        help_text="Lengths that the expert gives; none named: whatever a programme asks for",
    )
    step_minutes = serializers.IntegerField(min_value=5, max_value=480, allow_null=True, required=False)
    window_days = serializers.IntegerField(min_value=0, max_value=730, allow_null=True, required=False)
    window_from_on = DayField(allow_null=True, required=False)
    window_until_on = DayField(allow_null=True, required=False)

    class Meta:
        model = BookingLimits
        fields = [
            "buffer_before_minutes",
            "buffer_after_minutes",
            "notice_hours",
            "max_per_day",
            "max_per_week",
            "max_per_month",
            "session_minutes_offered",
            "step_minutes",
            "alignment",
            "window_days",
            "window_from_on",
            "window_until_on",
        ]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs.get("window_from_on"), attrs.get("window_until_on")
        if ("window_from_on" in attrs) != ("window_until_on" in attrs):
            message = _("Send both dates of the booking window, or neither.")
            raise serializers.ValidationError({"window_until_on": message}, code="bad_window")
        if first and last and last < first:
            message = _("The booking window ends after it begins.")
            raise serializers.ValidationError({"window_until_on": message}, code="bad_window")
        return attrs


class WeeklyHoursSerializer(serializers.Serializer[Any]):
    revision = serializers.IntegerField(
        read_only=True, help_text="The ETag of all schedules and limits, without the quotes"
    )
    time_zone = serializers.CharField(read_only=True, help_text="The zone on whose clock the hours are read")
    ranges = serializers.ListField(
        child=WeeklyRangeSerializer(),
        max_length=200,
        required=False,
        help_text="Of the default schedule; left out they stay as they are",
    )
    limits = BookingLimitsSerializer()
    offer_when_unknown = serializers.BooleanField(
        required=False,
        allow_null=True,
        help_text="Whether to be offered while your calendar cannot be read; null: no calendar of yours is read",
    )
    merged = serializers.BooleanField(
        read_only=True, help_text="Whether ranges that touched or overlapped were put together"
    )
    joined = WeeklyRangeSerializer(
        many=True, read_only=True, help_text="What the ranges that were put together have become"
    )


class JoinedRangeSerializer(WeeklyRangeSerializer):
    schedule = serializers.CharField(help_text="The name of the schedule")


class ScheduleSerializer(serializers.Serializer[Any]):
    """A named week. Every booking uses the default one, but those named in `used_for` use this one."""

    name = serializers.CharField(max_length=60)
    is_default = serializers.BooleanField(default=False)
    used_for = serializers.ListField(
        child=serializers.SlugField(), default=list, max_length=50, help_text="Slugs of programmes"
    )
    ranges = serializers.ListField(child=WeeklyRangeSerializer(), max_length=200)


class SchedulesSerializer(serializers.Serializer[Any]):
    """All schedules of a person: saving replaces them, and one that is left out is removed."""

    revision = serializers.IntegerField(
        read_only=True, help_text="The ETag of all schedules and limits, without the quotes"
    )
    time_zone = serializers.CharField(read_only=True, help_text="The zone on whose clock the hours are read")
    schedules = serializers.ListField(child=ScheduleSerializer(), min_length=1, max_length=MOST_SCHEDULES)
    merged = serializers.BooleanField(
        read_only=True, help_text="Whether ranges that touched or overlapped were put together"
    )
    joined = JoinedRangeSerializer(
        many=True, read_only=True, help_text="What the ranges that were put together have become"
    )

    def validate_schedules(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        defaults = [row for row in rows if row["is_default"]]
        if len(defaults) != 1 or defaults[0]["used_for"]:
            message = _("Make exactly one schedule the default; it is used wherever no other one is.")
            raise serializers.ValidationError(message, code="one_default")
        if _repeated(row["name"] for row in rows):
            raise serializers.ValidationError(_("Give each schedule a name of its own."), code="same_name")
        if _repeated(slug for row in rows for slug in set(row["used_for"])):
            message = _("A programme uses one schedule. Take it out of the others.")
            raise serializers.ValidationError(message, code="used_twice")
        return rows


class WeeklyHoursView(APIView):
    """An expert's own weekly hours (those of the default schedule) and limits."""

    permission_classes = [Experts]

    @extend_schema(responses=WeeklyHoursSerializer)
    def get(self, request: Request) -> Response:
        return self._answer(signed_in(request))

    @extend_schema(parameters=[IF_MATCH], request=WeeklyHoursSerializer, responses=WeeklyHoursSerializer)
    def put(self, request: Request) -> Response:
        asked = WeeklyHoursSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = signed_in(request)
        given = asked.validated_data.get("ranges")
        ranges = None if given is None else _week(given)
        merged = set_weekly_hours(
            person=person,
            ranges=ranges,
            limits=asked.validated_data["limits"],
            offer_when_unknown=asked.validated_data.get("offer_when_unknown"),
            seen=revisions_seen(request),
            by=person,
            now=clock.now(),
        )
        return self._answer(person, merged=merged, became=joined(ranges or ()))

    @staticmethod
    def _answer(person: Person, *, merged: bool = False, became: Sequence[WeekSpan] = ()) -> Response:
        revision = hours_revision(person)
        limits = BookingLimits.objects.filter(person=person).first() or NO_LIMITS
        hours = person.weekly_hours.filter(schedule__is_default=True)
        unread = CalendarReading.objects.filter(person=person).values_list("offer_when_unknown", flat=True)
        answer = {
            "revision": revision,
            "time_zone": person.time_zone,
            "ranges": hours,
            "limits": limits,
            "offer_when_unknown": unread.first(),
            "merged": merged,
            "joined": [WeeklyRange(*span) for span in became],
        }
        return Response(WeeklyHoursSerializer(answer).data, headers=etag(revision))


class SchedulesView(APIView):
    """An expert's own named schedules."""

    permission_classes = [Experts]

    @extend_schema(responses=SchedulesSerializer)
    def get(self, request: Request) -> Response:
        return self._answer(signed_in(request))

    @extend_schema(parameters=[IF_MATCH], request=SchedulesSerializer, responses=SchedulesSerializer)
    def put(self, request: Request) -> Response:
        asked = SchedulesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = signed_in(request)
        wanted = [
            NamedHours(**{**row, "ranges": _week(row["ranges"])}) for row in asked.validated_data["schedules"]
        ]
        seen = revisions_seen(request)
        merged = set_schedules(person=person, wanted=wanted, seen=seen, by=person, now=clock.now())
        became = [(one.name, span) for one in wanted for span in joined(one.ranges)]
        return self._answer(person, merged=merged, became=became)

    @staticmethod
    def _answer(
        person: Person, *, merged: bool = False, became: Sequence[tuple[str, WeekSpan]] = ()
    ) -> Response:
        revision = hours_revision(person)
        rows = Schedule.objects.filter(person=person).prefetch_related("weekly_hours")
        schedules = [
            {
                "name": row.name,
                "is_default": row.is_default,
                "used_for": row.used_for,
                "ranges": row.weekly_hours.all(),
            }
            for row in rows
        ]
        answer = {
            "revision": revision,
            "time_zone": person.time_zone,
            "schedules": schedules,
            "merged": merged,
            "joined": [{"schedule": name, **asdict(WeeklyRange(*span))} for name, span in became],
        }
        return Response(SchedulesSerializer(answer).data, headers=etag(revision))


def _week(ranges: list[dict[str, int]]) -> list[WeeklyRange]:
    if any(one["ends_minute"] < one["starts_minute"] for one in ranges):
        raise OverMidnight(split_week(ranges))
    return [WeeklyRange(**one) for one in ranges]


def _repeated(values: Any) -> bool:
    return any(times > 1 for times in Counter(values).values())
