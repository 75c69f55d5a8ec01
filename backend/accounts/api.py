from collections.abc import Callable, Collection, Sequence
from typing import Any, cast

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.fields import CountryField, PhoneField, ReminderOffsetsField, TimeZoneField
from accounts.models import Person, PersonalToken, Reach
from accounts.operations import change_person, drop_token, make_token
from accounts.permissions import AnyoneSignedIn


class WallTimeField(serializers.TimeField):
    """An hour on a wall clock, "HH:MM"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M", "%H:%M:%S"], required=False, **options)


class ReachField(serializers.CharField):
    """How messages of one kind are to come."""

    def __init__(self, *, may_be_none: bool = True) -> None:
        self._may_be_none = may_be_none
        super().__init__(
            required=False,
            help_text="sms, email, both or none; another channel alone as whatsapp+none, beside e-mail as whatsapp+email",
        )

    def to_internal_value(self, data: Any) -> str:
        wish = str(super().to_internal_value(data))
        channel, plus, beside = wish.partition("+")
        added = plus and beside in ("none", "email") and channel in _added_channels()
        if not added and (wish not in Reach.values or (wish == Reach.NONE and not self._may_be_none)):
            raise serializers.ValidationError(_("There is no such way to be told."))
        return wish


def _added_channels() -> Collection[str]:
    """Besides texts and e-mail. Messaging knows; it lies above this area, so settings name whom to ask."""
    asked = cast(Callable[[], Collection[str]], import_string(settings.CHANNELS_OF))
    return asked()


def _turns_of(person: Person) -> Sequence[Any]:
    """The turns of the person's clock. The agenda knows of journeys, and lies above as well."""
    asked = cast(Callable[[Person], Sequence[Any]], import_string(settings.CLOCK_OF))
    return asked(person)


class MeStartupSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name_ko = serializers.CharField()
    name_en = serializers.CharField()


class ClockTurnSerializer(serializers.Serializer[Any]):
    """From an instant on the clock of one zone, until the next turn."""

    from_at = serializers.DateTimeField()
    time_zone = serializers.CharField()


class MeSerializer(serializers.ModelSerializer[Person]):
    """The signed-in person, as they see and set themselves."""

    time_zone = TimeZoneField()
    country = CountryField()
    phone = PhoneField()
    humane_from = WallTimeField()
    humane_until = WallTimeField()
    quiet_from = WallTimeField()
    quiet_until = WallTimeField()
    reach_asks = ReachField(may_be_none=False)
    reach_changes = ReachField(may_be_none=False)
    reach_reminders = ReachField()
    reach_after = ReachField()
    reach_news = ReachField()
    reminder_offsets_minutes = ReminderOffsetsField(
        required=False, allow_null=True, help_text="Minutes before the start; null: as the programme has it"
    )
    told_at_start = serializers.BooleanField(
        required=False, help_text="Whether the way in comes at the start, where the programme sends it"
    )
    digest_at = WallTimeField(
        allow_null=True, help_text="The local hour at which a day with several sessions is told; null: never"
    )
    startup = MeStartupSerializer(source="membership.startup", read_only=True, default=None, allow_null=True)
    expert_id = serializers.IntegerField(source="expert.pk", read_only=True, default=None, allow_null=True)
    clock = serializers.SerializerMethodField(
        help_text="On whose clock you live, journeys included: before the first turn on that one's; without any at home"
    )

    class Meta:
        model = Person
        fields = [
            "id",
            "name",
            "email",
            "role",
            "language",
            "time_zone",
            "country",
            "phone",
            "phone_verified_at",
            "humane_from",
            "humane_until",
            "quiet_from",
            "quiet_until",
            "sms_allowed",
            "reach_asks",
            "reach_changes",
            "reach_reminders",
            "reach_after",
            "reach_news",
            "reminder_offsets_minutes",
            "told_at_start",
            "digest_at",
            "startup",
            "expert_id",
            "clock",
        ]
        read_only_fields = ["id", "name", "email", "role", "phone_verified_at"]

    @extend_schema_field(ClockTurnSerializer(many=True))
    def get_clock(self, person: Person) -> Any:
        return ClockTurnSerializer(_turns_of(person), many=True).data


class PersonalTokenSerializer(serializers.Serializer[PersonalToken]):
    id = serializers.CharField(source="token_key", read_only=True)
    name = serializers.CharField(max_length=60)
    created_at = serializers.DateTimeField(source="created", read_only=True)
    expires_at = serializers.DateTimeField(source="expiry", read_only=True, allow_null=True)


class NewPersonalTokenSerializer(PersonalTokenSerializer):
    token = serializers.CharField(read_only=True, help_text="Shown this once; only its hash is kept.")


def signed_in(request: Request) -> Person:
    """The caller, for views that only people who are signed in may call."""
    return cast(Person, request.user)


class MeView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(signed_in(request)).data)

    @extend_schema(request=MeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        person = signed_in(request)
        changes = MeSerializer(person, data=request.data, partial=True)
        changes.is_valid(raise_exception=True)
        person = change_person(person=person, changes=changes.validated_data, by=person, now=clock.now())
        return Response(MeSerializer(person).data)


class PersonalTokensView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=PersonalTokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        tokens = PersonalToken.objects.filter(user=signed_in(request)).order_by("-created")
        return Response(PersonalTokenSerializer(tokens, many=True).data)

    @extend_schema(request=PersonalTokenSerializer, responses={201: NewPersonalTokenSerializer})
    def post(self, request: Request) -> Response:
        asked = PersonalTokenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        token, text = make_token(
            person=signed_in(request), name=asked.validated_data["name"], now=clock.now()
        )
        return Response(PersonalTokenSerializer(token).data | {"token": text}, status=status.HTTP_201_CREATED)


class PersonalTokenView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, token_id: str) -> Response:
        person = signed_in(request)
        token = get_object_or_404(PersonalToken, user=person, token_key=token_id)
        drop_token(token=token, by=person, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
