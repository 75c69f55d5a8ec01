"""Group sessions over HTTP: translate, call once, translate back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import SessionPeople, StartupMembers
from clock.fields import InstantFilter
from directory.models import Expert
from directory.queries import startup_of
from mentoring.api.looking import LooksFirst, looking_first
from mentoring.api.matching import IF_MATCH, etag_of, revisions_seen
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.groups import joining, operations
from mentoring.groups import serializers as shapes
from mentoring.groups.models import GroupSession, GroupState
from mentoring.groups.offers import Bearer, bearer_of_offer
from mentoring.groups.queries import (
    groups_open_at,
    groups_visible_to,
    has_place,
    sees_names,
    shown_to,
    whole_of,
)
from mentoring.groups.refusals import OfferGone
from problems.ordering import OrderingFilter

TERMS = tuple(operations.Terms.__dataclass_fields__)


class GroupFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    programme = filters.CharFilter(field_name="programme__slug")
    state = filters.ChoiceFilter(choices=GroupState.choices)
    mine = filters.BooleanFilter(method="whose", label="Only those with a place or a part of one's own")
    open = filters.BooleanFilter(method="open_now", label="Only those that people can join now")
    q = filters.CharFilter(method="matches", label="Part of a title or of the expert's name")
    ordering = OrderingFilter(fields=[("appointment__starts_at", "starts_at")])
    # `from` is a keyword of the language, so these two are declared by name below.
    locals()["from"] = InstantFilter(field_name="appointment__ends_at", lookup_expr="gt")
    until = InstantFilter(field_name="appointment__starts_at", lookup_expr="lt")

    class Meta:
        model = GroupSession
        fields: list[str] = []

    def whose(self, groups: QuerySet[GroupSession], name: str, value: bool) -> QuerySet[GroupSession]:
        viewer = signed_in(self.request)
        return groups.filter(Q(has_place(viewer)) | Q(expert__person=viewer)) if value else groups

    def open_now(self, groups: QuerySet[GroupSession], name: str, value: bool) -> QuerySet[GroupSession]:
        return groups_open_at(groups, clock.now()) if value else groups

    def matches(self, groups: QuerySet[GroupSession], name: str, value: str) -> QuerySet[GroupSession]:
        fields = ("title_ko", "title_en", "expert__person__name")
        return groups.filter(Q(*((f"{field}__icontains", value) for field in fields), _connector=Q.OR))


def detail_response(
    group_id: UUID, viewer: Person, now: datetime, code: int = status.HTTP_200_OK
) -> Response:
    """The whole of one group session as the viewer may see it, under its ETag; 404 where it is not theirs."""
    group = get_object_or_404(groups_visible_to(viewer), pk=group_id)
    body = shapes.GroupDetailSerializer(whole_of(viewer, group, now)).data
    return Response(body, status=code, headers={"ETag": etag_of(group)})


class GroupsView(LooksFirst, generics.GenericAPIView[GroupSession]):
    permission_classes = [SessionPeople]
    serializer_class: Any = shapes.GroupRowSerializer
    queryset = GroupSession.objects.none()
    filterset_class = GroupFilter

    def get_queryset(self) -> QuerySet[GroupSession]:
        return groups_visible_to(signed_in(self.request))

    @extend_schema(responses=shapes.GroupRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The group sessions that the caller may see, filtered, ordered, paged."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        rows = shown_to(signed_in(request), page, clock.now())
        return self.get_paginated_response(shapes.GroupRowSerializer(rows, many=True).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewGroupSerializer,
        responses={201: shapes.GroupDetailSerializer},
    )
    @looking_first
    @once
    def post(self, request: Request) -> Response:
        """Open one: a coordinator for any expert, an expert for oneself. 409 `slot_taken` tells the next free starts."""
        person, now = signed_in(request), clock.now()
        own = Expert.objects.select_related("person").filter(person=person).first()
        if not person.coordinates and own is None:
            raise PermissionDenied
        asked = shapes.NewGroupSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        terms = operations.Terms(**{name: data.pop(name) for name in TERMS})
        data["expert"] = _host(person, own, data.pop("expert", None))
        waived = operations.Waived(data.pop("outside_rules"), data.pop("knowingly"), self.looked)
        group = operations.open_group(**data, terms=terms, waived=waived, by=person, now=now)
        return detail_response(group.pk, person, now, status.HTTP_201_CREATED)


def _host(person: Person, own: Expert | None, named: Expert | None) -> Expert:
    """Whose session it is to be. Experts open none for others."""
    expert = named or own
    if expert is None:
        raise ValidationError({"expert": [_("Say whose session it is.")]}, code="required")
    if not person.coordinates and expert.person_id != person.pk:
        raise PermissionDenied
    return expert


class GroupView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=shapes.GroupDetailSerializer)
    def get(self, request: Request, group_id: UUID) -> Response:
        return detail_response(group_id, signed_in(request), clock.now())

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=shapes.GroupChangeSerializer,
        responses=shapes.GroupDetailSerializer,
    )
    @once
    def patch(self, request: Request, group_id: UUID) -> Response:
        """Other words, terms or seats; new seats are offered to those who wait."""
        person, now = signed_in(request), clock.now()
        require_host(group_id, person)
        asked = shapes.GroupChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        seats = data.pop("seats", None)
        operations.change_group(
            group_id=group_id, seats=seats, by=person, now=now, seen=revisions_seen(request), **data
        )
        return detail_response(group_id, person, now)


def require_host(group_id: UUID, person: Person) -> None:
    """Only who runs it may change it; who does not even see it learns nothing of it."""
    group = get_object_or_404(groups_visible_to(person), pk=group_id)
    if not sees_names(person, group):
        raise PermissionDenied


class CancelGroupView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=shapes.GroupCancelSerializer,
        responses=shapes.GroupDetailSerializer,
    )
    @once
    def post(self, request: Request, group_id: UUID) -> Response:
        """It will not take place: everybody has their time back and is told why."""
        person, now = signed_in(request), clock.now()
        require_host(group_id, person)
        asked = shapes.GroupCancelSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        seen = revisions_seen(request)
        operations.cancel_group(group_id=group_id, by=person, now=now, seen=seen, **asked.validated_data)
        return detail_response(group_id, person, now)


class _PlaceDeed(LooksFirst, generics.GenericAPIView[GroupSession]):
    """What a member of a startup does about their own place (409 where it is not possible now)."""

    permission_classes = [StartupMembers]
    serializer_class: Any = shapes.NothingAskedSerializer
    operation: ClassVar[Callable[..., object]]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], responses=shapes.GroupDetailSerializer)
    @looking_first
    @once
    def post(self, request: Request, group_id: UUID) -> Response:
        person, now = signed_in(request), clock.now()
        get_object_or_404(groups_visible_to(person), pk=group_id)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.carry_out(group_id=group_id, by=person, now=now, **asked.validated_data)
        return detail_response(group_id, person, now)

    def carry_out(self, **given: Any) -> None:
        type(self).operation(**given)


class JoinView(_PlaceDeed):
    """A seat at once; with `wait` a place on the waitlist where none is free, without it 409 `group_full`."""

    serializer_class = shapes.JoinSerializer

    def carry_out(self, **given: Any) -> None:
        startup = startup_of(given["by"])
        if startup is None:
            raise PermissionDenied
        joining.join_group(**given, startup=startup, looked=self.looked)


class LeaveView(_PlaceDeed):
    operation = staticmethod(joining.leave_group)


class TakeOfferView(_PlaceDeed):
    serializer_class = shapes.SeatTakeSerializer

    def carry_out(self, **given: Any) -> None:
        joining.take_offer(**given, looked=self.looked)


class DeclineOfferView(_PlaceDeed):
    operation = staticmethod(joining.decline_offer)


class OfferView(APIView):
    """An offered seat as who may take it sees it; the link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=shapes.OfferSerializer)
    def get(self, request: Request, token: str) -> Response:
        now = clock.now()
        return Response(_offer(bearer_of_offer(token, now=now), now))


class _OfferDeed(LooksFirst):
    permission_classes = [AllowAny]
    authentication_classes: list[type] = []
    serializer_class: Any = shapes.NothingAskedSerializer

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NothingAskedSerializer,
        responses=shapes.OfferSerializer,
    )
    @looking_first
    @once
    def post(self, request: Request, token: str) -> Response:
        now = clock.now()
        bearer = bearer_of_offer(token, now=now)
        if bearer.state == "gone":  # this offer; there may be a later one, which has a link of its own
            raise OfferGone
        asked = self.serializer_class(data=request.data)
        asked.is_valid(raise_exception=True)
        self.carry_out(group_id=bearer.group.pk, by=bearer.person, now=now, **asked.validated_data)
        return Response(_offer(bearer_of_offer(token, now=now), now))

    def carry_out(self, **given: Any) -> None:
        raise NotImplementedError


class OfferTakeView(_OfferDeed):
    """The seat; knowingly, if the bearer's own calendar shows something then."""

    serializer_class = shapes.SeatTakeSerializer

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=shapes.SeatTakeSerializer, responses=shapes.OfferSerializer
    )
    def post(self, request: Request, token: str) -> Response:
        return super().post(request, token)

    def carry_out(self, **given: Any) -> None:
        joining.take_offer(**given, looked=self.looked)


class OfferDeclineView(_OfferDeed):
    def carry_out(self, **given: Any) -> None:
        joining.decline_offer(**given)


def _offer(bearer: Bearer, now: datetime) -> dict[str, Any]:
    (shown,) = shown_to(bearer.person, [bearer.group], now)
    offer = {
        "group": shown,
        "state": bearer.state,
        "offered_until": bearer.until,
        "person_name": bearer.person.name,
        "time_zone": shown.your_time_zone,
    }
    return dict(shapes.OfferSerializer(offer).data)
