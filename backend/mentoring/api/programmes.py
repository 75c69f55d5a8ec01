from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

import clock
from accounts.api import signed_in
from accounts.models import Role
from accounts.permissions import SessionPeople
from directory.queries import startup_of
from mentoring.models import Programme
from mentoring.programmes.showing import programmes_bookable_by
from mentoring.quota_standing import quota_standings


class QuotaPeriodSerializer(serializers.Serializer[Any]):
    """What a startup may book of a programme in one month or cycle, dates on the hub's clock."""

    per = serializers.ChoiceField(choices=["month", "cycle"], source="allowance.per")
    limit = serializers.IntegerField(source="allowance.limit")
    used = serializers.IntegerField()
    from_on = serializers.DateField(allow_null=True)
    until_on = serializers.DateField(allow_null=True, help_text="The last date, included")


class ProgrammeSerializer(serializers.ModelSerializer[Programme]):
    """The context may hold `standings`: by programme what the caller's startup has used of its quotas."""

    quota = serializers.SerializerMethodField()

    @extend_schema_field(QuotaPeriodSerializer(many=True))
    def get_quota(self, programme: Programme) -> list[dict[str, Any]]:
        standings = self.context.get("standings", {}).get(programme.pk, [])
        return [dict(QuotaPeriodSerializer(standing).data) for standing in standings]

    class Meta:
        model = Programme
        fields = [
            "id",
            "slug",
            "kind",
            "name_ko",
            "name_en",
            "summary_ko",
            "summary_en",
            "expert_kind",
            "session_minutes",
            "approval",
            "notice_hours",
            "horizon_days",
            "reschedule_cutoff_hours",
            "cancel_cutoff_hours",
            "max_moves",
            "overrides_by",
            "calendar_edits",
            "quota_per_month",
            "quota_per_cycle",
            "cycle_from_on",
            "cycle_until_on",
            "hold_hours",
            "reminder_offsets_minutes",
            "tells_at_start",
            "tells_after",
            "quota",
        ]


class ProgrammesView(generics.ListAPIView[Programme]):
    """What runs; to startups that in which they take part."""

    permission_classes = [SessionPeople]
    serializer_class = ProgrammeSerializer
    queryset = Programme.objects.none()

    def get_queryset(self) -> QuerySet[Programme]:
        return programmes_bookable_by(signed_in(self.request))

    def list(self, request: Request, *args: object, **kwargs: object) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        person = signed_in(request)
        startup = startup_of(person) if person.role == Role.STARTUP_MEMBER else None
        standings = quota_standings(startup, page, now=clock.now()) if startup else {}
        rows = ProgrammeSerializer(page, many=True, context={"standings": standings})
        return self.get_paginated_response(rows.data)
