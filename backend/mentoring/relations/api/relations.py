"""Pairs over HTTP: translate, call once, translate back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
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
from mentoring.models import Relation, RelationState
from mentoring.relations import operations, queries
from mentoring.relations.api import serializers as shapes
from mentoring.relations.api.detail import RelationDetailSerializer
from mentoring.relations.progress import with_oversight, with_progress
from mentoring.relations.whole import rows_of, whole_of
from problems.ordering import OrderingFilter


class RelationFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    programme = filters.CharFilter(field_name="programme__slug")
    state = filters.MultipleChoiceFilter(choices=RelationState.choices)
    expert = filters.NumberFilter(field_name="expert")
    startup = filters.NumberFilter(field_name="startup")
    q = filters.CharFilter(method="matches", label="Part of the name of the startup or the expert")
    ordering = OrderingFilter(
        fields=[
            ("offered_at", "offered_at"),
            ("startup__name_ko", "startup"),
            ("expert__person__name", "expert"),
        ]
    )

    class Meta:
        model = Relation
        fields: list[str] = []

    def matches(self, relations: QuerySet[Relation], name: str, value: str) -> QuerySet[Relation]:
        fields = ("startup__name_ko", "startup__name_en", "expert__person__name")
        return relations.filter(Q(*((f"{field}__icontains", value) for field in fields), _connector=Q.OR))


def relation_of(request: Request, relation_id: UUID) -> Relation:
    """The pair, if the caller may see it; 404 otherwise."""
    return get_object_or_404(queries.relations_visible_to(signed_in(request)), pk=relation_id)


def relation_response(
    relation_id: UUID, viewer: Person, now: datetime, code: int = status.HTTP_200_OK
) -> Response:
    """The whole pair as the viewer may see it."""
    relation = get_object_or_404(counted_for(viewer, now), pk=relation_id)
    return Response(RelationDetailSerializer(whole_of(viewer, relation, now)).data, status=code)


def counted_for(viewer: Person, now: datetime) -> QuerySet[Relation]:
    """The pairs that the viewer may see, each with how far it has come."""
    relations = with_progress(queries.relations_visible_to(viewer), now)
    return with_oversight(relations) if viewer.coordinates else relations


class RelationsView(generics.GenericAPIView[Relation]):
    permission_classes = [SessionPeople]
    serializer_class: Any = shapes.RelationRowSerializer
    queryset = Relation.objects.none()
    filterset_class = RelationFilter

    @extend_schema(responses=shapes.RelationRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The pairs that the caller may see, filtered, ordered, paged."""
        person, now = signed_in(request), clock.now()
        page = self.paginate_queryset(self.filter_queryset(counted_for(person, now))) or []
        rows = rows_of(person, page, now)
        return self.get_paginated_response(shapes.RelationRowSerializer(rows, many=True).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewRelationSerializer,
        responses={201: RelationDetailSerializer},
    )
    @once
    def post(self, request: Request) -> Response:
        """A coordinator pairs two: both are asked. 409 `pair_stands` where they are a pair already."""
        person, now = signed_in(request), clock.now()
        if not person.coordinates:
            raise PermissionDenied
        asked = shapes.NewRelationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        programme, answer_by = data.pop("programme"), data.pop("answer_by")
        relation = operations.offer_pair(
            programme=programme, pair=operations.Pair(**data), answer_by=answer_by, by=person, now=now
        )
        return relation_response(relation.pk, person, now, status.HTTP_201_CREATED)


class RelationView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=RelationDetailSerializer)
    def get(self, request: Request, relation_id: UUID) -> Response:
        return relation_response(relation_id, signed_in(request), clock.now())


class AnswerRelationView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.RelationAnswerSerializer,
        responses=RelationDetailSerializer,
    )
    @once
    def post(self, request: Request, relation_id: UUID) -> Response:
        """One side says yes or no; two yeses begin the pair. 410 `pair_unanswered` once the time has passed."""
        person, now = signed_in(request), clock.now()
        relation = relation_of(request, relation_id)
        asked = shapes.RelationAnswerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        operations.answer_relation(relation=relation, by=person, now=now, **asked.validated_data)
        return relation_response(relation_id, person, now)


class EndRelationView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.RelationEndSerializer,
        responses=RelationDetailSerializer,
    )
    @once
    def post(self, request: Request, relation_id: UUID) -> Response:
        """An offer is taken back, or a pair ends; both sides are told why."""
        person, now = signed_in(request), clock.now()
        relation = relation_of(request, relation_id)
        asked = shapes.RelationEndSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        operations.end_relation(relation=relation, by=person, now=now, **asked.validated_data)
        return relation_response(relation_id, person, now)
