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
from accounts.fields import TimeZoneField
from accounts.models import Person, Role
from accounts.permissions import SessionPeople
from agenda.queries import empty_days, free_starts
from directory.queries import experts_visible_to, startup_of
from mentoring.api.empty_days import WhyEmptySerializer, why_empty
from mentoring.api.serializers import FreeStartSerializer
from mentoring.models import Programme, Session
from mentoring.queries import question_for, sessions_visible_to
from mentoring.quota_standing import Standing, quota_standings, within_quota
from mentoring.refusals import ExpertNotInProgramme, spans_of

WIDEST = timedelta(days=62)


class WindowSerializer(serializers.Serializer[Any]):
    """From when until when starts are asked for."""

    until = serializers.DateTimeField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        fields["from"] = serializers.DateTimeField()  # a keyword of the language: declared by name
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["from"] < attrs["until"] <= attrs["from"] + WIDEST:
            message = _("Ask for a window that ends after it begins and is at most 62 days long.")
            raise serializers.ValidationError({"until": message}, code="bad_window")
        return attrs


class FreeStartsQuerySerializer(WindowSerializer):
    programme = serializers.SlugRelatedField(slug_field="slug", queryset=Programme.objects.all())
    moving = serializers.UUIDField(
        required=False, help_text="A session of the caller's that is to get another start"
    )
    reasons_in = TimeZoneField(
        required=False, help_text="Tell why dates on the clock of this zone have no start"
    )


class FreeStartsSerializer(serializers.Serializer[Any]):
    expert_time_zone = serializers.CharField()
    viewer_time_zone = serializers.CharField()
    session_minutes = serializers.IntegerField()
    starts = FreeStartSerializer(many=True)
    empty_days = WhyEmptySerializer(
        many=True, help_text="On the clock of `reasons_in`; none unless asked for"
    )


class FreeStartsView(APIView):
    """When an expert can be booked: starts in UTC, with both zones to show them in."""

    permission_classes = [SessionPeople]

    @extend_schema(parameters=[FreeStartsQuerySerializer], responses=FreeStartsSerializer)
    def get(self, request: Request, expert_id: int) -> Response:
        viewer, now = signed_in(request), clock.now()
        asked = FreeStartsQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        programme: Programme = asked.validated_data["programme"]
        expert = get_object_or_404(experts_visible_to(viewer).prefetch_related(None), pk=expert_id)
        if expert.kind != programme.expert_kind:
            raise ExpertNotInProgramme
        moving = self._moving(request, asked.validated_data.get("moving"))
        beside = moving.founder if moving else viewer if viewer.role == Role.STARTUP_MEMBER else None
        window: tuple[datetime, datetime] = (asked.validated_data["from"], asked.validated_data["until"])
        question = question_for(programme, expert.person, beside, moving=moving.pk if moving else None)
        standings = self._standings(programme, viewer, moving, now)
        found = free_starts(question, window=window, now=now)
        starts = within_quota(found, standings)
        answer: dict[str, Any] = {
            "expert_time_zone": expert.person.time_zone,
            "viewer_time_zone": viewer.time_zone,
            "session_minutes": programme.session_minutes,
            "starts": spans_of(starts, programme.session_minutes),
            "empty_days": [],
        }
        if zone := asked.validated_data.get("reasons_in"):
            empty = empty_days(question, window=window, now=now, shown_in=zone)
            answer["empty_days"] = why_empty(
                *empty, over_quota=set(found) - set(starts), left=starts, zone=zone
            )
        return Response(answer)

    @staticmethod
    def _standings(
        programme: Programme, viewer: Person, moving: Session | None, now: datetime
    ) -> list[Standing]:
        """What the startup that would use it has used of the programme's quotas."""
        if programme.quota_per_month is None and programme.quota_per_cycle is None:
            return []
        startup = moving.startup if moving else startup_of(viewer)
        if startup is None:
            return []
        moved = moving.pk if moving else None
        return quota_standings(startup, [programme], now=now, moving=moved)[programme.pk]

    @staticmethod
    def _moving(request: Request, session_id: object) -> Session | None:
        if session_id is None:
            return None
        return get_object_or_404(sessions_visible_to(signed_in(request)), pk=session_id)
