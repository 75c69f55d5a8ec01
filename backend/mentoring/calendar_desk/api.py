"""What waits and what failed of the calendars, for coordinators: translate, call once, translate back."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import calendars.operations
import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from calendars.models import CalendarEvent, CalendarWarning
from calendars.operations.warning import settle_warning
from calendars.pending import Standing, pending_events, tally
from calendars.warnings import open_warnings
from mentoring.calendar_desk import serializers as shapes
from mentoring.calendar_desk.queries import named, shown, warned


class PendingWriteFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    state = filters.MultipleChoiceFilter(field_name="standing", choices=Standing.choices)
    person = filters.NumberFilter(
        field_name="organiser__person", label="Only those for this person's calendar"
    )
    ahead = filters.BooleanFilter(
        method="lying_ahead", label="Only those that are not over, or only those that are"
    )
    q = filters.CharFilter(method="matches", label="Part of a name, a goal or a title")

    class Meta:
        model = CalendarEvent
        fields: list[str] = []

    def lying_ahead(self, events: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        now = clock.now()
        return events.filter(ends_at__gt=now) if value else events.filter(ends_at__lte=now)

    def matches(self, events: QuerySet[CalendarEvent], name: str, value: str) -> QuerySet[CalendarEvent]:
        return named(events, value)


FILTERS = [
    OpenApiParameter("state", str, many=True, enum=Standing.values),
    OpenApiParameter("person", int, description="Only those for this person's calendar"),
    OpenApiParameter("ahead", bool, description="Only those that are not over, or only those that are"),
    OpenApiParameter("q", str, description="Part of a name, a goal or a title"),
]


def asked_for(request: Request, now: datetime) -> QuerySet[CalendarEvent]:
    """Those that the address asks for. Raises ValidationError."""
    return filters.DjangoFilterBackend().filter_queryset(  # type: ignore[no-any-return]
        request, pending_events(now), PendingWritesView()
    )


class PendingWritesView(generics.GenericAPIView[CalendarEvent]):
    permission_classes = [Coordinators]
    serializer_class = shapes.PendingWriteSerializer
    queryset = CalendarEvent.objects.none()
    filterset_class = PendingWriteFilter

    @extend_schema(responses=shapes.PendingWriteSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Events that Google does not show as they are wanted; the failed first, then by start, paged."""
        now = clock.now()
        events = pending_events(now).select_related("organiser__person", "appointment", "entry__person")
        page: list[Any] = self.paginate_queryset(self.filter_queryset(events)) or []
        return self.get_paginated_response(shapes.PendingWriteSerializer(shown(page, now), many=True).data)


class PendingWritesSummaryView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=FILTERS, responses=shapes.PendingWritesSummarySerializer)
    def get(self, request: Request) -> Response:
        """How many of those asked for stand how, and how many of them a try can help."""
        now = clock.now()
        return Response(shapes.PendingWritesSummarySerializer(tally(asked_for(request, now), now)).data)


class RetryWritesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        operation_id="calendar_writes_retry_all",
        parameters=FILTERS,
        request=None,
        responses=shapes.RetriedWritesSerializer,
    )
    def post(self, request: Request) -> Response:
        """Try again at once all that the address asks for and a try can help."""
        now = clock.now()
        ids = list(asked_for(request, now).order_by().values_list("pk", flat=True))
        return _retried(ids, request, now)


class RetryWriteView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=shapes.RetriedWritesSerializer)
    def post(self, request: Request, event_id: int) -> Response:
        """Try one again at once; nothing is done about one that is settled, or that no try can help."""
        return _retried([get_object_or_404(CalendarEvent, pk=event_id).pk], request, clock.now())


class CalendarWarningsView(generics.GenericAPIView[CalendarWarning]):
    permission_classes = [Coordinators]
    serializer_class = shapes.CalendarWarningSerializer
    queryset = CalendarWarning.objects.none()

    @extend_schema(responses=shapes.CalendarWarningSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What coordinators are to know of calendars and none has seen to, the latest first, paged."""
        page: list[CalendarWarning] = self.paginate_queryset(open_warnings()) or []
        return self.get_paginated_response(shapes.CalendarWarningSerializer(warned(page), many=True).data)


class SettleWarningView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=shapes.SettledSerializer)
    def post(self, request: Request, warning_id: int) -> Response:
        """Somebody has seen to it: it is not shown any more."""
        warning = get_object_or_404(CalendarWarning, pk=warning_id)
        settled = settle_warning(warning_id=warning.pk, by=signed_in(request), now=clock.now())
        return Response(shapes.SettledSerializer({"settled": settled}).data)


def _retried(event_ids: list[int], request: Request, now: datetime) -> Response:
    count = calendars.operations.retry_events(event_ids=event_ids, by=signed_in(request), now=now)
    return Response(shapes.RetriedWritesSerializer({"retried": count}).data)
