"""When a pair could meet for the first time, over HTTP."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import SessionPeople
from mentoring.relations.api.relations import relation_of
from mentoring.relations.first_hours import first_hour_of


class FirstHourSerializer(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()
    is_as_offered = serializers.BooleanField(help_text="At the weekly hour that came with the offer")
    expert_time_zone = serializers.CharField(help_text="On whose clock the expert lives then")
    founder_time_zone = serializers.CharField()


class SuggestedHourSerializer(serializers.Serializer[Any]):
    suggestion = FirstHourSerializer(allow_null=True, help_text="Null where nothing can be booked now")


class FirstHourView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=SuggestedHourSerializer)
    def get(self, request: Request, relation_id: UUID) -> Response:
        """A free start for the first session of a pair that has begun. It is booked like any other session."""
        viewer, now = signed_in(request), clock.now()
        found = first_hour_of(relation_of(request, relation_id), viewer, now)
        return Response(SuggestedHourSerializer({"suggestion": found}).data)
