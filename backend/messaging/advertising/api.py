"""What a person says to advertisements, apart from messages about their sessions."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.advertising import advertising_wording
from accounts.api import signed_in
from accounts.models import ConsentChannel, ConsentPurpose
from accounts.permissions import AnyoneSignedIn
from messaging.advertising.operations import answer_advertising
from messaging.advertising.queries import ASKED_FOR, own_consents
from messaging.numbers.api import spoken

PURPOSES = [ConsentPurpose.ADVERTISING.value, ConsentPurpose.NIGHT_ADS.value]


class OwnAdvertisingSerializer(serializers.Serializer[Any]):
    """`wording` is what the person agrees to. A consent holds `until`; `lapsed`: it did, and is asked for again."""

    channel = serializers.ChoiceField(choices=ConsentChannel.choices)
    purpose = serializers.ChoiceField(choices=PURPOSES)
    given = serializers.BooleanField()
    until = serializers.DateTimeField(allow_null=True)
    lapsed = serializers.BooleanField()
    wording = serializers.CharField()


class AnsweredAdvertisingSerializer(serializers.Serializer[Any]):
    channel = serializers.ChoiceField(choices=ConsentChannel.choices)
    purpose = serializers.ChoiceField(choices=PURPOSES)
    given = serializers.BooleanField(help_text="True again renews it")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["channel"], attrs["purpose"]) not in ASKED_FOR:
            raise serializers.ValidationError({"purpose": _("Only texts have a night of their own.")})
        return attrs


class OwnAdvertisingView(APIView):
    """Off until the person agrees, by channel; texts by night apart, as Korea's law asks."""

    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=OwnAdvertisingSerializer(many=True))
    def get(self, request: Request) -> Response:
        return _shown(request)

    @extend_schema(request=AnsweredAdvertisingSerializer, responses=OwnAdvertisingSerializer(many=True))
    def post(self, request: Request) -> Response:
        asked = AnsweredAdvertisingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        answer_advertising(
            person=signed_in(request),
            channel=ConsentChannel(asked.validated_data["channel"]),
            purpose=ConsentPurpose(asked.validated_data["purpose"]),
            given=asked.validated_data["given"],
            language=spoken(),
            now=clock.now(),
        )
        return _shown(request)


def _shown(request: Request) -> Response:
    rows = [
        vars(one)
        | {"wording": advertising_wording(ConsentChannel(one.channel), ConsentPurpose(one.purpose), spoken())}
        for one in own_consents(signed_in(request), clock.now())
    ]
    return Response(OwnAdvertisingSerializer(rows, many=True).data)
