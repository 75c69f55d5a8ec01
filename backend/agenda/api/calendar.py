from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Experts
from agenda.intentions import Closed
from agenda.own_days import own_days
from clock.fields import DayField

WIDEST = timedelta(days=62)


class OwnCalendarQuerySerializer(serializers.Serializer[Any]):
    until = DayField(help_text="The date after the last one")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        fields["from"] = DayField()  # a keyword of the language: declared by name
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["from"] < attrs["until"] <= attrs["from"] + WIDEST:
            message = _("Ask for a window that ends after it begins and is at most 62 days long.")
            raise serializers.ValidationError({"until": message}, code="bad_window")
        return attrs


class OpenRangeSerializer(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class OwnCommitmentSerializer(OpenRangeSerializer):
    """Time that is taken, without its buffers."""

    appointment_id = serializers.CharField(allow_null=True)
    held = serializers.BooleanField(help_text="Only held for a while, not booked")


class OwnBusySerializer(OpenRangeSerializer):
    """An event of your own calendar elsewhere."""

    title = serializers.CharField(help_text="Empty unless you let titles be kept; nobody else is shown it")


class OwnDaySerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    time_zone = serializers.CharField(help_text="The zone on whose clock you live on that date")
    open = OpenRangeSerializer(many=True)
    closed_because = serializers.ChoiceField(
        choices=[(why.value, why.value) for why in Closed], allow_null=True
    )
    holiday = serializers.CharField(allow_null=True, help_text="Its name, whether or not you meet on it")
    overridden = serializers.BooleanField()
    commitments = OwnCommitmentSerializer(many=True)
    busy = OwnBusySerializer(many=True)


class OwnCalendarSerializer(serializers.Serializer[Any]):
    time_zone = serializers.CharField(help_text="The zone of your clock at home")
    days = OwnDaySerializer(many=True)


class OwnCalendarView(APIView):
    """An expert's own days: when they are open, why they are closed, and what is taken."""

    permission_classes = [Experts]

    @extend_schema(parameters=[OwnCalendarQuerySerializer], responses=OwnCalendarSerializer)
    def get(self, request: Request) -> Response:
        asked = OwnCalendarQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        person, first, until = signed_in(request), asked.validated_data["from"], asked.validated_data["until"]
        days = own_days(person, first=first, last=until - timedelta(days=1), now=clock.now())
        return Response(OwnCalendarSerializer({"time_zone": person.time_zone, "days": days}).data)
