"""A series as a file for whatever calendar."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import SessionPeople
from calendars.invitations import series_to_keep
from mentoring.api.files import CALENDAR_FILE, calendar_file
from mentoring.in_calendars import words_of_series
from mentoring.models import Series
from mentoring.series.links import bearer_of_series_token
from mentoring.series.queries import series_visible_to


def _series_file(series: Series, reader: Person) -> HttpResponse:
    """In the words of a side of it; whoever else may read it gets what both sides share."""
    is_side = reader in (series.expert.person, series.founder)
    words = partial(words_of_series, series, reader) if is_side else None
    return calendar_file(series_to_keep(series.pk, words=words, now=clock.now()), "series")


class SeriesInvitationView(APIView):
    """All dates of the series that are agreed as one iCalendar file; 404 while none is."""

    permission_classes = [SessionPeople]

    @extend_schema(responses=CALENDAR_FILE)
    def get(self, request: Request, series_id: UUID) -> HttpResponse:
        reader = signed_in(request)
        return _series_file(get_object_or_404(series_visible_to(reader), pk=series_id), reader)


class SeriesAnswerInvitationView(APIView):
    """The same behind the link that its dates were answered by; the link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=CALENDAR_FILE)
    def get(self, request: Request, token: str) -> HttpResponse:
        bearer = bearer_of_series_token(token, now=clock.now())
        return _series_file(bearer.series, bearer.person)
