"""Changes of a series rehearsed over HTTP: every date with what stands in its way, nothing kept."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import SessionPeople
from agenda.recurrence import MOST_OCCURRENCES
from mentoring.series import rehearsing
from mentoring.series.api import serializers as shapes
from mentoring.series.api.bodies import SeriesMoveSerializer
from mentoring.series.queries import Wanted, series_visible_to
from mentoring.series.rehearsing import Rehearsed


class SeriesMovePlanSerializer(SeriesMoveSerializer):
    reason = None  # type: ignore[assignment]  # why is said when it is done
    version = None  # type: ignore[assignment]
    needed = {"this": ["starts_at"], "following": ["starts_on", "starts_time"]}


class SeriesExtensionPlanSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(min_value=1, max_value=MOST_OCCURRENCES)


class RehearsedDateSerializer(shapes.SeriesPreviewDateSerializer):
    was_at = serializers.DateTimeField(allow_null=True, help_text="Where it is now; null is a new date")


class RehearsalSerializer(serializers.Serializer[Any]):
    """Made of {"wanted": Wanted, "dates": [Rehearsed]}."""

    dates = serializers.SerializerMethodField()

    @extend_schema_field(RehearsedDateSerializer(many=True))
    def get_dates(self, rehearsal: dict[str, Any]) -> Any:
        rows = [
            {**shapes.preview_row(rehearsal["wanted"], planned), "was_at": was_at}
            for planned, was_at in rehearsal["dates"]
        ]
        return RehearsedDateSerializer(rows, many=True).data


def _shown(rehearsal: tuple[Wanted, list[Rehearsed]]) -> Response:
    wanted, dates = rehearsal
    return Response(RehearsalSerializer({"wanted": wanted, "dates": dates}).data)


class SeriesMovePreviewView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(request=SeriesMovePlanSerializer, responses=RehearsalSerializer)
    def post(self, request: Request, series_id: UUID) -> Response:
        """Where one date, or one and those that follow, would go. Dates moved by hand before are not among them."""
        person, now = signed_in(request), clock.now()
        get_object_or_404(series_visible_to(person), pk=series_id)
        asked = SeriesMovePlanSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        given: dict[str, Any] = {"series_id": series_id, "by": person, "now": now}
        given |= {name: data[name] for name in ("on", "override")}
        if data["which"] == "this":
            return _shown(rehearsing.rehearse_move(**given, starts_at=data["starts_at"]))
        to = {name: data[name] for name in ("starts_on", "starts_time")}
        return _shown(rehearsing.rehearse_following(**given, **to))


class SeriesExtendPreviewView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(request=SeriesExtensionPlanSerializer, responses=RehearsalSerializer)
    def post(self, request: Request, series_id: UUID) -> Response:
        """The dates by which the series would go on."""
        person, now = signed_in(request), clock.now()
        get_object_or_404(series_visible_to(person), pk=series_id)
        asked = SeriesExtensionPlanSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        count = asked.validated_data["count"]
        return _shown(rehearsing.rehearse_extension(series_id=series_id, count=count, by=person, now=now))
