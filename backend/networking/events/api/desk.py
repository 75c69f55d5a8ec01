"""Coordinators' own doors to events."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import Coordinators
from networking.events import operations, turning
from networking.events import serializers as shapes
from networking.events.queries import events_run_by, matching
from networking.models import Event, EventState
from networking.repeating import IDEMPOTENCY_KEY, IF_MATCH, once, revisions_seen
from problems.ordering import OrderingFilter


class EventFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    state = filters.MultipleChoiceFilter(choices=EventState.choices)
    q = filters.CharFilter(method="matches", label="Words of a title or of the place")
    ordering = OrderingFilter(fields=["held_on", "title_ko", "title_en"])

    class Meta:
        model = Event
        fields: list[str] = []

    def matches(self, events: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        return events.filter(matching(value, "title_ko", "title_en", "place", "slug"))


def desk_response(viewer: Person, slug: str, code: int = status.HTTP_200_OK) -> Response:
    """The whole of an event under its ETag."""
    events = events_run_by(viewer).prefetch_related("tables", "questions")
    event = get_object_or_404(events, slug=slug)
    body = shapes.EventDeskSerializer(event).data
    return Response(body, status=code, headers={"ETag": f'"{event.revision}"'})


class EventDeskView(generics.GenericAPIView[Event]):
    permission_classes = [Coordinators]
    serializer_class: Any = shapes.EventDeskRowSerializer
    queryset = Event.objects.none()
    filterset_class = EventFilter

    def get_queryset(self) -> QuerySet[Event]:
        return events_run_by(signed_in(self.request))

    @extend_schema(responses=shapes.EventDeskRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every event in every state, the last first."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(shapes.EventDeskRowSerializer(page, many=True).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewEventSerializer,
        responses={201: shapes.EventDeskSerializer},
    )
    @once
    def post(self, request: Request) -> Response:
        """A draft."""
        asked = shapes.NewEventSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given, by = dict(asked.validated_data), signed_in(request)
        seats = shapes.seats_in(given)
        event = operations.create_event(**given, seats=seats, by=by, now=clock.now())
        return desk_response(by, event.slug, status.HTTP_201_CREATED)


class EventEditView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.EventDeskSerializer)
    def get(self, request: Request, slug: str) -> Response:
        return desk_response(signed_in(request), slug)

    @extend_schema(
        parameters=[IF_MATCH],
        request=shapes.EventChangeSerializer(partial=True),
        responses=shapes.EventDeskSerializer,
    )
    def patch(self, request: Request, slug: str) -> Response:
        """New places are offered to those who wait; 409 `event_seats_taken` where more are taken."""
        event = get_object_or_404(Event, slug=slug)
        asked = shapes.EventChangeSerializer(event, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        given, by = dict(asked.validated_data), signed_in(request)
        seats, seen = shapes.seats_in(given), revisions_seen(request)
        operations.change_event(slug=slug, **given, seats=seats, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)


class EventStepView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IF_MATCH],
        request=shapes.EventStepSerializer,
        responses=shapes.EventDeskSerializer,
        description="409 `event_not_ready` lists what is missing before it is announced.",
    )
    def post(self, request: Request, slug: str) -> Response:
        get_object_or_404(Event, slug=slug)
        asked = shapes.EventStepSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by, seen = signed_in(request), revisions_seen(request)
        turning.step_event(slug=slug, **asked.validated_data, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)


class EventTablesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IF_MATCH], request=shapes.EventTablesSerializer, responses=shapes.EventDeskSerializer
    )
    def put(self, request: Request, slug: str) -> Response:
        """All tables, known by their numbers."""
        get_object_or_404(Event, slug=slug)
        asked = shapes.EventTablesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by, seen, rows = signed_in(request), revisions_seen(request), asked.validated_data["tables"]
        operations.set_tables(slug=slug, rows=rows, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)


class EventQuestionsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IF_MATCH], request=shapes.EventQuestionsSerializer, responses=shapes.EventDeskSerializer
    )
    def put(self, request: Request, slug: str) -> Response:
        """All questions that are asked from now on; those with an `id` and the same words stay what they are."""
        get_object_or_404(Event, slug=slug)
        asked = shapes.EventQuestionsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by, seen, rows = signed_in(request), revisions_seen(request), asked.validated_data["questions"]
        operations.set_questions(slug=slug, rows=rows, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)
