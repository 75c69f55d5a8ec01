from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import AnyoneSignedIn
from agenda.models import CalendarReading, ReadingState
from agenda.own_time import offer_unknown_time


class OwnReadingSerializer(serializers.Serializer[Any]):
    """What is known of one's own calendar, and whether one's time is offered while it cannot be read."""

    state = serializers.ChoiceField(
        choices=ReadingState.choices,
        read_only=True,
        allow_null=True,
        help_text="Null: no calendar of yours is read",
    )
    as_of = serializers.DateTimeField(read_only=True, allow_null=True, help_text="When it was last read")
    offer_when_unknown = serializers.BooleanField()


class OwnReadingView(APIView):
    """What is known of the caller's own calendar. Each person sees and sets their own."""

    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=OwnReadingSerializer)
    def get(self, request: Request) -> Response:
        reading = CalendarReading.objects.filter(person=signed_in(request)).first()
        if reading is None:
            return Response({"state": None, "as_of": None, "offer_when_unknown": False})
        return Response(OwnReadingSerializer(reading).data)

    @extend_schema(request=OwnReadingSerializer, responses=OwnReadingSerializer)
    def put(self, request: Request) -> Response:
        """Let one's time be offered while the calendar cannot be read, or not. 409 `no_calendar_read` without one."""
        asked = OwnReadingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person, offers = signed_in(request), asked.validated_data["offer_when_unknown"]
        reading = offer_unknown_time(person=person, offers=offers, by=person, now=clock.now())
        return Response(OwnReadingSerializer(reading).data)
