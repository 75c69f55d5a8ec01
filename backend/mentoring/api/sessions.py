from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import SessionPeople, StartupMembers
from agenda.own_clock import know_journeys
from calendars.queries import rooms_of, shown_by_google
from clock.fields import InstantFilter
from mentoring import operations
from mentoring.api import bodies, detail
from mentoring.api import serializers as shapes
from mentoring.api.looking import LooksFirst, looking_first
from mentoring.api.matching import etag_of
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.companions import know_companions, named_in
from mentoring.models import Companion, Session, SessionState
from mentoring.programmes.pool import ask_whoever_is_free
from mentoring.queries import (
    Whole,
    attention_for,
    everything_about,
    needing_attention,
    sessions_visible_to,
)
from problems.ordering import OrderingFilter


class SessionFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    state = filters.MultipleChoiceFilter(choices=SessionState.choices)
    programme = filters.CharFilter(field_name="programme__slug")
    expert = filters.NumberFilter(method="with_expert", label="Those in which this expert takes part")
    startup = filters.NumberFilter(field_name="startup_id")
    attention = filters.BooleanFilter(method="troubled", label="Only those where something is stuck")
    answered_alone = filters.BooleanFilter(
        method="alone", label="Only those that are not answered together with their series"
    )
    q = filters.CharFilter(method="matches", label="Part of a name or of the goal")
    ordering = OrderingFilter(
        fields=[("appointment__starts_at", "starts_at"), ("requested_at", "requested_at")]
    )
    # `from` is a keyword of the language, so these two are declared by name below.
    locals()["from"] = InstantFilter(field_name="appointment__ends_at", lookup_expr="gt")
    until = InstantFilter(field_name="appointment__starts_at", lookup_expr="lt")

    class Meta:
        model = Session
        fields: list[str] = []

    def troubled(self, sessions: QuerySet[Session], name: str, value: bool) -> QuerySet[Session]:
        return needing_attention(sessions) if value else sessions

    def alone(self, sessions: QuerySet[Session], name: str, value: bool) -> QuerySet[Session]:
        return sessions.exclude(series__isnull=False, state=SessionState.REQUESTED) if value else sessions

    def with_expert(self, sessions: QuerySet[Session], name: str, value: int) -> QuerySet[Session]:
        beside = Companion.objects.filter(session=OuterRef("pk"), expert=value, left_at=None)
        return sessions.filter(Q(expert=value) | Exists(beside))

    def matches(self, sessions: QuerySet[Session], name: str, value: str) -> QuerySet[Session]:
        fields = ("goal", "founder__name", "startup__name_ko", "startup__name_en", "expert__person__name")
        beside = Companion.objects.filter(session=OuterRef("pk"), person__name__icontains=value)
        named = Q(*((f"{field}__icontains", value) for field in fields), _connector=Q.OR)
        return sessions.filter(named | Exists(beside))


def detail_response(session_id: UUID, viewer: Person, now: datetime) -> Response:
    """The whole of one session as the viewer may see it, under its ETag; 404 where it is not theirs."""
    session = get_object_or_404(sessions_visible_to(viewer), pk=session_id)
    return Response(detail_of(session, viewer, now), headers={"ETag": etag_of(session)})


def detail_of(session: Session, viewer: Person, now: datetime, whole: Whole | None = None) -> dict[str, Any]:
    """The whole of a session in hand that the viewer may see. Six statements, none of them of the session; none where
    `whole` is in hand too, as of one that is new: no calendar has it yet.
    """
    know_journeys(named_in(session))
    in_google = shown_by_google(viewer, [session.pk]) if whole is None else set()
    told = detail.Told(
        session, viewer, now, everything_about(session) if whole is None else whole, bool(in_google)
    )
    return dict(detail.DETAIL.to_representation(told))


class SessionsView(LooksFirst, generics.GenericAPIView[Session]):
    permission_classes = [SessionPeople]
    serializer_class = shapes.SessionRowSerializer
    queryset = Session.objects.none()
    filterset_class = SessionFilter

    def get_queryset(self) -> QuerySet[Session]:
        return sessions_visible_to(signed_in(self.request))

    @extend_schema(responses=shapes.SessionRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The sessions that the caller may see, filtered, ordered, paged."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        ids = [session.pk for session in page]
        in_google = shown_by_google(signed_in(request), ids)
        context = {"attention": attention_for(ids), "rooms": rooms_of(ids), "in_google": in_google}
        know_companions(page)
        know_journeys(person for session in page for person in named_in(session))
        return self.get_paginated_response(shapes.SessionRowSerializer(page, many=True, context=context).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=bodies.SessionRequestSerializer,
        responses={201: detail.SessionDetailSerializer},
    )
    @looking_first
    @once
    def post(self, request: Request) -> Response:
        """Ask an expert for a session, or whoever is free first where the programme is a pool; its time is held at once.
        409 `slot_taken` tells the next free starts."""
        person, now = signed_in(request), clock.now()
        if not StartupMembers().has_permission(request, self):
            raise PermissionDenied
        wish, startup = bodies.session_wished_for(request.data, person)
        if startup is None:
            raise PermissionDenied
        ask = operations.ask_for_session if "expert" in wish else ask_whoever_is_free
        session, whole = ask(**wish, startup=startup, by=person, now=now, looked=self.looked)
        headers = {"ETag": etag_of(session)}
        return Response(
            detail_of(session, person, now, whole), status=status.HTTP_201_CREATED, headers=headers
        )


class SessionView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=detail.SessionDetailSerializer)
    def get(self, request: Request, session_id: UUID) -> Response:
        return detail_response(session_id, signed_in(request), clock.now())
