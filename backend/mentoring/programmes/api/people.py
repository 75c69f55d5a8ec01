"""Coordinators invite startups and experts, set what they get and give, and take them out."""

from typing import Any

from django.db.models import Q, QuerySet
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
from directory.models import Expert, Startup
from mentoring.models import Programme, ProgrammeExpert, ProgrammeStartup, TakingPart
from mentoring.programmes import joining
from mentoring.programmes import place_serializers as shapes


class _PlaceFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """Whose place it is by a part of a name, and how it stands."""

    named: tuple[str, ...] = ()
    q = filters.CharFilter(method="matches", label="Part of a name")
    state = filters.MultipleChoiceFilter(choices=TakingPart.choices)

    def matches(self, places: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return places.filter(Q(*((f"{field}__icontains", value) for field in self.named), _connector=Q.OR))


class ProgrammeStartupFilter(_PlaceFilter):
    named = ("startup__name_ko", "startup__name_en")

    class Meta:
        model = ProgrammeStartup
        fields: list[str] = []


class ProgrammeExpertFilter(_PlaceFilter):
    named = ("expert__person__name", "expert__organisation")

    class Meta:
        model = ProgrammeExpert
        fields: list[str] = []


class InvitationsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=shapes.InvitationsSerializer, responses=shapes.InvitedSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Invite these startups and experts; of a draft they are told once it opens."""
        get_object_or_404(Programme, slug=slug)
        asked = shapes.InvitationsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        invited = joining.invite(slug=slug, **asked.validated_data, by=signed_in(request), now=clock.now())
        return Response({"invited": invited})


class ProgrammeStartupsView(generics.ListAPIView[ProgrammeStartup]):
    """The startups with a place in it; where it is open to all, all others take part too."""

    permission_classes = [Coordinators]
    serializer_class = shapes.ProgrammeStartupSerializer
    queryset = ProgrammeStartup.objects.none()
    filterset_class = ProgrammeStartupFilter

    def get_queryset(self) -> QuerySet[ProgrammeStartup]:
        places = ProgrammeStartup.objects.filter(programme__slug=self.kwargs.get("slug"))
        return places.select_related("startup").order_by("startup__name_ko", "pk")


class ProgrammeExpertsView(generics.ListAPIView[ProgrammeExpert]):
    """The experts with a place in it, and what each gives."""

    permission_classes = [Coordinators]
    serializer_class = shapes.ProgrammeExpertSerializer
    queryset = ProgrammeExpert.objects.none()
    filterset_class = ProgrammeExpertFilter

    def get_queryset(self) -> QuerySet[ProgrammeExpert]:
        places = ProgrammeExpert.objects.filter(programme__slug=self.kwargs.get("slug"))
        named = places.select_related("expert__person").prefetch_related("topics")
        return named.order_by("expert__person__name", "pk")


class ProgrammeStartupView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=shapes.ProgrammeStartupSerializer, responses=shapes.ProgrammeStartupSerializer)
    def put(self, request: Request, slug: str, startup_id: int) -> Response:
        """Take a startup in, or change with how many experts at once."""
        get_object_or_404(Programme, slug=slug)
        startup = get_object_or_404(Startup, pk=startup_id)
        asked = shapes.ProgrammeStartupSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by = signed_in(request)
        place = joining.set_startup_place(
            slug=slug, startup=startup, **asked.validated_data, by=by, now=clock.now()
        )
        return Response(shapes.ProgrammeStartupSerializer(place).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str, startup_id: int) -> Response:
        """It takes part no more, or is not invited any more. 409 `pairs_stand` while a pair of it stands."""
        programme = get_object_or_404(Programme, slug=slug)
        startup = get_object_or_404(Startup, pk=startup_id)
        joining.leave(programme=programme, startup=startup, by=signed_in(request), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProgrammeExpertView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=shapes.GivingSerializer, responses=shapes.GivingSerializer)
    def put(self, request: Request, slug: str, expert_id: int) -> Response:
        """What an expert gives, said for them; with it they take part."""
        programme = get_object_or_404(Programme, slug=slug)
        expert = get_object_or_404(Expert, pk=expert_id)
        return given(request, programme, expert)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str, expert_id: int) -> Response:
        programme = get_object_or_404(Programme, slug=slug)
        expert = get_object_or_404(Expert, pk=expert_id)
        joining.leave(programme=programme, expert=expert, by=signed_in(request), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def given(request: Request, programme: Programme, expert: Expert) -> Response:
    """Keep what an expert gives."""
    asked = shapes.GivingSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    gives: dict[str, Any] = asked.validated_data
    place = joining.give_time(
        programme=programme, expert=expert, by=signed_in(request), now=clock.now(), **gives
    )
    return Response(shapes.GivingSerializer(place).data)
