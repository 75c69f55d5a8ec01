"""Coordinators see who comes, invite contacts, and decide."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from networking.events.queries import matching
from networking.guests import deciding
from networking.guests import serializers as shapes
from networking.guests.adding import NewContact, invite_new_contact
from networking.guests.queries import guests_of
from networking.models import Event, GuestKind, Registration, RegistrationState
from networking.repeating import IDEMPOTENCY_KEY, once
from networking.wishes.queries import wishes_over
from networking.wishes.serializers import WishesRowSerializer
from problems.ordering import OrderingFilter

NAMES = ("person__name", "startup__name_ko", "startup__name_en", "expert__organisation")


class RegistrationFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    state = filters.MultipleChoiceFilter(choices=RegistrationState.choices)
    kind = filters.ChoiceFilter(choices=GuestKind.choices)
    q = filters.CharFilter(method="matches", label="Words of a name, a company or an organisation")
    ordering = OrderingFilter(fields=["since", ("person__name", "name"), "state"])

    class Meta:
        model = Registration
        fields: list[str] = []

    def matches(self, rows: QuerySet[Registration], name: str, value: str) -> QuerySet[Registration]:
        return rows.filter(matching(value, *NAMES))


class RegistrationsView(generics.ListAPIView[Registration]):
    """All registrations of an event in the order of arrival."""

    permission_classes = [Coordinators]
    serializer_class: Any = shapes.RegistrationRowSerializer
    queryset = Registration.objects.none()
    filterset_class = RegistrationFilter

    def get_queryset(self) -> QuerySet[Registration]:
        return guests_of(get_object_or_404(Event, slug=self.kwargs["slug"]))


class _DecisionView(APIView):
    permission_classes = [Coordinators]
    operation: ClassVar[Callable[..., Registration]]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.EventDecisionSerializer,
        responses=shapes.RegistrationRowSerializer,
    )
    @once
    def post(self, request: Request, slug: str, registration_id: int) -> Response:
        """409 `not_decidable` where somebody else decided, or the guest left."""
        event = get_object_or_404(Event, slug=slug)
        get_object_or_404(event.registrations.all(), pk=registration_id)
        asked = shapes.EventDecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by, now = signed_in(request), clock.now()
        type(self).operation(registration_id=registration_id, **asked.validated_data, by=by, now=now)
        return Response(shapes.RegistrationRowSerializer(guests_of(event).get(pk=registration_id)).data)


class ApproveView(_DecisionView):
    operation = staticmethod(deciding.approve)


class DeclineView(_DecisionView):
    operation = staticmethod(deciding.decline)


class ApprovalsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.EventApprovalsSerializer,
        responses=shapes.EventDecidedSerializer(many=True),
    )
    @once
    def post(self, request: Request, slug: str) -> Response:
        """Places for many at once, in the order of arrival; who cannot be approved is told by code and left."""
        get_object_or_404(Event, slug=slug)
        asked = shapes.EventApprovalsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        ids, by = asked.validated_data["registrations"], signed_in(request)
        decided = deciding.approve_several(slug=slug, ids=ids, by=by, now=clock.now())
        return Response(shapes.EventDecidedSerializer(decided, many=True).data)


class NewContactView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewEventContactSerializer,
        responses={201: shapes.RegistrationRowSerializer},
    )
    @once
    def post(self, request: Request, slug: str) -> Response:
        """A contact who is not in the directory yet is written into it and invited. 409 `address_taken`."""
        event = get_object_or_404(Event, slug=slug)
        asked = shapes.NewEventContactSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        contact = NewContact(**asked.validated_data)
        invited = invite_new_contact(slug=slug, contact=contact, by=signed_in(request), now=clock.now())
        row = guests_of(event).get(pk=invited.pk)
        return Response(shapes.RegistrationRowSerializer(row).data, status=status.HTTP_201_CREATED)


class NewLinkView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=shapes.NothingToSaySerializer, responses=shapes.RegistrationRowSerializer)
    def post(self, request: Request, slug: str, registration_id: int) -> Response:
        """Sends the guest another link; the ones before open nothing any more."""
        event = get_object_or_404(Event, slug=slug)
        get_object_or_404(event.registrations.all(), pk=registration_id)
        deciding.send_new_link(registration_id=registration_id, by=signed_in(request), now=clock.now())
        return Response(shapes.RegistrationRowSerializer(guests_of(event).get(pk=registration_id)).data)


class InvitationsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.EventInvitationsSerializer,
        responses=shapes.EventInvitedSerializer,
    )
    @once
    def post(self, request: Request, slug: str) -> Response:
        """Sends contacts a link that needs no password; who was invited before is not told again."""
        get_object_or_404(Event, slug=slug)
        asked = shapes.EventInvitationsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        invited = deciding.invite_contacts(
            slug=slug, experts=asked.validated_data["experts"], by=signed_in(request), now=clock.now()
        )
        return Response({"invited": len(invited)})


class WishesFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    kind = filters.ChoiceFilter(choices=GuestKind.choices)
    silent = filters.BooleanFilter(
        method="said_nothing", label="Only those without a wish, or only the others"
    )
    q = filters.CharFilter(method="matches", label="Words of a name, a company or an organisation")
    ordering = OrderingFilter(fields=["got_must", "got_like", "gave_must", "mutual"])

    class Meta:
        model = Registration
        fields: list[str] = []

    def said_nothing(self, rows: QuerySet[Registration], name: str, value: bool) -> QuerySet[Registration]:
        return rows.filter(wishes=None) if value else rows.exclude(wishes=None)

    def matches(self, rows: QuerySet[Registration], name: str, value: str) -> QuerySet[Registration]:
        return rows.filter(matching(value, *NAMES))


class EventWishesView(generics.ListAPIView[Registration]):
    """The guests with a place, with their wishes in figures."""

    permission_classes = [Coordinators]
    serializer_class: Any = WishesRowSerializer
    queryset = Registration.objects.none()
    filterset_class = WishesFilter

    def get_queryset(self) -> QuerySet[Registration]:
        return wishes_over(get_object_or_404(Event, slug=self.kwargs["slug"])).order_by("pk")
