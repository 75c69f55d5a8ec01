"""What was said to a person: for them to take along, and to be forgotten."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import AnyoneSignedIn, Coordinators
from messaging.consents.api import ConsentSerializer
from messaging.models import Erasure, InboundText, Message, NumberCode, ThreadEntry
from messaging.own_messages.operations import erase_messages, record_export, require_name
from messaging.own_messages.queries import kept_of, own_messages, without_links


class OwnMessageSerializer(serializers.ModelSerializer[Message]):
    """`subject`, `body` and `invitation` are empty once they are erased."""

    channel = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.CharField()

    class Meta:
        model = Message
        fields = [
            "channel",
            "kind",
            "language",
            "subject",
            "body",
            "invitation",
            "state",
            "created_at",
            "settled_at",
            "erased_at",
        ]


class SentCodeSerializer(serializers.ModelSerializer[NumberCode]):
    class Meta:
        model = NumberCode
        fields = ["phone", "made_at", "used_at"]


class WrittenEntrySerializer(serializers.ModelSerializer[ThreadEntry]):
    """What the person wrote in the thread of a session."""

    session = serializers.UUIDField(source="appointment_id")
    came_by = serializers.CharField()

    class Meta:
        model = ThreadEntry
        fields = ["session", "came_by", "text", "at", "erased_at"]


class SentTextSerializer(serializers.ModelSerializer[InboundText]):
    """What the person texted us, and what was made of it."""

    class Meta:
        model = InboundText
        fields = ["body", "received_at", "outcome", "erased_at"]


class OwnMessagesSerializer(serializers.Serializer[Any]):
    """Everything, not by pages: it is to be kept as one file."""

    phone = serializers.CharField()
    phone_verified_at = serializers.DateTimeField(allow_null=True)
    messages = OwnMessageSerializer(many=True)
    consents = ConsentSerializer(many=True)
    number_codes = SentCodeSerializer(many=True)
    written = WrittenEntrySerializer(many=True)
    texts = SentTextSerializer(many=True)


class ErasureSerializer(serializers.ModelSerializer[Erasure]):
    """`done_at` is null while something is still on its way; it is erased by itself within two days."""

    class Meta:
        model = Erasure
        fields = ["asked_at", "done_at"]


class OwnMessagesView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=OwnMessagesSerializer)
    def get(self, request: Request) -> Response:
        told = OwnMessagesSerializer(own_messages(signed_in(request))).data
        return Response(told, headers={"Content-Disposition": 'attachment; filename="messages.json"'})


class EraseOwnMessagesView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=None, responses={202: ErasureSerializer})
    def post(self, request: Request) -> Response:
        person = signed_in(request)
        return _answer(erase_messages(person=person, by=person, now=clock.now()))


class KeptMessagesSerializer(serializers.Serializer[Any]):
    """How much is kept of what was said to somebody and of what they wrote, and the last wish to erase it."""

    name = serializers.CharField(source="person.name")
    messages = serializers.IntegerField()
    written = serializers.IntegerField(help_text="Entries in threads, and texts to us")
    erased = serializers.IntegerField(help_text="Messages of which nothing but their being sent is left")
    erasure = ErasureSerializer(allow_null=True)


class ErasePersonSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="The person's name, typed: nothing brings back what is erased")


class KeptMessagesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=KeptMessagesSerializer)
    def get(self, request: Request, person_id: int) -> Response:
        return Response(KeptMessagesSerializer(kept_of(_person(person_id))).data)


class ExportMessagesView(APIView):
    """The file of `me/messages/` for somebody who asked the hub for it. Links in it open nothing: what they grant is
    their reader's alone."""

    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=OwnMessagesSerializer)
    def post(self, request: Request, person_id: int) -> Response:
        person = _person(person_id)
        record_export(person=person, by=signed_in(request), now=clock.now())
        return Response(OwnMessagesSerializer(without_links(own_messages(person))).data)


class EraseMessagesView(APIView):
    """The same for somebody who asked the hub for it."""

    permission_classes = [Coordinators]

    @extend_schema(request=ErasePersonSerializer, responses={202: ErasureSerializer})
    def post(self, request: Request, person_id: int) -> Response:
        person = _person(person_id)
        typed = ErasePersonSerializer(data=request.data)
        typed.is_valid(raise_exception=True)
        require_name(person, typed.validated_data["name"])
        return _answer(erase_messages(person=person, by=signed_in(request), now=clock.now()))


def _person(person_id: int) -> Person:
    return get_object_or_404(Person, pk=person_id)


def _answer(erasure: Erasure) -> Response:
    return Response(ErasureSerializer(erasure).data, status=status.HTTP_202_ACCEPTED)
