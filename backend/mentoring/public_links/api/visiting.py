"""What somebody sees and does who has the address of a public link."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person, Role
from accounts.permissions import StartupMembers
from directory.queries import startup_of
from mentoring.api.bodies import SessionWishSerializer
from mentoring.api.clocks import ClockSerializer, clock_of, said_by
from mentoring.api.detail import SessionDetailSerializer
from mentoring.api.free_starts import AskerSerializer, WindowSerializer, asker_of
from mentoring.api.looking import LooksFirst, looking_first
from mentoring.api.matching import etag_of
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.api.serializers import FreeStartSerializer
from mentoring.api.sessions import detail_of
from mentoring.models import Approval
from mentoring.public_links import operations
from mentoring.public_links.queries import Shown, closed_to_founder, link_behind, shown_starts
from mentoring.refusals import spans_of


class OpenHoursExpertSerializer(serializers.Serializer[Any]):
    """Of the link's own expert what the hub shows of them; of nobody else anything."""

    name = serializers.CharField(source="person.name")
    organisation = serializers.CharField()
    headline_ko = serializers.CharField()
    headline_en = serializers.CharField()
    time_zone = serializers.CharField(source="person.time_zone")


class OpenHoursProgrammeSerializer(serializers.Serializer[Any]):
    name_ko = serializers.CharField()
    name_en = serializers.CharField()
    summary_ko = serializers.CharField()
    summary_en = serializers.CharField()
    approval = serializers.ChoiceField(choices=Approval.choices)


class OpenHoursSerializer(serializers.Serializer[Any]):
    hub = serializers.CharField()
    programme = OpenHoursProgrammeSerializer()
    expert = OpenHoursExpertSerializer(allow_null=True, help_text="Null: whoever of the programme is free")
    session_minutes = serializers.IntegerField()
    starts = FreeStartSerializer(many=True)
    expert_clock = ClockSerializer(
        many=True, help_text="Where the link's own expert lives at these starts; empty without one"
    )
    viewer_clock = ClockSerializer(many=True, help_text="Where the caller lives then; empty for a stranger")
    asking = AskerSerializer(allow_null=True, help_text="The founder who asks; null for anybody else")


class Visitors(AnonRateThrottle):
    """Whoever has not signed in asks at most so often from one address."""

    rate = "120/min"


class OpenHoursView(APIView):
    """The free starts behind a public link; the link is the permission. Nobody else's name is in the answer."""

    permission_classes = [AllowAny]
    throttle_classes = [Visitors]

    @extend_schema(parameters=[WindowSerializer], responses=OpenHoursSerializer)
    def get(self, request: Request, token: str) -> Response:
        now = clock.now()
        link = link_behind(token, now=now)
        asked = WindowSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        window = asked.validated_data["from"], asked.validated_data["until"]
        founder = _asking(request)
        closed = closed_to_founder(link, founder, now=now)
        shown = shown_starts(link, window=window, beside=founder, now=now, closed=closed)
        answer = {
            "hub": settings.ENV.meridian_hub_name,
            "programme": link.programme,
            "expert": link.expert,
            "session_minutes": link.programme.session_minutes,
            "starts": [],
            "expert_clock": _clock(link.expert and link.expert.person, shown),
            "viewer_clock": _clock(request.user, shown),
            "asking": asker_of(founder, shown.readings) if founder else None,
        }
        starts = spans_of(shown.starts, link.programme.session_minutes)
        return Response({**OpenHoursSerializer(answer).data, "starts": starts})


def _clock(person: object, shown: Shown) -> list[dict[str, str]]:
    return clock_of(said_by(person, shown.said), shown.starts) if isinstance(person, Person) else []


def _asking(request: Request) -> Person | None:
    user = request.user
    return user if isinstance(user, Person) and user.role == Role.STARTUP_MEMBER else None


class OpenHoursSessionsView(LooksFirst):
    permission_classes = [StartupMembers]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=SessionWishSerializer,
        responses={201: SessionDetailSerializer},
    )
    @looking_first
    @once
    def post(self, request: Request, token: str) -> Response:
        """Ask for a session through the link, as by any other way. 409 `slot_taken` where it is gone."""
        person, now = signed_in(request), clock.now()
        link = link_behind(token, now=now)
        asked = SessionWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        startup = startup_of(person)
        if startup is None:
            raise PermissionDenied
        session = operations.book_through(
            link=link, startup=startup, by=person, now=now, looked=self.looked, **asked.validated_data
        )
        headers = {"ETag": etag_of(session)}
        return Response(detail_of(session, person, now), status=status.HTTP_201_CREATED, headers=headers)
