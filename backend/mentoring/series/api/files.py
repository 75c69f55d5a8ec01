"""A series as a file for whatever calendar."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import SessionPeople
from calendars.invitations import series_to_keep
from mentoring.api.files import CALENDAR_FILE, calendar_file
from mentoring.models import Series
from mentoring.series.links import bearer_of_series_token
from mentoring.series.queries import series_visible_to


def _series_file(series: Series) -> HttpResponse:
    return calendar_file(series_to_keep(series.pk, now=clock.now()), "series")


class SeriesInvitationView(APIView):
    """All dates of the series that are agreed as one iCalendar file; 404 while none is."""

    permission_classes = [SessionPeople]

    @extend_schema(responses=CALENDAR_FILE)
    def get(self, request: Request, series_id: UUID) -> HttpResponse:
        return _series_file(get_object_or_404(series_visible_to(signed_in(request)), pk=series_id))


class SeriesAnswerInvitationView(APIView):
    """The same behind the link that its dates were answered by; the link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=CALENDAR_FILE)
    def get(self, request: Request, token: str) -> HttpResponse:
        return _series_file(bearer_of_series_token(token, now=clock.now()).series)
