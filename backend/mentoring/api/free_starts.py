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
from accounts.models import Role
from accounts.permissions import SessionPeople
from agenda.queries import free_starts
from directory.queries import experts_visible_to
from mentoring.api.serializers import FreeStartsSerializer
from mentoring.models import Programme, Session
from mentoring.queries import question_for, sessions_visible_to
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
        starts = free_starts(question, window=window, now=now)
        answer = {
            "expert_time_zone": expert.person.time_zone,
            "viewer_time_zone": viewer.time_zone,
            "session_minutes": programme.session_minutes,
            "starts": spans_of(starts, programme.session_minutes),
        }
        return Response(answer)

    @staticmethod
    def _moving(request: Request, session_id: object) -> Session | None:
        if session_id is None:
            return None
        return get_object_or_404(sessions_visible_to(signed_in(request)), pk=session_id)
