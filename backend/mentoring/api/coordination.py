import csv
from io import StringIO
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import calendars.operations
import clock
import messaging.operations
from accounts.api import signed_in
from accounts.permissions import Coordinators
from calendars.health import readings_of
from intake.spreadsheet import safe_cell
from mentoring.api.serializers import RetriedSerializer, StorySerializer
from mentoring.api.sessions import SessionFilter
from mentoring.companions import everybody_in, know_companions, present_in
from mentoring.models import Session
from mentoring.queries import sessions_visible_to, story_of

COLUMNS = [
    "id",
    "state",
    "programme",
    "startup",
    "founder",
    "expert",
    "companions",
    "starts_at",
    "ends_at",
    "goal",
]


class StoryView(APIView):
    """Who did what to a session and when, what the system wrote and sent, and what became of it."""

    permission_classes = [Coordinators]

    @extend_schema(responses=StorySerializer)
    def get(self, request: Request, session_id: UUID) -> Response:
        session = get_object_or_404(sessions_visible_to(signed_in(request)), pk=session_id)
        readings = readings_of(everybody_in(session))
        return Response(StorySerializer({"entries": story_of(session), "readings": readings}).data)


class RetryView(APIView):
    """Try again what failed: the calendar write, and messages that did not leave."""

    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=RetriedSerializer)
    @transaction.atomic
    def post(self, request: Request, session_id: UUID) -> Response:
        person, now = signed_in(request), clock.now()
        session = get_object_or_404(sessions_visible_to(person), pk=session_id)
        appointment = session.appointment
        return Response(
            {
                "calendar": calendars.operations.retry_event(appointment=appointment, by=person, now=now),
                "messages": messaging.operations.retry_failed(appointment=appointment, by=person, now=now),
            }
        )


class SessionsExportView(APIView):
    """The coordinator's list as CSV for a spreadsheet, by the same filters."""

    permission_classes = [Coordinators]

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:
        visible = sessions_visible_to(signed_in(request))
        found = list(SessionFilter(request.query_params, queryset=visible).qs)
        know_companions(found)
        out = StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for session in found:
            writer.writerow([safe_cell(cell) for cell in _cells(session)])
        # The byte order mark tells Excel that it is UTF-8.
        headers = {"Content-Disposition": 'attachment; filename="sessions.csv"'}
        return HttpResponse(
            "\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers
        )


def _cells(session: Session) -> list[str]:
    appointment = session.appointment
    return [
        str(session.pk),
        session.state,
        session.programme.slug,
        session.startup.name_en,
        session.founder.name,
        session.expert.person.name,
        ", ".join(one.person.name for one in present_in(session)),
        appointment.starts_at.isoformat(),
        appointment.ends_at.isoformat(),
        session.goal,
    ]
