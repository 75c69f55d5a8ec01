"""Series over HTTP: translate, call once, translate back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import SessionPeople, StartupMembers
from agenda.own_clock import know_journeys
from agenda.recurrence import BadRule, Frequency, Rule, WallStart
from calendars.queries import room_of_series, shown_by_google
from directory.models import Startup
from directory.queries import startup_of
from mentoring.api.looking import LooksFirst, looking_first
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.models import Series
from mentoring.series import booking
from mentoring.series.api import bodies
from mentoring.series.api import serializers as shapes
from mentoring.series.api.filters import SeriesFilter, SeriesListRowSerializer, with_dates
from mentoring.series.planning import preview
from mentoring.series.queries import (
    Wanted,
    anchor_zone,
    deeds_open_to,
    series_visible_to,
    session_marks,
    sessions_of,
)
from mentoring.series.refusals import RuleRefused


def series_response(
    series_id: UUID, viewer: Person, now: datetime, status: int = status.HTTP_200_OK
) -> Response:
    """The whole of one series as the viewer may see it, under its ETag; 404 where it is not theirs."""
    series = get_object_or_404(series_visible_to(viewer), pk=series_id)
    sessions = list(sessions_of(series))
    marks = session_marks(sessions, series.expert.person, series.founder)
    context = {
        "sessions": list(zip(sessions, marks, strict=True)),
        "meet_url": room_of_series(series.pk),
        "in_google": shown_by_google(viewer, [session.pk for session in sessions]),
        "may": deeds_open_to(viewer, series, sessions, now),
    }
    data = shapes.SeriesDetailSerializer(series, context=context).data
    return Response(data, status=status, headers={"ETag": f'"{series.version}"'})


def startup_asking(request: Request, view: APIView) -> tuple[Person, Startup]:
    """Only a member of a startup asks for time."""
    person = signed_in(request)
    startup = startup_of(person)
    if startup is None or not StartupMembers().has_permission(request, view):
        raise PermissionDenied
    return person, startup


def wanted_from(data: dict[str, Any], founder: Person, startup: Startup) -> Wanted:
    """What the checked request asks for. Raises RuleRefused."""
    rule, expert = data["rule"], data["expert"]
    try:
        zone = anchor_zone(data["anchor"], expert.person, founder)
        return Wanted(
            programme=data["programme"],
            expert=expert,
            founder=founder,
            startup=startup,
            start=WallStart(data["starts_on"], data["starts_time"], zone),
            rule=Rule(
                frequency=Frequency(rule["frequency"]),
                every=rule["every"],
                weekdays=tuple(rule["weekdays"]),
                position=rule["position"],
                month_day=rule["month_day"],
                count=rule["count"],
                until_on=rule["until_on"],
            ),
        )
    except BadRule as error:
        raise RuleRefused(error) from error


class SeriesPreviewView(APIView):
    """Every date of a series to be, before anything is booked."""

    permission_classes = [SessionPeople]

    @extend_schema(request=bodies.SeriesPlanSerializer, responses=shapes.SeriesPreviewSerializer)
    def post(self, request: Request) -> Response:
        """Each date, or those chosen, on both clocks; where one cannot be had, why and what is free near it. Nothing is
        kept."""
        person, startup = startup_asking(request, self)
        asked = bodies.SeriesPlanSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = wanted_from(asked.validated_data, person, startup)
        dates = preview(wanted, now=clock.now(), chosen=bodies.chosen_dates(asked.validated_data))
        return Response(shapes.SeriesPreviewSerializer({"wanted": wanted, "dates": dates}).data)


class SeriesListView(LooksFirst, generics.GenericAPIView[Series]):
    permission_classes = [SessionPeople]
    serializer_class = SeriesListRowSerializer
    queryset = Series.objects.none()
    filterset_class = SeriesFilter

    def get_queryset(self) -> QuerySet[Series]:
        return series_visible_to(signed_in(self.request))

    @extend_schema(responses=SeriesListRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The series that the caller may see, filtered, the newest first, paged."""
        found = with_dates(self.filter_queryset(self.get_queryset()), clock.now())
        page = self.paginate_queryset(found) or []
        know_journeys(person for series in page for person in (series.expert.person, series.founder))
        return self.get_paginated_response(SeriesListRowSerializer(page, many=True).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=bodies.SeriesRequestSerializer,
        responses={201: shapes.SeriesDetailSerializer},
    )
    @looking_first
    @once
    def post(self, request: Request) -> Response:
        """Book all dates, or those chosen. 409 `series_clashes` or `slot_taken` tells which cannot be had."""
        person, startup = startup_asking(request, self)
        now = clock.now()
        asked = bodies.SeriesRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        series = booking.request_series(
            wanted=wanted_from(data, person, startup),
            anchor=data["anchor"],
            purpose=booking.Purpose(data["goal"], data["questions"], data["deck_url"]),
            chosen=bodies.chosen_dates(data),
            by=person,
            now=now,
            looked=self.looked,
        )
        return series_response(series.pk, person, now, status.HTTP_201_CREATED)


class SeriesView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=shapes.SeriesDetailSerializer)
    def get(self, request: Request, series_id: UUID) -> Response:
        return series_response(series_id, signed_in(request), clock.now())
