from pathlib import Path
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.models import Person, Role
from clock.models import ClockShift
from demo import emulators, queries
from demo.mailbox import newest_mails
from demo.operations import Move, move_clock

PARTS = ("postgresql", "google", "twilio", "email")
MAILS_SHOWN = 50
MOST_MINUTES = 60 * 24 * 60


class DemoPersonSerializer(serializers.Serializer[queries.SignIn]):
    name = serializers.CharField(source="person.name")
    email = serializers.EmailField(source="person.email")
    role = serializers.ChoiceField(choices=Role.choices, source="person.role")
    note = serializers.CharField()


class DemoPartSerializer(serializers.Serializer[dict[str, object]]):
    name = serializers.CharField()
    emulated = serializers.BooleanField()


class DemoStateSerializer(serializers.Serializer[dict[str, object]]):
    now = serializers.DateTimeField()
    shift_seconds = serializers.IntegerField()
    people = DemoPersonSerializer(many=True)
    google_url = serializers.CharField(allow_null=True)
    twilio_url = serializers.CharField(allow_null=True)
    parts = DemoPartSerializer(many=True)


class DemoClockMoveSerializer(serializers.Serializer[dict[str, object]]):
    move = serializers.ChoiceField(choices=[move.value for move in Move])
    minutes = serializers.IntegerField(min_value=1, max_value=MOST_MINUTES, allow_null=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["move"] == Move.MINUTES and not attrs.get("minutes"):
            said = self.fields["minutes"].error_messages["required"]
            raise serializers.ValidationError({"minutes": said}, "required")
        return attrs


class MailboxEntrySerializer(serializers.Serializer[Any]):
    to = serializers.CharField()
    subject = serializers.CharField()
    at = serializers.DateTimeField()
    text = serializers.CharField()
    html = serializers.CharField(allow_null=True)
    attachments = serializers.ListField(child=serializers.CharField())
    code = serializers.CharField(allow_null=True)


class DemoView(APIView):
    """The demo's clock, whom to sign in as, and which parts are emulated."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="demo", responses=DemoStateSerializer)
    def get(self, request: Request) -> Response:
        return Response(_state())


class ClockView(APIView):
    """Moves time forward; reminders, holds and receipts follow."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="demo_clock", request=DemoClockMoveSerializer, responses=DemoStateSerializer)
    def post(self, request: Request) -> Response:
        given = DemoClockMoveSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        move, minutes = Move(given.validated_data["move"]), given.validated_data.get("minutes")
        by = request.user if isinstance(request.user, Person) else None
        shift = move_clock(move=move, minutes=minutes, now=clock.now(), by=by)
        emulators.follow_clock((settings.ENV.google_emulator_url, settings.ENV.twilio_emulator_url), shift)
        return Response(_state())


class MailboxView(APIView):
    """Every e-mail that the demo sent, newest first, with the sign-in code where it carries one."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="demo_mailbox", responses=MailboxEntrySerializer(many=True))
    def get(self, request: Request) -> Response:
        folder = getattr(settings, "EMAIL_FILE_PATH", None)  # absent where mails really leave
        mails = newest_mails(Path(folder), MAILS_SHOWN) if folder else []
        return Response(MailboxEntrySerializer(mails, many=True).data)


def _state() -> dict[str, object]:
    emulated = settings.ENV.emulated_parts
    answer = {
        "now": clock.now(),
        "shift_seconds": int(ClockShift.current().total_seconds()),
        "people": queries.sign_ins(),
        "google_url": settings.ENV.google_emulator_url or None,
        "twilio_url": settings.ENV.twilio_emulator_url or None,
        "parts": [{"name": name, "emulated": name in emulated} for name in PARTS],
    }
    return dict(DemoStateSerializer(answer).data)
