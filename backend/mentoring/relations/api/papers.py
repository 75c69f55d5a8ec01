"""Certificates, letters of thanks and honoraria, over HTTP."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators, MentorsAndCoordinators, SessionPeople
from directory.fields import BySlugField
from directory.models import Expert
from intake.spreadsheet import safe_cell
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.api.serializers import SessionExpertSerializer, SessionProgrammeSerializer
from mentoring.models import Programme
from mentoring.relations.api.relations import counted_for
from mentoring.relations.certificates import certificate
from mentoring.relations.honoraria import Statement, StatementLine, statements_for
from mentoring.relations.money_rules import Month
from mentoring.relations.oversight_models import CURRENCIES
from mentoring.relations.paper import Sheet, pdf_of
from mentoring.relations.paying import set_rate
from mentoring.relations.progress import progress_of
from mentoring.relations.queries import side_of
from mentoring.relations.refusals import MonthUnknown, NotYourPair, SideMissing, StillRunning
from mentoring.relations.rules import SIDES, is_finished
from mentoring.relations.statements import money, sheet_of

COLUMNS = ["month", "expert", "organisation", "programme", "sessions", "hours", "rate", "currency", "amount"]
MONTH = OpenApiParameter(
    "month", str, required=True, description="2026-11, on the clock of the expert's home"
)
EXPERT = OpenApiParameter("expert", int, description="Of this expert alone")
LANGUAGE = OpenApiParameter("language", str, enum=["ko", "en"], description="The caller's own if left out")
PDF = {(200, "application/pdf"): OpenApiTypes.BINARY}


class StatementLineSerializer(serializers.Serializer[Any]):
    programme = SessionProgrammeSerializer()
    sessions = serializers.SerializerMethodField()
    hours = serializers.DecimalField(max_digits=8, decimal_places=2)
    rate = serializers.DecimalField(
        max_digits=12, decimal_places=2, allow_null=True, help_text="For an hour; null where none is set"
    )
    currency = serializers.CharField(allow_null=True, help_text="ISO 4217")
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)

    def get_sessions(self, line: StatementLine) -> int:
        return len(line.sessions)


class StatementSerializer(serializers.Serializer[Any]):
    expert = SessionExpertSerializer()
    month = serializers.CharField()
    time_zone = serializers.CharField(help_text="On whose clock the month is counted")
    hours = serializers.DecimalField(max_digits=8, decimal_places=2)
    lines = StatementLineSerializer(many=True)


class NewRateSerializer(serializers.Serializer[Any]):
    programme = BySlugField(queryset=Programme.objects.all())
    expert = serializers.PrimaryKeyRelatedField(queryset=Expert.objects.select_related("person"))
    per_hour = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=Decimal(0))
    currency = serializers.ChoiceField(choices=CURRENCIES)


class CertificateView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(
        parameters=[
            OpenApiParameter("side", str, enum=list(SIDES), description="For coordinators"),
            LANGUAGE,
        ],
        responses=PDF,
    )
    def get(self, request: Request, relation_id: UUID) -> HttpResponse:
        """A startup's certificate, an expert's letter of thanks: once the pair is through. Coordinators get both."""
        person, now = signed_in(request), clock.now()
        relation = get_object_or_404(counted_for(person, now), pk=relation_id)
        side = side_of(person, relation) or request.query_params.get("side")
        if side not in SIDES:
            raise SideMissing
        if request.query_params.get("side", side) != side:
            raise NotYourPair
        progress = progress_of(relation)
        if not person.coordinates and not is_finished(relation.state, progress.held, progress.planned):
            raise StillRunning
        sheet = certificate(relation, side=side, language=_language(request), now=now)
        return _pdf(sheet, f"meridian-{side}-{relation_id}.pdf")


class HonorariaView(APIView):
    permission_classes = [MentorsAndCoordinators]

    @extend_schema(parameters=[MONTH, EXPERT], responses=StatementSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What the month's sessions come to: every expert's for coordinators, one's own for an expert."""
        return Response(StatementSerializer(_statements(request), many=True).data)


class HonorariaExportView(APIView):
    permission_classes = [MentorsAndCoordinators]

    @extend_schema(parameters=[MONTH, EXPERT], responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:
        """The same for a spreadsheet, a line per expert and programme."""
        out = StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(_cells(_statements(request)))
        headers = {"Content-Disposition": 'attachment; filename="honoraria.csv"'}
        # The byte order mark tells Excel that it is UTF-8.
        return HttpResponse(
            "\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers
        )


class StatementView(APIView):
    permission_classes = [MentorsAndCoordinators]

    @extend_schema(parameters=[MONTH, LANGUAGE], responses=PDF)
    def get(self, request: Request, expert_id: int) -> HttpResponse:
        """One expert's statement of a month with every session. 404 where there is none."""
        person, month = signed_in(request), _month(request)
        found = statements_for(person, month, expert_id)
        if not found:
            raise Http404
        return _pdf(sheet_of(found[0], _language(request)), f"honorarium-{month}-{expert_id}.pdf")


class RatesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=NewRateSerializer, responses=NewRateSerializer)
    @once
    def put(self, request: Request) -> Response:
        """What an expert is paid for an hour in a programme; it counts for every month."""
        asked = NewRateSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        rate = set_rate(by=signed_in(request), now=clock.now(), **asked.validated_data)
        return Response(NewRateSerializer(rate).data)


def _month(request: Request) -> Month:
    month = Month.read(request.query_params.get("month", ""))
    if month is None:
        raise MonthUnknown
    return month


def _statements(request: Request) -> list[Statement]:
    expert = request.query_params.get("expert", "")
    expert_id = int(expert) if expert.isdecimal() and len(expert) < 10 else None
    return statements_for(signed_in(request), _month(request), expert_id)


def _language(request: Request) -> str:
    asked = request.query_params.get("language")
    return asked if asked in ("ko", "en") else signed_in(request).language


def _cells(statements: Iterable[Statement]) -> Iterable[list[str]]:
    for statement in statements:
        for line in statement.lines:
            yield [
                str(statement.month),
                safe_cell(statement.expert.person.name),
                safe_cell(statement.expert.organisation),
                line.programme.slug,
                str(len(line.sessions)),
                str(line.hours),
                "" if line.rate is None else str(line.rate),
                line.currency or "",
                money(line.amount, line.currency),
            ]


def _pdf(sheet: Sheet, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf_of(sheet), content_type="application/pdf", headers=headers)
