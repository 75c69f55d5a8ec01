"""A guest's own agenda, and the wall: asked for again and again, and mostly answered by 304."""

from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from networking.guests.api.own import ByAccount, ByLink
from networking.guests.queries import linked_registration
from networking.models import Event, Registration
from networking.plans import serializers as shapes
from networking.plans.agendas import Stamp, agenda_of, stamp_of, wall_of


def unchanged(request: Request, etag: str) -> bool:
    """Whether the caller has this answer already."""
    return etag in {one.strip() for one in request.headers.get("If-None-Match", "").split(",")}


def not_modified(etag: str) -> Response:
    return Response(status=status.HTTP_304_NOT_MODIFIED, headers=_headers(etag))


def _headers(etag: str) -> dict[str, str]:
    return {"ETag": etag, "Cache-Control": "private, no-cache"}


def stamp_or_404(**where: Any) -> Stamp:
    stamp = stamp_of(Event.objects.filter(**where))
    if stamp is None:
        raise Http404
    return stamp


class _AgendaView(APIView):
    def agenda(self, request: Request, registration: Registration, stamp: Stamp) -> Response:
        language = get_language() or "en"
        etag = f'"{stamp.event}.{stamp.revision}.{stamp.plan}.{stamp.plan_revision}.{registration.pk}.{registration.revision}.{language}"'
        if unchanged(request, etag):
            return not_modified(etag)
        body = shapes.GuestAgendaSerializer(agenda_of(registration, language, clock.now())).data
        return Response(body, headers=_headers(etag))


class OwnAgendaView(ByAccount, _AgendaView):
    @extend_schema(responses={200: shapes.GuestAgendaSerializer, 304: None})
    def get(self, request: Request, slug: str) -> Response:
        """The rounds of whoever is signed in; 404 for who has no place. Under an ETag."""
        person = signed_in(request)
        stamp = stamp_or_404(slug=slug)
        rows = Registration.objects.coming().select_related("event", "person")
        registration = rows.filter(event=stamp.event, person=person).first()
        if registration is None:
            raise Http404
        return self.agenda(request, registration, stamp)


class LinkedAgendaView(ByLink, _AgendaView):
    @extend_schema(responses={200: shapes.GuestAgendaSerializer, 304: None})
    def get(self, request: Request, token: str) -> Response:
        """The same for whoever has the guest's link."""
        registration = linked_registration(token)
        if registration.number is None:
            raise Http404
        return self.agenda(request, registration, stamp_or_404(pk=registration.event_id))


class WallView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses={200: shapes.WallSerializer, 304: None})
    def get(self, request: Request, slug: str) -> Response:
        """Now and next at each table. Under an ETag; which round it is, a client tells from `rounds` and our clock."""
        language = get_language() or "en"
        stamp = stamp_or_404(slug=slug)
        etag = f'"wall.{stamp.event}.{stamp.revision}.{stamp.plan}.{stamp.plan_revision}.{language}"'
        if unchanged(request, etag):
            return not_modified(etag)
        body = wall_of(Event.objects.get(pk=stamp.event), language, clock.now())
        return Response(shapes.WallSerializer(body).data, headers=_headers(etag))
