from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.models import Person
from accounts.permissions import AnyoneSignedIn
from calendars.models import ConnectionState, GoogleConnection
from calendars.operations import disconnect, finish_consent, refuse_consent, start_consent
from calendars.operations.consent import ConsentDenied
from calendars.queries import connection_of
from problems import Problem

NOT_CONNECTED = "none"


class GoogleConnectionStateSerializer(serializers.Serializer[dict[str, Any]]):
    """Whether the person's Google Calendar is connected, and how it last went."""

    connected = serializers.BooleanField()
    state = serializers.ChoiceField(choices=[NOT_CONNECTED, *ConnectionState.values])
    google_email = serializers.EmailField(allow_null=True)
    last_ok_at = serializers.DateTimeField(allow_null=True)
    last_error = serializers.CharField(allow_null=True)


class GoogleConsentStartSerializer(serializers.Serializer[dict[str, Any]]):
    authorization_url = serializers.URLField()


class GoogleConnectionView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=GoogleConnectionStateSerializer)
    def get(self, request: Request) -> Response:
        found = connection_of(_signed_in(request))
        return Response(GoogleConnectionStateSerializer(_shown(found)).data)


class GoogleConnectView(APIView):
    """Where to send the browser so that the person can say yes; Google sends it back to the settings page."""

    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=None, responses=GoogleConsentStartSerializer)
    def post(self, request: Request) -> Response:
        url = start_consent(person=_signed_in(request), now=clock.now())
        return Response(GoogleConsentStartSerializer({"authorization_url": url}).data)


class GoogleDisconnectView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        disconnect(person=_signed_in(request), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@never_cache
@require_GET
def google_callback(request: HttpRequest) -> HttpResponse:
    """Where Google sends the browser back to. Ends on the settings page, whatever happened."""
    person, state = request.user, request.GET.get("state", "")
    if not isinstance(person, Person) or not person.is_active:
        return _to_settings("failed", "not_signed_in")
    try:
        if "error" in request.GET:
            refuse_consent(person=person, state=state, now=clock.now())
        finish_consent(person=person, state=state, code=request.GET.get("code", ""), now=clock.now())
    except ConsentDenied as problem:
        return _to_settings("denied", problem.code)
    except Problem as problem:
        return _to_settings("failed", problem.code)
    return _to_settings("connected")


def _to_settings(outcome: str, reason: str = "") -> HttpResponseRedirect:
    query = {"google": outcome} | ({"reason": reason} if reason else {})
    return HttpResponseRedirect(f"/settings?{urlencode(query)}")


def _signed_in(request: Request) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 -- AnyoneSignedIn lets nobody else in
    return request.user


def _shown(connection: GoogleConnection | None) -> dict[str, Any]:
    if connection is None:
        return {
            "connected": False,
            "state": NOT_CONNECTED,
            "google_email": None,
            "last_ok_at": None,
            "last_error": None,
        }
    return {
        "connected": True,
        "state": connection.state,
        "google_email": connection.google_email,
        "last_ok_at": connection.last_ok_at,
        "last_error": connection.last_error or None,
    }
