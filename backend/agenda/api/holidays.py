from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import SessionSides
from agenda.holidays_of import holidays_of_year
from agenda.models import HolidayOptOut
from agenda.own_time import meet_on_holiday
from clock.fields import DayField


class HolidaysQuerySerializer(serializers.Serializer[Any]):
    year = serializers.IntegerField(
        min_value=2000, max_value=2100, required=False, help_text="Default: this year"
    )


class HolidaySerializer(serializers.Serializer[Any]):
    on = DayField()
    name = serializers.CharField(read_only=True)
    opted_out = serializers.BooleanField(help_text="Whether you meet on that day all the same")


class HolidaysSerializer(serializers.Serializer[Any]):
    country = serializers.CharField(help_text="ISO 3166-1; empty: none chosen, so there are no holidays")
    results = HolidaySerializer(many=True)


class HolidaysView(APIView):
    """The public holidays of the caller's country: days off, unless they opt out of one."""

    permission_classes = [SessionSides]

    @extend_schema(parameters=[HolidaysQuerySerializer], responses=HolidaysSerializer)
    def get(self, request: Request) -> Response:
        asked = HolidaysQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        person = signed_in(request)
        this_year = clock.now().astimezone(person.zone).year
        return Response(self._document(person, asked.validated_data.get("year", this_year)))

    @extend_schema(request=HolidaySerializer, responses=HolidaysSerializer)
    def post(self, request: Request) -> Response:
        """Opt out of one holiday, or in again; the answer is the list of its year."""
        asked = HolidaySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person, on = signed_in(request), asked.validated_data["on"]
        meets = asked.validated_data["opted_out"]
        meet_on_holiday(person=person, on=on, meets=meets, by=person, now=clock.now())
        return Response(self._document(person, on.year))

    @staticmethod
    def _document(person: Person, year: int) -> dict[str, Any]:
        opted_out = set(
            HolidayOptOut.objects.filter(person=person, on__year=year).values_list("on", flat=True)
        )
        rows = [
            {"on": on, "name": name, "opted_out": on in opted_out}
            for on, name in holidays_of_year(person.country, year, person.language).items()
        ]
        return dict(HolidaysSerializer({"country": person.country, "results": rows}).data)
