"""What holds on single dates: other hours, time off, travel. Each person sees and sets their own."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.fields import TimeZoneField
from accounts.models import Person
from accounts.permissions import AnyoneSignedIn, Experts, SessionSides
from agenda import wall_clock
from agenda.api.matching import IF_MATCH, etag, revisions_seen
from agenda.api.ranges import DayRangeSerializer
from agenda.journeys import FIELDS, add_travel, change_travel, drop_travel
from agenda.midnight import OverMidnight, split_date
from agenda.models import DateOverride, TimeOff, Travel
from agenda.overriding import drop_override, set_override
from agenda.own_clock import zone_of
from agenda.own_time import add_time_off, drop_time_off, joined_spans
from clock.fields import DayField

LONGEST = timedelta(days=366)


class OverrideSerializer(serializers.Serializer[Any]):
    """The hours of one date instead of all others; no ranges is a day off."""

    on = DayField()
    ranges = serializers.ListField(child=DayRangeSerializer(), max_length=24)
    merged = serializers.BooleanField(
        read_only=True, default=False, help_text="Whether ranges that touched or overlapped were put together"
    )
    joined = DayRangeSerializer(
        many=True, read_only=True, help_text="What the ranges that were put together have become"
    )
    revision = serializers.IntegerField(
        read_only=True, help_text="Its ETag, without the quotes; 0 is that of a date that has none"
    )


class _DatesSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(read_only=True)
    from_on = DayField()
    to_on = DayField(help_text="The last date, included")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["from_on"] <= attrs["to_on"] < attrs["from_on"] + LONGEST:
            message = _("End on or after the first date, and within a year.")
            raise serializers.ValidationError({"to_on": message}, code="bad_dates")
        return attrs


class TimeOffSerializer(_DatesSerializer):
    reason = serializers.CharField(max_length=120, allow_blank=True, default="", help_text="For you alone")


class TravelSerializer(_DatesSerializer):
    time_zone = TimeZoneField(help_text="The zone on whose clock you live on these dates")
    revision = serializers.IntegerField(read_only=True, help_text="Its ETag, without the quotes")


class TravelChangeSerializer(TravelSerializer):
    """Only what is to change."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return super().validate({field: getattr(self.instance, field) for field in FIELDS} | attrs)


class OverridesView(APIView):
    """An expert's own overrides that lie ahead."""

    permission_classes = [Experts]

    @extend_schema(responses=OverrideSerializer(many=True))
    def get(self, request: Request) -> Response:
        person = signed_in(request)
        rows = DateOverride.objects.filter(person=person, on__gte=_today(person))
        return Response([_override(row) for row in rows])

    @extend_schema(parameters=[IF_MATCH], request=OverrideSerializer, responses=OverrideSerializer)
    def put(self, request: Request) -> Response:
        """Set the hours of a date, whether or not it had an override."""
        asked = OverrideSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person, on, ranges = signed_in(request), asked.validated_data["on"], asked.validated_data["ranges"]
        if any(one["ends_minute"] < one["starts_minute"] for one in ranges):
            raise OverMidnight(split_date(on, ranges))
        spans = [(one["starts_minute"], one["ends_minute"]) for one in ranges]
        seen = revisions_seen(request)
        row, merged = set_override(person=person, on=on, ranges=spans, seen=seen, by=person, now=clock.now())
        answer = _override(row, merged=merged, became=joined_spans(spans))
        return Response(answer, headers=etag(row.revision))


class OverrideView(APIView):
    permission_classes = [Experts]

    @extend_schema(parameters=[IF_MATCH], responses={204: None})
    def delete(self, request: Request, on: date) -> Response:
        person, seen = signed_in(request), revisions_seen(request)
        try:
            drop_override(person=person, on=on, seen=seen, by=person, now=clock.now())
        except DateOverride.DoesNotExist as error:
            raise Http404 from error
        return Response(status=status.HTTP_204_NO_CONTENT)


class TimeOffsView(APIView):
    """One's own time off that is not over."""

    permission_classes = [SessionSides]

    @extend_schema(responses=TimeOffSerializer(many=True))
    def get(self, request: Request) -> Response:
        person = signed_in(request)
        rows = TimeOff.objects.filter(person=person, to_on__gte=_today(person))
        return Response(TimeOffSerializer(rows, many=True).data)

    @extend_schema(request=TimeOffSerializer, responses={201: TimeOffSerializer})
    def post(self, request: Request) -> Response:
        asked = TimeOffSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = signed_in(request)
        row = add_time_off(person=person, by=person, now=clock.now(), **asked.validated_data)
        return Response(TimeOffSerializer(row).data, status=status.HTTP_201_CREATED)


class TimeOffView(APIView):
    permission_classes = [SessionSides]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, time_off_id: int) -> Response:
        person = signed_in(request)
        row = get_object_or_404(TimeOff, person=person, pk=time_off_id)
        drop_time_off(time_off=row, by=person, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class TravelsView(APIView):
    """A person's own journeys that are not over: hours are read, and times shown, on that clock."""

    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=TravelSerializer(many=True))
    def get(self, request: Request) -> Response:
        person = signed_in(request)
        rows = Travel.objects.filter(person=person, to_on__gte=_today(person))
        return Response(TravelSerializer(rows, many=True).data)

    @extend_schema(request=TravelSerializer, responses={201: TravelSerializer})
    def post(self, request: Request) -> Response:
        asked = TravelSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = signed_in(request)
        row = add_travel(person=person, by=person, now=clock.now(), **asked.validated_data)
        return Response(TravelSerializer(row).data, status=status.HTTP_201_CREATED)


class TravelView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(
        parameters=[IF_MATCH], request=TravelChangeSerializer(partial=True), responses=TravelSerializer
    )
    def patch(self, request: Request, travel_id: int) -> Response:
        """Other dates, or another zone. 409 `travel_overlaps` where another journey has some of the dates."""
        person = signed_in(request)
        row = get_object_or_404(Travel, person=person, pk=travel_id)
        asked = TravelChangeSerializer(row, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        seen = revisions_seen(request)
        row = change_travel(travel=row, changes=asked.validated_data, seen=seen, by=person, now=clock.now())
        return Response(TravelSerializer(row).data, headers=etag(row.revision))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, travel_id: int) -> Response:
        person = signed_in(request)
        row = get_object_or_404(Travel, person=person, pk=travel_id)
        drop_travel(travel=row, by=person, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _today(person: Person) -> date:
    """Where the person is now: at home the last date of a journey may be over already."""
    now = clock.now()
    return now.astimezone(wall_clock.zone(zone_of(person, now))).date()


def _override(
    row: DateOverride, *, merged: bool = False, became: Iterable[Iterable[int]] = ()
) -> dict[str, Any]:
    answer = {
        "on": row.on,
        "ranges": _shown(row.ranges),
        "revision": row.revision,
        "merged": merged,
        "joined": _shown(became),
    }
    return dict(OverrideSerializer(answer).data)


def _shown(spans: Iterable[Iterable[int]]) -> list[dict[str, int]]:
    return [{"starts_minute": start, "ends_minute": end} for start, end in spans]
