from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Administrators, Coordinators
from calendars.api.connecting import GoogleConsentStartSerializer, GoogleDisconnectSerializer
from calendars.hub_standing import NOT_CONNECTED, PEOPLE, HubOrganiser, hub_organiser
from calendars.models import ConnectionState
from calendars.operations import Fate
from calendars.operations.consent import start_hub_consent
from calendars.operations.hub_connecting import disconnect_hub, hub_is_well
from calendars.operations.hub_organiser import NotRunByTheHub


class HubOrganiserSerializer(serializers.Serializer[HubOrganiser]):
    """Whether the hub organises with an account of its own, and how that goes."""

    mode = serializers.ChoiceField(
        choices=[PEOPLE, "service_account", "google_user"],
        help_text="people: sessions are in people's own calendars",
    )
    state = serializers.ChoiceField(choices=[NOT_CONNECTED, *ConnectionState.values])
    google_email = serializers.EmailField(allow_null=True)
    connected_at = serializers.DateTimeField(allow_null=True)
    calendar_id = serializers.CharField(
        help_text="Google's name of the calendar that sessions are written to"
    )
    scopes = serializers.ListField(child=serializers.CharField(), help_text="What Google allowed")
    last_ok_at = serializers.DateTimeField(allow_null=True, help_text="The last write that Google took")
    last_read_at = serializers.DateTimeField(allow_null=True)
    last_error = serializers.CharField(allow_blank=True)
    paused_until = serializers.DateTimeField(allow_null=True)
    pause_reason = serializers.CharField(allow_blank=True)
    codes = serializers.ListField(child=serializers.CharField(), help_text="What is wrong")
    waiting = serializers.IntegerField()
    failed = serializers.IntegerField()


class HubOrganiserView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=HubOrganiserSerializer)
    def get(self, request: Request) -> Response:
        return Response(HubOrganiserSerializer(hub_organiser()).data)


class HubConnectView(APIView):
    """Where to send an administrator's browser so that Google may be used as the hub."""

    permission_classes = [Administrators]

    @extend_schema(request=None, responses=GoogleConsentStartSerializer)
    def post(self, request: Request) -> Response:
        url = start_hub_consent(person=signed_in(request), now=clock.now())
        return Response(GoogleConsentStartSerializer({"authorization_url": url}).data)


class HubResumeView(APIView):
    """What stood in the way is mended: ask Google again at once."""

    permission_classes = [Administrators]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        if not hub_is_well(by=signed_in(request), now=clock.now()):
            raise NotRunByTheHub
        return Response(status=status.HTTP_204_NO_CONTENT)


class HubDisconnectView(APIView):
    """Part from the account: the sessions to come stay in its calendar, or are taken out of it first."""

    permission_classes = [Administrators]

    @extend_schema(request=GoogleDisconnectSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        asked = GoogleDisconnectSerializer(data=request.data or {})
        asked.is_valid(raise_exception=True)
        fate = Fate(asked.validated_data["events"])
        disconnect_hub(by=signed_in(request), events=fate, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
