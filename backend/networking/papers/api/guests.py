"""A guest's own papers, for whoever is signed in and for whoever has the guest's link."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

import clock
from accounts.api import signed_in
from networking.guests.api.own import ByAccount, ByLink, GuestView
from networking.guests.queries import linked_registration
from networking.models import Registration
from networking.papers.agendas import agendas_pdf
from networking.papers.api.files import LANGUAGE, PDF, pdf
from networking.papers.attending import certificates_of
from networking.papers.gathering import occasion_of
from networking.papers.seatings import agendas_of


class _PaperView(GuestView):
    def guest(self, request: Request, where: dict[str, Any]) -> Registration:
        """With a place, or 404."""
        coming = Registration.objects.coming().select_related("event")
        if "token" in where:
            return get_object_or_404(coming, pk=linked_registration(where["token"]).pk)
        return get_object_or_404(coming, event__slug=where["slug"], person=signed_in(request))


class _OwnAgendaPaperView(_PaperView):
    @extend_schema(parameters=[LANGUAGE], responses=PDF)
    def get(self, request: Request, **where: Any) -> HttpResponse:
        """One's own meetings on an A5 page."""
        guest = self.guest(request, where)
        return pdf(
            request,
            guest.event,
            "agenda",
            lambda of, to: agendas_pdf(occasion_of(of, to), agendas_of(of, to, only=guest.pk)),
        )


class _OwnCertificateView(_PaperView):
    @extend_schema(parameters=[LANGUAGE], responses=PDF)
    def get(self, request: Request, **where: Any) -> HttpResponse:
        """A certificate of attendance. 409 `event_still_on`, and `not_attended` for who was not checked in."""
        guest, now = self.guest(request, where), clock.now()
        return pdf(
            request, guest.event, "certificate", lambda of, to: certificates_of(of, to, now, only=guest.pk)
        )


class OwnAgendaPaperView(ByAccount, _OwnAgendaPaperView):
    pass


class LinkedAgendaPaperView(ByLink, _OwnAgendaPaperView):
    pass


class OwnCertificateView(ByAccount, _OwnCertificateView):
    pass


class LinkedCertificateView(ByLink, _OwnCertificateView):
    pass
