"""When a programme's people are reminded: coordinators set it."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.fields import ReminderOffsetsField
from accounts.permissions import Coordinators
from mentoring.models import Programme
from mentoring.reminding.operations import set_reminders


class ProgrammeRemindersSerializer(serializers.ModelSerializer[Programme]):
    reminder_offsets_minutes = ReminderOffsetsField(
        help_text="Minutes before the start; who chose other times keeps those"
    )
    tells_at_start = serializers.BooleanField(help_text="Whether the way in is sent when a session starts")

    tells_after = serializers.BooleanField(help_text="Whether both sides get a note when a session is over")

    class Meta:
        model = Programme
        fields = ["reminder_offsets_minutes", "tells_at_start", "tells_after"]


class ProgrammeRemindersView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=ProgrammeRemindersSerializer)
    def get(self, request: Request, programme_id: int) -> Response:
        programme = get_object_or_404(Programme, pk=programme_id)
        return Response(ProgrammeRemindersSerializer(programme).data)

    @extend_schema(request=ProgrammeRemindersSerializer, responses=ProgrammeRemindersSerializer)
    def put(self, request: Request, programme_id: int) -> Response:
        """Sessions that lie ahead follow within moments."""
        programme = get_object_or_404(Programme, pk=programme_id)
        asked = ProgrammeRemindersSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        programme = set_reminders(
            programme_id=programme.pk,
            **asked.validated_data,
            by=signed_in(request),
            now=clock.now(),
        )
        return Response(ProgrammeRemindersSerializer(programme).data)
