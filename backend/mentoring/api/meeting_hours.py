from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import SessionPeople
from agenda.meeting import Meeting, WeeklyTime
from agenda.own_clock import know_journeys, zone_of
from agenda.queries import Offer, meeting_times
from agenda.wall_clock import DAY_MINUTES, instant, weekday
from directory.fields import BySlugField
from directory.queries import experts_visible_to
from mentoring.models import Programme
from mentoring.programmes.queries import longest_notice
from mentoring.queries import founders_met_by
from mentoring.refusals import spans_of


class MeetingHoursQuerySerializer(serializers.Serializer[Any]):
    weeks = serializers.IntegerField(min_value=1, max_value=26, default=12)
    minutes = serializers.IntegerField(
        min_value=5, max_value=480, default=60, help_text="Length of a meeting"
    )
    step_minutes = serializers.ChoiceField(choices=[15, 30, 60], default=30)
    programme = BySlugField(
        queryset=Programme.objects.all(),
        required=False,
        help_text="What you would meet for: its notice, and the hours that the expert keeps for it",
    )

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        # `with` is a keyword of the language: declared by name.
        fields["with"] = serializers.IntegerField(required=False, help_text="Id of an expert")
        fields["founder"] = serializers.IntegerField(
            required=False, help_text="Or of a person who asked for a session that you may see"
        )
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("with" in attrs) == ("founder" in attrs):
            message = _("Name an expert or a founder.")
            raise serializers.ValidationError({"with": message}, code="one_other")
        return attrs


class BurdenSerializer(serializers.Serializer[Any]):
    """Minutes before 09:00 or after 18:00 of one's own clock, added up over the weeks in which the time works."""

    yours = serializers.IntegerField()
    theirs = serializers.IntegerField()


class OtherClockSerializer(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(help_text="Monday is 0")
    minute = serializers.IntegerField()
    day_offset = serializers.IntegerField(help_text="-1: their clock still shows the day before")


class ClocksSerializer(serializers.Serializer[Any]):
    """On whose clocks the two live at the (first) meeting; on a journey others than at home."""

    your_time_zone = serializers.CharField()
    their_time_zone = serializers.CharField()


class WeeklyTimeSerializer(ClocksSerializer):
    weekday = serializers.IntegerField(help_text="On your clock; Monday is 0")
    minute = serializers.IntegerField(help_text="On your clock, after 00:00")
    theirs = OtherClockSerializer(
        many=True, help_text="What their clock shows; two where a clock changes between"
    )
    works = serializers.ListField(child=serializers.BooleanField(), help_text="For each of the coming weeks")
    weeks = serializers.IntegerField(help_text="In how many of them it works")
    free_weeks = serializers.IntegerField(
        help_text="In how many it can be asked for: in the hours that the expert opened, with nothing known against it"
    )
    first_starts_at = serializers.DateTimeField(
        help_text="The first meeting that can be asked for; else the first that works"
    )
    burden = BurdenSerializer()


class TurnSerializer(ClocksSerializer):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    burden = BurdenSerializer()


class MeetingHoursSerializer(serializers.Serializer[Any]):
    your_time_zone = serializers.CharField(help_text="On whose clock you live now")
    their_time_zone = serializers.CharField()
    their_name = serializers.CharField()
    weeks = serializers.IntegerField()
    minutes = serializers.IntegerField()
    times = WeeklyTimeSerializer(
        many=True,
        help_text="Those that work in some week: first those that can be asked for most often, of those alike the fairest",
    )
    in_turns = TurnSerializer(
        many=True,
        help_text="One meeting a week that can be asked for, at which the early and the late end change sides",
    )


class MeetingHoursView(APIView):
    """The hours of a week that you and an expert, or a founder, both find humane, and in which of them you can meet."""

    permission_classes = [SessionPeople]

    @extend_schema(parameters=[MeetingHoursQuerySerializer], responses=MeetingHoursSerializer)
    def get(self, request: Request) -> Response:
        viewer, now = signed_in(request), clock.now()
        asked = MeetingHoursQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        other = _other(viewer, wish)
        know_journeys([viewer, other])
        minutes: int = wish["minutes"]
        times, turns = meeting_times(
            viewer, other, offer=_offer(viewer, other, wish), weeks=wish["weeks"], now=now
        )
        return Response(
            {
                "your_time_zone": zone_of(viewer, now),
                "their_time_zone": zone_of(other, now),
                "their_name": other.name,
                "weeks": wish["weeks"],
                "minutes": minutes,
                "times": [_time(one, viewer, other) for one in times],
                "in_turns": [_turn(meeting, minutes, viewer, other) for meeting in turns],
            }
        )


def _offer(viewer: Person, other: Person, wish: Mapping[str, Any]) -> Offer:
    """Of the programme that is asked about; else the notice of all of them, and the hours of no schedule of its own."""
    programme: Programme | None = wish.get("programme")
    notice = timedelta(hours=programme.notice_hours) if programme else longest_notice(viewer, other)
    slug = programme.slug if programme else ""
    return Offer(wish["minutes"], wish["step_minutes"], notice, horizon_days=None, slug=slug)


def _other(viewer: Person, wish: Mapping[str, Any]) -> Person:
    if "founder" in wish:
        return get_object_or_404(founders_met_by(viewer), pk=wish["founder"])
    return get_object_or_404(experts_visible_to(viewer).prefetch_related(None), pk=wish["with"]).person


def _time(one: WeeklyTime, viewer: Person, other: Person) -> dict[str, Any]:
    theirs = dict.fromkeys(map(_other_clock, one.working))
    first = instant((one.free or one.working)[0].starts)
    return _clocks_at(first, viewer, other) | {
        "weekday": one.weekday,
        "minute": one.minute,
        "theirs": [{"weekday": day, "minute": at, "day_offset": offset} for day, at, offset in theirs],
        "works": [meeting.works for meeting in one.meetings],
        "weeks": len(one.working),
        "free_weeks": len(one.free),
        "first_starts_at": spans_of([first], 0)[0]["starts_at"],
        "burden": {"yours": one.burden.ours, "theirs": one.burden.theirs},
    }


def _clocks_at(at: datetime, viewer: Person, other: Person) -> dict[str, str]:
    return {"your_time_zone": zone_of(viewer, at), "their_time_zone": zone_of(other, at)}


def _other_clock(meeting: Meeting) -> tuple[int, int, int]:
    day, minute = divmod(meeting.theirs, DAY_MINUTES)
    return weekday(day), minute, day - meeting.ours // DAY_MINUTES


def _turn(meeting: Meeting, minutes: int, viewer: Person, other: Person) -> dict[str, Any]:
    (span,) = spans_of([instant(meeting.starts)], minutes)
    clocks = _clocks_at(instant(meeting.starts), viewer, other)
    return span | clocks | {"burden": {"yours": meeting.burden.ours, "theirs": meeting.burden.theirs}}
