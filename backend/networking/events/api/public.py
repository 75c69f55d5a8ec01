"""What everybody may see of events, signed in or not."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from networking.events import serializers as shapes
from networking.events.queries import events_ahead, events_announced
from networking.models import Event


class EventsView(generics.ListAPIView[Event]):
    """The events that lie ahead, the next first."""

    permission_classes = [AllowAny]
    serializer_class: Any = shapes.EventRowSerializer
    queryset = Event.objects.none()
    filter_backends: list[Any] = []

    def get_queryset(self) -> QuerySet[Event]:
        return events_ahead(clock.now())


class EventView(APIView):
    """The public page of an event; drafts are not shown."""

    permission_classes = [AllowAny]

    @extend_schema(responses=shapes.EventSerializer)
    def get(self, request: Request, slug: str) -> Response:
        event = get_object_or_404(events_announced().prefetch_related("questions"), slug=slug)
        return Response(shapes.EventSerializer(event).data)
