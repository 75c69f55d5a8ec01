"""Coordinators' own doors to programmes."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import Coordinators
from mentoring.api.matching import IF_MATCH, revisions_seen
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.models import PairingWay, Programme, ProgrammeKind, ProgrammeState
from mentoring.programmes import copying, editing, turning
from mentoring.programmes import serializers as shapes
from mentoring.programmes.showing import programmes_run_by
from problems.ordering import OrderingFilter


class ProgrammeFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    kind = filters.MultipleChoiceFilter(choices=ProgrammeKind.choices)
    state = filters.MultipleChoiceFilter(choices=ProgrammeState.choices)
    pairing = filters.MultipleChoiceFilter(choices=PairingWay.choices)
    q = filters.CharFilter(method="matches", label="Part of a name")
    ordering = OrderingFilter(fields=["starts_on", "name_ko", "name_en"])

    class Meta:
        model = Programme
        fields: list[str] = []

    def matches(self, programmes: QuerySet[Programme], name: str, value: str) -> QuerySet[Programme]:
        return programmes.filter(Q(name_ko__icontains=value) | Q(name_en__icontains=value))


def desk_response(viewer: Person, slug: str, code: int = status.HTTP_200_OK) -> Response:
    """The whole of a programme under its ETag."""
    programmes = programmes_run_by(viewer).prefetch_related("milestones", "questions")
    programme = get_object_or_404(programmes, slug=slug)
    body = shapes.ProgrammeDeskSerializer(programme).data
    return Response(body, status=code, headers={"ETag": f'"{programme.revision}"'})


class ProgrammeDeskView(generics.GenericAPIView[Programme]):
    permission_classes = [Coordinators]
    serializer_class: Any = shapes.ProgrammeDeskRowSerializer
    queryset = Programme.objects.none()
    filterset_class = ProgrammeFilter

    def get_queryset(self) -> QuerySet[Programme]:
        return programmes_run_by(signed_in(self.request))

    @extend_schema(responses=shapes.ProgrammeDeskRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every programme in every state, the newest first."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(shapes.ProgrammeDeskRowSerializer(page, many=True).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewProgrammeSerializer,
        responses={201: shapes.ProgrammeDeskSerializer},
    )
    @once
    def post(self, request: Request) -> Response:
        """A draft."""
        asked = shapes.NewProgrammeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        programme = editing.create_programme(**asked.validated_data, by=by, now=clock.now())
        return desk_response(by, programme.slug, status.HTTP_201_CREATED)


class ProgrammeEditView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.ProgrammeDeskSerializer)
    def get(self, request: Request, slug: str) -> Response:
        return desk_response(signed_in(request), slug)

    @extend_schema(
        parameters=[IF_MATCH],
        request=shapes.ProgrammeChangeSerializer(partial=True),
        responses=shapes.ProgrammeDeskSerializer,
    )
    def patch(self, request: Request, slug: str) -> Response:
        """409 `fixed_by_now` names what cannot be changed any more."""
        programme = get_object_or_404(Programme, slug=slug)
        asked = shapes.ProgrammeChangeSerializer(programme, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        by, seen = signed_in(request), revisions_seen(request)
        editing.change_programme(slug=slug, **asked.validated_data, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)


class ProgrammeCopyView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.ProgrammeCopySerializer,
        responses={201: shapes.ProgrammeDeskSerializer},
    )
    @once
    def post(self, request: Request, slug: str) -> Response:
        """The next term as a draft: the same policy, questions, milestones and words; its experts are invited."""
        programme = get_object_or_404(Programme, slug=slug)
        asked = shapes.ProgrammeCopySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        copy = copying.copy_programme(programme=programme, **asked.validated_data, by=by, now=clock.now())
        return desk_response(by, copy.slug, status.HTTP_201_CREATED)


class _StepView(APIView):
    """One step from state to state."""

    permission_classes = [Coordinators]
    step: ClassVar[Callable[..., Programme]]
    body: ClassVar[type[BaseSerializer[Any]] | None] = None

    def post(self, request: Request, slug: str) -> Response:
        get_object_or_404(Programme, slug=slug)
        said: dict[str, Any] = {}
        if self.body is not None:
            asked = self.body(data=request.data)
            asked.is_valid(raise_exception=True)
            said = asked.validated_data
        by, seen = signed_in(request), revisions_seen(request)
        type(self).step(slug=slug, **said, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)


@extend_schema(
    parameters=[IF_MATCH],
    request=None,
    responses=shapes.ProgrammeDeskSerializer,
    description="409 `programme_not_ready` lists what is missing.",
)
class ProgrammeOpenView(_StepView):
    step = turning.open_programme


@extend_schema(
    parameters=[IF_MATCH],
    request=None,
    responses=shapes.ProgrammeDeskSerializer,
    description="409 `programme_not_ready` lists what is missing.",
)
class ProgrammeRunView(_StepView):
    step = turning.run_programme


@extend_schema(
    parameters=[IF_MATCH],
    request=shapes.ProgrammeCloseSerializer,
    responses=shapes.ProgrammeDeskSerializer,
    description="409 `sessions_ahead` tells how many lie ahead.",
)
class ProgrammeCloseView(_StepView):
    step = turning.close_programme
    body = shapes.ProgrammeCloseSerializer


class ProgrammeMilestonesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IF_MATCH],
        request=shapes.MilestonesSerializer,
        responses=shapes.ProgrammeDeskSerializer,
    )
    def put(self, request: Request, slug: str) -> Response:
        """All goals and milestones, in their order."""
        get_object_or_404(Programme, slug=slug)
        asked = shapes.MilestonesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by, seen = signed_in(request), revisions_seen(request)
        rows = asked.validated_data["milestones"]
        editing.set_milestones(slug=slug, rows=rows, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)


class ProgrammeQuestionsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IF_MATCH],
        request=shapes.QuestionsSerializer,
        responses=shapes.ProgrammeDeskSerializer,
    )
    def put(self, request: Request, slug: str, use: str) -> Response:
        """All questions, in their order: a changed one becomes a new version, and old answers keep theirs."""
        get_object_or_404(Programme, slug=slug)
        asked = shapes.QuestionsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by, seen = signed_in(request), revisions_seen(request)
        rows = asked.validated_data["questions"]
        editing.set_questions(slug=slug, use=use, rows=rows, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)
