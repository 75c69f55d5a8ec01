"""What happens on the day, noted by coordinators."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from directory.models import Expert, Startup
from networking.guests.queries import guests_of
from networking.guests.serializers import RegistrationRowSerializer
from networking.happenings.operations import What, note_happening, undo_happening
from networking.happenings.walking_in import walk_in
from networking.models import Event, Happening, HappeningKind
from networking.plans.timing import first_round_ahead
from networking.repeating import IDEMPOTENCY_KEY, once

MOST = 2**31 - 1


class HappeningSerializer(serializers.ModelSerializer[Happening]):
    """`begins` and `ends` are the rounds in which a guest is not there, or a table not usable."""

    kind = serializers.ChoiceField(choices=HappeningKind.choices)
    name = serializers.SerializerMethodField(help_text="Of the guest, or the table's number")
    by = serializers.CharField(source="by.name")

    class Meta:
        model = Happening
        fields = [
            "id",
            "kind",
            "registration_id",
            "table_id",
            "name",
            "begins",
            "ends",
            "at",
            "by",
            "undone_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.CharField())
    def get_name(self, row: Happening) -> str:
        if row.registration:
            return row.registration.name_in(get_language() or "en")
        return str(row.table.number) if row.table else ""


class NewHappeningSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=HappeningKind.choices)
    registration = serializers.IntegerField(min_value=1, max_value=MOST, required=False, allow_null=True)
    table = serializers.IntegerField(min_value=1, max_value=MOST, required=False, allow_null=True)
    begins = serializers.IntegerField(
        min_value=1, max_value=60, required=False, help_text="Without it, the first round that has not begun"
    )
    ends = serializers.IntegerField(
        min_value=1, max_value=60, required=False, help_text="Without it, the last"
    )


class HappeningsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=HappeningSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """All of an event, the last first, those that were undone too."""
        event = get_object_or_404(Event, slug=slug)
        rows = event.happenings.select_related("registration__person", "registration__startup", "table", "by")
        return Response(HappeningSerializer(rows, many=True).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=NewHappeningSerializer, responses={201: HappeningSerializer}
    )
    @once
    def post(self, request: Request, slug: str) -> Response:
        """Somebody is late, does not come or leaves, or a table is out. 409 `happening_known`."""
        event, now = get_object_or_404(Event, slug=slug), clock.now()
        asked = NewHappeningSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        what = What(
            kind=HappeningKind(given["kind"]),
            registration=given.get("registration"),
            table=given.get("table"),
            begins=given.get("begins", min(first_round_ahead(event, now), event.rounds)),
            ends=given.get("ends", event.rounds),
        )
        row = note_happening(event_id=event.pk, what=what, by=signed_in(request), now=now)
        return Response(HappeningSerializer(row).data, status=status.HTTP_201_CREATED)


class WalkInSerializer(serializers.Serializer[Any]):
    """A contact (`expert`) or a company (`startup`), whose first member speaks for it."""

    expert = serializers.PrimaryKeyRelatedField(queryset=Expert.objects.all(), required=False)
    startup = serializers.PrimaryKeyRelatedField(queryset=Startup.objects.all(), required=False)
    wishes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST),
        max_length=60,
        default=list,
        help_text="Registrations of the other side whom they would like to meet",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        wishes = attrs.pop("wishes")
        if len(attrs) != 1:
            raise serializers.ValidationError({"expert": _("Name a contact or a startup, one of the two.")})
        startup = attrs.get("startup")
        member = startup.members.filter(person__is_active=True).order_by("pk").first() if startup else None
        if startup and member is None:
            raise serializers.ValidationError({"startup": _("Nobody of this company has an account.")})
        return {"person": member.person if member else attrs["expert"].person, "wishes": wishes}


class WalkInsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=WalkInSerializer, responses={201: RegistrationRowSerializer}
    )
    @once
    def post(self, request: Request, slug: str) -> Response:
        """Somebody is here who had not registered. 409 `already_registered` where they have a place."""
        event = get_object_or_404(Event, slug=slug)
        asked = WalkInSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        guest = walk_in(slug=slug, **asked.validated_data, by=signed_in(request), now=clock.now())
        row = guests_of(event).get(pk=guest.pk)
        return Response(RegistrationRowSerializer(row).data, status=status.HTTP_201_CREATED)


class UndoHappeningView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses=HappeningSerializer)
    @once
    def post(self, request: Request, slug: str, happening_id: int) -> Response:
        """It is not so."""
        row = get_object_or_404(Happening, pk=happening_id, event__slug=slug)
        undone = undo_happening(
            event_id=row.event_id, happening_id=row.pk, by=signed_in(request), now=clock.now()
        )
        return Response(HappeningSerializer(undone).data)
