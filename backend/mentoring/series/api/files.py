"""A series as a file for whatever calendar."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import SessionPeople
from calendars.invitations import series_part
from calendars.queries import event_of_series
from mentoring.series.queries import series_visible_to


class SeriesInvitationView(APIView):
    """All dates of the series that are agreed as one iCalendar file, for "add to calendar"; 404 while none is."""

    permission_classes = [SessionPeople]

    @extend_schema(responses={(200, "text/calendar"): OpenApiTypes.BINARY})
    def get(self, request: Request, series_id: UUID) -> HttpResponse:
        series = get_object_or_404(series_visible_to(signed_in(request)), pk=series_id)
        event = event_of_series(series.pk)
        if event is None or not event.is_wanted:
            raise Http404
        people = [series.expert.person, series.founder]
        text = series_part(event=event, people=people, method="PUBLISH", now=clock.now())
        headers = {"Content-Disposition": 'attachment; filename="series.ics"'}
        return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
