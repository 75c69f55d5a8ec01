"""What can be done to a series: one address a deed, one operation behind it."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

import clock
from accounts.api import signed_in
from accounts.permissions import SessionPeople
from mentoring.api.looking import LooksFirst, looking_first
from mentoring.api.matching import IF_MATCH, revisions_seen
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.models import Series
from mentoring.series import answering, booking, changing
from mentoring.series.api import bodies
from mentoring.series.api import serializers as shapes
from mentoring.series.api.series import series_response
from mentoring.series.opening import Stand
from mentoring.series.queries import series_visible_to


class SeriesDeedView(LooksFirst, generics.GenericAPIView[Series]):
    """Who may see the series may try; its rules say whether it is possible now (409 if not)."""

    permission_classes = [SessionPeople]
    operation: ClassVar[Callable[..., Series]]
    looks_first: ClassVar[bool] = (
        False  # whether the operation wants to be told whose calendars were looked at
    )

    @extend_schema(parameters=[IDEMPOTENCY_KEY, IF_MATCH], responses=shapes.SeriesDetailSerializer)
    @looking_first
    @once
    def post(self, request: Request, series_id: UUID) -> Response:
        person, now = signed_in(request), clock.now()
        get_object_or_404(series_visible_to(person), pk=series_id)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        seen = revisions_seen(request)
        given = {"looked": self.looked} if self.looks_first else {}
        series = self.carry_out(asked, series_id=series_id, by=person, now=now, seen=seen, **given)
        return series_response(series.pk, person, now)

    def carry_out(self, asked: BaseSerializer[Any], **given: Any) -> Series:
        return type(self).operation(**given, **asked.validated_data)


class SeriesAcceptView(SeriesDeedView):
    serializer_class = bodies.SeriesAcceptSerializer
    operation = staticmethod(answering.accept_series)
    looks_first = True


class SeriesDeclineView(SeriesDeedView):
    serializer_class = bodies.SeriesAnswerSerializer
    operation = staticmethod(answering.decline_series)


class SeriesSkipView(SeriesDeedView):
    serializer_class = bodies.SeriesSkipSerializer
    operation = staticmethod(changing.skip_occurrence)


class SeriesMoveView(SeriesDeedView):
    """`which` is "this" (give `starts_at`) or "following" (give `starts_on`, `starts_time` on the series' clock and
    `version` or If-Match); the answer to the latter is the new series."""

    serializer_class = bodies.SeriesMoveSerializer
    looks_first = True

    def carry_out(self, asked: BaseSerializer[Any], **given: Any) -> Series:
        data = dict(asked.validated_data)
        if data["which"] == "this":
            one = {name: data[name] for name in ("on", "starts_at", "reason", "override")}
            return changing.move_occurrence(**given, **one)
        rest = {name: data[name] for name in ("on", "reason", "override")}
        to = data["starts_on"], data["starts_time"]
        stand = Stand(data.get("version"), given.pop("seen"))
        return changing.move_following(**given, **rest, to=to, stand=stand)


class SeriesEndView(SeriesDeedView):
    serializer_class = bodies.SeriesEndSerializer
    operation = staticmethod(changing.end_series)


class SeriesExtendView(SeriesDeedView):
    serializer_class = bodies.SeriesExtendSerializer
    looks_first = True

    def carry_out(self, asked: BaseSerializer[Any], **given: Any) -> Series:
        data = asked.validated_data
        return booking.extend_series(
            **given, count=data["count"], version=data.get("version"), chosen=bodies.chosen_dates(data)
        )
