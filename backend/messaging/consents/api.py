"""What a person allows on each channel."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
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
from messaging.channels import added_names, consent_wording, label_of
from messaging.consents.operations import switch_channel
from messaging.consents.queries import channels_of, consents_of
from messaging.mail_reports.operations import trust_address
from messaging.numbers.api import spoken


class OwnChannelSerializer(serializers.Serializer[Any]):
    """`wording` is what the person agrees to who switches the channel on; `channel_name` is what people call it."""

    channel = serializers.CharField(help_text="sms, email, whatsapp, or one that the hub has added")
    channel_name = serializers.CharField()
    allowed = serializers.BooleanField()
    used = serializers.BooleanField(
        help_text="One channel always is, so that nobody misses a booked session."
    )
    wording = serializers.CharField()
    bad_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when the channel says that nobody has it at the person's number"
    )
    broken_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when a mail server says that the person's address takes no mail"
    )


class SwitchedChannelSerializer(serializers.Serializer[Any]):
    channel = serializers.CharField()
    allowed = serializers.BooleanField()

    def validate_channel(self, channel: str) -> str:
        if channel not in (*ConsentChannel.values, *added_names()):
            raise serializers.ValidationError(_("There is no such channel here."))
        return channel


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    channel_name = serializers.SerializerMethodField(help_text="What people call the channel")

    class Meta:
        model = Consent
        fields = ["id", "channel", "channel_name", "purpose", "given", "at", "source", "wording", "language"]

    def get_channel_name(self, consent: Consent) -> str:
        return label_of(consent.channel, spoken())


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
            channel=asked.validated_data["channel"],
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
        vars(one)
        | {
            "channel_name": label_of(one.channel, spoken()),
            "wording": consent_wording(one.channel, spoken())
            or wording_of(one.channel, ConsentSource.SETTINGS, spoken()),
        }
        for one in channels_of(person)
    ]
    return [dict(row) for row in OwnChannelSerializer(rows, many=True).data]
