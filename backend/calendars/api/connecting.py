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
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import AnyoneSignedIn
from calendars.api.standing import GoogleConnectionStateSerializer, shown
from calendars.health import health_of
from calendars.hub_standing import is_asked_for_the_hub
from calendars.models import GoogleConnection
from calendars.operations import Fate, disconnect, finish_consent, keep_titles, refuse_consent, start_consent
from calendars.operations.consent import ConsentDenied
from calendars.operations.listing import NotConnected
from calendars.operations.mending import mend
from calendars.queries import connection_of
from calendars.wishes import EVERYTHING, Wish, WritesTo
from problems import Problem

SETTINGS, DESK = "/settings", "/coordinator/calendars"  # pages of the client


class GoogleSettingsSerializer(serializers.Serializer[Any]):
    keeps_titles = serializers.BooleanField()


class GoogleMendingSerializer(serializers.Serializer[Any]):
    """What was done, and what only the person can do: say yes at Google again, or choose a calendar."""

    outcome = serializers.ChoiceField(
        choices=[(one, one) for one in ("consent", "choose", "mending", "nothing")]
    )
    authorization_url = serializers.URLField(allow_null=True)
    retried = serializers.IntegerField()
    reads = serializers.IntegerField()


class GoogleWishSerializer(serializers.Serializer[Any]):
    """What a person wants: Google is asked for no more than it takes."""

    reads_busy = serializers.BooleanField(default=EVERYTHING.reads_busy)
    writes_to = serializers.ChoiceField(
        choices=[(one.value, one.value) for one in WritesTo], default=EVERYTHING.writes_to.value
    )


class GoogleDisconnectSerializer(serializers.Serializer[Any]):
    events = serializers.ChoiceField(
        choices=[(one.value, one.value) for one in Fate],
        default=Fate.KEEP.value,
        help_text="What becomes of the sessions to come that stand in the calendar",
    )


class GoogleConsentStartSerializer(serializers.Serializer[dict[str, Any]]):
    authorization_url = serializers.URLField()


class GoogleConnectionView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=GoogleConnectionStateSerializer)
    def get(self, request: Request) -> Response:
        return _state_of(signed_in(request))

    @extend_schema(request=GoogleSettingsSerializer, responses=GoogleConnectionStateSerializer)
    def patch(self, request: Request) -> Response:
        """Say whether what the person's own events are called is kept beside when they are."""
        asked = GoogleSettingsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        connection = connection_of(signed_in(request))
        if connection is None:
            raise NotConnected
        keep_titles(connection=connection, keeps=asked.validated_data["keeps_titles"], now=clock.now())
        return _state_of(signed_in(request))


class GoogleMendView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=None, responses=GoogleMendingSerializer)
    def post(self, request: Request) -> Response:
        """Try again what failed, read what was not read, or say what only the person can do."""
        mending = mend(person=signed_in(request), now=clock.now())
        return Response(GoogleMendingSerializer(mending).data)


class GoogleConnectView(APIView):
    """Where to send the browser so that the person can say yes; Google sends it back to the settings page."""

    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=GoogleWishSerializer, responses=GoogleConsentStartSerializer)
    def post(self, request: Request) -> Response:
        asked = GoogleWishSerializer(data=request.data or {})
        asked.is_valid(raise_exception=True)
        wish = Wish(asked.validated_data["reads_busy"], WritesTo(asked.validated_data["writes_to"]))
        url = start_consent(person=signed_in(request), wish=wish, now=clock.now())
        return Response(GoogleConsentStartSerializer({"authorization_url": url}).data)


class GoogleDisconnectView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=GoogleDisconnectSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """Part from Google: the events to come stay in the calendar, or are taken out of it first."""
        asked = GoogleDisconnectSerializer(data=request.data or {})
        asked.is_valid(raise_exception=True)
        fate = Fate(asked.validated_data["events"])
        disconnect(person=signed_in(request), events=fate, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@never_cache
@require_GET
def google_callback(request: HttpRequest) -> HttpResponse:
    """Where Google sends the browser back to. Ends on the settings page, or on the desk where it was about the hub's
    account, whatever happened."""
    person, state = request.user, request.GET.get("state", "")
    if not isinstance(person, Person) or not person.is_active:
        return _back("failed", "not_signed_in")
    page = DESK if is_asked_for_the_hub(state) else SETTINGS
    try:
        if "error" in request.GET:
            refuse_consent(person=person, state=state, now=clock.now())
        before = connection_of(person)
        found = finish_consent(person=person, state=state, code=request.GET.get("code", ""), now=clock.now())
    except ConsentDenied as problem:
        return _back("denied", problem.code, page)
    except Problem as problem:
        return _back("failed", problem.code, page)
    if found.wish.missing(found.scopes):
        return _back("partial", "scopes_missing", page)
    is_other = not found.is_hub and before is not None and before.pk != found.pk
    return _back("connected", "other_account" if is_other else "", page)


def _back(outcome: str, reason: str = "", page: str = SETTINGS) -> HttpResponseRedirect:
    query = {"google": outcome} | ({"reason": reason} if reason else {})
    return HttpResponseRedirect(f"{page}?{urlencode(query)}")


def _state_of(person: Person) -> Response:
    health = health_of(GoogleConnection.objects.filter(person=person))
    return Response(GoogleConnectionStateSerializer(shown(health, clock.now())).data)
