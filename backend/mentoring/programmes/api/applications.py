"""Coordinators read applications and decide."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from mentoring.api.matching import IF_MATCH, revisions_seen
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.models import Application, ApplicationState, Programme
from mentoring.programmes import place_serializers as shapes
from mentoring.programmes import reviewing
from mentoring.programmes.showing import applications_seen_by
from problems.ordering import OrderingFilter


class ApplicationFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    state = filters.MultipleChoiceFilter(choices=ApplicationState.choices)
    score_min = filters.NumberFilter(field_name="score", lookup_expr="gte")
    unread = filters.BooleanFilter(field_name="score", lookup_expr="isnull", label="Without a score")
    q = filters.CharFilter(method="matches", label="Part of the name of a startup")
    ordering = OrderingFilter(
        fields=[("submitted_at", "submitted_at"), ("score", "score"), ("startup__name_ko", "startup")]
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def matches(self, rows: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        return rows.filter(Q(startup__name_ko__icontains=value) | Q(startup__name_en__icontains=value))


class ApplicationsView(generics.GenericAPIView[Application]):
    permission_classes = [Coordinators]
    serializer_class: Any = shapes.ApplicationRowSerializer
    queryset = Application.objects.none()
    filterset_class = ApplicationFilter

    def get_queryset(self) -> QuerySet[Application]:
        sent = applications_seen_by(signed_in(self.request)).filter(programme__slug=self.kwargs.get("slug"))
        return sent.order_by(F("submitted_at").asc(), "pk")

    @extend_schema(responses=shapes.ApplicationRowSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """What was sent, the oldest first unless asked otherwise."""
        get_object_or_404(Programme, slug=slug)
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(shapes.ApplicationRowSerializer(page, many=True).data)


def application_response(request: Request, application_id: int) -> Response:
    """One application with its answers, under its ETag."""
    sent = applications_seen_by(signed_in(request)).prefetch_related("answers__question")
    row = get_object_or_404(sent, pk=application_id)
    body = shapes.ApplicationDetailSerializer(row).data
    return Response(body, headers={"ETag": f'"{row.revision}"'})


class ApplicationView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.ApplicationDetailSerializer)
    def get(self, request: Request, application_id: int) -> Response:
        return application_response(request, application_id)

    @extend_schema(
        parameters=[IF_MATCH],
        request=shapes.ReviewSerializer,
        responses=shapes.ApplicationDetailSerializer,
    )
    def put(self, request: Request, application_id: int) -> Response:
        """Score and note, for coordinators alone."""
        get_object_or_404(applications_seen_by(signed_in(request)), pk=application_id)
        asked = shapes.ReviewSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by, seen = signed_in(request), revisions_seen(request)
        reviewing.review_application(
            application_id=application_id, **asked.validated_data, by=by, now=clock.now(), seen=seen
        )
        return application_response(request, application_id)


class DecisionsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.DecisionSerializer,
        responses=shapes.DecidedSerializer,
    )
    @once
    def post(self, request: Request, slug: str) -> Response:
        """Accept, waitlist or decline many at once, all of them or none. 409 `not_decidable` names those that are in
        another state by now."""
        get_object_or_404(Programme, slug=slug)
        asked = shapes.DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        decided = reviewing.decide(slug=slug, **asked.validated_data, by=signed_in(request), now=clock.now())
        return Response({"decided": decided})
