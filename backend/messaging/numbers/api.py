"""A person's own number: what is known of it, and the code that proves it."""

import secrets
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.consent import wording_of
from accounts.models import ConsentChannel, ConsentSource, Person
from accounts.permissions import AnyoneSignedIn
from messaging.numbers.operations import enter_code, send_code
from messaging.numbers.queries import own_number
from messaging.numbers.refusals import WrongCode


class OpenCodeSerializer(serializers.Serializer[Any]):
    expires_at = serializers.DateTimeField()
    tries_left = serializers.IntegerField()
    delivery = serializers.ChoiceField(choices=["waiting", "sent", "failed"])
    error_code = serializers.CharField()


class OwnNumberSerializer(serializers.Serializer[Any]):
    """The number, and what its owner agrees to by entering the code."""

    phone = serializers.CharField()
    verified_at = serializers.DateTimeField(allow_null=True)
    stopped = serializers.BooleanField()
    bad_since = serializers.DateTimeField(
        allow_null=True,
        help_text="Since when Twilio says that no text arrives there; a code proves the contrary",
    )
    bad_code = serializers.CharField(help_text="Twilio's code for why")
    us_is_closed = serializers.BooleanField(
        help_text="A number of the United States, where the hub is not registered"
    )
    texts = serializers.BooleanField(help_text="Whether this installation sends text messages.")
    code = OpenCodeSerializer(allow_null=True)
    next_code_at = serializers.DateTimeField()
    wording = serializers.CharField()


class EnteredCodeSerializer(serializers.Serializer[Any]):
    code = serializers.RegexField(
        r"^\s*[0-9]{3}\s?[0-9]{3}\s*$", help_text="Six digits; blanks do not count."
    )


class OwnNumberView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=OwnNumberSerializer)
    def get(self, request: Request) -> Response:
        return Response(_shown(signed_in(request)))


class NumberCodeView(APIView):
    """Texts a code to the number; an earlier one is void then. 429 `too_many_codes` tells when to ask again."""

    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=None, responses={201: OwnNumberSerializer})
    def post(self, request: Request) -> Response:
        person = signed_in(request)
        send_code(person=person, nonce=secrets.token_hex(16), now=clock.now())
        return Response(_shown(person), status=status.HTTP_201_CREATED)


class NumberConfirmView(APIView):
    """Takes the code; the number is the person's then, and they agree to what `wording` says."""

    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=EnteredCodeSerializer, responses=OwnNumberSerializer)
    def post(self, request: Request) -> Response:
        person = signed_in(request)
        entered = EnteredCodeSerializer(data=request.data)
        entered.is_valid(raise_exception=True)
        digits = "".join(entered.validated_data["code"].split())
        tried = enter_code(person=person, digits=digits, language=spoken(), now=clock.now())
        if not tried.right:
            raise WrongCode(tries_left=tried.tries_left)
        return Response(_shown(Person.objects.get(pk=person.pk)))


def spoken() -> str:
    """The language of this answer, "ko" or "en"."""
    return "en" if get_language() == "en" else "ko"


def _shown(person: Person) -> dict[str, Any]:
    wording = wording_of(ConsentChannel.SMS, ConsentSource.SETTINGS, spoken())
    number = own_number(person, clock.now())
    return dict(OwnNumberSerializer(vars(number) | {"wording": wording}).data)
