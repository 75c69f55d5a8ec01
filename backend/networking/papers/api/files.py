"""Papers of an event as files, for coordinators."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

import clock
from accounts.models import Person
from accounts.permissions import Coordinators
from networking.models import Event
from networking.papers.agendas import agendas_pdf, check_in_list_pdf
from networking.papers.attending import certificates_of
from networking.papers.badges import badges_pdf
from networking.papers.cards import table_cards_pdf
from networking.papers.gathering import arrivals_of, badges_of, guests_workbook, occasion_of
from networking.papers.seatings import agendas_of, first_seats_of, table_cards_of

LANGUAGE = OpenApiParameter("language", str, enum=["ko", "en"], description="The caller's own if left out")
GUEST = OpenApiParameter("guest", int, description="Only of this registration")
PDF_TYPE = "application/pdf"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


PDF = {(200, PDF_TYPE): OpenApiTypes.BINARY}
Paper = Callable[[Event, str], bytes]


def pdf(request: Request, event: Event, name: str, paper: Paper) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}-{event.slug}.pdf"'}
    return HttpResponse(paper(event, language_for(request)), content_type=PDF_TYPE, headers=headers)


class BadgesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[LANGUAGE], responses=PDF)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Name badges with QR codes, ten to an A4 sheet."""
        event = get_object_or_404(Event, slug=slug)
        return pdf(
            request, event, "badges", lambda of, to: badges_pdf(occasion_of(of, to), badges_of(of, to))
        )


class CheckInListView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[LANGUAGE], responses=PDF)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Everybody with a place by name, for a desk without a screen."""

        def paper(event: Event, language: str) -> bytes:
            arrivals = arrivals_of(event, language, first_seats_of(event))
            return check_in_list_pdf(occasion_of(event, language), arrivals)

        return pdf(request, get_object_or_404(Event, slug=slug), "check-in", paper)


class TableCardsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[LANGUAGE], responses=PDF)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """A sheet for each table that can be used, to be folded: who sits there in which round."""
        event = get_object_or_404(Event, slug=slug)
        return pdf(
            request,
            event,
            "tables",
            lambda of, to: table_cards_pdf(occasion_of(of, to), table_cards_of(of, to)),
        )


class AgendasView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[LANGUAGE], responses=PDF)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Everybody's own meetings, an A5 page each."""
        event = get_object_or_404(Event, slug=slug)
        return pdf(
            request, event, "agendas", lambda of, to: agendas_pdf(occasion_of(of, to), agendas_of(of, to))
        )


class CertificatesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[LANGUAGE, GUEST], responses=PDF)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Certificates of attendance of all who were checked in. 409 `event_still_on`, `not_attended`."""
        asked, now = request.query_params.get("guest", ""), clock.now()
        event = get_object_or_404(Event, slug=slug)
        only = int(asked) if asked.isdecimal() and len(asked) < 10 else None
        return pdf(request, event, "certificates", lambda of, to: certificates_of(of, to, now, only=only))


class GuestListView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[LANGUAGE], responses={(200, XLSX_TYPE): OpenApiTypes.BINARY})
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Who is expected and who has come, as XLSX."""
        event = get_object_or_404(Event, slug=slug)
        headers = {"Content-Disposition": f'attachment; filename="guests-{slug}.xlsx"'}
        return HttpResponse(
            guests_workbook(event, language_for(request)), content_type=XLSX_TYPE, headers=headers
        )


def language_for(request: Request) -> str:
    """What is asked for, else the caller's own; who comes by a link has that of the page."""
    asked = request.query_params.get("language")
    if asked in ("ko", "en"):
        return asked
    person = request.user
    return person.language if isinstance(person, Person) else (get_language() or "en")
