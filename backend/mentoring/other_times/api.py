"""The page behind a link that proposes another time."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from agenda.own_clock import know_journeys, zone_of
from calendars.queries import rooms_of, shown_by_google
from clock.fields import InstantField
from mentoring.api.files import CALENDAR_FILE, session_file
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.api.serializers import IN_GOOGLE, FreeStartSerializer, SessionProgrammeSerializer
from mentoring.companions import counterpart_of
from mentoring.models import SessionState
from mentoring.other_times.links import Holder, holder_of
from mentoring.other_times.operations import propose_by_link
from mentoring.other_times.queries import may_propose, starts_for
from mentoring.refusals import spans_of


class OtherTimeSerializer(serializers.Serializer[Any]):
    """A session as far as it takes to propose another time for it: neither what it is about nor anybody's address."""

    session = serializers.UUIDField(help_text="Its id, for whoever signs in")
    counterpart = serializers.CharField(help_text="The name of the other side")
    programme = SessionProgrammeSerializer()
    state = serializers.ChoiceField(choices=SessionState.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    time_zone = serializers.CharField(help_text="Of whoever the link is for, then")
    other_time_zone = serializers.CharField()
    meet_url = serializers.CharField(help_text="Empty while it is not agreed, or has none")
    in_google = serializers.BooleanField(help_text=IN_GOOGLE)
    may_propose = serializers.BooleanField(help_text="False once something was proposed, or nothing can be")
    is_proposed = serializers.BooleanField(help_text="The link, or its holder, has proposed a time")
    starts = FreeStartSerializer(many=True, help_text="The next that suit everybody; none where it may not")


class OneStartSerializer(serializers.Serializer[Any]):
    start = InstantField()
    word = serializers.CharField(max_length=500, allow_blank=True, default="")


class OtherTimeView(APIView):
    """One session for which the link's holder proposes another time; the link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=OtherTimeSerializer)
    def get(self, request: Request, token: str) -> Response:
        return Response(_shown(holder_of(token, now=clock.now())))

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=OneStartSerializer, responses=OtherTimeSerializer)
    @once
    def post(self, request: Request, token: str) -> Response:
        holder_of(token, now=clock.now())  # nobody else is told what a body should be
        asked = OneStartSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        return Response(
            _shown(propose_by_link(token=token, start=wish["start"], word=wish["word"], now=clock.now()))
        )


class OtherTimeInvitationView(APIView):
    """The agreed time as an iCalendar file, behind the same link; 404 while it is not agreed."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=CALENDAR_FILE)
    def get(self, request: Request, token: str) -> HttpResponse:
        holder = holder_of(token, now=clock.now())
        return session_file(holder.session, holder.person)


def _shown(holder: Holder) -> dict[str, Any]:
    session, now = holder.session, clock.now()
    other = counterpart_of(session, holder.person)
    know_journeys([holder.person, other])
    may = may_propose(holder, now)
    starts_at = session.appointment.starts_at
    starts = starts_for(session, now=now) if may else []
    shown = {
        "session": session.pk,
        "counterpart": other.name,
        "programme": session.programme,
        "state": session.state,
        "starts_at": starts_at,
        "ends_at": session.appointment.ends_at,
        "time_zone": zone_of(holder.person, starts_at),
        "other_time_zone": zone_of(other, starts_at),
        "meet_url": rooms_of([session.pk]).get(session.pk, ""),
        "in_google": bool(shown_by_google(holder.person, [session.pk])),
        "may_propose": may,
        "is_proposed": holder.is_spent,
        "starts": spans_of(starts, session.programme.session_minutes),
    }
    return dict(OtherTimeSerializer(shown).data)
