from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from messaging.operations import lift_hold, start_sending, stop_sending
from messaging.standing import SendingStanding, UnitedStatesTexts, sending_standing


class SendingStandingSerializer(serializers.Serializer[SendingStanding]):
    """Whether messages leave, who has stopped them and why, what waits, and how much of the caps is used."""

    is_stopped = serializers.BooleanField()
    stopped_at = serializers.DateTimeField(allow_null=True)
    stopped_by = serializers.CharField(allow_blank=True, help_text="The name of whoever stopped it")
    reason = serializers.CharField(allow_blank=True)
    waiting = serializers.IntegerField(help_text="Messages and reminders that are due and have not left")
    texts_this_hour = serializers.IntegerField()
    texts_per_hour = serializers.IntegerField(help_text="The most of the hub in an hour")
    texts_per_person_and_day = serializers.IntegerField(help_text="The most that anybody gets in 24 hours")
    messages_per_second = serializers.FloatField()
    texts_per_second = serializers.FloatField(help_text="Of one sender")
    us_texts = serializers.ChoiceField(
        choices=[(one.value, one.value) for one in UnitedStatesTexts],
        help_text="Whether texts leave to the United States: not without a campaign, nor once carriers refused us",
    )
    us_since = serializers.DateTimeField(allow_null=True, help_text="When carriers there refused us")
    us_code = serializers.CharField(allow_blank=True, help_text="Twilio's code for why they did")
    kept_days = serializers.IntegerField(help_text="How long words of messages are kept; 0: for good")


class StopSendingSerializer(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=200, help_text="Why, for the other coordinators")


class SwitchView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=SendingStandingSerializer)
    def get(self, request: Request) -> Response:
        return _standing()


class SwitchOffView(APIView):
    """Nothing leaves from now on: no text and no e-mail about sessions. Codes to sign in still come."""

    permission_classes = [Coordinators]

    @extend_schema(request=StopSendingSerializer, responses=SendingStandingSerializer)
    def post(self, request: Request) -> Response:
        body = StopSendingSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        stop_sending(reason=body.validated_data["reason"], by=signed_in(request), now=clock.now())
        return _standing()


class SwitchOnView(APIView):
    """What is still useful leaves."""

    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=SendingStandingSerializer)
    def post(self, request: Request) -> Response:
        start_sending(by=signed_in(request), now=clock.now())
        return _standing()


class UnitedStatesReleaseView(APIView):
    """Texts leave to the United States again, once whoever registers the sender has done so; if carriers refuse us
    again they stop again."""

    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=SendingStandingSerializer)
    def post(self, request: Request) -> Response:
        lift_hold(by=signed_in(request), now=clock.now())
        return _standing()


def _standing() -> Response:
    return Response(SendingStandingSerializer(sending_standing(now=clock.now())).data)
