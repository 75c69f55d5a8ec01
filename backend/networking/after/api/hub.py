"""What came of an event, for the hub: figures, lists, certificates, thanks."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from networking.after.api.serializers import EventOutcomeSerializer, ThankedSerializer
from networking.after.lists import outcome_workbook
from networking.after.operations import thank_guests
from networking.after.queries import outcome_of
from networking.models import Event
from networking.repeating import IDEMPOTENCY_KEY, once

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LANGUAGE = OpenApiParameter("language", str, enum=["ko", "en"], description="The caller's own if left out")


class OutcomeView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=EventOutcomeSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Figures of what came of it."""
        return Response(EventOutcomeSerializer(outcome_of(get_object_or_404(Event, slug=slug))).data)


class OutcomeListView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[LANGUAGE], responses={(200, XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Guests with what they said, as XLSX: without e-mails and phones, which are for those who released them."""
        event = get_object_or_404(Event, slug=slug)
        asked = request.query_params.get("language")
        language = asked if asked in ("ko", "en") else signed_in(request).language
        headers = {"Content-Disposition": f'attachment; filename="outcome-{event.slug}.xlsx"'}
        return HttpResponse(outcome_workbook(event, language), content_type=XLSX, headers=headers)


class ThanksView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses=ThankedSerializer)
    @once
    def post(self, request: Request, slug: str, **kwargs: Any) -> Response:
        """Thank all guests by e-mail, once. 409 `event_not_over`, `already_thanked`."""
        get_object_or_404(Event, slug=slug)
        thanked = thank_guests(slug=slug, by=signed_in(request), now=clock.now())
        return Response(ThankedSerializer({"thanked": thanked}).data)
