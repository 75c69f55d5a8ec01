from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Experts, StartupMembers
from directory.fields import BySlugField, CompanyNameField, CountriesField
from directory.models import ConflictKind, Expert, Startup, Topic
from directory.own.operations import set_company, set_conflicts
from directory.queries import startup_of

MOST_COMPANIES = 100
LONGEST_TEXT = 2000


class ConflictSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=ConflictKind.choices)
    company = CompanyNameField()


class ConflictsSerializer(serializers.Serializer[Any]):
    """All of them; what is not among them is taken out."""

    conflicts = serializers.ListField(child=ConflictSerializer(), max_length=MOST_COMPANIES)


class CompanySerializer(serializers.ModelSerializer[Startup]):
    builds_ko = serializers.CharField(
        max_length=LONGEST_TEXT,
        allow_blank=True,
        required=False,
        help_text="What it does, for experts to read",
    )
    builds_en = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, required=False)
    needs: BySlugField[Topic] = BySlugField(many=True, queryset=Topic.objects.all())
    markets = CountriesField(help_text="Where it sells or wants to")
    competitors = serializers.ListField(
        child=CompanyNameField(), max_length=MOST_COMPANIES, help_text="Whose people should not advise it"
    )

    class Meta:
        model = Startup
        fields = [
            "name_ko",
            "name_en",
            "stage",
            "builds_ko",
            "builds_en",
            "needs",
            "markets",
            "competitors",
        ]
        read_only_fields = ["name_ko", "name_en", "stage"]


class OwnConflictsView(APIView):
    """With which companies an expert is bound up; coordinators and pairing know it, startups never do."""

    permission_classes = [Experts]

    @extend_schema(responses=ConflictsSerializer)
    def get(self, request: Request) -> Response:
        return _told(get_object_or_404(Expert, person=signed_in(request)))

    @extend_schema(request=ConflictsSerializer, responses=ConflictsSerializer)
    def put(self, request: Request) -> Response:
        person = signed_in(request)
        expert = get_object_or_404(Expert, person=person)
        asked = ConflictsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        rows = [(row["kind"], row["company"]) for row in asked.validated_data["conflicts"]]
        set_conflicts(expert=expert, conflicts=rows, by=person, now=clock.now())
        return _told(expert)


def _told(expert: Expert) -> Response:
    return Response(ConflictsSerializer({"conflicts": expert.conflicts.all()}).data)


class OwnCompanyView(APIView):
    """What a company says of itself for pairing."""

    permission_classes = [StartupMembers]

    @extend_schema(responses=CompanySerializer)
    def get(self, request: Request) -> Response:
        return Response(CompanySerializer(_company(request)).data)

    @extend_schema(request=CompanySerializer, responses=CompanySerializer)
    def put(self, request: Request) -> Response:
        startup = _company(request)
        asked = CompanySerializer(startup, data=request.data)
        asked.is_valid(raise_exception=True)
        changed = set_company(startup=startup, **asked.validated_data, by=signed_in(request), now=clock.now())
        return Response(CompanySerializer(changed).data)


def _company(request: Request) -> Startup:
    startup = startup_of(signed_in(request))
    if startup is None:
        raise NotFound
    return startup
