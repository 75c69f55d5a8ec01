"""What coordinators see of a series and do about it, over HTTP."""

from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import calendars.operations
import clock
import messaging.operations
import messaging.queries
from accounts.api import signed_in
from accounts.permissions import Coordinators
from calendars.health import readings_of
from calendars.queries import event_of_series
from mentoring.api.serializers import RetriedSerializer, WholeStorySerializer
from mentoring.series.queries import (
    everything_about_series,
    series_visible_to,
    sessions_of,
    story_of_series,
)


class SeriesStoryView(APIView):
    """Who did what to a series and when, what the system wrote and sent, and what became of it."""

    permission_classes = [Coordinators]

    @extend_schema(responses=WholeStorySerializer)
    def get(self, request: Request, series_id: UUID) -> Response:
        series = get_object_or_404(series_visible_to(signed_in(request)), pk=series_id)
        told = {
            "entries": story_of_series(series),
            "readings": readings_of([series.expert.person, series.founder]),
            "whole": everything_about_series(series, clock.now()),
        }
        return Response(WholeStorySerializer(told).data)


class RetrySeriesView(APIView):
    """Try again what failed: the calendar write of the series, and messages about any of its dates."""

    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=RetriedSerializer)
    @transaction.atomic
    def post(self, request: Request, series_id: UUID) -> Response:
        person, now = signed_in(request), clock.now()
        series = get_object_or_404(series_visible_to(person), pk=series_id)
        event, sessions = event_of_series(series.pk), list(sessions_of(series))
        ids = [event.pk] if event else []
        written = calendars.operations.retry_events(event_ids=ids, by=person, now=now)
        stuck = messaging.queries.attention_for(session.pk for session in sessions)
        sent = [
            messaging.operations.retry_failed(appointment=session.appointment, by=person, now=now)
            for session in sessions
            if session.pk in stuck
        ]
        return Response({"calendar": written > 0, "messages": sum(sent)})
