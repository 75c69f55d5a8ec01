"""Coordinators tell many at once: look, confirm, stop. Translate, call once, translate back."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Role
from accounts.permissions import Coordinators
from directory.fields import BySlugField
from mentoring.broadcasts.queries import audience_of, frame_of
from mentoring.models import Programme
from messaging.broadcasts.operations import quote_for, send_broadcast, stop_broadcast
from messaging.broadcasts.planning import WAYS, Letter, cost_of, parts_of, plan_for
from messaging.broadcasts.queries import latest_broadcasts, progress_of
from messaging.models import Broadcast


class AudienceSerializer(serializers.Serializer[Any]):
    """All that is asked for holds at once."""

    programme = BySlugField(
        queryset=Programme.objects.all(),
        allow_null=True,
        help_text="Those who took or take part in it; null: in any, or none",
    )
    roles = serializers.MultipleChoiceField(choices=Role.choices, allow_empty=False)
    meets_soon = serializers.BooleanField(help_text="Only who has an agreed session within a week")


class BroadcastWordsSerializer(serializers.Serializer[Any]):
    audience = AudienceSerializer()
    channels = serializers.MultipleChoiceField(
        choices=[(one.value, one.label) for one in WAYS], allow_empty=False
    )
    promotional = serializers.BooleanField(help_text="An advertisement: only to those who agreed to such")
    subject_ko = serializers.CharField(max_length=150)
    subject_en = serializers.CharField(max_length=150)
    body_ko = serializers.CharField(max_length=1000)
    body_en = serializers.CharField(max_length=1000)


class ConfirmedBroadcastSerializer(BroadcastWordsSerializer):
    quote = serializers.CharField(help_text="As the preview gave it; good for 15 minutes, and once")
    confirmed_people = serializers.IntegerField(help_text="How many get it, entered by hand")


class ShownWordsSerializer(serializers.Serializer[Any]):
    language = serializers.ChoiceField(choices=["ko", "en"])
    subject = serializers.CharField()
    email = serializers.CharField()
    sms = serializers.CharField(help_text="As a phone shows it")
    parts = serializers.IntegerField(help_text="Of the text")


class LeftOutSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(help_text="A stable word")
    count = serializers.IntegerField()


class BroadcastPreviewSerializer(serializers.Serializer[Any]):
    quote = serializers.CharField()
    people = serializers.IntegerField(help_text="Who get it")
    texts = serializers.IntegerField()
    mails = serializers.IntegerField()
    left_out = LeftOutSerializer(many=True)
    parts = serializers.IntegerField(help_text="Of all texts together")
    price = serializers.DecimalField(
        max_digits=12, decimal_places=4, allow_null=True, help_text="Null: some prices are not known"
    )
    price_unit = serializers.CharField(help_text="ISO 4217; empty without a price")
    shown = ShownWordsSerializer(many=True)


class BroadcastProgressSerializer(serializers.Serializer[Any]):
    waiting = serializers.IntegerField()
    left = serializers.IntegerField(help_text="Handed over, or delivered")
    not_arrived = serializers.IntegerField()
    stopped = serializers.IntegerField(help_text="Dropped because it was stopped")


class BroadcastSerializer(serializers.ModelSerializer[Broadcast]):
    """The context holds `progress` by broadcast."""

    by = serializers.CharField(source="by.name")
    progress = serializers.SerializerMethodField()

    class Meta:
        model = Broadcast
        fields = ["id", "at", "by", "subject_ko", "subject_en", "people", "stopped_at", "progress"]

    @extend_schema_field(BroadcastProgressSerializer)
    def get_progress(self, row: Broadcast) -> dict[str, Any]:
        return dict(BroadcastProgressSerializer(self.context["progress"][row.pk]).data)


class BroadcastPreviewView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=BroadcastWordsSerializer, responses=BroadcastPreviewSerializer)
    def post(self, request: Request) -> Response:
        """Who would get it and how, who would not and why, what it costs, and how it reads; nothing is sent."""
        asked = BroadcastWordsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        now, (letter, audience) = clock.now(), _asked(asked.validated_data)
        plan = plan_for(audience_of(**audience, now=now), letter, now=now)
        cost = cost_of(plan, letter)
        told = {
            "quote": quote_for(plan, letter, audience, by=signed_in(request), now=now),
            "people": len(plan.ways),
            "texts": plan.texts,
            "mails": plan.mails,
            "left_out": [{"reason": reason, "count": count} for reason, count in plan.reasons()],
            "parts": cost.parts,
            "price": cost.price.amount if cost.price else None,
            "price_unit": cost.price.unit if cost.price else "",
            "shown": [
                {"language": language, **vars(words := letter.words(language)), "parts": parts_of(words)}
                for language in ("ko", "en")
            ],
        }
        return Response(BroadcastPreviewSerializer(told).data)


class BroadcastsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=BroadcastSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The last twenty and what became of them, the newest first."""
        return Response(_shown(latest_broadcasts()))

    @extend_schema(request=ConfirmedBroadcastSerializer, responses={201: BroadcastSerializer})
    def post(self, request: Request) -> Response:
        """Send what the preview showed. The same confirmation twice sends once."""
        asked = ConfirmedBroadcastSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        now, (letter, audience) = clock.now(), _asked(asked.validated_data)
        row = send_broadcast(
            people=audience_of(**audience, now=now),
            letter=letter,
            audience=audience,
            quote=asked.validated_data["quote"],
            confirmed_people=asked.validated_data["confirmed_people"],
            by=signed_in(request),
            now=now,
        )
        return Response(_shown([row])[0], status=status.HTTP_201_CREATED)


class StopBroadcastView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=BroadcastSerializer)
    def post(self, request: Request, broadcast_id: int) -> Response:
        """Drop what has not left yet."""
        found = get_object_or_404(Broadcast, pk=broadcast_id)
        row = stop_broadcast(broadcast_id=found.pk, by=signed_in(request), now=clock.now())
        return Response(_shown([row])[0])


def _asked(said: dict[str, Any]) -> tuple[Letter, dict[str, Any]]:
    words = {name: said[name] for name in ("subject_ko", "subject_en", "body_ko", "body_en", "promotional")}
    wanted = said["audience"]
    audience = {
        "programme": wanted["programme"].slug if wanted["programme"] else "",
        "roles": sorted(wanted["roles"]),
        "meets_soon": wanted["meets_soon"],
    }
    channels = tuple(sorted(said["channels"]))
    return Letter(**words, channels=channels, frame=frame_of(wanted["programme"])), audience


def _shown(rows: list[Broadcast]) -> list[dict[str, Any]]:
    context = {"progress": progress_of(rows)}
    return [dict(row) for row in BroadcastSerializer(rows, many=True, context=context).data]
