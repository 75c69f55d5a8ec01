"""Cycles over HTTP: translate, call once, translate back."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
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
from accounts.permissions import Coordinators, SessionPeople
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.cycles import operations, queries
from mentoring.cycles.answers import answers_in
from mentoring.cycles.api import serializers as shapes
from mentoring.cycles.models import default_weights
from mentoring.cycles.nobody_left import left_alone
from mentoring.cycles.reminding import remind_now
from mentoring.models import Cycle, CycleState


class CycleFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    programme = filters.CharFilter(field_name="programme__slug")
    state = filters.MultipleChoiceFilter(choices=CycleState.choices)

    class Meta:
        model = Cycle
        fields: list[str] = []


def cycle_of(request: Request, cycle_id: int) -> Cycle:
    """The cycle, if the caller may see it; 404 otherwise."""
    return get_object_or_404(queries.cycles_visible_to(signed_in(request)), pk=cycle_id)


def cycle_response(cycle: Cycle, viewer: Person, now: datetime, code: int = status.HTTP_200_OK) -> Response:
    (shown,) = queries.shown_to(viewer, [cycle], now)
    return Response(shapes.CycleSerializer(shown).data, status=code)


class CyclesView(generics.GenericAPIView[Cycle]):
    permission_classes = [SessionPeople]
    serializer_class: Any = shapes.CycleSerializer
    queryset = Cycle.objects.none()
    filterset_class = CycleFilter

    def get_queryset(self) -> QuerySet[Cycle]:
        return queries.cycles_visible_to(signed_in(self.request))

    @extend_schema(responses=shapes.CycleSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The cycles that the caller may see, the newest first."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        rows = queries.shown_to(signed_in(request), page, clock.now())
        return self.get_paginated_response(shapes.CycleSerializer(rows, many=True).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewCycleSerializer,
        responses={201: shapes.CycleSerializer},
    )
    @once
    def post(self, request: Request) -> Response:
        """A coordinator opens one: both sides are asked. 409 `cycle_under_way` where one lives."""
        person, now = signed_in(request), clock.now()
        if not person.coordinates:
            raise PermissionDenied
        asked = shapes.NewCycleSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        terms = dict(asked.validated_data)
        programme = terms.pop("programme")
        terms["weights"] = {**default_weights(), **terms.get("weights", {})}
        cycle = operations.open_cycle(programme=programme, terms=terms, by=person, now=now)
        return cycle_response(cycle, person, now, status.HTTP_201_CREATED)


class CycleView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=shapes.CycleSerializer)
    def get(self, request: Request, cycle_id: int) -> Response:
        return cycle_response(cycle_of(request, cycle_id), signed_in(request), clock.now())

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.CycleTermsSerializer(partial=True),
        responses=shapes.CycleSerializer,
    )
    @once
    def patch(self, request: Request, cycle_id: int) -> Response:
        """Other deadlines, weights or options; what was worked out before stays as it is."""
        person, now = signed_in(request), clock.now()
        if not person.coordinates:
            raise PermissionDenied
        cycle = cycle_of(request, cycle_id)
        asked = shapes.CycleTermsSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        changes = dict(asked.validated_data)
        if "weights" in changes:
            changes["weights"] = {**cycle.weights, **changes["weights"]}
        changed = operations.change_cycle(cycle_id=cycle.pk, changes=changes, by=person, now=now)
        return cycle_response(changed, person, now)


class EndCycleView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses=shapes.CycleSerializer)
    @once
    def post(self, request: Request, cycle_id: int) -> Response:
        """What was published is closed, what was not is cancelled."""
        person, now = signed_in(request), clock.now()
        cycle = operations.end_cycle(cycle_id=cycle_of(request, cycle_id).pk, by=person, now=now)
        return cycle_response(cycle, person, now)


class CycleAnswersView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.AnswerRowSerializer(many=True))
    def get(self, request: Request, cycle_id: int) -> Response:
        """Everybody who is asked, startups first, and whether they have answered."""
        rows = answers_in(cycle_of(request, cycle_id), clock.now())
        return Response(shapes.AnswerRowSerializer(rows, many=True).data)


class RemindCycleView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses=shapes.RemindedPeopleSerializer)
    @once
    def post(self, request: Request, cycle_id: int) -> Response:
        """Remind all who have not answered and still can."""
        cycle = cycle_of(request, cycle_id)
        return Response({"people": remind_now(cycle_id=cycle.pk, by=signed_in(request), now=clock.now())})


class PinView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=shapes.NewPinSerializer, responses={201: shapes.PinSerializer}
    )
    @once
    def post(self, request: Request, cycle_id: int) -> Response:
        """Require or rule out a pair. 409 `pair_held_otherwise` where the opposite was decided."""
        cycle = cycle_of(request, cycle_id)
        asked = shapes.NewPinSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        pin = operations.pin_pair(
            cycle_id=cycle.pk, by=signed_in(request), now=clock.now(), **asked.validated_data
        )
        return Response(shapes.PinSerializer(pin).data, status=status.HTTP_201_CREATED)


class UnpinView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=shapes.PairIdsSerializer, responses={204: None})
    @once
    def post(self, request: Request, cycle_id: int) -> Response:
        """Take a decision about a pair back."""
        cycle = cycle_of(request, cycle_id)
        asked = shapes.PairIdsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        pair = asked.validated_data
        operations.unpin_pair(
            cycle_id=cycle.pk,
            startup_id=pair["startup"],
            expert_id=pair["expert"],
            by=signed_in(request),
            now=clock.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class LockView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=shapes.LockSerializer, responses=shapes.LockedSerializer
    )
    @once
    def post(self, request: Request, cycle_id: int) -> Response:
        """Keep pairs as they were shown, whatever comes out anew."""
        cycle = cycle_of(request, cycle_id)
        asked = shapes.LockSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        pairs = [(one["startup"].pk, one["expert"].pk) for one in asked.validated_data["pairs"]]
        locked = operations.lock_pairs(cycle_id=cycle.pk, pairs=pairs, by=signed_in(request), now=clock.now())
        return Response({"locked": locked})


class LeftAloneView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.LeftAloneSerializer(many=True))
    def get(self, request: Request, cycle_id: int) -> Response:
        """Startups of a published cycle whose pairs came to nothing and that have nobody."""
        found = left_alone(cycle_of(request, cycle_id))
        return Response(shapes.LeftAloneSerializer(found, many=True).data)
