"""The page behind the link in a text or an e-mail. Looking at it changes nothing: mail programs follow links, too."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from messaging.channels import label_of
from messaging.numbers.api import spoken
from messaging.stopping.operations import stop_by_link, undo_by_link
from messaging.stopping.queries import Bearer, bearer_of, standing_of


class StopStandingSerializer(serializers.Serializer[Any]):
    channel = serializers.CharField(help_text="sms, email, whatsapp, or one that the hub has added")
    channel_name = serializers.CharField(help_text="What people call the channel")
    ending = serializers.CharField(help_text="The last two digits of the phone; empty for e-mail.")
    allowed = serializers.BooleanField()
    used = serializers.BooleanField(
        help_text="Messages go on, as nothing else would tell of a booked session."
    )
    may_undo = serializers.BooleanField()


class StopView(APIView):
    """What the link would stop, and stopping it. The link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=StopStandingSerializer)
    def get(self, request: Request, token: str) -> Response:
        return _shown(bearer_of(token))

    @extend_schema(request=None, responses=StopStandingSerializer)
    def post(self, request: Request, token: str) -> Response:
        return _shown(stop_by_link(token=token, language=spoken(), now=clock.now()))


class StopUndoView(APIView):
    """Takes a stop back that came by a link or a reply."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(request=None, responses=StopStandingSerializer)
    def post(self, request: Request, token: str) -> Response:
        return _shown(undo_by_link(token=token, language=spoken(), now=clock.now()))


def _shown(bearer: Bearer) -> Response:
    name = {"channel_name": label_of(bearer.channel, spoken())}
    return Response(StopStandingSerializer(vars(standing_of(bearer)) | name).data)
