"""The coordinators' look at everybody's connection to Google: who needs help, never what is in the calendars."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from calendars.health import KINDS, Health, healths, measured, of_kind
from calendars.models import ConnectionState, GoogleConnection
from calendars.operations.mending import read_again
from calendars.troubles import Mend, words_of


class ConnectedPersonSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.CharField()


class CalendarConnectionSerializer(serializers.Serializer[Any]):
    """One person's connection: what is wrong with it, and who can mend that."""

    person = ConnectedPersonSerializer()
    state = serializers.ChoiceField(choices=[(one, one) for one in ConnectionState.values])
    codes = serializers.ListField(child=serializers.CharField())
    words = serializers.ListField(child=serializers.CharField())
    waiting = serializers.IntegerField()
    failed = serializers.IntegerField()
    since = serializers.DateTimeField(allow_null=True, help_text="The last write that Google took")
    last_read_at = serializers.DateTimeField(
        allow_null=True, help_text="The last good reading of any of the calendars"
    )
    mend = serializers.ChoiceField(choices=[(one.value, one.value) for one in Mend], allow_null=True)


class HealthChoiceSerializer(serializers.Serializer[Any]):
    health = serializers.ChoiceField(choices=[(one, one) for one in KINDS], default="unhealthy")


class CalendarConnectionsView(generics.GenericAPIView[GoogleConnection]):
    permission_classes = [Coordinators]
    serializer_class = CalendarConnectionSerializer

    def get_queryset(self) -> QuerySet[GoogleConnection]:
        people = GoogleConnection.objects.filter(person__isnull=False).select_related("person")
        return measured(people).order_by("person__name", "pk")

    @extend_schema(
        parameters=[OpenApiParameter("health", str, enum=KINDS, description="unhealthy if left out")],
        responses=CalendarConnectionSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = HealthChoiceSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        found = self.paginate_queryset(of_kind(self.get_queryset(), asked.validated_data["health"]))
        rows = [_row(one) for one in healths(found or [])]
        return self.get_paginated_response(CalendarConnectionSerializer(rows, many=True).data)


class ReadAgainSerializer(serializers.Serializer[Any]):
    reads = serializers.IntegerField(help_text="How many calendars are read now that were not known")


class ReadCalendarsAgainView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=ReadAgainSerializer)
    def post(self, request: Request, person_id: int) -> Response:
        """Read those of the person's calendars that could not be read, or not for too long."""
        reads = read_again(person_id=person_id, by=signed_in(request), now=clock.now())
        return Response(ReadAgainSerializer({"reads": reads}).data)


def _row(health: Health) -> dict[str, Any]:
    person = health.connection.person
    assert person is not None  # noqa: S101 -- the hub's own account is not listed here; for the type checker
    return {
        "person": {"id": person.pk, "name": person.name, "role": person.role},
        "state": health.connection.state,
        "codes": [one.code for one in health.troubles],
        "words": [words_of(one.code) for one in health.troubles],
        "waiting": health.waiting,
        "failed": health.failed,
        "since": health.connection.last_ok_at,
        "last_read_at": health.last_read_at,
        "mend": health.mend,
    }
