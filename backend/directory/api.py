from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django_filters import rest_framework as filters
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import Coordinators, SessionPeople, StartupMembers
from directory.models import Expert, ExpertKind, Startup, Topic
from directory.queries import colleagues_of, experts_visible_to


class ExpertSerializer(serializers.ModelSerializer[Expert]):
    """What startups see of an expert: never a phone or an e-mail."""

    name = serializers.CharField(source="person.name")
    time_zone = serializers.CharField(source="person.time_zone")
    zone_now = serializers.SerializerMethodField(help_text="On whose clock they live now, a journey included")
    topics: serializers.SlugRelatedField[Topic] = serializers.SlugRelatedField(
        slug_field="slug", many=True, read_only=True
    )
    languages = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Expert
        fields = [
            "id",
            "name",
            "kind",
            "organisation",
            "headline_ko",
            "headline_en",
            "topics",
            "languages",
            "time_zone",
            "zone_now",
        ]

    def get_zone_now(self, expert: Expert) -> str:
        zones: Mapping[int, str] = self.context["zones"]
        return zones[expert.person_id]


class ExpertDetailSerializer(ExpertSerializer):
    humane_from = serializers.TimeField(source="person.humane_from", format="%H:%M")
    humane_until = serializers.TimeField(source="person.humane_until", format="%H:%M")

    class Meta(ExpertSerializer.Meta):
        fields = [*ExpertSerializer.Meta.fields, "bio_ko", "bio_en", "humane_from", "humane_until"]


class StartupRowSerializer(serializers.ModelSerializer[Startup]):
    class Meta:
        model = Startup
        fields = ["id", "name_ko", "name_en", "stage"]


class ColleagueSerializer(serializers.ModelSerializer[Person]):
    """What members of one company see of each other here: never a phone or an e-mail."""

    class Meta:
        model = Person
        fields = ["id", "name", "time_zone"]


class IdsFilter(filters.BaseInFilter, filters.NumberFilter):  # type: ignore[misc]  # as below
    """Numbers with commas between."""


class StartupFilter(filters.FilterSet):  # type: ignore[misc]  # as below
    q = filters.CharFilter(method="matches", label="Part of a name")

    class Meta:
        model = Startup
        fields: list[str] = []

    def matches(self, startups: QuerySet[Startup], name: str, value: str) -> QuerySet[Startup]:
        return startups.filter(Q(name_ko__icontains=value) | Q(name_en__icontains=value))


class ExpertFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    ids = IdsFilter(field_name="pk", lookup_expr="in", label="Only these, commas between")
    kind = filters.ChoiceFilter(choices=ExpertKind.choices)
    topic = filters.CharFilter(field_name="topics__slug", distinct=True)
    language = filters.CharFilter(method="speaks")
    q = filters.CharFilter(method="matches", label="Part of a name, an organisation or a headline")

    class Meta:
        model = Expert
        fields: list[str] = []

    def speaks(self, experts: QuerySet[Expert], name: str, value: str) -> QuerySet[Expert]:
        return experts.filter(languages__contains=[value])

    def matches(self, experts: QuerySet[Expert], name: str, value: str) -> QuerySet[Expert]:
        fields = (
            "person__name",
            "organisation",
            "headline_ko",
            "headline_en",
            "topics__name_ko",
            "topics__name_en",
        )
        wanted = Q()
        for word in value.split():
            wanted &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
        return experts.filter(wanted).distinct()


class StartupsView(generics.ListAPIView[Startup]):
    """The companies of the hub, for coordinators."""

    permission_classes = [Coordinators]
    serializer_class = StartupRowSerializer
    queryset = Startup.objects.all()
    filterset_class = StartupFilter


class ColleaguesView(generics.ListAPIView[Person]):
    """The others of the caller's own company."""

    permission_classes = [StartupMembers]
    serializer_class = ColleagueSerializer
    queryset = Person.objects.none()
    pagination_class = None

    def get_queryset(self) -> QuerySet[Person]:
        return colleagues_of(signed_in(self.request))


def _zones_now(experts: Iterable[Expert]) -> Mapping[int, str]:
    """On whose clock each lives, by the person's id. The agenda knows of journeys, and lies above. One statement."""
    asked = cast(Callable[..., Mapping[int, str]], import_string(settings.ZONES_AT))
    return asked([expert.person_id for expert in experts], instant=clock.now())


class ExpertsView(generics.ListAPIView[Expert]):
    """Experts by need, expertise, language and words."""

    permission_classes = [SessionPeople]
    serializer_class = ExpertSerializer
    queryset = Expert.objects.none()
    filterset_class = ExpertFilter

    def get_queryset(self) -> QuerySet[Expert]:
        return experts_visible_to(signed_in(self.request))

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        shown = ExpertSerializer(page, many=True, context={"zones": _zones_now(page)})
        return self.get_paginated_response(shown.data)


class ExpertView(generics.RetrieveAPIView[Expert]):
    permission_classes = [SessionPeople]
    serializer_class = ExpertDetailSerializer
    queryset = Expert.objects.none()

    def get_queryset(self) -> QuerySet[Expert]:
        return experts_visible_to(signed_in(self.request))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        expert = self.get_object()
        return Response(ExpertDetailSerializer(expert, context={"zones": _zones_now([expert])}).data)
