"""What a person allows on each channel."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.consent import wording_of
from accounts.models import Consent, ConsentChannel, ConsentSource, Person
from accounts.permissions import AnyoneSignedIn
from messaging.consents.operations import switch_channel
from messaging.consents.queries import channels_of, consents_of
from messaging.mail_reports.operations import trust_address
from messaging.numbers.api import spoken


class OwnChannelSerializer(serializers.Serializer[Any]):
    """`wording` is what the person agrees to who switches the channel on."""

    channel = serializers.ChoiceField(choices=ConsentChannel.choices)
    allowed = serializers.BooleanField()
    used = serializers.BooleanField(
        help_text="One channel always is, so that nobody misses a booked session."
    )
    wording = serializers.CharField()
    broken_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when a mail server says that the person's address takes no mail"
    )


class SwitchedChannelSerializer(serializers.Serializer[Any]):
    channel = serializers.ChoiceField(choices=ConsentChannel.choices)
    allowed = serializers.BooleanField()


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    class Meta:
        model = Consent
        fields = ["id", "channel", "purpose", "given", "at", "source", "wording", "language"]


class OwnChannelsView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=OwnChannelSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(_shown(signed_in(request)))

    @extend_schema(request=SwitchedChannelSerializer, responses=OwnChannelSerializer(many=True))
    def post(self, request: Request) -> Response:
        asked = SwitchedChannelSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = switch_channel(
            person=signed_in(request),
            channel=ConsentChannel(asked.validated_data["channel"]),
            given=asked.validated_data["allowed"],
            language=spoken(),
            now=clock.now(),
        )
        return Response(_shown(person))


class TrustAddressView(APIView):
    """The person says that mail reaches them again."""

    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=None, responses=OwnChannelSerializer(many=True))
    def post(self, request: Request) -> Response:
        person = signed_in(request)
        trust_address(person=person, now=clock.now())
        return Response(_shown(person))


class OwnConsentsView(ListAPIView[Consent]):
    """Every step in what the person allowed, the newest first."""

    permission_classes = [AnyoneSignedIn]
    serializer_class = ConsentSerializer
    filter_backends = []
    queryset = Consent.objects.none()

    def get_queryset(self) -> QuerySet[Consent]:
        return consents_of(signed_in(self.request))


def _shown(person: Person) -> list[dict[str, Any]]:
    rows = [
        vars(one) | {"wording": wording_of(one.channel, ConsentSource.SETTINGS, spoken())}
        for one in channels_of(person)
    ]
    return [dict(row) for row in OwnChannelSerializer(rows, many=True).data]
